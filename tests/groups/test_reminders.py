"""One reminder before the last day to answer, to who was invited and did not answer; never after an answer."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.dialogues.models import ThemeState
from regiodialoog.groups import actions as groups
from regiodialoog.groups import queries
from regiodialoog.groups.actions import asking_organisations, invitee_letters, invitees, letters, reminding
from regiodialoog.groups.models import Invitation, InviteeList, InviteeState
from regiodialoog.groups.organisation_listeners import remind, remind_lists
from regiodialoog.groups.queries.reminding import count_reminded
from tests.accounts.people import mails_to
from tests.groups.conftest import Table
from tests.groups.inviting import a_list, on, person, states, taken
from tests.groups.organisations import CONTACT, GIVEN, WHO, asked, path_in_mail
from tests.groups.test_letters import another, typed
from tests.groups.test_pages import MANAGE
from tests.support.client import HouseClient
from tests.support.html import check_page
from tests.support.server import SECRET

LISTS = f"{MANAGE}/genodigden"
INVITED = "uit@example.nl"


def after(days: int, what: Callable[[], None]) -> None:
    """What the worker does so many days from now; twice, as it comes by every hour."""
    with clock.at(clock.now() + timedelta(days=days)):
        what()
        what()
    db.session.expire_all()


# ── organisations ────────────────────────────────────────────────────────────


def test_an_organisation_is_reminded_once_and_both_links_work(table: Table, client: HouseClient) -> None:
    row = asked(table, remind_days=7)
    first = path_in_mail()
    after(12, remind)
    assert len(mails_to(CONTACT)) == 1
    after(13, remind)
    assert len(mails_to(CONTACT)) == 2
    second = path_in_mail()
    assert first != second
    assert row.reminded_at is not None
    after(19, remind)
    assert len(mails_to(CONTACT)) == 2
    for path in (first, second):
        assert client.get(path).status_code == 200
    client.submit(second, form=second)
    client.submit("/code/organisatie", GIVEN)
    for path in (first, second):
        assert client.get(path).status_code == 410


@pytest.mark.parametrize("what", ["none", "answered", "late", "stopped", "by_letter", "taken_back"])
def test_no_reminder_goes_to(table: Table, what: str) -> None:
    more: dict[str, Any] = {"address": ""} if what == "by_letter" else {}
    row = asked(table, remind_days=0 if what == "none" else 7, **more)
    if what == "answered":
        asking_organisations.name_representative(row, language="nl", **GIVEN)
    if what == "stopped":
        dialogues.end_theme(table.theme, ThemeState.STOPPED, on=clock.today(), reason="Proef.")
    if what == "taken_back":
        asking_organisations.withdraw_from_organisation(row)
    after(21 if what == "late" else 14, reminding.remind_organisations)
    assert len(mails_to(CONTACT)) == (0 if what == "by_letter" else 1)


# ── somebody who was invited ─────────────────────────────────────────────────


def invited(table: Table) -> Invitation:
    return groups.invite(table.seat(), name="Ulla Uitgenodigd", address=INVITED, by=table.bureau.id)


def test_who_was_invited_is_reminded_four_days_before_and_answers_with_either_link(
    table: Table, client: HouseClient
) -> None:
    row = invited(table)
    first = path_in_mail(INVITED, "uitnodiging")
    after(9, remind)
    assert len(mails_to(INVITED)) == 1
    after(10, remind)
    after(14, remind)
    assert len(mails_to(INVITED)) == 2
    second = path_in_mail(INVITED, "uitnodiging")
    assert first != second
    assert client.get(first).status_code == client.get(second).status_code == 200
    client.submit(second, {"answer": "no", "name": "Ulla"})
    after(10, remind)
    assert len(mails_to(INVITED)) == 2
    assert row.reminded_at is not None
    assert client.get(first).status_code == client.get(second).status_code == 410


def test_a_representative_whom_an_organisation_named_is_reminded_too(table: Table) -> None:
    asking_organisations.name_representative(asked(table), language="nl", **GIVEN)
    after(11, remind)
    assert len(mails_to(WHO)) == 2


def test_who_answered_and_who_is_too_late_get_no_reminder(table: Table) -> None:
    invited(table)
    after(15, remind)
    groups.decline(groups.invitation(path_in_mail(INVITED, "uitnodiging").rpartition("/")[2]))
    after(11, remind)
    assert len(mails_to(INVITED)) == 1


# ── lists ────────────────────────────────────────────────────────────────────


def mailed(table: Table, count: int = 1, *, days: int = 20, remind_days: int = 5) -> InviteeList:
    row = a_list(table, answer_by=clock.today() + timedelta(days=days))
    invitees.change_list(row, remind_days=remind_days)
    taken(table, row, *(person(table, n, **{"e-mail": f"inwoner{n}@example.nl"}) for n in range(1, count + 1)))
    invitee_letters.mail_list(row, by=table.bureau.id, key=SECRET)
    return row


def codes_of(n: int) -> list[str]:
    return [re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}", mail.body)[0] for mail in mails_to(f"inwoner{n}@example.nl")]


def test_invitees_with_an_address_are_reminded_once_and_both_codes_work(table: Table, client: HouseClient) -> None:
    row = mailed(table, 2)
    after(14, remind_lists)
    assert len(codes_of(1)) == 1
    after(15, remind_lists)
    after(20, remind_lists)
    first, second = codes_of(1)
    assert first != second
    assert count_reminded(row.id) == 2
    for code in (first, second):
        assert typed(another(client), code) == "/code/aanmelden"
    typed(client, second)
    client.submit("/code/niet")
    assert states(row) == {InviteeState.DECLINED: 1, InviteeState.SENT: 1}


def test_nobody_is_reminded_who_answered_got_a_letter_or_got_the_mail_a_moment_ago(
    table: Table, client: HouseClient
) -> None:
    row = mailed(table, 2)
    taken(table, row, person(table, 3))
    typed(client, codes_of(1)[0])
    client.submit("/code/niet")
    with clock.at(clock.now() + timedelta(days=16)):
        taken(table, row, person(table, 4, **{"e-mail": "inwoner4@example.nl"}))
        invitee_letters.mail_list(row, by=table.bureau.id, key=SECRET)
    after(17, remind_lists)
    assert [len(codes_of(n)) for n in (1, 2, 4)] == [1, 2, 1]
    assert count_reminded(row.id) == 1


def test_no_reminder_where_the_list_has_none_or_the_theme_was_stopped(table: Table) -> None:
    row = mailed(table, remind_days=0)
    after(19, remind_lists)
    invitees.change_list(row, remind_days=5)
    dialogues.end_theme(table.theme, ThemeState.STOPPED, on=clock.today(), reason="Proef.")
    after(19, remind_lists)
    assert len(codes_of(1)) == 1


def test_a_renewed_code_and_an_erased_account_close_the_second_code_too(table: Table) -> None:
    row = mailed(table)
    after(16, remind_lists)
    (invitee,) = on(row)
    letter = queries.letter(invitee.letter_id or 0)
    assert letter is not None
    assert letter.again_hash is not None
    letter.registration_id = table.sign_up().id
    db.session.flush()
    letters.let_go(table.people[-1].id, again=False)
    assert letter.code_hash is letter.again_hash is None


def test_the_bureau_chooses_the_reminder_of_a_list_and_sees_what_was_sent(table: Table, bureau: HouseClient) -> None:
    last = clock.today() + timedelta(days=5)
    given = {"name": "Steekproef", "answer_by": last.isoformat(), "remind_days": "3"}
    assert bureau.submit(f"{LISTS}/nieuw", {**given, "remind_days": "4"}).status_code == 422
    bureau.submit(f"{LISTS}/nieuw", given)
    (row,) = queries.invitee_lists(table.theme.id)
    assert row.remind_days == 3
    page = bureau.get(f"{LISTS}/{row.id}")
    check_page(page)
    assert "krijgt 3 dagen daarvoor een herinnering" in page.text
    bureau.submit(f"{LISTS}/{row.id}/tot", {"answer_by": last.isoformat(), "remind_days": "0"})
    assert "herinnering." not in bureau.get(f"{LISTS}/{row.id}").text
