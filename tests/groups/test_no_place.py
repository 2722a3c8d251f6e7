"""Saying to everybody who waits that there is no place: not while there still are places, or lots to be drawn for."""

from typing import Any

import pytest

from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import drawing
from regiodialoog.groups.models import Registration, RegistrationState, SeatFilling, SeatState
from tests.accounts.people import become, mails_to
from tests.dialogues.conftest import in_phase
from tests.groups.conftest import Table
from tests.groups.test_drawing import announced, picked, pool, prepared, sealed_draw
from tests.groups.test_offering import first
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient

ROOM = "/beheer/groepen/fietspaden"
ALL = f"{ROOM}/aanmeldingen/geen-plek"
FULL = "De groep is vol."


def refused(table: Table, said: str) -> None:
    """Nothing happens, and it is said why."""
    with pytest.raises(Conflict, match=said):
        actions.refuse_rest(table.theme, reason=FULL, knowing=True)
    assert not any(row.state is RegistrationState.NOT_SEATED for row in queries.registrations(table.theme.id))


def waits(table: Table) -> set[int]:
    return {row.id for row in queries.registrations(table.theme.id, RegistrationState.REGISTERED)}


# ── everybody ────────────────────────────────────────────────────────────────


def test_while_people_can_sign_up_nobody_hears_that_there_is_no_place(table: Table, bureau: HouseClient) -> None:
    table.nothing_by_lot()
    table.sign_up()
    refused(table, "nog aanmelden")
    page = text_of(bureau, ALL)
    assert "kunnen zich nog aanmelden" in page
    assert "<textarea" not in page, "there is nothing to fill in"
    assert f'href="{ROOM}"' in page


def test_a_form_that_was_opened_before_is_refused_as_well(table: Table, bureau: HouseClient) -> None:
    row = table.sign_up()
    table.closed()
    opened = bureau.get(ALL)
    in_phase(table.theme, PhaseKind.RECRUITMENT)
    answer = bureau.send(opened, {"reason": FULL, "knowing": "y"})
    assert answer.status_code == 409
    assert "kunnen zich nog aanmelden" in answer.get_data(as_text=True)
    assert waits(table) == {row.id}


def test_before_lots_were_drawn_nobody_hears_that_there_is_no_place(table: Table, bureau: HouseClient) -> None:
    pool(table)
    in_phase(table.theme, PhaseKind.COMPOSITION)
    refused(table, "geloot")
    page = text_of(bureau, ALL)
    assert "Om 2 plekken wordt nog geloot." in page
    assert f'href="{table.path}/loting"' in page
    draw = prepared(table)
    refused(table, "loting")
    actions.abandon_draw(draw, reason="Vergissing.")
    refused(table, "geloot")


def test_a_draw_that_goes_on_is_finished_first(table: Table, bureau: HouseClient) -> None:
    pool(table)
    draw = prepared(table)
    in_phase(table.theme, PhaseKind.COMPOSITION)
    page = text_of(bureau, ALL)
    assert f'href="{table.path}/loting/{draw.number}"' in page
    refused(table, "loting")
    assert len(waits(table)) == 4


def test_places_that_stay_open_are_counted_and_ticked(table: Table, bureau: HouseClient) -> None:
    row = table.sign_up(1, 0)
    table.closed()
    with pytest.raises(Invalid, match="4"):
        actions.refuse_rest(table.theme, reason=FULL)
    assert "Ik weet dat er nog 4 plekken open zijn" in text_of(bureau, ALL)
    answer = bureau.submit(ALL, {"reason": FULL})
    assert answer.status_code == 422
    assert waits(table) == {row.id}
    assert bureau.submit(ALL, {"reason": FULL, "knowing": "y"}).status_code == 303
    assert not waits(table)


def test_a_full_group_asks_for_no_tick(table: Table, bureau: HouseClient) -> None:
    for n in (0, 1):
        for m in (0, 1):
            table.fill(n, m)
    table.sign_up(1, 0)
    table.closed()
    assert 'name="knowing"' not in text_of(bureau, ALL)
    assert bureau.submit(ALL, {"reason": FULL}).status_code == 303
    assert not waits(table)


def test_after_a_draw_a_place_that_nobody_takes_is_open_like_any_other(table: Table) -> None:
    """A vacancy of an announced draw, of which nobody is left in line, was drawn for."""
    draw = announced(table, 2)
    actions.decline_offer(first(draw))
    late = table.sign_up(0, 0)
    in_phase(table.theme, PhaseKind.COMPOSITION)
    assert any(seat.filling is SeatFilling.DRAWN and seat.state is SeatState.OPEN for seat in table.seats)
    with pytest.raises(Invalid, match="5"):
        actions.refuse_rest(table.theme, reason=FULL)
    actions.refuse_rest(table.theme, reason=FULL, knowing=True)
    assert late.state is RegistrationState.NOT_SEATED


def test_a_new_place_for_the_lot_after_a_draw_is_drawn_for_first(table: Table) -> None:
    announced(table, 6)
    in_phase(table.theme, PhaseKind.COMPOSITION)
    actions.add_seat(table.group, table.interests[0], None, filling=SeatFilling.DRAWN)
    with pytest.raises(Conflict, match="geloot"):
        actions.refuse_rest(table.theme, reason=FULL, knowing=True)


# ── and later ────────────────────────────────────────────────────────────────


def told_no(table: Table) -> list[Registration]:
    """Four people heard that there is no place; then two places come that lots are drawn for."""
    rows = pool(table)
    table.nobody_gets_a_place()
    for interest in table.interests:
        actions.add_seat(table.group, interest, None, filling=SeatFilling.DRAWN)
    return rows


def test_who_heard_that_there_is_no_place_takes_part_in_a_later_draw(table: Table, bureau: HouseClient) -> None:
    rows = told_no(table)
    assert {row.id for row in drawing.can_be_drawn(table.group, table.seats)} == {row.id for row in rows}
    page = text_of(bureau, f"{table.path}/loting/voorbereiden")
    assert "4 mensen wachten op een plek" in page
    assert "4 van hen doen mee" in page
    become(bureau, rows[0].person)
    draw = picked(table)
    for path in (f"{table.path}/aanmelden", "/mijn"):
        assert "U deed mee in de loting." in text_of(bureau, path)
    actions.announce_draw(draw)
    offered = {offer.registration_id for offer in queries.offers(draw.id)}
    assert len(offered) == 2
    for row in rows:
        assert (row.state is RegistrationState.SEATED) == (row.id in offered)
        said = [mail.subject for mail in mails_to(row.person.address)]
        assert any("niet ingeloot" in subject for subject in said) == (row.id not in offered)
    actions.accept_offer(first(draw))


def test_who_signed_up_anew_or_withdrew_since_is_not_drawn_by_the_old_sign_up(table: Table) -> None:
    anew, gone, *_rest = told_no(table)
    in_phase(table.theme, PhaseKind.RECRUITMENT)
    again = table.sign_up(0, 0, person=anew.person)
    actions.withdraw(table.sign_up(0, 0, person=gone.person))
    found = {row.id for row in drawing.can_be_drawn(table.group, table.seats)}
    assert again.id in found
    assert not found & {anew.id, gone.id}
    assert len(found) == 3


def test_who_can_be_drawn_does_not_sign_up_a_second_time(table: Table) -> None:
    rows = told_no(table)
    draw = sealed_draw(table)
    in_phase(table.theme, PhaseKind.RECRUITMENT)
    with pytest.raises(Conflict, match="loting"):
        table.sign_up(1, 1, person=rows[0].person)
    actions.abandon_draw(draw, reason="Vergissing.")
    table.sign_up(1, 1, person=rows[0].person)


# ── one person ───────────────────────────────────────────────────────────────


def test_one_person_hears_it_also_while_others_sign_up_but_not_who_is_in_a_draw(
    table: Table, bureau: HouseClient
) -> None:
    alone = table.sign_up(0, 1)
    pool(table)
    path: Any = f"{ROOM}/aanmeldingen/{alone.id}/geen-plek"
    assert "kan nog worden ingeloot" in text_of(bureau, path)
    draw = prepared(table)
    with pytest.raises(Conflict, match="loting"):
        actions.refuse(alone, reason=FULL)
    actions.abandon_draw(draw, reason="Vergissing.")
    assert bureau.submit(path, {"reason": FULL}).status_code == 303
    assert alone.state is RegistrationState.NOT_SEATED
    assert alone.id in {row.id for row in drawing.can_be_drawn(table.group, table.seats)}, "nobody is kept from a draw"


def test_who_fits_no_place_by_lot_is_not_said_to_be_drawn(table: Table, bureau: HouseClient) -> None:
    row = table.sign_up()
    table.nothing_by_lot()
    assert "kan nog worden ingeloot" not in text_of(bureau, f"{ROOM}/aanmeldingen/{row.id}/geen-plek")
