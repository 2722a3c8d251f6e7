"""Filling all open places in one sitting: what is suggested, what the bureau changes, and what is kept of it."""

from datetime import timedelta

import pytest
from flask import Flask

from regiodialoog.core import clock
from regiodialoog.core.db import db, transaction
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.jobs import HANDLERS
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions.suggesting import SUGGEST_JOB
from regiodialoog.groups.models import Condition, DrawState, RegistrationState, SeatFilling, SeatState, Suggestion
from tests.accounts.people import become
from tests.groups.conftest import Table
from tests.groups.test_drawing import announced, prepared
from tests.groups.test_offering import first
from tests.groups.test_pages import text_of
from tests.groups.test_races import laid
from tests.support.client import HouseClient
from tests.support.pages import count_queries

ROOM = "/beheer/groepen/fietspaden/indeling"


def four(table: Table) -> list:
    return [table.sign_up(n, m) for n in (0, 1) for m in (0, 1)]


def press(table: Table, bureau: HouseClient) -> None:
    """The bureau asks for a suggestion, and the worker computes it."""
    assert bureau.submit(ROOM).status_code == 303
    table.suggested()


def test_a_suggestion_changes_no_one(table: Table) -> None:
    four(table)
    row = table.suggested()
    assert len(row.seats) == 4
    assert {seat.state for seat in table.seats} == {SeatState.OPEN}
    assert {one.state for one in queries.registrations(table.theme.id)} == {RegistrationState.REGISTERED}


def test_places_that_are_drawn_for_or_filled_are_left_out(table: Table) -> None:
    table.fill(0, 0)
    four(table)
    row = table.suggested()
    by_lot = {str(seat.id) for seat in table.seats if seat.filling is SeatFilling.DRAWN}
    assert len(row.others) == 3
    assert not by_lot & row.others.keys()


def test_the_suggestion_meets_the_demands_as_well_as_can_be(table: Table) -> None:
    of_ages(table)
    row = table.suggested()
    ages = [queries.registration(number).answers["Leeftijd"] for number in row.seats.values()]
    assert sorted(ages) == ["jong", "jong", "oud", "oud"]
    assert row.missed == {"demands": []}


def test_the_suggestion_leaves_the_places_for_the_lot_their_share(table: Table) -> None:
    """Six places: 3 young and 3 old people, of which two places are drawn for, by two people who are alike."""
    table.ask_ages(minimum=3, maximum=3)
    for n in (0, 1):
        for m in (0, 1):
            for age in ("jong", "jong", "oud"):
                table.sign_up(n, m, answers={"Leeftijd": age}, evenings=["2026-10-01"] if age == "jong" else [])
    row = table.suggested()
    ages = [queries.registration(number).answers["Leeftijd"] for number in row.seats.values()]
    assert sorted(ages) == ["jong", "jong", "oud", "oud"], "though the young can come more often"
    assert row.missed == {"demands": []}
    actions.take_suggestion(row, {int(seat): one for seat, one in row.seats.items()}, reason="", by=table.bureau.id)
    draw = prepared(table)
    assert (draw.state, draw.found["exact"]) == (DrawState.PREPARED, True)


def test_a_demand_that_the_drawn_places_can_meet_is_not_called_missed(table: Table) -> None:
    table.ask_ages(minimum=2, maximum=4)
    for n in (0, 1):
        for m in (0, 1):
            table.sign_up(n, m, answers={"Leeftijd": "jong"})
    for n in (0, 1):
        table.sign_up_from_elsewhere(n, answers={"Leeftijd": "oud"})
    assert table.suggested().missed == {"demands": []}
    table.nothing_by_lot()
    missed = table.suggested().missed
    assert missed == {"demands": [["Leeftijd", "oud", 2, 4, 0]]}


def test_who_was_offered_a_place_counts_with_the_answers_and_who_is_invited_may_bring_any(table: Table) -> None:
    table.ask_ages(minimum=1, maximum=6)
    for n in range(4):
        table.sign_up(n % 2, n // 2, answers={"Leeftijd": "jong"})
    assert table.suggested().missed == {"demands": [["Leeftijd", "oud", 1, 6, 0]]}
    actions.invite(table.seat(0, 0), name="Nadia", address="nadia@example.nl", by=None)
    assert table.suggested().missed == {"demands": []}


def test_who_was_drawn_before_is_not_counted_on_for_a_later_draw(table: Table) -> None:
    draw = announced(table, 2)
    person = first(draw).registration.person
    actions.decline_offer(first(draw))
    table.ask_ages(minimum=0, maximum=6)
    actions.change_quota(queries.quotas(table.group.id)[1], minimum=1, maximum=6)
    row = next(row for row in queries.registrations_of_person(person.id))
    for seat in table.seats:
        if seat.filling is SeatFilling.ASSIGNED and seat.interest_id == row.interest_id:
            actions.remove_seat(seat)
    other = 1 - [each.id for each in table.interests].index(row.interest_id)
    table.sign_up(1 - other, 0, person=person, answers={"Leeftijd": "oud"})
    table.sign_up(other, 0, answers={"Leeftijd": "jong"})
    assert table.suggested().missed == {"demands": [["Leeftijd", "oud", 1, 6, 0]]}
    table.sign_up(1 - other, 0, answers={"Leeftijd": "oud"})
    assert table.suggested().missed == {"demands": []}


def test_a_demand_out_of_reach_is_told(table: Table) -> None:
    table.ask_ages(minimum=2, maximum=4)
    for n in (0, 1):
        for m in (0, 1):
            table.sign_up(n, m, answers={"Leeftijd": "jong"})
    row = table.suggested()
    assert row.missed == {"demands": [["Leeftijd", "oud", 2, 4, 0]]}


def test_taking_it_over_seats_everybody_once(table: Table) -> None:
    four(table)
    row = table.suggested()
    chosen = {int(seat): number for seat, number in row.seats.items()}
    assert actions.take_suggestion(row, chosen, reason="", by=table.bureau.id) == 4
    filled = [seat for seat in table.seats if seat.state is SeatState.FILLED]
    assert {seat.filling for seat in filled} == {SeatFilling.ASSIGNED}
    with pytest.raises(Conflict):
        actions.take_suggestion(row, chosen, reason="", by=table.bureau.id)


def test_another_choice_needs_a_reason_which_is_kept(table: Table) -> None:
    four(table)
    other = table.sign_up(0, 0)
    row = table.suggested()
    seat = table.seat(0, 0)
    chosen = {int(each): number for each, number in row.seats.items()} | {seat.id: other.id}
    with pytest.raises(Invalid):
        actions.take_suggestion(row, chosen, reason=" ", by=table.bureau.id)
    actions.take_suggestion(row, chosen, reason="Zij zit al in de wijkraad.", by=table.bureau.id)
    assert (row.changed, row.reason) == (1, "Zij zit al in de wijkraad.")
    assert queries.seat(seat.id).person_id == other.person_id


def test_nobody_takes_two_places(table: Table) -> None:
    actions.add_seat(table.group, table.interests[0], table.places[0], filling=SeatFilling.ASSIGNED)
    four(table)
    other = table.sign_up(0, 0)
    row = table.suggested()
    with pytest.raises(Invalid):
        actions.take_suggestion(row, dict.fromkeys(map(int, row.others), other.id), reason="Ja.", by=table.bureau.id)


def test_without_places_or_people_there_is_nothing_to_suggest(table: Table) -> None:
    with pytest.raises(Conflict):
        actions.suggest(table.group, by=table.bureau.id)


def test_nobody_who_may_sit_gives_a_suggestion_without_anybody(table: Table) -> None:
    """Of everybody on the list it is known that they may not sit."""
    row = table.sign_up(0, 0)
    actions.tell_conditions(row, {Condition.AGE: False})
    found = table.suggested()
    assert (found.seats, found.waited) == ({}, 0)


def test_while_it_is_computed_the_page_says_so_and_nothing_can_be_taken_over(table: Table, bureau: HouseClient) -> None:
    four(table)
    there = bureau.submit(ROOM).headers["Location"]
    assert bureau.submit(ROOM).headers["Location"] == there, "whoever presses twice asks once"
    html = text_of(bureau, f"{ROOM}/1")
    assert "De computer zoekt de beste indeling" in html
    assert "Neem dit over" not in html
    part = bureau.get(f"{ROOM}/1", headers={"HX-Request": "true"})
    assert "HX-Refresh" not in part.headers
    assert part.get_data(as_text=True).startswith('<div class="rd-progress"')
    with pytest.raises(Conflict):
        actions.take_suggestion(queries.suggestion(table.theme, 1), {}, reason="", by=table.bureau.id)
    table.suggested()
    assert bureau.get(f"{ROOM}/1", headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_another_one_can_be_asked_for_when_the_first_is_not_computed_for_long(
    table: Table, bureau: HouseClient
) -> None:
    four(table)
    first = actions.suggest(table.group, by=table.bureau.id)
    assert "Dit duurt een paar seconden." in text_of(bureau, f"{ROOM}/1")
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert "Dit duurt langer dan anders." in text_of(bureau, f"{ROOM}/1")
        assert table.suggested().number == 2
    assert first.is_awaited


def test_the_worker_computes_it_with_real_commits_and_only_once(fresh_app: Flask) -> None:
    _workers, seats, people = laid(fresh_app)
    with fresh_app.test_request_context():
        with transaction():
            asked = {"suggestion_id": actions.suggest(queries.seat(seats[0]).group, by=None).id}
        HANDLERS[SUGGEST_JOB](asked)
        row = db.session.get_one(Suggestion, asked["suggestion_id"])
        (taken,) = row.seats.values()  # the other lives in the same home
        assert taken in people
        made = row.computed_at
        db.session.remove()
        HANDLERS[SUGGEST_JOB](asked)
        assert db.session.get_one(Suggestion, asked["suggestion_id"]).computed_at == made


def test_the_bureau_fills_the_table_in_one_sitting(table: Table, bureau: HouseClient) -> None:
    rows = four(table)
    assert "4 mensen wachten op een plek." in text_of(bureau, ROOM)
    press(table, bureau)
    html = text_of(bureau, f"{ROOM}/1")
    assert all(row.person.display_name in html for row in rows)
    assert bureau.submit(f"{ROOM}/1").status_code == 303
    assert len([seat for seat in table.seats if seat.state is SeatState.FILLED]) == 4
    assert "is overgenomen op" in text_of(bureau, f"{ROOM}/1")
    become(bureau, rows[0].person)
    assert bureau.get(f"{ROOM}/1").status_code == 403


def test_a_refused_change_keeps_what_was_chosen_and_says_why(table: Table, bureau: HouseClient) -> None:
    four(table)
    press(table, bureau)
    seat = table.seat(0, 0)
    answer = bureau.submit(f"{ROOM}/1", {f"seat_{seat.id}": ""})
    assert answer.status_code == 422
    html = answer.get_data(as_text=True)
    assert "Zeg waarom u van de voorgestelde indeling afwijkt." in html
    assert f'name="seat_{seat.id}"' in html, "the form is still there"
    assert {seat.state for seat in table.seats} == {SeatState.OPEN}


def overruled(table: Table) -> dict[int, int | None]:
    """A suggestion was taken over with one place left open and somebody else in another. Returns what was taken."""
    four(table)
    table.sign_up(0, 0)
    row = table.suggested()
    seat, left_open = table.seat(0, 0), table.seat(1, 1)
    chosen = {int(each): one for each, one in row.seats.items()}
    chosen |= {seat.id: row.others[str(seat.id)][0], left_open.id: None}
    actions.take_suggestion(row, chosen, reason="Zij zit al in de wijkraad.", by=table.bureau.id)
    return chosen


def test_what_was_taken_over_shows_afterwards_and_not_what_was_suggested(table: Table, bureau: HouseClient) -> None:
    chosen = overruled(table)
    html = text_of(bureau, f"{ROOM}/1")
    assert "is overgenomen op" in html
    assert "Voor 2 plekken is niet gekozen wie was voorgesteld." in html
    assert "Zij zit al in de wijkraad." in html
    assert "Van deze 4 plekken zijn er nu 3 gevuld." in html
    people = {row.id: row.person.display_name for row in queries.registrations(table.theme.id)}
    for number, name in people.items():
        assert (name in html) is (number in chosen.values()), "who was suggested and not chosen is not named"
    assert "Gevuld: 3 van de 6 plekken." in html, "the table as it is"
    for said in ("Met deze keuze", "nu gekozen", "Neem dit over"):
        assert said not in html


def test_who_left_a_place_of_a_suggestion_is_told_with_it(table: Table, bureau: HouseClient) -> None:
    four(table)
    row = table.suggested()
    actions.take_suggestion(row, {int(seat): one for seat, one in row.seats.items()}, reason="", by=table.bureau.id)
    gone = next(seat for seat in table.seats if seat.state is SeatState.FILLED)
    name = gone.person.display_name
    actions.leave(queries.seat(gone.id), by=table.bureau.id, reason="Verhuisd.")
    html = text_of(bureau, f"{ROOM}/1")
    assert "De indeling is overgenomen zoals die was voorgesteld." in html
    assert "Van deze 4 plekken zijn er nu 3 gevuld." in html
    assert f"<b>{name}</b>, tot en met" in html


def test_a_suggestion_that_was_taken_over_is_not_taken_over_again(table: Table, bureau: HouseClient) -> None:
    four(table)
    press(table, bureau)
    first, second = bureau.get(f"{ROOM}/1"), bureau.get(f"{ROOM}/1")
    assert bureau.send(first).status_code == 303
    assert bureau.send(second).status_code == 409


def test_the_room_of_the_group_lists_what_was_taken_over(table: Table, bureau: HouseClient) -> None:
    room = "/beheer/groepen/fietspaden"
    four(table)
    row = table.suggested()
    assert "Overgenomen indelingen" not in text_of(bureau, room)
    actions.take_suggestion(row, {int(seat): None for seat in row.seats}, reason="Eerst bellen.", by=table.bureau.id)
    later = table.suggested()
    chosen = {int(seat): one for seat, one in later.seats.items()}
    with count_queries() as before:
        text_of(bureau, room)
    actions.take_suggestion(later, chosen, reason="", by=table.bureau.id)
    with count_queries() as after:
        html = text_of(bureau, room)
    assert len(after) == len(before)
    assert "Overgenomen indelingen" in html
    assert "voor 4 plekken anders gekozen" in html
    assert "Eerst bellen." in html
    assert "zoals voorgesteld" in html
    for number in (1, 2):
        assert f'href="{ROOM}/{number}"' in html


def test_queries_do_not_grow_with_who_waits(table: Table, bureau: HouseClient) -> None:
    def counted(number: int) -> list[int]:
        found = []
        for path in (ROOM, f"{ROOM}/{number}"):
            with count_queries() as seen:
                bureau.get(path)
            found.append(len(seen))
        return found

    four(table)
    press(table, bureau)
    few = counted(1)
    for _more in range(8):
        four(table)
    press(table, bureau)
    assert counted(2) == few


def of_ages(table: Table) -> None:
    """Who waits for every place: somebody young and somebody old; two young people are asked for. No lots are drawn."""
    table.nothing_by_lot()
    table.ask_ages(minimum=2, maximum=2)
    for n in (0, 1):
        for m in (0, 1):
            for age in ("jong", "oud"):
                table.sign_up(n, m, answers={"Leeftijd": age})


def swapped(table: Table) -> dict[str, str]:
    """For one place with somebody young, somebody old instead."""
    row = queries.suggestion(table.theme, 1)
    young = next(int(s) for s, one in row.seats.items() if queries.registration(one).answers["Leeftijd"] == "jong")
    old = next(o for o in row.others[str(young)] if queries.registration(o).answers["Leeftijd"] == "oud")
    return {f"seat_{young}": str(old), "reason": "Deze persoon kan vaker komen."}


def test_how_the_demands_are_met_is_told_and_told_anew_for_another_choice(table: Table, bureau: HouseClient) -> None:
    of_ages(table)
    press(table, bureau)
    assert "Leeftijd jong: 2 van minstens 2" in text_of(bureau, f"{ROOM}/1")
    answer = bureau.submit(f"{ROOM}/1", {**swapped(table), "look": "1"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Leeftijd jong: 1 van minstens 2" in html
    assert "Leeftijd oud: 3 van hoogstens 2" in html
    assert {seat.state for seat in table.seats} == {SeatState.OPEN}


def test_a_minimum_that_is_lost_is_warned_about_before_it_is_taken_over(table: Table, bureau: HouseClient) -> None:
    of_ages(table)
    press(table, bureau)
    change = swapped(table)
    answer = bureau.submit(f"{ROOM}/1", change)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "minder goed dan het voorstel: Leeftijd jong: 1 van minstens 2." in html
    assert {seat.state for seat in table.seats} == {SeatState.OPEN}
    assert bureau.submit(f"{ROOM}/1", {**change, "knowing": "y"}).status_code == 303
    assert len([seat for seat in table.seats if seat.state is SeatState.FILLED]) == 4


def test_the_bureau_sees_which_demands_are_not_met_yet_and_the_wheel(table: Table, bureau: HouseClient) -> None:
    table.ask_ages(minimum=2, maximum=4)
    table.fill(0, 0, answers={"Leeftijd": "jong"})
    seat = table.seat(1, 0)
    for path in ("/beheer/groepen/fietspaden", f"/beheer/groepen/fietspaden/plekken/{seat.id}/indelen"):
        html = text_of(bureau, path)
        assert "Leeftijd jong: 1 van minstens 2" in html
        assert 'class="rd-wheel"' in html
    assert "kan nog" in html
    assert ">nog niet<" not in html, "the other places can still meet it"


def test_the_page_says_which_demands_the_places_for_the_lot_can_still_meet(table: Table, bureau: HouseClient) -> None:
    table.ask_ages(minimum=3, maximum=3)
    for n in (0, 1):
        for m in (0, 1):
            for age in ("jong", "oud"):
                table.sign_up(n, m, answers={"Leeftijd": age})
    assert "Om 2 plekken wordt geloot." in text_of(bureau, ROOM)
    press(table, bureau)
    html = text_of(bureau, f"{ROOM}/1")
    assert "Leeftijd jong: 2 van minstens 3" in html
    assert html.count("kan nog<") == 2
    answer = bureau.submit(f"{ROOM}/1", {**swapped(table), "look": "1"}).get_data(as_text=True)
    assert "Leeftijd jong: 1 van minstens 3" in answer
    assert ">nog niet<" not in answer, "two more can still come"
