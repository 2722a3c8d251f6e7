"""A group of any size that may vote now, by name and in secret, each with a session of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from regiodialoog.accounts.actions import give_role
from regiodialoog.accounts.models import Person, RoleGrant
from regiodialoog.core import clock
from regiodialoog.core.db import db, transaction
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.core.text import sort_key
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.groups.models import Seat, SeatFilling, SeatState
from regiodialoog.groups.queries import group_of
from regiodialoog.organisations import queries as region
from regiodialoog.polls import actions, sealing
from tests.reliability.post_office import application
from tests.reliability.visitor import Answer, Visitor
from tests.support.many import insert_all

THEME = "water-in-de-wijk"
YES_NO = {"kind": "yes-no"}


@dataclass(frozen=True)
class Voters:
    """``cookies``: one for each person; ``named`` and ``boxed`` the addresses of a poll by name and a secret one;
    ``keys`` the inner and the outer one."""

    people: list[int]
    cookies: list[str]
    named: str
    boxed: str
    keys: tuple[str, str]


def assemble(url: str, storage: Path, count: int) -> Voters:
    """So many people join the group about water of the demonstration, and two polls are open to them for a week."""
    with application(url, storage) as app:
        with app.test_request_context(), transaction():
            before = clock.now() - timedelta(days=2)
            people = _seated(count)
            staff = db.session.scalars(select(RoleGrant.person_id).where(RoleGrant.role == Role.BUREAU)).all()
            first, second = staff[0], _another()
            with clock.at(before):
                named, boxed, keys = _polls(first, second)
        with app.test_request_context():
            cookies = [signed_in_as(app, db.session.get_one(Person, number)) for number in people]
    return Voters(people, cookies, f"/themas/{THEME}/stemmingen/{named}", f"/themas/{THEME}/stemmingen/{boxed}", keys)


def _seated(count: int) -> list[int]:
    people = crowd([f"Stemmer {n:04}" for n in range(count)], "stemmer")
    theme = dialogues.theme(THEME)
    group, interest = group_of(theme), region.interests()[0].id
    at = clock.now() - timedelta(days=9)
    for number in people:
        db.session.add(
            Seat(group_id=group.id, interest_id=interest, filling=SeatFilling.ASSIGNED, state=SeatState.FILLED,
                 person_id=number, filled_at=at)
        )  # fmt: skip
    db.session.flush()
    for number in people:
        person = db.session.get_one(Person, number)
        give_role(person, Role.PARTICIPANT, ScopeKind.THEME, theme.id, by=None, tell=False)
    return list(people)


def _another() -> int:
    """Somebody who moderates the theme."""
    theme = dialogues.theme(THEME)
    query = select(RoleGrant.person_id).where(RoleGrant.role == Role.MODERATOR, RoleGrant.scope_id == theme.id)
    number: int = db.session.scalars(query.order_by(RoleGrant.id)).all()[0]
    return number


def _polls(first: int, second: int) -> tuple[int, int, tuple[str, str]]:
    theme, now = dialogues.theme(THEME), clock.now()
    made = []
    keys, publics = zip(*(sealing.new_key() for _layer in range(2)), strict=True)
    for secret in (False, True):
        poll = actions.prepare(
            theme, "Wie vertelt het de raden?", rule=YES_NO, opens_at=now + timedelta(days=1),
            closes_at=now + timedelta(days=9), options=[actions.Offered(title="Een duo uit de groep")], moves=False,
            by=first, secret=secret, fictitious=True,
        )  # fmt: skip
        if secret:
            for public, holder in zip(publics, (first, second), strict=True):
                actions.make_key(poll, public_key=public, by=holder)
        actions.approve(poll, by=second)
        with clock.at(poll.opens_at):
            actions.make_roll(poll)
        made.append(poll.number)
    return made[0], made[1], (keys[0], keys[1])


def crowd(names: Sequence[str], mailbox: str) -> list[int]:
    """The numbers of people who confirmed an address of their own."""
    return insert_all(
        Person,
        [
            {"name": name, "sort_key": sort_key(name), "confirmed_at": clock.now()}
            | dict.fromkeys(("address", "address_key"), f"{mailbox}{n}@voorbeeld.example")
            for n, name in enumerate(names)
        ],
    )


def signed_in_as(app: Flask, person: Person) -> str:
    """The cookie of a session of somebody who showed the second factor."""
    session = {"_user_id": person.get_id(), "_fresh": True, "second_factor": True}
    session["signed_in_at"] = int(clock.now().timestamp())
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(session)}"


class Voter:
    """Somebody with a browser: looks at the ballot, fills it in, and has the last button before them."""

    def __init__(self, port: int, cookie: str) -> None:
        self.visitor = Visitor(port)
        name, _mark, value = cookie.partition("=")
        self.visitor.cookies = {name: value}

    def before_the_last_button(self, poll: str, choice: str) -> bytes:
        """The bytes of the request that stores the vote."""
        form = self.visitor.form(f"{poll}/stem") | {"choice_1": choice}
        review = self.visitor.post(f"{poll}/stem", form)
        assert review.status == 200, f"{review.status}\n{review.text[:2000]}"
        path, values = _form(review, "bevestigen", f"{poll}/stem")
        return self.visitor.request("POST", path, values)

    def presses(self, request: bytes) -> Answer:
        return self.visitor.fetch(request)


def _form(answer: Answer, name: str, path: str) -> tuple[str, dict[str, str]]:
    import lxml.html

    found = next(form for form in lxml.html.document_fromstring(answer.text).forms if form.get("id") == name)
    return found.get("action") or path, {key: value for key, value in found.form_values() if value is not None}
