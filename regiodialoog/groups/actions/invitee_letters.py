"""The letters and mails of a list: each invitee a code of their own, on paper or by e-mail."""

from collections.abc import Sequence

from sqlalchemy import select

from regiodialoog.core import mails
from regiodialoog.core.db import db
from regiodialoog.core.events import emit
from regiodialoog.core.i18n import DEFAULT
from regiodialoog.core.rows import flush
from regiodialoog.groups import queries, shapes
from regiodialoog.groups.actions.invitees import INVITEES_KEPT, must_be_open
from regiodialoog.groups.actions.letters import Lock, make_batch, new_codes
from regiodialoog.groups.events import InviteesMailed
from regiodialoog.groups.models import Invitee, InviteeList, Letter, LetterBatch

LETTERS_AT_ONCE = 1000
MAILS_AT_ONCE = 250


def make_list_letters(row: InviteeList, *, by: int | None, key: str, lock: Lock) -> int:
    """Letters on paper for whoever of a list has none and got no mail, in batches of at most 1000. How many. Raises
    Conflict when the last day to answer is over."""
    _one_at_a_time(row)
    waiting = queries.without_letter(row.id)
    for start in range(0, len(waiting), LETTERS_AT_ONCE):
        some = waiting[start : start + LETTERS_AT_ONCE]
        codes = new_codes(len(some))
        _join(make_batch(row.channel, codes, by=by, key=key, sealed=lock(" ".join(codes))), some)
    return len(waiting)


def mail_list(row: InviteeList, *, by: int | None, key: str) -> int:
    """A mail to at most 250 of a list who have an e-mail address, no letter and no mail yet. How many. Raises Conflict
    when the last day to answer is over."""
    _one_at_a_time(row)
    some = queries.without_letter(row.id, with_address=True, most=MAILS_AT_ONCE)
    if not some:
        return 0
    codes = new_codes(len(some))
    batch = make_batch(row.channel, codes, by=by, key=key, sealed="")
    _join(batch, some)
    for invitee, code in zip(some, codes, strict=True):
        mail_code("invitee", row, invitee, code)
    emit(InviteesMailed(subject_id=row.channel.theme_id, list_id=row.id, batch_id=batch.id, mails=len(some)))
    return len(some)


def mail_code(what: str, row: InviteeList, invitee: Invitee, code: str) -> None:
    """Send somebody of a list the code of their letter, once for each ``what``: "invitee" or "invitee_reminder"."""
    theme = row.channel.theme
    mails.post(
        f"emails/groups/{what}.txt",
        address=invitee.address,
        language=DEFAULT,
        dedupe_key=f"{what.replace('_', '-')}:{invitee.id}",
        secret=True,
        name=invitee.name,
        code=code,
        theme=theme,
        question=shapes.question(theme),
        answer_by=row.answer_by,
        wiped_by=row.answer_by + INVITEES_KEPT,
    )


def _one_at_a_time(row: InviteeList) -> None:
    db.session.refresh(row, ["version", "answer_by", "cleared_at"], with_for_update=True)
    must_be_open(row)


def _join(batch: LetterBatch, invitees: Sequence[Invitee]) -> None:
    """Give the letters of a batch, in their order, to these invitees."""
    letters = db.session.scalars(select(Letter.id).where(Letter.batch_id == batch.id).order_by(Letter.number))
    for each, letter in zip(invitees, letters, strict=True):
        each.letter_id = letter
    flush()
