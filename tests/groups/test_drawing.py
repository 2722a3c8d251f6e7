"""A draw from preparing to sitting down: frozen, sealed before chance decides, decided by two, and never silently
repeated."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from regiodialoog.accounts import actions as accounts
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.policy import Role
from regiodialoog.engines.sortition import sealed
from regiodialoog.groups import actions, draw_shapes, queries
from regiodialoog.groups.actions import drawing, tidying
from regiodialoog.groups.asking import read
from regiodialoog.groups.models import Draw, DrawState, Registration, RegistrationState, SeatFilling, SeatState, Source
from tests.accounts.people import staff
from tests.groups.conftest import Table
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient

DICE = "Zes dobbelstenen, gegooid door de griffier"


def prepared(table: Table, **more) -> Draw:
    """A draw that the worker has computed."""
    draw = actions.prepare_draw(table.group, by=table.bureau.id, **more)
    found, file = drawing.computed(draw.inputs)
    drawing.keep_prepared(draw, found, file)
    return draw


def sealed_draw(table: Table, **more) -> Draw:
    draw = prepared(table)
    draw.group.theme = table.theme
    given = {"source": DICE, "opens_at": clock.now() + timedelta(days=1), "file_is_public": True, **more}
    actions.seal_draw(draw, **given)
    return draw


def picked(table: Table, outcome: str = "3 1 6 6 2 5", *, public: bool = True) -> Draw:
    draw = sealed_draw(table, file_is_public=public)
    with clock.at(clock.now() + timedelta(days=2)):
        assert not actions.type_outcome(draw, outcome=outcome, by=table.bureau.id)
        assert actions.type_outcome(draw, outcome=outcome, by=staff(Role.BUREAU).id)
    return draw


def pool(table: Table, count: int = 4) -> list[Registration]:
    return [table.sign_up(n % 2, n // 2 % 2) for n in range(count)]


def test_preparing_a_draw_computes_chances_and_changes_no_one(table: Table) -> None:
    pool(table)
    draw = prepared(table)
    assert draw.state is DrawState.PREPARED
    assert (draw.found["smallest"], draw.found["exact"]) == ("0.500000", True)
    assert {seat.state for seat in table.seats} == {SeatState.OPEN}
    states = {row.state for row in queries.registrations(table.theme.id)}
    assert states == {RegistrationState.REGISTERED}


def test_the_file_holds_codes_and_no_name_number_or_address(table: Table) -> None:
    pool(table)
    draw = prepared(table)
    assert set(draw.codes) == {one["id"] for one in json.loads(draw.file)["pool"]}
    for person in table.people:
        assert person.display_name not in draw.file
        assert str(person.address) not in draw.file
    assert not any(code in str(number) for code, number in draw.codes.items())


def test_a_seal_freezes_the_file_and_names_what_will_decide(table: Table) -> None:
    pool(table)
    draw = sealed_draw(table)
    file = json.loads(draw.file)
    assert file["config"]["source"] == DICE
    assert file["seal"] == draw.seal == sealed.seal_of(file)


def test_a_source_whose_outcome_may_be_known_is_refused(table: Table) -> None:
    pool(table)
    with pytest.raises(Invalid, match="toekomst"):
        sealed_draw(table, opens_at=clock.now() - timedelta(minutes=1))


def test_a_draw_is_not_sealed_when_somebody_signed_up_since(table: Table) -> None:
    pool(table)
    draw = prepared(table)
    table.sign_up(0, 0)
    with pytest.raises(Conflict, match="bereid"):
        actions.seal_draw(draw, source=DICE, opens_at=clock.now() + timedelta(days=1), file_is_public=True)


def test_one_person_alone_decides_nothing_and_may_mend_a_slip(table: Table) -> None:
    pool(table)
    draw = sealed_draw(table)
    other = staff(Role.BUREAU)
    with clock.at(clock.now() + timedelta(days=2)):
        for _again in range(2):
            assert not actions.type_outcome(draw, outcome="1 2 3", by=table.bureau.id)
        assert not actions.type_outcome(draw, outcome="1 2 4", by=other.id)
        assert draw.state is DrawState.SEALED
        assert actions.type_outcome(draw, outcome=" 1  2 3 ", by=other.id)
    assert draw.outcome == "1 2 3"
    assert draw.result["ticket"] == sealed.ticket_of("1 2 3", draw.seal)


def test_nothing_is_typed_in_before_the_announced_moment(table: Table) -> None:
    pool(table)
    draw = sealed_draw(table)
    with pytest.raises(Conflict):
        actions.type_outcome(draw, outcome="1 2 3", by=table.bureau.id)


def announced(table: Table, count: int = 4, **more) -> Draw:
    """A draw of which everybody has heard, and nobody has answered."""
    pool(table, count)
    draw = picked(table)
    actions.announce_draw(draw, **{"replace_until": clock.today() + timedelta(days=30), **more})
    return draw


def all_accept(draw: Draw) -> None:
    for offer in queries.offers(draw.id):
        actions.accept_offer(offer)


def test_who_was_drawn_is_offered_a_place_when_it_is_announced_and_only_once(table: Table) -> None:
    draw = announced(table)
    offered = [seat for seat in table.seats if seat.state is SeatState.PROMISED]
    assert {seat.filling for seat in offered} == {SeatFilling.DRAWN}
    with pytest.raises(Conflict):
        actions.announce_draw(draw)
    assert len(offered) == len(queries.offers(draw.id)) == 2


def test_two_draws_of_a_group_cannot_go_on_at_once(table: Table) -> None:
    pool(table)
    prepared(table)
    with pytest.raises(Conflict):
        prepared(table, reason="Nog een keer.")
    db.session.add(Draw(group_id=table.group.id, number=2, pool_size=0, pool_sha256="0" * 64, reason="Stiekem."))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_a_draw_that_is_let_go_of_stays_with_its_reason_and_another_one_says_why(table: Table) -> None:
    pool(table)
    first = sealed_draw(table)
    with pytest.raises(Invalid):
        actions.abandon_draw(first, reason=" ")
    actions.abandon_draw(first, reason="De griffier was ziek.")
    with pytest.raises(Invalid):
        actions.prepare_draw(table.group, by=table.bureau.id)
    second = prepared(table, reason="De eerste loting ging niet door.")
    assert (second.number, second.reason) == (2, "De eerste loting ging niet door.")
    assert [row.state for row in queries.draws(table.group.id)] == [DrawState.PREPARED, DrawState.ABANDONED]


def test_a_picked_draw_cannot_be_let_go_of(table: Table) -> None:
    pool(table)
    with pytest.raises(Conflict):
        actions.abandon_draw(picked(table), reason="De uitslag bevalt ons niet.")


def test_who_was_drawn_and_left_never_returns_to_a_pool(table: Table) -> None:
    draw = announced(table, 6, replace_until=None)
    all_accept(draw)
    gone = next(seat for seat in table.seats if seat.state is SeatState.FILLED)
    number = draw.result["seats"][str(gone.id)]
    actions.leave(queries.seat(gone.id), by=table.bureau.id, reason="Verhuisd.")
    assert number not in {row.id for row in drawing.can_be_drawn(table.group, table.seats)}
    again = prepared(table, reason="Er kwam een plek vrij.")
    assert number not in again.codes.values()


def test_what_a_sealed_draw_holds_cannot_be_changed_beneath_it(table: Table) -> None:
    pool(table)
    draw = sealed_draw(table)
    seat = queries.seat(draw.inputs["seats"][0])
    row = next(row for row in queries.registrations(table.theme.id) if row.interest_id == seat.interest_id)
    for forbidden in (
        lambda: actions.assign_seat(seat, row, by=table.bureau.id),
        lambda: actions.remove_seat(seat),
        lambda: actions.change_seat(seat, filling=SeatFilling.ASSIGNED),
        lambda: actions.invite(seat, name="Jo", address="jo@example.nl", by=table.bureau.id),
        lambda: actions.refuse(row, reason="Vol."),
        lambda: actions.refuse_rest(table.theme, reason="Vol."),
    ):
        with pytest.raises(Conflict):
            forbidden()
    actions.abandon_draw(draw, reason="Toch niet.")
    actions.assign_seat(seat, row, by=table.bureau.id)


def test_the_demands_of_a_sealed_draw_stay_as_they_are_until_it_is_over(table: Table, bureau: HouseClient) -> None:
    table.ask_ages(minimum=0, maximum=6)
    homes = actions.ask(table.group, "Woning", read(Source.ANSWER, "huur\nkoop"), justification="Voor een goede mix.")
    pool(table)
    quota = queries.quotas(table.group.id)[0]
    room = "/beheer/groepen/fietspaden"
    opened = bureau.get(f"{room}/samenstelling/{quota.id}")
    draw = sealed_draw(table)
    for forbidden in (
        lambda: actions.add_quota(table.group, "Hobby", "vissen", minimum=0, maximum=1, justification="Mix."),
        lambda: actions.change_quota(quota, maximum=5),
        lambda: actions.remove_quota(quota),
        lambda: actions.stop_asking(homes),
        lambda: actions.spread(homes, {"huur": 50.0, "koop": 50.0}),
    ):
        with pytest.raises(Conflict, match="verzegeld"):
            forbidden()
    assert bureau.send(opened, {"maximum": "5"}).status_code == 409
    for page in (room, f"{room}/vragen"):
        assert "Zij blijven zoals ze zijn tot die loting voorbij is." in text_of(bureau, page)
    actions.abandon_draw(draw, reason="Toch niet.")
    actions.change_quota(quota, maximum=5)
    assert "Zij blijven zoals ze zijn" not in text_of(bureau, room)


def test_after_a_draw_it_is_said_what_another_demand_means(table: Table, bureau: HouseClient) -> None:
    announced(table)
    for page in ("", "/vragen"):
        assert "gaan uit van wat verzegeld is" in text_of(bureau, f"/beheer/groepen/fietspaden{page}")


def test_a_clash_says_which_demands_and_what_would_do(table: Table) -> None:
    table.ask_ages(minimum=0, maximum=1)
    table.fill(0, 0, answers={"Leeftijd": "jong"})
    for n in range(2):
        table.sign_up(n, 1, answers={"Leeftijd": "jong"})
    draw = prepared(table)
    assert draw.state is DrawState.IMPOSSIBLE
    assert ["Leeftijd", "jong", 0, 0, 2] in draw.found["clash"]
    assert draw.found["relaxations"]


def test_an_offered_place_does_not_loosen_a_demand_twice(table: Table) -> None:
    """Two young people were offered a place: their answers are known, so only the four open places can bring any."""
    table.ask_ages(minimum=0, maximum=9)
    for n in range(4):
        table.sign_up(n % 2, n // 2 % 2, answers={"Leeftijd": "jong"})
    actions.announce_draw(picked(table))
    actions.add_seat(table.group, table.interests[0], None, filling=SeatFilling.DRAWN)
    actions.change_quota(queries.quotas(table.group.id)[1], minimum=6, maximum=9)
    table.sign_up(0, 0, answers={"Leeftijd": "oud"})
    draw = actions.prepare_draw(table.group, by=table.bureau.id, reason="Er kwam een plek bij.")
    assert ["Leeftijd", "oud", 6 - 4, 9] in draw.inputs["quotas"]


def test_a_way_out_is_told_in_the_words_of_the_plan_and_leads_to_where_it_is_changed(table: Table) -> None:
    draw = Draw(found={"relaxations": [
        [["Belang en gemeente", "Inwoners, Soest", 1, 2]], [["Belang", "Inwoners, en ouders", 3, 3]],
        [["Belang en gemeente", "Inwoners, Soest", 0, 0], ["Leeftijd", "jong", 0, 1]],
    ]})  # fmt: skip
    assert draw_shapes.ways_out(draw) == [
        ("Voor Inwoners uit Soest: 1 tot en met 2 mensen", True, False),
        ("Voor Inwoners, en ouders: 3 personen", True, False),
        ("Voor Inwoners uit Soest: 0 personen; Leeftijd, jong: 0 tot en met 1 mensen", True, True),
    ]


def test_a_draw_goes_on_without_some_only_when_somebody_says_why(table: Table) -> None:
    pool(table)
    table.ask_ages(minimum=0, maximum=2)
    for n in range(2):
        table.sign_up(n, 0, answers={"Leeftijd": "jong"})
    for quota in queries.quotas(table.group.id):
        if quota.value == "jong":
            actions.change_quota(quota, maximum=0)
    draw = prepared(table)
    (barred,) = draw.found["barred"][:1]
    assert barred["causes"] == [["Leeftijd", "jong", 0, 0]]
    given: dict[str, Any] = {"source": DICE, "opens_at": clock.now() + timedelta(days=1), "file_is_public": False}
    with pytest.raises(Invalid):
        actions.seal_draw(draw, **given)
    actions.seal_draw(draw, **given, barred_reason="Zij hebben al twee plekken.")
    assert draw.barred_reason == "Zij hebben al twee plekken."


def test_it_is_told_which_demand_would_give_the_smallest_chance_most(table: Table) -> None:
    table.ask_ages(minimum=0, maximum=4)
    for n in range(8):
        table.sign_up(n % 2, n // 2 % 2, answers={"Leeftijd": "jong" if n < 6 else "oud"})
    for quota in queries.quotas(table.group.id):
        if quota.value == "jong":
            actions.change_quota(quota, maximum=1)
    draw = prepared(table)
    best = draw.found["gains"][0]
    assert best[:4] == ["Leeftijd", "jong", 0, 1]
    assert float(best[4]) == pytest.approx(1 / 4 - float(draw.found["smallest"]), abs=1e-5)
    assert draw_shapes.gains(draw) == ["Leeftijd, jong: 0 tot en met 1 mensen: dan 1 op 4"]


def test_the_worker_computes_and_leaves_alone_what_was_let_go_of(table: Table) -> None:
    pool(table)
    draw = actions.prepare_draw(table.group, by=table.bureau.id)
    actions.abandon_draw(draw, reason="Vergissing.")
    assert drawing.draw_for(draw.id) is None


def test_a_witness_confirms_once_and_only_what_was_decided(table: Table) -> None:
    pool(table)
    draw = sealed_draw(table)
    clerk = staff(Role.BUREAU)
    with pytest.raises(Conflict):
        actions.witness_draw(draw, by=clerk.id, role="griffier van Soest")
    with clock.at(clock.now() + timedelta(days=2)):
        actions.type_outcome(draw, outcome="1", by=table.bureau.id)
        actions.type_outcome(draw, outcome="1", by=clerk.id)
        actions.witness_draw(draw, by=clerk.id, role="griffier van Soest")
        with pytest.raises(Conflict):
            actions.witness_draw(draw, by=clerk.id, role="griffier van Soest")
    assert draw.witness_role == "griffier van Soest"


def test_an_erased_person_has_no_code_and_leaves_the_place_open(table: Table) -> None:
    pool(table, 2)
    draw = picked(table)
    person = queries.registration(next(iter(draw.result["seats"].values()))).person
    accounts.erase(person)
    assert len(draw.codes) == 1
    assert actions.announce_draw(draw) == 1


def test_after_its_time_the_file_is_withdrawn_and_the_seal_stays(table: Table) -> None:
    pool(table)
    draw = picked(table)
    seal = draw.seal
    last = max(phase.ends_on for phase in table.theme.phases)
    with clock.at(clock.now() + (last - clock.today()) + timedelta(days=92)):
        tidying.clear_answers()
    assert (draw.codes, draw.file, draw.seal) == ({}, "", seal)
    assert "persons" not in draw.result
