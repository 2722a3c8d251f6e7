"""Signing up, being told yes or no, invitations, the draw, and what is wiped."""

from datetime import timedelta

import pytest

from regiodialoog.accounts import actions as accounts
from regiodialoog.core import clock
from regiodialoog.core.errors import Conflict, Invalid, NotFound
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import tidying
from regiodialoog.groups.models import InvitationState, RegistrationState, SeatFilling, SeatState
from tests.accounts.people import held, mails_to, someone
from tests.dialogues.conftest import in_phase
from tests.groups.conftest import Table
from tests.groups.mails import link_of


def test_nobody_signs_up_outside_the_term(table: Table) -> None:
    in_phase(table.theme, PhaseKind.DIALOGUE)
    with pytest.raises(Conflict):
        table.sign_up()


def test_who_signs_up_gets_a_mail_and_stands_on_the_list_once(table: Table) -> None:
    row = table.sign_up()
    assert [mail.subject for mail in mails_to(row.person.address)] == ["U bent aangemeld voor: Fietspaden"]
    with pytest.raises(Conflict):
        table.sign_up(person=row.person)


def test_only_what_the_composition_asks_is_kept(table: Table) -> None:
    table.ask_ages()
    assert table.sign_up(answers={"Leeftijd": "jong"}).answers == {"Leeftijd": "jong"}
    with pytest.raises(Invalid):
        table.sign_up(answers={"Leeftijd": "stokoud"})
    with pytest.raises(Invalid):
        table.sign_up(answers={"Inkomen": "hoog"})


def test_withdrawing_wipes_the_answers_and_lets_one_sign_up_again(table: Table) -> None:
    table.ask_ages()
    row = table.sign_up(answers={"Leeftijd": "jong"}, evenings=["2026-10-01"])
    actions.withdraw(row)
    assert (row.state, row.answers, row.evenings) == (RegistrationState.WITHDRAWN, {}, [])
    assert table.sign_up(person=row.person).state is RegistrationState.REGISTERED


def test_who_gets_no_place_hears_why_and_can_still_be_asked(table: Table) -> None:
    row = table.sign_up()
    with pytest.raises(Invalid):
        actions.refuse(row, reason="")
    actions.refuse(row, reason="Er waren meer mensen dan plekken.")
    assert "Er waren meer mensen dan plekken." in mails_to(row.person.address)[-1].body
    actions.assign_seat(table.seat(), row, by=table.bureau.id)
    assert row.state is RegistrationState.SEATED


def test_everybody_who_waits_is_told_at_once(table: Table) -> None:
    seated, waiting = table.fill(), [table.sign_up(1, 1), table.sign_up(1, 0)]
    assert table.nobody_gets_a_place() == 2
    assert {row.state for row in waiting} == {RegistrationState.NOT_SEATED}
    assert seated.state is RegistrationState.SEATED


# ── invitations ──────────────────────────────────────────────────────────────


def invited(table: Table, address: str = "nieuw@example.nl", **more):
    return actions.invite(table.seat(), name="Nadia Nieuw", address=address, by=table.bureau.id, **more)


def test_an_invitation_promises_the_place_until_it_is_answered(table: Table) -> None:
    row = invited(table)
    assert row.seat.state is SeatState.PROMISED
    with pytest.raises(Conflict):
        actions.invite(row.seat, name="Ander", address="ander@example.nl", by=None)
    person = actions.accept(actions.invitation(link_of("nieuw@example.nl")), name="Nadia", municipality_id=None,
                            language="nl")  # fmt: skip
    assert (row.state, row.seat.state, row.seat.filling) == (
        InvitationState.ACCEPTED, SeatState.FILLED, SeatFilling.INVITED
    )  # fmt: skip
    assert held(person) == {Role.PARTICIPANT}
    with pytest.raises(NotFound):
        actions.invitation(link_of("nieuw@example.nl"))


def test_who_has_an_account_at_the_address_needs_no_second_one(table: Table) -> None:
    known = someone("Nadia Nieuw", "nieuw@example.nl")
    row = invited(table)
    assert actions.accept(row, name="Nadia Nieuw", municipality_id=None, language="nl").id == known.id


def test_a_place_on_behalf_of_an_organisation_says_so(table: Table) -> None:
    row = invited(table, organisation_id=table.province_id())
    actions.accept(row, name="Nadia", municipality_id=None, language="nl")
    (line,) = queries.seats_at(table.theme, clock.now())
    assert line.organisation_id == table.province_id()


def test_no_and_no_answer_open_the_place_again_and_wipe_the_address(table: Table) -> None:
    row = invited(table)
    actions.decline(row)
    assert (row.state, row.address, row.seat.state) == (InvitationState.DECLINED, "", SeatState.OPEN)
    late = invited(table, "laat@example.nl")
    with clock.at(clock.now() + timedelta(days=15)):
        with pytest.raises(NotFound):
            actions.invitation(link_of("laat@example.nl"))
        tidying.expire_invitations()
    assert (late.state, late.address, late.seat.state) == (InvitationState.EXPIRED, "", SeatState.OPEN)


# ── what is wiped ────────────────────────────────────────────────────────────


def test_answers_are_wiped_some_time_after_the_theme_has_ended(table: Table) -> None:
    table.ask_ages()
    row = table.fill(answers={"Leeftijd": "jong"})
    last = max(phase.ends_on for phase in table.theme.phases)
    for days, answers in ((90, {"Leeftijd": "jong"}), (92, {})):
        with clock.at(clock.now() + (last - clock.today()) + timedelta(days=days)):
            tidying.clear_answers()
        assert row.answers == answers


def test_who_removes_the_account_leaves_nothing_but_an_open_place(table: Table) -> None:
    table.ask_ages()
    row, waiting = table.fill(answers={"Leeftijd": "jong"}), table.sign_up(1, 1, answers={"Leeftijd": "oud"})
    seat = queries.seat_of(table.theme, row.person_id)
    accounts.erase(row.person)
    accounts.erase(waiting.person)
    assert seat.state is SeatState.LEFT
    assert row.answers == waiting.answers == {}
    assert waiting.state is RegistrationState.WITHDRAWN
    assert len([one for one in table.seats if one.state is SeatState.OPEN]) == 6


def test_a_role_that_ends_elsewhere_frees_the_place(table: Table) -> None:
    row = table.fill()
    seat = queries.seat_of(table.theme, row.person_id)
    (grant,) = [one for one in row.person.active_grants if one.scope_kind is ScopeKind.THEME]
    accounts.end_role(grant, by=table.bureau.id, reason="Meldde zich af bij het bureau.")
    assert (seat.state, seat.reason) == (SeatState.LEFT, "Meldde zich af bij het bureau.")
