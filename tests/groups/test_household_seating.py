"""At most one of a household is drawn, suggested, assigned or invited, unless the address was taken apart."""

import json
from datetime import timedelta
from typing import Any

import pytest

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.engines.sortition.check import check
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import drawing
from regiodialoog.groups.models import OfferState, SeatFilling, SeatState
from tests.groups.conftest import Table
from tests.groups.mails import link_of
from tests.groups.test_drawing import DICE, picked, pool, prepared, sealed_draw
from tests.groups.test_households import HERE, couples, one_per_household
from tests.support.client import HouseClient
from tests.support.pages import check_page

__all__ = ["one_per_household"]


# ── the draw ─────────────────────────────────────────────────────────────────


def test_a_draw_holds_at_most_one_of_a_household(one_per_household: Table) -> None:
    one, other = couples(one_per_household)
    draw = prepared(one_per_household)
    file = json.loads(draw.file)
    codes = {row: code for code, row in draw.codes.items()}
    kinds_of = {each["id"]: n for n, kind in enumerate(file["types"]) for each in [{"id": i} for i in kind["ids"]]}
    both = {kinds_of[codes[one.id]], kinds_of[codes[other.id]]}
    assert len(both) == 2
    assert not [panel for panel in file["panels"] if both <= {kind for kind, _count in panel["types"]}]
    homes = {each["id"]: each["household"] for each in file["pool"] if "household" in each}
    assert homes == {codes[one.id]: 0, codes[other.id]: 0}
    assert file["config"]["household"] == "Huishouden"


def test_the_sealed_file_with_households_is_confirmed_and_tells_no_address(one_per_household: Table) -> None:
    couples(one_per_household)
    draw = sealed_draw(one_per_household)
    check(draw.file.encode())
    for kept in (draw.file, json.dumps(draw.inputs), json.dumps(draw.found), json.dumps(draw.codes), draw.pool_sha256):
        assert "3768" not in kept


def test_who_lives_with_somebody_who_sits_cannot_be_drawn(one_per_household: Table) -> None:
    table = one_per_household
    one, other = couples(table)
    actions.assign_seat(table.seat(0, 0), one, by=table.bureau.id)
    assert other not in drawing.can_be_drawn(table.group, table.seats)
    actions.leave(table.seat_of(one.person_id), by=table.bureau.id, reason="Verhuisd.")
    assert other in drawing.can_be_drawn(table.group, table.seats)


def test_a_household_of_thirty_is_drawn_from_and_gets_one_place(one_per_household: Table) -> None:
    table = one_per_household
    for n in range(30):
        table.sign_up(n % 2, n // 2 % 2, home=HERE)
    table.sign_up(0, 0)
    table.sign_up(1, 1)
    draw = picked(table)
    assert actions.announce_draw(draw) == 2
    rows = [queries.registration(number) for number in draw.result["seats"].values()]
    assert sum(row.state.value == "seated" and row.household_key == HERE.key for row in rows) <= 1


def test_taking_an_address_apart_after_preparing_asks_to_prepare_again(one_per_household: Table) -> None:
    one, _other = couples(one_per_household)
    draw = prepared(one_per_household)
    draw.group.theme = one_per_household.theme
    actions.take_apart(one_per_household.group, one, reason="Studentenkamers.", by=None)
    given: dict[str, Any] = {"source": DICE, "opens_at": clock.now() + timedelta(days=1), "file_is_public": True}
    with pytest.raises(Conflict, match="bereid"):
        actions.seal_draw(draw, **given)


def test_nobody_is_given_a_place_who_lives_with_one_in_a_sealed_draw(one_per_household: Table) -> None:
    """Else the draw could name somebody who cannot sit any more."""
    table = one_per_household
    one, _other = couples(table)
    draw = sealed_draw(table)
    late = table.sign_up(0, 1, home=HERE)
    with pytest.raises(Conflict, match="verzegeld"):
        actions.assign_seat(table.seat(0, 1), late, by=table.bureau.id)
    actions.abandon_draw(draw, reason="Toch niet.")
    actions.assign_seat(table.seat(0, 1), late, by=table.bureau.id)
    assert one not in drawing.can_be_drawn(table.group, table.seats)


def test_where_it_does_not_matter_the_file_is_as_it_was(table: Table) -> None:
    pool(table)
    file = json.loads(prepared(table).file)
    assert file["config"]["household"] is None
    assert not [each for each in file["pool"] if "household" in each]


# ── suggesting and assigning ─────────────────────────────────────────────────


def test_a_suggestion_seats_one_of_a_household(one_per_household: Table) -> None:
    table = one_per_household
    rows = [table.sign_up(n, m, home=HERE) for n in (0, 1) for m in (0, 1)]
    found = table.suggested()
    assert len(found.seats) == 1
    single = table.sign_up(0, 0)
    found = table.suggested()
    assert len(found.seats) == 2
    assert single.id in found.seats.values()
    chosen = {int(seat): number for seat, number in found.seats.items()}
    spare = next(seat for seat in table.seats if seat.id not in chosen and seat.filling is SeatFilling.ASSIGNED)
    mate = next(
        row for row in rows if (row.interest_id, row.municipality_id) == (spare.interest_id, spare.municipality_id)
    )
    with pytest.raises(Conflict, match="hetzelfde adres"):
        actions.take_suggestion(found, chosen | {spare.id: mate.id}, reason="Toch.", by=None)
    db.session.rollback()


def test_assigning_a_second_one_by_hand_is_refused_unless_the_address_is_taken_apart(one_per_household: Table) -> None:
    table = one_per_household
    one, other = couples(table)
    actions.assign_seat(table.seat(0, 0), one, by=table.bureau.id)
    with pytest.raises(Conflict, match="Iemand op hetzelfde adres zit al in de groep"):
        actions.assign_seat(table.seat(1, 1), other, by=table.bureau.id)
    actions.take_apart(table.group, one, reason="Een zorghuis.", by=table.bureau.id)
    actions.assign_seat(table.seat(1, 1), other, by=table.bureau.id)


def test_an_invitation_seats_no_second_one_either(one_per_household: Table) -> None:
    table = one_per_household
    one, other = couples(table)
    actions.assign_seat(table.seat(0, 0), one, by=table.bureau.id)
    actions.invite(table.seat(1, 1), name=other.person.name, address=other.person.address, by=None)
    with pytest.raises(Conflict, match="Bel of schrijf het bureau"):
        actions.accept(actions.invitation(link_of(other.person.address)), name="X", municipality_id=None, language="nl")


def test_two_without_an_address_are_not_one_household(one_per_household: Table) -> None:
    table = one_per_household
    for n in (0, 1):
        table.fill(n, n)
    assert len([seat for seat in table.seats if seat.state is SeatState.FILLED]) == 2


def test_the_bureau_reads_why_a_place_cannot_be_given(one_per_household: Table, bureau: HouseClient) -> None:
    table = one_per_household
    one, other = couples(table)
    actions.assign_seat(table.seat(0, 0), one, by=table.bureau.id)
    seat = table.seat(1, 1)
    answer = bureau.submit(f"/beheer/groepen/fietspaden/plekken/{seat.id}/indelen", {"registration_id": str(other.id)})
    assert answer.status_code == 409
    check_page(answer)
    assert "Splits dan het adres op de pagina Huishoudens." in answer.get_data(as_text=True)


def test_whose_housemate_was_drawn_and_has_not_answered_gets_no_place_and_is_not_next_in_line(
    one_per_household: Table,
) -> None:
    table = one_per_household
    one, other = couples(table)
    pool(table, 6)
    draw = picked(table)
    until = clock.today() + timedelta(days=30)
    actions.announce_draw(draw, replace_until=until)
    while others := [row for row in queries.offers(draw.id) if row.registration_id not in (one.id, other.id)]:
        waiting = [row for row in others if row.state is OfferState.SENT]
        if not waiting:
            break
        actions.decline_offer(waiting[0])
    asked = {row.registration_id for row in queries.offers(draw.id)} & {one.id, other.id}
    assert len(asked) == 1
    waits, seat = (other, table.seat(1, 1)) if one.id in asked else (one, table.seat(0, 0))
    with pytest.raises(Conflict):
        actions.assign_seat(seat, waits, by=table.bureau.id)
