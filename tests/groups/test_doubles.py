"""Who signed up twice: shown to the bureau, withdrawn with a trace, and never decided by the computer."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from regiodialoog.accounts import actions as accounts
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db, transaction
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import tidying
from regiodialoog.groups.homes import home
from regiodialoog.groups.models import Registration, RegistrationPair, RegistrationState, SeatState
from tests.accounts.people import become, kinds, mails_to, someone
from tests.groups.conftest import Table
from tests.groups.test_drawing import sealed_draw
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient
from tests.support.pages import count_queries

ROOM = "/beheer/groepen/fietspaden/dubbel"
REASON = "Zij belde: het tweede adres is van haar werk."


def two(table: Table, *, place: int = 0, name: str = "Jan de Vries", **more) -> tuple[Registration, Registration]:
    """Somebody signs up with two mailboxes, and writes the name otherwise the second time."""
    table.ask_ages()
    first = table.sign_up(0, 0, person=someone(name, "jan@example.nl"), answers={"Leeftijd": "oud"})
    other = someone(name.upper() + ".", "jan@werk.example")
    return first, table.sign_up(1, place, person=other, answers={"Leeftijd": "oud"}, **more)


def pairs(table: Table) -> list[tuple[int, int]]:
    return [(each.first.id, each.second.id) for each in queries.doubles(table.group, most=50)]


def test_the_same_name_in_one_municipality_is_a_pair(table: Table) -> None:
    first, second = two(table)
    assert pairs(table) == [(first.id, second.id)]


def test_the_same_name_elsewhere_is_somebody_else_unless_mailbox_or_home_is_the_same(table: Table) -> None:
    actions.change_conditions(table.group, asks_place=False, asks_no_office=False, one_per_household=True)
    where = home("3811AB", "1")
    first, second = two(table, place=1)
    assert pairs(table) == []
    third = table.sign_up(0, 1, person=someone("jan de vries", "JAN@example.nl"))
    (found,) = [each for each in queries.doubles(table.group, most=50) if each.first.id == first.id]
    assert (found.second.id, found.by_address, found.by_home) == (third.id, True, False)
    for row in (first, second):
        row.postcode, row.house_number, row.household_key = where.postcode, where.number, where.key
    (found,) = [each for each in queries.doubles(table.group, most=50) if each.second.id == second.id]
    assert (found.by_address, found.by_home) == (False, True)


def test_a_couple_with_one_mailbox_is_no_pair(table: Table) -> None:
    for name in ("Ria Smit", "Henk Smit"):
        table.sign_up(person=someone(name, "smit@example.nl"))
    assert pairs(table) == []


def test_who_withdrew_or_did_not_confirm_is_in_no_pair(table: Table) -> None:
    first, second = two(table)
    second.person.confirmed_at = None
    assert pairs(table) == []
    second.person.confirmed_at = first.person.confirmed_at
    actions.withdraw(first)
    assert pairs(table) == []


def test_merging_withdraws_the_later_one_wipes_it_and_tells_it_kindly(table: Table) -> None:
    first, second = two(table)
    assert actions.merge(first, second, reason=REASON, by=table.bureau.id) is second
    assert (second.state, second.answers) == (RegistrationState.WITHDRAWN, {})
    assert (first.state, first.answers) == (RegistrationState.REGISTERED, {"Leeftijd": "oud"})
    mail = mails_to("jan@werk.example")[-1]
    assert "het is niet erg" in mail.body
    assert "jan@example.nl" not in mail.body
    assert REASON not in mail.body
    kept = queries.pair(first.id, second.id)
    assert (kept.same, kept.reason, kept.decided_by) == (True, REASON, table.bureau.id)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "groups.double_merged")).one()
    assert event.data == {"registration_id": second.id, "kept_id": first.id}
    with pytest.raises(Conflict):
        actions.merge(first, second, reason=REASON, by=None)
    assert len(mails_to("jan@werk.example")) == 2, "signing up, and this"


def test_merging_needs_a_reason_and_waits_for_a_sealed_draw(table: Table) -> None:
    first, second = two(table)
    with pytest.raises(Invalid):
        actions.merge(first, second, reason=" ", by=None)
    with pytest.raises(Invalid):
        actions.merge(second, first, reason=REASON, by=None)
    for n in (0, 1):
        table.sign_up(n, 1)
    for quota in queries.quotas(table.group.id):
        actions.remove_quota(quota)
    sealed_draw(table)
    with pytest.raises(Conflict):
        actions.merge(first, second, reason=REASON, by=None)


def test_who_sits_keeps_the_place(table: Table) -> None:
    first, second = two(table)
    actions.assign_seat(table.seat(1, 0), second, by=table.bureau.id)
    assert actions.merge(first, second, reason=REASON, by=None) is first
    assert table.seat_of(second.person_id).state is SeatState.FILLED


def test_of_two_who_both_sit_a_place_is_freed_first(table: Table) -> None:
    first, second = two(table)
    actions.assign_seat(table.seat(0, 0), first, by=table.bureau.id)
    actions.assign_seat(table.seat(1, 0), second, by=table.bureau.id)
    with pytest.raises(Conflict, match="Allebei"):
        actions.merge(first, second, reason=REASON, by=None)


def test_two_people_stay_and_the_pair_does_not_come_back(table: Table) -> None:
    first, second = two(table)
    actions.keep_apart(first, second, by=table.bureau.id)
    assert pairs(table) == []
    assert {first.state, second.state} == {RegistrationState.REGISTERED}
    with pytest.raises(Conflict):
        actions.merge(first, second, reason=REASON, by=None)
    third = table.sign_up(person=someone("Jan de Vries", "derde@example.nl"))
    assert pairs(table) == [(first.id, third.id), (second.id, third.id)]


def test_a_pair_is_decided_once(table: Table) -> None:
    first, second = two(table)
    actions.keep_apart(first, second, by=None)
    db.session.add(RegistrationPair(first_id=first.id, second_id=second.id, same=True))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_who_removes_the_account_takes_along_what_was_written(table: Table) -> None:
    first, second = two(table)
    actions.merge(first, second, reason=REASON, by=None)
    accounts.erase(first.person)
    kept = queries.pair(first.id, second.id)
    db.session.refresh(kept)
    assert kept.reason == ""


def test_what_was_written_goes_with_the_answers_and_once_it_is_gone_nothing_is_written(table: Table) -> None:
    first, second = two(table)
    actions.merge(first, second, reason=REASON, by=None)
    ids = first.id, second.id
    late = clock.now() + (max(phase.ends_on for phase in table.theme.phases) - clock.today()) + timedelta(days=92)
    db.session.commit()
    with clock.at(late):
        for _again in range(2):
            with transaction():  # refuses what is written and told to nobody
                tidying.clear_answers()
    kept = queries.pair(*ids)
    assert kept is not None
    assert kept.reason == ""


def test_the_bureau_merges_and_keeps_apart_on_pages_of_its_own(table: Table, bureau: HouseClient) -> None:
    first, second = two(table)
    third = table.sign_up(person=someone("Jan de Vries", "derde@example.nl"))
    page = text_of(bureau, ROOM)
    assert page.count("Dit is één persoon") == 3
    here = f"{ROOM}/{first.id}"
    assert "jan@werk.example" in text_of(bureau, f"{here}/{second.id}/samenvoegen")
    assert bureau.submit(f"{here}/{second.id}/samenvoegen", {"reason": ""}).status_code == 422
    form = bureau.get(f"{here}/{second.id}/samenvoegen")
    for _twice in range(2):
        assert bureau.send(form, {"reason": REASON}).status_code == 303
    assert kinds().count("groups.double_merged") == 1
    assert bureau.submit(f"{here}/{third.id}/twee-mensen").status_code == 303
    page = text_of(bureau, ROOM)
    assert "Niemand op de lijst lijkt op iemand anders." in page
    assert "1 persoon was twee keer aangemeld" in page


def test_a_pair_of_another_theme_or_order_is_no_page_and_others_may_not_in(table: Table, bureau: HouseClient) -> None:
    first, second = two(table)
    for path in (f"{second.id}/{first.id}", f"{first.id}/{first.id}", f"{first.id}/99999", f"{first.id}/9999999999"):
        assert bureau.get(f"{ROOM}/{path}/samenvoegen").status_code == 404
    become(bureau, first.person)
    for step in ("samenvoegen", "twee-mensen"):
        assert bureau.get(f"{ROOM}/{first.id}/{second.id}/{step}").status_code == 403


def test_many_of_one_name_cost_no_more_queries_and_come_in_parts(table: Table, bureau: HouseClient) -> None:
    def counted() -> int:
        with count_queries() as seen:
            assert bureau.get(ROOM).status_code == 200
        return len(seen)

    two(table)
    few = counted()
    for n in range(12):
        table.sign_up(person=someone("Jan de Vries", f"jan{n}@example.nl"))
    assert counted() == few
    assert "Er zijn er nog meer." in text_of(bureau, ROOM)


def test_a_name_as_long_as_can_be_and_one_of_signs_alone(table: Table, bureau: HouseClient) -> None:
    two(table, name="Ján " + "É" * 95)
    assert len(pairs(table)) == 1
    for n in range(2):
        table.sign_up(person=someone("???", f"teken{n}@example.nl"))
    assert len(pairs(table)) == 1
    text_of(bureau, ROOM)
