"""One reminder to who was invited and did not answer, some days before the last one. A new link goes with it, since the
first one is stored nowhere; both work."""

from datetime import date, datetime, time, timedelta

from regiodialoog.accounts.credentials import new_token, token_hash
from regiodialoog.core import clock, mails
from regiodialoog.core.db import db
from regiodialoog.core.events import emit
from regiodialoog.core.i18n import DEFAULT
from regiodialoog.core.rows import flush
from regiodialoog.groups import queries
from regiodialoog.groups.actions.asking_organisations import can_be_answered, mail_organisation
from regiodialoog.groups.actions.invitee_letters import MAILS_AT_ONCE, mail_code
from regiodialoog.groups.actions.inviting import invitation_is_open
from regiodialoog.groups.codes import code_hash, new_letter_code
from regiodialoog.groups.events import InvitationReminded, InviteesReminded, OrganisationReminded
from regiodialoog.groups.models import InviteeList
from regiodialoog.groups.queries import reminding

REMIND_INVITED = timedelta(days=4)
"""So long before the last day to answer somebody who was invited for a seat is reminded."""


def remind_organisations() -> None:
    """Who got the invitation before the day of the reminder; who got it later needs none."""
    today = clock.today()
    for row in queries.organisations_to_remind(today):
        day = row.answer_by - timedelta(days=row.remind_days)
        if today < day or row.made_at >= _start_of(day):
            continue
        db.session.refresh(row, ["state", "version", "reminded_at"], with_for_update=True)
        if row.reminded_at is not None or not can_be_answered(row):  # another worker was first
            continue
        text = new_token()
        row.again_hash, row.reminded_at = token_hash(text), clock.now()
        flush()
        mail_organisation("organisation_reminder", row, language=DEFAULT, token=text)
        emit(OrganisationReminded(subject_id=row.seat.group.theme_id, organisation_invitation_id=row.id))


def remind_invited() -> None:
    """Whom the bureau, or an organisation, offered a seat by mail."""
    today = clock.today()
    for row in reminding.invitations_to_remind(today, today + REMIND_INVITED):
        if row.sent_at >= _start_of(row.expires_on - REMIND_INVITED):
            continue
        db.session.refresh(row, ["state", "reminded_at"], with_for_update=True)
        if row.reminded_at is not None or not invitation_is_open(row):
            continue
        text, theme = new_token(), row.seat.group.theme
        row.again_hash, row.reminded_at = token_hash(text), clock.now()
        flush()
        mails.post(
            "emails/groups/invitation_reminder.txt",
            address=row.address,
            language=DEFAULT,
            dedupe_key=f"invitation-reminder:{row.id}",
            secret=True,
            invitation=row,
            theme=theme,
            token=text,
        )
        emit(InvitationReminded(subject_id=theme.id, invitation_id=row.id))


def remind_invitees(*, key: str) -> None:
    """Of each list with a reminder, not more at once than one transaction holds well; the rest the next time. ``key``:
    that of the hashes of codes."""
    today = clock.today()
    for row in reminding.lists_that_remind(today):
        day = row.answer_by - timedelta(days=row.remind_days)
        if today >= day and row.channel.theme.is_active:
            _remind_list(row, mailed_before=_start_of(day), key=key)


def _remind_list(row: InviteeList, *, mailed_before: datetime, key: str) -> None:
    db.session.refresh(row, ["version"], with_for_update=True)  # one worker at a time
    some = reminding.invitees_to_remind(row.id, mailed_before=mailed_before, most=MAILS_AT_ONCE)
    for invitee in some:
        letter, code = queries.letter(invitee.letter_id or 0), new_letter_code()
        if letter is None:
            continue
        letter.again_hash, invitee.reminded_at = code_hash(code, key), clock.now()
        mail_code("invitee_reminder", row, invitee, code)
    if some:
        flush()
        emit(InviteesReminded(subject_id=row.channel.theme_id, list_id=row.id, mails=len(some)))


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.AMSTERDAM)
