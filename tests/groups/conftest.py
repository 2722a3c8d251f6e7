"""A theme that people can sign up for, with a group of six places: two interests, two municipalities and anywhere."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest

from regiodialoog.accounts.models import Person
from regiodialoog.core.policy import Role
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.dialogues.models import PhaseKind, Theme
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import suggestion_work
from regiodialoog.groups.models import (
    CompensationKind,
    Condition,
    Group,
    Registration,
    Seat,
    SeatFilling,
    SeatState,
    Suggestion,
)
from regiodialoog.organisations import actions as organisations
from regiodialoog.organisations import queries as regions
from regiodialoog.organisations.models import Interest, Municipality
from tests.accounts.people import become, someone, staff
from tests.conftest import NOON
from tests.dialogues.conftest import Talk, in_phase, small, talk
from tests.support.client import HouseClient
from tests.support.laid import laid

__all__ = ["Table", "bureau", "laid_out", "small", "table", "talk"]
_numbers = count(1)


@dataclass
class Table:
    """The group of a theme in Aanmelden, and a bureau worker who puts it together."""

    theme: Theme
    group: Group
    interests: list[Interest]
    places: list[Municipality]
    bureau: Person
    people: list[Person] = field(default_factory=list)

    @property
    def seats(self) -> list[Seat]:
        return list(queries.seats(self.group.id))

    @property
    def path(self) -> str:
        return f"/themas/{self.theme.slug}"

    def region_places(self) -> list[Municipality]:
        """All three municipalities of the region."""
        return list(regions.municipalities())

    def province_id(self) -> int:
        return self.places[0].province_id

    def seat(self, interest: int = 0, place: int = 0) -> Seat:
        """The first open seat for an interest from a municipality, with its group."""
        wanted = self.interests[interest].id, self.places[place].id
        is_open = [seat for seat in self.seats if seat.state is SeatState.OPEN]
        found = next(seat for seat in is_open if (seat.interest_id, seat.municipality_id) == wanted)
        return queries.seat(found.id)

    def sign_up(self, interest: int = 0, place: int = 0, *, person: Person | None = None, **more) -> Registration:
        """Somebody (new) signs up for an interest, from a municipality; they meet every condition, unless ``met``
        says otherwise."""
        n = next(_numbers)
        person = person or someone(f"Deelnemer {n}", f"deelnemer{n}@example.nl")
        self.people.append(person)
        given: dict[str, Any] = {"interest_id": self.interests[interest].id, "municipality_id": self.places[place].id}
        given |= {"met": dict.fromkeys(Condition, True), **more}
        return actions.register(self.theme, person, **given)

    def sign_up_from_elsewhere(self, interest: int = 0, **more) -> Registration:
        """From a municipality of which the plan asks nobody: only places of the whole region fit."""
        known = {each.id for each in self.places}
        other = next(each for each in self.region_places() if each.id not in known)
        return self.sign_up(interest, **more, municipality_id=other.id)

    def fill(self, interest: int = 0, place: int = 0, **more) -> Registration:
        """Somebody signs up and gets a place."""
        row = self.sign_up(interest, place, **more)
        actions.assign_seat(self.seat(interest, place), row, by=self.bureau.id)
        return row

    def seat_of(self, person_id: int | None) -> Seat:
        """The place of somebody who has one."""
        found = queries.seat_of(self.theme, person_id)
        assert found is not None
        return found

    def nothing_by_lot(self) -> None:
        """No place is left for which lots are drawn."""
        for seat in self.seats:
            if seat.filling is SeatFilling.DRAWN and seat.state is SeatState.OPEN:
                actions.remove_seat(seat)

    def closed(self) -> None:
        """Signing up is over, and there is nothing to draw lots for."""
        in_phase(self.theme, PhaseKind.COMPOSITION)
        self.nothing_by_lot()

    def nobody_gets_a_place(self, reason: str = "De groep is vol.") -> int:
        """Everybody who waits hears that there is no place, though places stay open. Returns how many."""
        self.closed()
        return actions.refuse_rest(self.theme, reason=reason, knowing=True)

    def suggested(self) -> Suggestion:
        """A suggestion for the open places that the worker has computed."""
        row = actions.suggest(self.group, by=self.bureau.id)
        wanted = suggestion_work.wanted(self.group)
        suggestion_work.keep_computed(row, wanted, suggestion_work.computed(wanted))
        return row

    def ask_ages(self, minimum: int = 1, maximum: int = 4) -> None:
        for value in ("jong", "oud"):
            actions.add_quota(
                self.group, "Leeftijd", value, minimum=minimum, maximum=maximum, justification="Voor een goede mix."
            )


def laid_table(talk: Talk) -> Table:
    """The group of the talk, which everybody agreed to."""
    talk.all_agree()
    in_phase(talk.theme, PhaseKind.RECRUITMENT)
    dialogues.change_theme(talk.theme, min_age=16)
    interests = [organisations.create_interest(name) for name in ("Onderwijs", "Inwoners")]
    places = [row.municipality for row in talk.theme.municipalities]
    worker = staff(Role.BUREAU)
    money = {"compensation_kind": CompensationKind.MONEY, "compensation": "50 euro per avond"}
    group = actions.make_group(talk.theme, "Dialooggroep Fietspaden", size=6, **money)
    group.theme = talk.theme
    actions.make_plan(group, actions.evenly(4, interests), places)
    actions.add_seat(group, interests[0], None, filling=SeatFilling.DRAWN)
    actions.add_seat(group, interests[1], None, filling=SeatFilling.DRAWN)
    return Table(talk.theme, group, interests, places, worker)


laid_out = laid(laid_table, noon=NOON, on=talk)


@pytest.fixture
def table(laid_out: Table) -> Table:
    laid_out.group.theme = laid_out.theme  # both are here, so nobody asks the database
    return laid_out


@pytest.fixture
def bureau(table: Table, client: HouseClient) -> HouseClient:
    """A browser in which the bureau worker is signed in, with the second factor."""
    become(client, table.bureau)
    return client
