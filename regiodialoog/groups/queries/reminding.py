"""Who gets a reminder: who was invited, and did not answer."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.dialogues.models import Theme, ThemeState
from regiodialoog.groups.models import (
    Channel,
    Group,
    Invitation,
    InvitationState,
    Invitee,
    InviteeList,
    InviteeState,
    Letter,
    LetterBatch,
    Seat,
)
from regiodialoog.groups.queries.invitees import state_on, with_letter


def invitations_to_remind(today: date, last: date) -> Sequence[Invitation]:
    """Of somebody, not answered and not reminded yet, with a last day to answer from today through ``last``."""
    query = select(Invitation).join(Invitation.seat).join(Seat.group).join(Group.theme)
    query = query.where(Invitation.state == InvitationState.SENT, Invitation.reminded_at.is_(None))
    query = query.where(Invitation.expires_on.between(today, last), Theme.state == ThemeState.ACTIVE)
    way = contains_eager(Invitation.seat).contains_eager(Seat.group).contains_eager(Group.theme)
    return db.session.scalars(query.options(way).order_by(Invitation.id)).all()


def lists_that_remind(today: date) -> Sequence[InviteeList]:
    """Lists with a reminder of which the last day to answer is still to come, with channel and theme. One query."""
    query = select(InviteeList).join(InviteeList.channel).join(Channel.theme)
    query = query.where(InviteeList.remind_days > 0, InviteeList.cleared_at.is_(None), InviteeList.answer_by >= today)
    way = contains_eager(InviteeList.channel).contains_eager(Channel.theme)
    return db.session.scalars(query.options(way).order_by(InviteeList.id)).all()


def invitees_to_remind(list_id: int, *, mailed_before: datetime, most: int) -> Sequence[Invitee]:
    """At most so many who got their mail before a moment and did not answer, nor anybody at their address, and were not
    reminded yet. One query."""
    heard_nothing = state_on(clock.today()).in_([InviteeState.SENT.value, InviteeState.OPENED.value])
    query = with_letter(select(Invitee)).where(
        Invitee.list_id == list_id, heard_nothing, Letter.registration_id.is_(None)
    )
    query = query.where(LetterBatch.by_mail, LetterBatch.made_at < mailed_before, Letter.code_hash.is_not(None))
    query = query.where(Invitee.reminded_at.is_(None), Invitee.address != "", Invitee.cleared_at.is_(None))
    return db.session.scalars(query.order_by(Invitee.id).limit(most)).all()


def count_reminded(list_id: int) -> int:
    """How many of a list got a reminder."""
    where = Invitee.list_id == list_id, Invitee.reminded_at.is_not(None)
    return db.session.scalar(select(func.count()).select_from(Invitee).where(*where)) or 0
