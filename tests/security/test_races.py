"""Two requests at one moment, with real commits: what must happen once happens once."""

import threading
from collections.abc import Callable
from contextvars import copy_context

from flask import Flask
from sqlalchemy import func, select

from regiodialoog.accounts import actions
from regiodialoog.accounts.models import Person, RoleGrant
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core.db import db, transaction
from regiodialoog.core.policy import Role
from tests.accounts.people import administrator, someone, staff
from tests.support.client import HouseClient


def signed_in(app: Flask, person_id: int) -> HouseClient:
    """A client of somebody, who came by a link and is believed to have shown the second factor."""
    client = app.test_client()
    assert isinstance(client, HouseClient)
    with app.test_request_context(), transaction() as session:
        person = session.get_one(Person, person_id)
        link = f"/inloggen/{actions.sign_in_token_for(person)}"
    assert client.submit(link).status_code == 303
    with client.session_transaction() as cookie:
        cookie["second_factor"] = True
    return client


def at_once(*works: Callable[[], int]) -> list[int]:
    """The statuses of requests that wait for each other before they are sent."""
    barrier, answers = threading.Barrier(len(works)), [0] * len(works)

    def run(number: int) -> None:
        barrier.wait()
        answers[number] = works[number]()

    threads = [threading.Thread(target=copy_context().run, args=(run, n)) for n in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(answers)


def happened(app: Flask, kind: str) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).where(AuditEvent.kind == kind)) or 0


def test_two_administrators_cannot_end_each_other(fresh_app: Flask) -> None:
    with fresh_app.test_request_context(), transaction():
        pair = [administrator(f"Beheer {n}", f"b{n}@example.nl") for n in (1, 2)]
        rows = [(one.id, one.active_grants[0].id) for one in pair]
    clients = [signed_in(fresh_app, person) for person, _grant in rows]
    paths = [f"/beheer/mensen/{person}/rollen/{grant}/beeindigen" for person, grant in reversed(rows)]
    pages = [client.get(path) for client, path in zip(clients, paths, strict=True)]
    assert [page.status_code for page in pages] == [200, 200]
    works = [
        lambda c=client, p=page: c.send(p, {"reason": "Weg ermee."}).status_code
        for client, page in zip(clients, pages, strict=True)
    ]
    answers = at_once(*works)
    assert answers[0] == 303
    assert answers[1] in (401, 403, 409)
    with fresh_app.app_context():
        held = RoleGrant.ended_at.is_(None) & (RoleGrant.role == Role.ADMINISTRATOR)
        assert db.session.scalar(select(func.count()).where(held)) == 1


def test_the_last_two_administrators_cannot_leave_together(fresh_app: Flask) -> None:
    with fresh_app.test_request_context(), transaction():
        ids = [administrator(f"Beheer {n}", f"b{n}@example.nl").id for n in (1, 2)]
    clients = [signed_in(fresh_app, number) for number in ids]
    pages = [client.get("/mijn/verwijderen") for client in clients]
    works = [lambda c=c, p=p: c.send(p, {"sure": "y"}).status_code for c, p in zip(clients, pages, strict=True)]
    assert at_once(*works) == [303, 409]


def test_a_reset_is_decided_once(fresh_app: Flask) -> None:
    with fresh_app.test_request_context(), transaction():
        bosses = [administrator(f"Beheer {n}", f"b{n}@example.nl") for n in range(3)]
        reset = actions.ask_reset(staff(), by=bosses[0].id).id
        ids = [boss.id for boss in bosses]
    clients = [signed_in(fresh_app, number) for number in ids[1:]]
    pages = [
        clients[0].get(f"/beheer/herstel/{reset}/goedkeuren"),
        clients[1].get(f"/beheer/herstel/{reset}/intrekken"),
    ]
    works = [lambda c=c, p=p: c.send(p).status_code for c, p in zip(clients, pages, strict=True)]
    answers = at_once(*works)
    assert answers[0] == 303
    assert answers[1] in (403, 409)
    decided = happened(fresh_app, "accounts.second_factor_reset") + happened(fresh_app, "accounts.reset_withdrawn")
    assert decided == 1


def test_a_link_signs_in_once_from_two_devices(fresh_app: Flask) -> None:
    with fresh_app.test_request_context(), transaction():
        link = f"/inloggen/{actions.sign_in_token_for(someone())}"
    clients = [fresh_app.test_client() for _ in range(4)]
    assert all(isinstance(client, HouseClient) for client in clients)
    pages = [client.get(link) for client in clients]
    works = [lambda c=c, p=p: c.send(p).status_code for c, p in zip(clients, pages, strict=True)]  # type: ignore[attr-defined]
    assert at_once(*works) == [303, 410, 410, 410]
    assert happened(fresh_app, "accounts.person_signed_in") == 1
