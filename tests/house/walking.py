"""Visiting every page of the demonstration in this process, and keeping what was found for whoever examines it.

A page does not change by being looked at: rights, secrets, words and validity are all examined on one walk.
"""

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, g, has_app_context
from sqlalchemy import select
from werkzeug.routing import Rule

from regiodialoog.accounts.models import Person, SecondFactorReset
from regiodialoog.core.db import db
from tests.house.people import come_in
from tests.house.planting import plant
from tests.house.routes import arguments
from tests.support import postgres
from tests.support.client import HouseClient
from tests.support.database import everything_rolled_back
from tests.support.told import told


@dataclass(frozen=True)
class Answer:
    """What one person got from one address, redirects not followed."""

    rule: str
    endpoint: str
    path: str
    status: int
    mimetype: str
    location: str
    text: str
    authorised_by: str

    @property
    def is_page(self) -> bool:
        return self.status == 200 and self.mimetype == "text/html"


def rules(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))


def paths(app: Flask, rule: Rule) -> Iterator[str]:
    """The addresses of one rule, one for each of its samples."""
    for sample in arguments(rule.endpoint, rule.arguments):
        with app.test_request_context():
            yield app.url_for(rule.endpoint, **sample)


def pages(app: Flask) -> Iterator[tuple[str, str]]:
    """Endpoint and path of every address that answers GET with a page, with each of its samples."""
    for rule in rules(app):
        if "GET" in (rule.methods or set()) and is_for_people(rule.endpoint):
            for path in paths(app, rule):
                yield rule.endpoint, path


def is_for_people(endpoint: str) -> bool:
    return not endpoint.startswith(("api.", "health."))


# ── the demonstration, in a savepoint ────────────────────────────────────────


@contextmanager
def as_it_is(app: Flask) -> Iterator[None]:
    """Within: the demonstration with a reset of a second factor under way."""
    with everything_rolled_back(app):
        people = db.session.scalars(select(Person.id).order_by(Person.id).limit(3)).all()
        db.session.add(SecondFactorReset(person_id=people[2], asked_by=people[0]))
        db.session.flush()
        yield


@contextmanager
def planted_demo(app: Flask) -> Iterator[None]:
    with as_it_is(app):
        plant()
        yield


# ── the walks ────────────────────────────────────────────────────────────────


def walked_once(app: Flask, meeting_place: Path, who: str, language: str = "nl") -> list[Answer]:
    """The walk of one person, by whichever process of the test run needs it first."""
    assert not has_app_context(), "a walk has a savepoint of its own: ask for it before the test opens one"
    kept = meeting_place / f"walk-{language}-{who.replace(' ', '-')}.pickle"
    with postgres.locked(kept.with_suffix(".lock")):
        if not kept.exists():
            with planted_demo(app):
                found = list(_walk(app, come_in(app, who), language))
            half = kept.with_suffix(".half")
            half.write_bytes(pickle.dumps(found))
            half.rename(kept)
            return found
    known: list[Answer] = pickle.loads(kept.read_bytes())
    return known


def _walk(app: Flask, client: HouseClient, language: str) -> Iterator[Answer]:
    used: list[str] = []

    def note(response: Response) -> Response:
        used.append(g.get("authorised_by", ""))
        return response

    if language != "nl":
        client.get("/", query_string={"taal": language})
    app.after_request_funcs.setdefault(None, []).append(note)
    try:
        for rule in rules(app):
            for path in paths(app, rule) if "GET" in (rule.methods or set()) else ():
                used.clear()
                answer = client.get(path)
                yield Answer(
                    rule.rule,
                    rule.endpoint,
                    path,
                    answer.status_code,
                    answer.mimetype or "",
                    answer.headers.get("Location", ""),
                    told(answer),
                    used[-1] if used else "",
                )
    finally:
        app.after_request_funcs[None].remove(note)
