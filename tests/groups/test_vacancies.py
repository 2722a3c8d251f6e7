"""Places of a draw that come free: which is filled first, and what somebody hears whose days to answer are over."""

import pytest

from regiodialoog.core import mails
from regiodialoog.groups import actions, labels, queries
from regiodialoog.groups.actions import tidying
from regiodialoog.groups.models import OfferState, SeatState
from tests.accounts.people import mails_to
from tests.groups.conftest import Table
from tests.groups.test_drawing import all_accept, announced
from tests.groups.test_offering import first, later
from tests.support.client import HouseClient


def test_of_several_free_places_the_first_of_the_draw_is_filled_first(table: Table, bureau: HouseClient) -> None:
    draw = announced(table, 12)
    all_accept(draw)
    sat = [seat for seat in table.seats if seat.state is SeatState.FILLED]
    for seat in reversed(sat):
        actions.leave(queries.seat(seat.id), by=table.bureau.id, reason="Verhuisd.")
    free = actions.vacancies(draw)
    assert [seat.replaces_id for seat in free] == draw.inputs["seats"], "not the order in which they came free"
    page = " ".join(bureau.get(f"{table.path}/loting/1/plekken").text.split())
    assert "De site vult ze in deze volgorde" in page
    names = [labels.seat_name(seat) for seat in free]
    assert page.index(names[0]) < page.index(names[1])
    assert actions.fill_vacancies(draw) == len(free)
    assert [row.seat_id for row in queries.offers(draw.id)[-len(free) :]] == [seat.id for seat in free]


@pytest.mark.parametrize("by_phone", [False, True])
def test_a_replacement_who_does_not_answer_hears_once_that_it_is_over(table: Table, *, by_phone: bool) -> None:
    draw = announced(table, answer_days=3)
    actions.decline_offer(first(draw))
    last = queries.offers(draw.id)[-1]
    person = last.registration.person
    assert last.line, "who was next in line"
    if by_phone:
        person.address = f"x{mails.NOWHERE}"
    with later(days=4):
        for _again in range(3):
            tidying.expire_offers()
    assert last.state is OfferState.EXPIRED
    said = [mail.subject for mail in mails_to(person.address)] + [call.subject for call in queries.calls_of(person.id)]
    assert sum("gaat naar iemand anders" in subject for subject in said) == 1
    assert bool(queries.calls_of(person.id)) == by_phone
