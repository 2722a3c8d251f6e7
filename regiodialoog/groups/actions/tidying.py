"""What has had its time: invitations without an answer, and answers some time after the theme has ended."""

from dataclasses import replace
from datetime import date

from sqlalchemy import func, or_, select

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.events import emit
from regiodialoog.core.tidying import tidies
from regiodialoog.dialogues.models import Theme, ThemePhase
from regiodialoog.groups import queries
from regiodialoog.groups.actions import conditions, doubles, draw_file, inviting, offering, registering
from regiodialoog.groups.events import AnswersCleared
from regiodialoog.groups.models import Group, Invitation, InvitationState, Registration, Seat
from regiodialoog.groups.queries import figures
from regiodialoog.groups.retention import ANSWERS_KEPT


@tidies
def expire_invitations() -> None:
    for row in queries.overdue_invitations(clock.today()):
        inviting.expire(row)


@tidies
def expire_offers() -> None:
    """Free what was not answered in time, offer what is free to who is next in line, and remind who has days left."""
    today = clock.today()
    for row in queries.unanswered(before=today):
        offering.expire_offer(row)
    for draw in queries.draws_that_replace(today):
        offering.fill_vacancies(draw)
    for row in queries.unanswered(before=today + offering.REMIND):
        if row.sent_at < clock.now() - offering.REMIND:
            offering.remind(row)


@tidies
def clear_answers() -> None:
    """Wipe the answers and addresses of every theme that ended long enough ago. The file of a draw has a day of its
    own; until then it stays, and nobody can tell any more whose code is whose."""
    for theme_id in ended_before(clock.today() - ANSWERS_KEPT):
        rows = Registration.theme_id == theme_id, Registration.cleared_at.is_(None)
        registrations = db.session.scalars(select(Registration).where(*rows)).all()
        invited = select(Invitation).join(Invitation.seat).join(Seat.group).where(Group.theme_id == theme_id)
        answered = Invitation.cleared_at.is_(None), Invitation.state != InvitationState.SENT
        invitations = db.session.scalars(invited.where(*answered)).all()
        if registrations:
            _keep_who_sits(theme_id)
        for registration in registrations:
            registering.clear(registration)
        doubles.forget_reasons(*registrations)
        for invitation in invitations:
            inviting.clear(invitation)
        for draw in queries.draws_of_theme(theme_id):
            if draw.file_until is None or draw.goes_on:
                draw_file.withdraw_file(draw)
            elif draw.codes:
                draw_file.forget_who(draw)
        invited_met = sum(
            conditions.forget_met(key) for key in db.session.scalars(select(Group.id).where(Group.theme_id == theme_id))
        )
        if registrations or invitations or invited_met:
            counts = {"registrations": len(registrations), "invitations": len(invitations)}
            emit(AnswersCleared(subject_id=theme_id, **counts))


def _keep_who_sits(theme_id: int) -> None:
    """In the counts that a draw keeps, before the answers go: how many of those who sit gave which answer."""
    for group_id in db.session.scalars(select(Group.id).where(Group.theme_id == theme_id)):
        if (kept := figures.kept(group_id)) is not None:
            sits = [row for row in figures.answered(theme_id) if row.seated]
            kept.draw.counted = replace(kept.counts, seated=figures.by_feature(sits, kept.counts.pool)).as_json()


def ended_before(day: date) -> list[int]:
    """Themes whose last planned day, or the day they were stopped, is before a day."""
    last = select(ThemePhase.theme_id, func.max(ThemePhase.ends_on).label("day")).group_by(ThemePhase.theme_id)
    ended = last.subquery()
    query = select(Theme.id).outerjoin(ended, ended.c.theme_id == Theme.id)
    query = query.where(or_(ended.c.day < day, Theme.ended_on < day))
    return list(db.session.scalars(query.order_by(Theme.id)))
