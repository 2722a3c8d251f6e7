"""Proposals from outside the group: of people who signed up for it and have no place."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts.models import Person
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.dialogues.models import PhaseKind, ThemeState
from regiodialoog.groups import actions as groups
from regiodialoog.groups.models import Registration, RegistrationState
from regiodialoog.proposals import actions, policy
from regiodialoog.proposals.models import Proposal, ProposalDraft, ProposalState, Side
from tests.accounts.people import become, mails_to
from tests.proposals.look import APPLICANT, IDEA, OF_WHOM, START, WHY, Outside, status_of, text_of
from tests.support.client import HouseClient


def step(outside: Outside, to: RegistrationState) -> None:
    """What became of the registration. (Who has a place may write by the role that comes with it; here is none.)"""
    if to is RegistrationState.NOT_SEATED:
        groups.refuse(outside.registration, reason="De groep is vol.")
    if to is RegistrationState.WITHDRAWN:
        groups.withdraw(outside.registration)
    if to is RegistrationState.SEATED:
        outside.registration.state, outside.registration.decided_at = to, clock.now()
        db.session.flush()


# ── who may, and when ────────────────────────────────────────────────────────


@pytest.mark.parametrize("state", list(RegistrationState), ids=str)
def test_who_signed_up_may_write_from_the_first_day_of_signing_up_to_the_last_of_the_dialogue(
    outside: Outside, state: RegistrationState
) -> None:
    step(outside, state)
    standing = state in (RegistrationState.REGISTERED, RegistrationState.NOT_SEATED)
    in_time = (PhaseKind.RECRUITMENT, PhaseKind.COMPOSITION, PhaseKind.DIALOGUE)
    for phase in PhaseKind:
        outside.now_in(phase)
        assert policy.may_write(outside.person, outside.theme) is (standing and phase in in_time), phase


def no_choice(outside: Outside) -> None:
    dialogues.change_theme(outside.theme, applicants_write=False)


def not_confirmed(outside: Outside) -> None:
    outside.person.confirmed_at = None


def stopped(outside: Outside) -> None:
    dialogues.end_theme(outside.theme, ThemeState.STOPPED, on=clock.today(), reason="De raden stoppen.")


def withdrew_later(outside: Outside) -> None:
    """There was no place; they signed up once more and took that back."""
    step(outside, RegistrationState.NOT_SEATED)
    first = outside.registration
    again = Registration(
        theme_id=first.theme_id, person_id=first.person_id, interest_id=first.interest_id,
        municipality_id=first.municipality_id,
    )  # fmt: skip
    db.session.add(again)
    db.session.flush()
    groups.withdraw(again)


@pytest.mark.parametrize("happened", [no_choice, not_confirmed, stopped, withdrew_later])
def test_what_takes_the_right_away(outside: Outside, happened: Callable[[Outside], None]) -> None:
    draft = outside.draft()
    assert policy.may_write(outside.person, outside.theme)
    happened(outside)
    db.session.flush()
    assert not policy.may_write(outside.person, outside.theme)
    with pytest.raises(Conflict):
        actions.submit(draft)


def test_the_days_between_two_phases_count(outside: Outside) -> None:
    outside.now_in(PhaseKind.COMPOSITION)
    days = {row.kind: (row.starts_on, row.ends_on) for row in outside.theme.phases}
    dialogues.plan_phases(outside.theme, {kind: days[kind] for kind in days if kind is not PhaseKind.COMPOSITION})
    assert policy.may_write(outside.person, outside.theme)


def test_a_stranger_does_not_write_and_not_in_another_theme(outside: Outside) -> None:
    assert not policy.may_write(outside.group.outsider, outside.theme)
    assert not policy.may_write(outside.person, outside.group.other)


def test_a_member_may_write_before_the_group_talks_but_somebody_looks_first(outside: Outside) -> None:
    """Else a place would take away for some weeks what signing up had given."""
    outside.now_in(PhaseKind.COMPOSITION)
    early = actions.submit(outside.group.draft())
    assert (early.state, early.from_applicant) == (ProposalState.SUBMITTED, False)
    outside.now_in(PhaseKind.DIALOGUE)
    assert actions.submit(outside.group.draft("Een ander")).state is ProposalState.ADMITTED


# ── what happens with it ─────────────────────────────────────────────────────


@pytest.mark.parametrize("look", [False, True], ids=["no look", "a look beforehand"])
@pytest.mark.parametrize("phase", [PhaseKind.RECRUITMENT, PhaseKind.DIALOGUE], ids=str)
def test_it_always_waits_for_a_moderator(outside: Outside, phase: PhaseKind, look: bool) -> None:
    dialogues.change_theme(outside.theme, look_beforehand=look, look_reason="Er komt veel dubbel." if look else "")
    outside.now_in(phase)
    proposal = outside.proposal()
    assert (proposal.state, proposal.is_open, proposal.from_applicant) == (ProposalState.SUBMITTED, False, True)
    actions.admit(proposal, by=outside.group.moderator.id)
    assert (proposal.state, proposal.is_open) == (ProposalState.ADMITTED, True)


def test_the_log_says_that_it_came_from_outside_and_not_from_whom(outside: Outside) -> None:
    outside.proposal()
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "proposals.submitted")).one()
    assert event.data == {"theme_id": outside.theme.id, "from_applicant": True}
    outside.group.proposal("Van een lid")
    *_rest, last = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "proposals.submitted"))
    assert last.data["from_applicant"] is False


def test_what_a_moderator_admitted_can_be_withdrawn_but_not_changed(outside: Outside, client: HouseClient) -> None:
    proposal = outside.proposal()
    actions.change_proposal(proposal, title="Een brug van riet", summary=IDEA, text=WHY)
    actions.admit(proposal, by=outside.group.moderator.id)
    with pytest.raises(Conflict):
        actions.change_proposal(proposal, title="Iets heel anders", summary=IDEA, text=WHY)
    become(client, outside.person)
    assert status_of(client, "/voorstellen/1/bewerken") == 403
    assert "Verander uw tekst" not in text_of(client, "/voorstellen/1")
    client.submit("/voorstellen/1/intrekken")
    assert db.session.get_one(Proposal, proposal.id).state is ProposalState.WITHDRAWN


def test_who_withdrew_the_registration_still_answers_and_withdraws(outside: Outside, client: HouseClient) -> None:
    proposal, draft = outside.proposal(), outside.draft("Nog een")
    actions.ask_question(proposal, "Welke vaart?", by=outside.group.moderator.id)
    become(client, outside.person)
    groups.withdraw(outside.registration)
    assert status_of(client, START) == 403
    assert "U kunt nu niet indienen" in text_of(client, f"/voorstellen/concepten/{draft.id}/nalezen")
    client.submit("/voorstellen/1/antwoord", {"answer": "Die bij de molen."})
    assert db.session.get_one(Proposal, proposal.id).state is ProposalState.SUBMITTED
    client.submit("/voorstellen/1/intrekken")
    assert db.session.get_one(Proposal, proposal.id).state is ProposalState.WITHDRAWN


def test_what_is_admitted_before_the_group_talks_says_when_it_does(outside: Outside, client: HouseClient) -> None:
    outside.now_in(PhaseKind.RECRUITMENT)
    proposal = outside.proposal()
    actions.admit(proposal, by=outside.group.moderator.id)
    begins = next(row.starts_on for row in outside.theme.phases if row.kind is PhaseKind.DIALOGUE)
    letter = " ".join(mails_to("wil@example.nl")[-1].body.split())
    day = f"{begins.day} "
    for page in (text_of(client, "/voorstellen/1"), letter):
        assert f"De groep bespreekt voorstellen vanaf {day}" in page
    assert "de groep moet nog beginnen" in text_of(client, "/voorstellen")
    path = text_of(client, "/voorstellen/1-een-brug-van-hout/pad")
    assert path.index("De groep praat") < path.index("De groep maakt haar advies"), "the next promised step comes first"
    outside.now_in(PhaseKind.DIALOGUE)
    assert "De groep bespreekt dit" in text_of(client, "/voorstellen/1")


# ── whose it is ──────────────────────────────────────────────────────────────


def test_nobody_but_who_judges_it_reads_the_name(outside: Outside, client: HouseClient) -> None:
    proposal = outside.proposal()
    actions.admit(proposal, by=outside.group.moderator.id)
    places = (
        "/voorstellen/1", "/voorstellen/1-een-brug-van-hout/pad", "/voorstellen", "/themas/fietspaden", "/logboek",
        "/api/v1/voorstellen/1", "/api/v1/voorstellen/1/pad", "/themas/fietspaden/groep",
    )  # fmt: skip
    readers: list[Person | None] = [None, outside.group.member, outside.group.outsider, outside.group.stranger]
    for reader in readers:
        if reader is not None:
            become(client, reader)
        for place in places:
            assert APPLICANT not in client.get(place, follow_redirects=True).get_data(as_text=True), place
        assert OF_WHOM in text_of(client, "/voorstellen/1")
        assert OF_WHOM.lower() in text_of(client, "/voorstellen/1-een-brug-van-hout/pad").lower()
    for reader in (outside.group.moderator, outside.group.bureau):
        become(client, reader)
        assert APPLICANT in text_of(client, "/voorstellen/1")


def test_an_applicant_is_no_member(outside: Outside, client: HouseClient) -> None:
    proposal = outside.group.proposal("Van een lid")
    argument = actions.add_argument(proposal, Side.FOR, "Ja", author_id=outside.group.member.id)
    actions.admit(outside.proposal(), by=outside.group.moderator.id)
    become(client, outside.person)
    for room in ("/voorstellen/1/argument/voor", "/voorstellen/2/argument/voor", f"/argumenten/{argument.id}/antwoord"):
        assert status_of(client, room) in (403, 404), room
    names = (outside.group.author.name, outside.group.member.name)
    for place in ("/voorstellen/1", "/themas/fietspaden/groep", "/themas/fietspaden", "/mijn"):
        text = text_of(client, place)
        assert not [name for name in names if name in text], place
    assert not policy.may_see_names(outside.person, outside.theme.id)


@pytest.mark.parametrize("admitted", [False, True], ids=["waiting", "admitted"])
def test_who_removes_the_account_leaves_the_proposal_and_no_name(
    outside: Outside, client: HouseClient, admitted: bool
) -> None:
    proposal, draft = outside.proposal(), outside.draft("Nog een").id
    if admitted:
        actions.admit(proposal, by=outside.group.moderator.id)
    accounts.erase(outside.person)
    assert proposal.author_id is None
    assert db.session.get(ProposalDraft, draft) is None
    assert outside.registration.state is RegistrationState.WITHDRAWN
    become(client, outside.group.moderator)
    text = text_of(client, "/voorstellen/1")
    assert APPLICANT not in text
    assert OF_WHOM in text
