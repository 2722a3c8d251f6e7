"""After a draw: a place is offered, answered, and goes on to who is next in line; nobody chooses, nobody returns."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts import own_data
from regiodialoog.core import clock, mails
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid, NotFound
from regiodialoog.engines.sortition import check, replace
from regiodialoog.engines.trail import canonical, sha256
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import draw_pool, drawing, offering, tidying
from regiodialoog.groups.models import (
    Condition,
    Draw,
    Offer,
    OfferState,
    RegistrationState,
    SeatFilling,
    SeatState,
)
from tests.accounts.people import mails_to
from tests.engines.trails import stranger
from tests.groups.conftest import Table
from tests.groups.test_drawing import all_accept, announced, picked, pool


def states(draw: Draw) -> list[OfferState]:
    return [row.state for row in queries.offers(draw.id)]


def first(draw: Draw) -> Offer:
    return next(row for row in queries.offers(draw.id) if row.state is OfferState.SENT)


@contextmanager
def later(**time: int) -> Iterator[None]:
    with clock.at(clock.now() + timedelta(**time)):
        yield


def test_who_says_yes_sits_down(table: Table) -> None:
    draw = announced(table)
    offer = first(draw)
    actions.accept_offer(offer)
    seat = table.seat_of(offer.registration.person_id)
    assert (seat.state, seat.filling) == (SeatState.FILLED, SeatFilling.DRAWN)
    assert seat.home_id == offer.registration.municipality_id
    with pytest.raises(Conflict):
        actions.accept_offer(offer)
    with pytest.raises(Conflict):
        actions.decline_offer(offer)


def test_a_place_that_somebody_declines_goes_to_who_is_next_in_line(table: Table) -> None:
    draw = announced(table)
    offer = first(draw)
    actions.decline_offer(offer)
    assert states(draw) == [OfferState.DECLINED, OfferState.SENT, OfferState.SENT]
    new = queries.offers(draw.id)[-1]
    assert new.seat_id == offer.seat_id
    assert new.registration.interest_id == offer.registration.interest_id
    assert new.line["person"] not in draw.result["persons"]
    assert offer.registration.state is RegistrationState.WITHDRAWN


def test_when_nobody_is_left_the_place_stays_open(table: Table) -> None:
    draw = announced(table)
    for _turn in range(2):
        actions.decline_offer(first(draw))
    while OfferState.SENT in states(draw):
        actions.decline_offer(first(draw))
    assert len(states(draw)) == 4
    assert len(actions.vacancies(draw)) == 2
    assert actions.fill_vacancies(draw) == 0


def test_nobody_is_asked_twice_and_nobody_who_said_no_is_drawn_again_not_even_after_signing_up_anew(
    table: Table,
) -> None:
    draw = announced(table)
    person = first(draw).registration.person
    actions.decline_offer(first(draw))
    again = table.sign_up(0, 0, person=person)
    assert again.id not in {row.id for row in drawing.can_be_drawn(table.group, table.seats)}
    while OfferState.SENT in states(draw):
        actions.decline_offer(first(draw))
    asked = [row.registration.person_id for row in queries.offers(draw.id)]
    assert len(asked) == len(set(asked))


def test_an_offer_that_is_not_answered_ends_after_its_last_day_and_the_next_is_asked(table: Table) -> None:
    draw = announced(table, answer_days=3)
    person = first(draw).registration.person
    actions.accept_offer(queries.offers(draw.id)[1])
    with later(days=3):
        tidying.expire_offers()
        assert states(draw)[0] is OfferState.SENT, "the last day is not over"
    with later(days=4):
        for answer in (actions.accept_offer, actions.decline_offer):
            with pytest.raises(Conflict):
                answer(queries.offers(draw.id)[0])
        tidying.expire_offers()
        assert states(draw) == [OfferState.EXPIRED, OfferState.ACCEPTED, OfferState.SENT]
        assert any("gaat naar iemand anders" in mail.subject for mail in mails_to(person.address))
        tidying.expire_offers()
        assert len(states(draw)) == 3


def test_who_does_not_answer_is_reminded_once(table: Table) -> None:
    draw = announced(table, answer_days=7)
    person = first(draw).registration.person

    def reminders() -> int:
        return sum(mail.subject.startswith("Doet u mee?") for mail in mails_to(person.address))

    with later(days=4):
        tidying.expire_offers()
        assert reminders() == 0
    with later(days=6):
        tidying.expire_offers()
        tidying.expire_offers()
        assert reminders() == 1


def test_after_the_last_day_nobody_is_asked_any_more(table: Table) -> None:
    draw = announced(table, replace_until=clock.today() + timedelta(days=2))
    with later(days=2):
        actions.decline_offer(first(draw))
        assert len(states(draw)) == 3
    with later(days=3):
        tidying.expire_offers()
        assert states(draw) == [OfferState.DECLINED, OfferState.EXPIRED, OfferState.SENT]
        assert actions.fill_vacancies(draw) == 0


def test_who_withdrew_after_the_seal_leaves_the_place_to_who_is_next(table: Table) -> None:
    pool(table)
    draw = picked(table)
    gone = queries.registration(next(iter(draw.result["seats"].values())))
    actions.withdraw(gone)
    until = clock.today() + timedelta(days=30)
    assert actions.announce_draw(draw, replace_until=until) == 2
    assert gone.id not in {row.registration_id for row in queries.offers(draw.id)}
    assert [bool(row.line) for row in queries.offers(draw.id)] == [False, True]


def test_who_leaves_the_group_later_is_followed_up_by_who_is_next(table: Table) -> None:
    draw = announced(table, 8)
    all_accept(draw)
    seat = next(seat for seat in table.seats if seat.state is SeatState.FILLED)
    actions.leave(queries.seat(seat.id), by=table.bureau.id, reason="Verhuisd.")
    tidying.expire_offers()
    new = queries.offers(draw.id)[-1]
    assert (new.state, new.seat.replaces_id) == (OfferState.SENT, seat.id)
    actions.accept_offer(new)
    actions.leave(queries.seat(new.seat_id), by=table.bureau.id, reason="Toch te druk.")
    tidying.expire_offers()
    assert queries.offers(draw.id)[-1].seat.replaces_id == new.seat_id


def test_an_erased_person_gives_up_the_place_and_the_next_is_asked(table: Table) -> None:
    draw = announced(table)
    accounts.erase(first(draw).registration.person)
    assert states(draw)[0] is OfferState.DECLINED
    tidying.expire_offers()
    assert states(draw)[-1] is OfferState.SENT
    assert len(states(draw)) == 3


def test_who_heard_that_there_is_no_place_is_still_next_in_line(table: Table) -> None:
    draw = announced(table)
    for row in queries.registrations(table.theme.id, RegistrationState.REGISTERED):
        actions.refuse(row, reason="Alle plekken zijn vergeven.")
    actions.decline_offer(first(draw))
    assert states(draw)[-1] is OfferState.SENT


def test_what_came_after_a_draw_checks_by_both_verifiers(table: Table, tmp_path: Path) -> None:
    draw = announced(table, 8)
    actions.accept_offer(first(draw))
    accounts.erase(next(person for person in table.people if person.id not in holders(draw)))
    for _turn in range(2):
        actions.decline_offer(first(draw))
    found = actions.replacements(draw)
    assert found is not None
    result = {name: value for name, value in draw.result.items() if name != "seats"}
    files = {
        "draw.json": draw.file.encode(), "result.json": canonical(result), "replacements.json": canonical(found)
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    checked = check.check(*list(files.values())[:1], result=files["result.json"], replacements=canonical(found))
    assert (checked.fault, checked.replaced) == (None, 2)
    assert stranger(tmp_path).returncode == 0


def holders(draw: Draw) -> set[int]:
    return {row.registration.person_id for row in queries.offers(draw.id)}


def test_an_offer_has_no_name_in_what_is_public(table: Table) -> None:
    draw = announced(table)
    actions.decline_offer(first(draw))
    found = canonical(actions.replacements(draw)).decode()
    for person in table.people:
        assert person.display_name not in found


def test_while_another_draw_is_sealed_nobody_is_asked(table: Table) -> None:
    draw = announced(table, 8)
    offer = first(draw)
    while OfferState.SENT in states(draw):
        actions.accept_offer(first(draw))
    new = actions.leave(queries.seat(offer.seat_id), by=table.bureau.id, reason="Verhuisd.")
    again = actions.prepare_draw(table.group, by=table.bureau.id, reason="Er kwam een plek vrij.")
    drawing.keep_prepared(again, *drawing.computed(again.inputs))
    again.group.theme = table.theme
    opens = clock.now() + timedelta(days=1)
    actions.seal_draw(again, source="Dobbelstenen", opens_at=opens, file_is_public=False)
    assert actions.fill_vacancies(draw) == 0
    assert queries.seat(new.id).state is SeatState.OPEN
    actions.abandon_draw(again, reason="Toch niet.")
    assert actions.fill_vacancies(draw) == 1


def test_days_that_are_no_days_are_refused(table: Table) -> None:
    pool(table)
    draw = picked(table)
    for given in ({"answer_days": 0}, {"replace_until": clock.today() - timedelta(days=1)}):
        with pytest.raises(Invalid):
            actions.announce_draw(draw, **given)


def test_a_link_works_until_it_was_answered(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = iter(["een-geheim", "nog-een-geheim", "derde", "vierde"])
    monkeypatch.setattr(offering, "new_token", lambda: next(tokens))
    draw = announced(table)
    found = actions.offer_behind("een-geheim")
    assert found.id == first(draw).id
    assert "een-geheim" not in {row.token_hash for row in queries.offers(draw.id)}
    actions.accept_offer(found)
    assert not actions.offer_is_open(actions.offer_behind("een-geheim"))
    with pytest.raises(NotFound):
        actions.offer_behind("onzin")


def test_after_its_time_who_came_in_whose_place_is_forgotten_too(table: Table) -> None:
    draw = announced(table)
    actions.decline_offer(first(draw))
    last = max(phase.ends_on for phase in table.theme.phases)
    with clock.at(clock.now() + (last - clock.today()) + timedelta(days=92)):
        tidying.expire_offers()
        tidying.clear_answers()
    assert all(row.line == {} for row in queries.offers(draw.id))
    assert actions.replacements(draw) is None


def test_who_turns_out_not_to_meet_a_condition_cannot_accept_and_hears_it_kindly(table: Table) -> None:
    draw = announced(table)
    offer = first(draw)
    actions.tell_conditions(offer.registration, {Condition.AGE: False})
    with pytest.raises(Conflict, match="Bel of schrijf"):
        actions.accept_offer(offer)
    assert offer.state is OfferState.SENT
    actions.decline_offer(offer)
    assert states(draw)[-1] is OfferState.SENT


def test_who_may_not_sit_is_passed_over_when_it_is_announced_and_when_a_place_comes_free(table: Table) -> None:
    pool(table)
    draw = picked(table)
    drawn = queries.registration(next(iter(draw.result["seats"].values())))
    waits = next(
        row
        for row in queries.registrations(table.theme.id)
        if row.id not in draw.result["seats"].values() and row.interest_id == drawn.interest_id
    )
    drawn.of_age = waits.of_age = False
    db.session.flush()
    assert actions.announce_draw(draw, replace_until=clock.today() + timedelta(days=9)) == 1
    assert {drawn.id, waits.id}.isdisjoint(row.registration_id for row in queries.offers(draw.id))
    waits.of_age = True
    db.session.flush()
    assert actions.fill_vacancies(draw) == 1
    assert queries.offers(draw.id)[-1].registration_id == waits.id


def test_who_could_not_be_asked_once_is_not_called_back_later(table: Table) -> None:
    draw = announced(table, 8)
    offer = first(draw)
    same = [row for row in queries.registrations(table.theme.id) if row.interest_id == offer.registration.interest_id]
    kept_out = next(row for row in same if row.state is RegistrationState.REGISTERED)
    kept_out.of_age = False
    db.session.flush()
    actions.decline_offer(offer)
    kept_out.of_age = True
    db.session.flush()
    while OfferState.SENT in states(draw):
        actions.decline_offer(first(draw))
    assert kept_out.id not in {row.registration_id for row in queries.offers(draw.id)}


def test_somebody_without_e_mail_is_called_about_the_place(table: Table) -> None:
    pool(table, 2)
    for row in queries.registrations(table.theme.id):
        row.person.address = f"zonder{row.id}{mails.NOWHERE}"
    draw = picked(table)
    actions.announce_draw(draw)
    for offer in queries.offers(draw.id):
        (call,) = [one for one in queries.calls_of(offer.registration.person_id) if one.state in queries.OPEN_CALLS]
        assert call.subject.startswith("U bent ingeloot")
        assert "/loting/plek/" not in call.body, "whoever calls does not hold the link"


def test_ones_own_data_tell_which_places_were_offered(table: Table) -> None:
    draw = announced(table)
    person = first(draw).registration.person
    actions.decline_offer(first(draw))
    (told,) = own_data.collect(person)["groups"]["places_offered"]
    assert (told["draw"], told["state"]) == (1, "declined")
    assert told["answered_at"] is not None


def files_of(draw: Draw, changed: dict[str, Any] | None = None) -> dict[str, bytes]:
    """What everybody gets of a draw, the replacements as somebody changed them and signed them anew."""
    found = actions.replacements(draw)
    assert found is not None
    found |= changed or {}
    found["sha256"] = sha256(canonical({name: value for name, value in found.items() if name != "sha256"}))
    result = {name: value for name, value in draw.result.items() if name != "seats"}
    return {"draw": draw.file.encode(), "result": canonical(result), "replacements": canonical(found)}


def verdicts(files: dict[str, bytes], folder: Path) -> tuple[check.Checked, int, str]:
    for name, content in files.items():
        (folder / f"{name}.json").write_bytes(content)
    answer = stranger(folder)
    checked = check.check(files["draw"], result=files["result"], replacements=files["replacements"])
    return checked, answer.returncode, answer.stdout


def test_what_each_place_asks_is_sealed_with_the_draw(table: Table) -> None:
    pool(table)
    draw = picked(table)
    config = json.loads(draw.file)["config"]
    named = {quota["feature"] for quota in config["quotas"]}
    wanted = [
        {n: v for n, v in draw_pool.asks(queries.seat(seat)).items() if n in named} for seat in draw.inputs["seats"]
    ]
    assert config["places"] == wanted
    assert all(wanted)


def test_a_friend_who_suits_what_no_place_asks_is_found_out_by_both_verifiers(table: Table, tmp_path: Path) -> None:
    draw = announced(table, 8)
    actions.decline_offer(first(draw))
    assert verdicts(files_of(draw), tmp_path)[:2][1] == 0
    lines = actions.replacements(draw)["replacements"]  # type: ignore[index]
    values = replace.values_of(json.loads(draw.file))
    may = values.keys() - {*lines[0]["kept"], *lines[0]["gone"], lines[0]["person"]}
    friends = [code for code in may if values[code] != values[lines[0]["person"]]]
    assert friends
    for friend in friends:
        told = [lines[0] | {"like": values[friend], "person": friend}]
        checked, status, _says = verdicts(files_of(draw, {"replacements": told}), tmp_path)
        assert (status, checked.fault is not None) == (1, True)


def test_a_place_that_asks_something_else_after_the_draw_is_not_filled_from_it(table: Table) -> None:
    draw = announced(table, 8, replace_until=clock.today())
    with later(days=1):
        actions.decline_offer(first(draw))
    (seat,) = actions.vacancies(draw)
    draw.replace_until = clock.today() + timedelta(days=9)
    other = next(each.interest_id for each in table.seats if each.interest_id != seat.interest_id)
    actions.change_seat(seat, interest_id=other)
    db.session.expire(seat)
    assert (actions.vacancies(draw), actions.fill_vacancies(draw)) == ([], 0)


def test_a_place_that_nobody_can_take_shows_as_open_to_both_verifiers(table: Table, tmp_path: Path) -> None:
    draw = announced(table)
    assert actions.replacements(draw) is None
    while OfferState.SENT in states(draw):
        actions.decline_offer(first(draw))
    checked, status, says = verdicts(files_of(draw), tmp_path)
    assert (checked.fault, checked.replaced, checked.open, checked.in_line, status) == (None, 2, 2, 0, 0)
    assert "open places: 2\n" in says
