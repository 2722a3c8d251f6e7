"""Invitations of organisations as they are read, and the mandates with which people sit. What is not there raises
NotFound."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues.models import Theme, ThemeState
from regiodialoog.groups.models import (
    MOST_REMIND_DAYS,
    Group,
    Invitation,
    InvitationState,
    OrganisationInvitation,
    OrganisationState,
    Seat,
)

WAITS = OrganisationState.SENT


def organisation_invitations(group_id: int) -> Sequence[OrganisationInvitation]:
    """Every one of a group, newest first. One query."""
    query = _all().where(Seat.group_id == group_id).order_by(OrganisationInvitation.id.desc())
    return db.session.scalars(query).all()


def organisation_invitation(group: Group, number: int) -> OrganisationInvitation:
    """One of a group."""
    return _one(_all().where(OrganisationInvitation.id == number, Seat.group_id == group.id))


def organisation_in_hand(number: int) -> OrganisationInvitation | None:
    """By its number alone: of whoever gave the link or the code in this session."""
    return db.session.scalar(_all().where(OrganisationInvitation.id == number))


def organisation_by_hash(token_hash: str) -> OrganisationInvitation:
    """Behind the link in the mail, or that in the reminder."""
    either = OrganisationInvitation.token_hash == token_hash, OrganisationInvitation.again_hash == token_hash
    return _one(_all().where(or_(*either)))


def organisation_by_code(code_hash: str) -> OrganisationInvitation | None:
    """Of which the code stands in a letter."""
    return db.session.scalar(_all().where(OrganisationInvitation.code_hash == code_hash))


def organisation_that_named(invitation_id: int) -> OrganisationInvitation | None:
    """On whose behalf somebody was invited, where the organisation itself named them."""
    return db.session.scalar(_all().where(OrganisationInvitation.invitation_id == invitation_id))


def organisations_at(address: str) -> Sequence[OrganisationInvitation]:
    """Of which the mail went to this address, while the contact is kept."""
    if not address:
        return ()
    query = _all().where(func.lower(OrganisationInvitation.address) == address.lower())
    return db.session.scalars(query.order_by(OrganisationInvitation.id)).all()


def organisations_overdue(today: date) -> Sequence[OrganisationInvitation]:
    query = _all().where(OrganisationInvitation.state == WAITS, OrganisationInvitation.answer_by < today)
    return db.session.scalars(query.order_by(OrganisationInvitation.id)).all()


def organisations_to_remind(today: date) -> Sequence[OrganisationInvitation]:
    """Those of which the day of the reminder may have come: not answered, with an address, and none sent yet."""
    row = OrganisationInvitation
    query = _all().where(row.state == WAITS, row.reminded_at.is_(None), row.remind_days > 0, row.address != "")
    soon = row.answer_by >= today, row.answer_by <= today + timedelta(days=MOST_REMIND_DAYS)
    return db.session.scalars(query.where(*soon, Theme.state == ThemeState.ACTIVE).order_by(row.id)).all()


def organisations_to_clear(before: date) -> Sequence[OrganisationInvitation]:
    """Those of which the last day to answer was before a day, and the contact is still there."""
    query = _all().where(OrganisationInvitation.cleared_at.is_(None), OrganisationInvitation.state != WAITS)
    return db.session.scalars(query.where(OrganisationInvitation.answer_by < before)).all()


def organisations_with_words(theme_id: int) -> Sequence[OrganisationInvitation]:
    """Those of a theme with a mandate or a reason, or a contact."""
    row = OrganisationInvitation
    said = or_(row.may_agree != "", row.reports_to != "", row.reason != "", row.cleared_at.is_(None))
    return db.session.scalars(_all().where(Group.theme_id == theme_id, row.state != WAITS, said)).all()


def mandates(seats: Iterable[Seat]) -> dict[int, OrganisationInvitation]:
    """By seat: what an organisation wrote of the mandate of who sits there, also of the deputy who took the place over.
    One query, none without organisations."""
    there = [seat for seat in seats if seat.organisation_id is not None and seat.person_id is not None]
    numbers = {number for seat in there for number in (seat.id, seat.replaces_id) if number is not None}
    if not numbers:
        return {}
    query = _all().join(Invitation, Invitation.id == OrganisationInvitation.invitation_id)
    query = query.where(OrganisationInvitation.seat_id.in_(numbers), Invitation.state == InvitationState.ACCEPTED)
    rows = {row.seat_id: row for row in db.session.scalars(query.where(OrganisationInvitation.may_agree != ""))}
    found = {}
    for seat in there:
        row = rows.get(seat.id) or rows.get(seat.replaces_id or 0)
        if row is not None and row.organisation_id == seat.organisation_id:
            found[seat.id] = row
    return found


def _all() -> Select[OrganisationInvitation]:
    """With the seat, its group and theme, the organisation, and the invitation of whom they named."""
    seat = contains_eager(OrganisationInvitation.seat)
    return (
        select(OrganisationInvitation)
        .join(OrganisationInvitation.seat)
        .join(Seat.group)
        .join(Group.theme)
        .options(
            seat.contains_eager(Seat.group).contains_eager(Group.theme),
            seat.joinedload(Seat.interest),
            seat.joinedload(Seat.municipality),
            joinedload(OrganisationInvitation.organisation),
            joinedload(OrganisationInvitation.invitation),
        )
    )


def _one(query: Select[OrganisationInvitation]) -> OrganisationInvitation:
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found
