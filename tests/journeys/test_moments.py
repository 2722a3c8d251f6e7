"""Pages that are there for a moment only, each in the hands of the one person who may open it: accessible, too."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts.models import Person
from regiodialoog.core.db import db
from regiodialoog.groups import actions as groups
from regiodialoog.groups.models import Registration, RegistrationState, Seat, SeatState
from tests.accounts.people import PASSWORD, VAULT, become, enrolled, link_in, mails_to, someone, staff
from tests.groups.mails import link_of
from tests.house.conftest import demo
from tests.journeys.crawl import endpoint_of, shows
from tests.support.browser import check_accessible
from tests.support.client import HouseClient
from tests.support.html import check_page
from tests.support.server import LiveServer

__all__ = ["demo"]
pytestmark = pytest.mark.browser
STEP = "/inloggen/tweede-stap"
Found = tuple[str, Person | None]
"""A path, and who opens it with the first step alone."""


def second_step() -> Iterator[Found]:
    worker = staff(name="Wies Werkt", address="wies@voorbeeld.example")
    enrolled(worker)
    yield STEP, worker
    yield "/inloggen/wachtwoord-vergeten", worker
    newcomer = staff(name="Nel Nieuw", address="nel@voorbeeld.example")
    accounts.start_enrolment(newcomer, PASSWORD, VAULT)
    yield f"{STEP}/app", newcomer


def another_address() -> Iterator[Found]:
    mover = someone("Mo Verhuist", "mo@voorbeeld.example")
    accounts.ask_address_change(mover, "mo.nieuw@voorbeeld.example")
    yield link_in(mails_to("mo.nieuw@voorbeeld.example")[0]), None


def seats() -> Iterator[Found]:
    taken = db.session.scalars(select(Seat).where(Seat.state == SeatState.FILLED)).first()
    assert taken is not None
    yield f"/themas/{taken.group.theme.slug}/groep/verlaten", taken.person
    waiting = select(Registration).where(Registration.state == RegistrationState.REGISTERED)
    row = db.session.scalars(waiting).first()
    assert row is not None
    yield f"/themas/{row.theme.slug}/aanmelden/intrekken", row.person
    seat = db.session.scalars(select(Seat).where(Seat.state == SeatState.OPEN)).first()
    assert seat is not None
    groups.invite(seat, name="Nadia Nieuw", address="nadia@voorbeeld.example", by=None)
    yield f"/themas/{seat.group.theme.slug}/uitnodiging/{link_of('nadia@voorbeeld.example')}", None


@pytest.mark.parametrize("moments", [second_step, another_address, seats])
def test_a_page_of_a_moment_is_accessible(
    page: Page, demo: Flask, demo_server: LiveServer, moments: Callable[[], Iterator[Found]]
) -> None:
    for path, person in moments():
        client = demo.test_client()
        assert isinstance(client, HouseClient)
        if person is None:
            db.session.commit()
        else:
            become(client, person, second_factor=False)
        answer = client.get(path)
        assert answer.status_code == 200, f"{endpoint_of(demo, path)} answers {answer.status_code}"
        check_page(answer)
        shows(page, demo_server.url + path, answer.text)
        check_accessible(page)
