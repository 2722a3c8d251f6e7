"""A representative at the table, and a deputy who said yes."""

import re
from itertools import count

from regiodialoog.accounts.actions import give_role
from regiodialoog.accounts.models import Person
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.groups import actions, queries
from regiodialoog.groups.models import Deputy, Seat, SeatState
from regiodialoog.organisations import actions as organisations
from regiodialoog.organisations.models import Organisation, OrganisationKind
from tests.accounts.people import mails_to, someone
from tests.groups.conftest import Table

_numbers = count(1)
DEPUTY = "plaats@example.nl"


def next_seat(table: Table) -> tuple[int, int]:
    """The interest and the place of an open seat that asks a municipality."""
    open_seats = [seat for seat in table.seats if seat.state is SeatState.OPEN and seat.municipality_id]
    seat = open_seats[0]
    interests, places = ([one.id for one in rows] for rows in (table.interests, table.places))
    return interests.index(seat.interest_id), places.index(seat.municipality_id or 0)


def representative(table: Table) -> tuple[Seat, Person, Organisation]:
    """Somebody with a place on behalf of an organisation."""
    n = next(_numbers)
    body = organisations.create_organisation(f"Fietsclub {n}", kind=OrganisationKind.COLLECTION)
    person = someone(f"Vera Tegenwoordiger {n}", f"vera{n}@example.nl")
    give_role(person, Role.REPRESENTATIVE, ScopeKind.ORGANISATION, body.id, by=None, tell=False)
    table.fill(*next_seat(table), person=person, organisation_id=body.id)
    return table.seat_of(person.id), person, body


def holder_of(seat: Seat) -> Person:
    assert seat.person is not None
    return seat.person


def deputy_for(seat: Seat) -> Deputy:
    found = queries.deputy_of(seat)
    assert found is not None
    return found


def asked(seat: Seat, name: str = "Piet Plaatsvervanger", address: str = DEPUTY) -> Deputy:
    assert seat.person_id is not None
    return actions.ask_deputy(seat, name=name, address=address, by=seat.person_id)


def stands_in(seat: Seat, name: str = "Piet Plaatsvervanger", address: str = DEPUTY) -> tuple[Deputy, Person]:
    row = asked(seat, name, address)
    return row, actions.confirm_deputy(row, name=name, language="nl")


def link_of(address: str = DEPUTY) -> str:
    """The path behind the link in the latest question."""
    found = re.search(r"https?://[^/\s]+(/themas/[\w-]+/plaatsvervanger/[\w-]{43})\b", mails_to(address)[-1].body)
    assert found
    return found[1]
