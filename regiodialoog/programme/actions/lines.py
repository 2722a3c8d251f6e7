"""The lines of an opgave: added, changed and ended alike, whatever they are; and the moments that belong to it."""

from datetime import date, timedelta
from typing import Any, TypeVar

from flask_babel import gettext as _

from regiodialoog.adoption.models import DecisionMoment
from regiodialoog.agenda.actions.document import next_position
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, free_slug, store
from regiodialoog.programme.events import LineAdded, LineChanged, LineEnded, LineKind, MomentLinked
from regiodialoog.programme.models import (
    Challenge,
    ChallengeActivity,
    ChallengeDocument,
    ChallengeFigure,
    ChallengeGoal,
    ChallengeLead,
    ChallengeList,
    ChallengeMoment,
    ChallengeParticipation,
    ChallengeParty,
    ChallengeSubtrack,
    Line,
)

KINDS: dict[type, LineKind] = {
    ChallengeActivity: LineKind.ACTIVITY,
    ChallengeDocument: LineKind.DOCUMENT,
    ChallengeFigure: LineKind.FIGURE,
    ChallengeGoal: LineKind.GOAL,
    ChallengeLead: LineKind.LEAD,
    ChallengeList: LineKind.LIST,
    ChallengeParticipation: LineKind.PARTICIPATION,
    ChallengeParty: LineKind.PARTY,
    ChallengeSubtrack: LineKind.SUBTRACK,
}
L = TypeVar("L", bound=Line)


def add_line(kind: type[L], challenge: Challenge, *, position: int | None = None, **facts: Any) -> L:
    """Add a line to an opgave, at the end unless ``position`` says otherwise; ``facts`` by attribute name of ``kind``.

    Raises Conflict for a municipality that takes part already, Invalid for a part of a part of an activity.
    """
    if position is None:
        position = next_position(kind, challenge_id=challenge.id)
    if hasattr(kind, "slug") and not facts.get("slug"):
        name = facts.get("title") or facts.get("text") or facts.get("indicator") or ""
        facts["slug"] = free_slug(kind, name[:80])
    _check(kind, facts)
    row = kind(challenge=challenge, position=position, **facts)
    store(row)
    emit(LineAdded(subject_id=challenge.id, line=KINDS[kind], line_id=row.id))
    return row


def change_line(row: Line, **values: Any) -> None:
    """Change facts, by attribute name. Raises Conflict for a line that has ended."""
    if row.ended_on is not None:
        raise Conflict(_("This has ended and is history now. Write down a new one."))
    if fields := assign(row, **values):
        emit(LineChanged(subject_id=row.challenge_id, line=KINDS[type(row)], line_id=row.id, fields=fields))


def end_line(row: Line, *, on: date, reason: str) -> None:
    """A line ends; it stays to be read as history. Raises Conflict when it has ended already, Invalid without why."""
    if row.ended_on is not None:
        raise Conflict(_("This has ended already."))
    if not reason.strip():
        raise Invalid(_("Write down why this ends."))
    assign(row, ended_on=on, end_reason=reason)
    emit(LineEnded(subject_id=row.challenge_id, line=KINDS[type(row)], line_id=row.id))


def replace_lead(lead: ChallengeLead, *, on: date, reason: str, **facts: Any) -> ChallengeLead:
    """From the day ``on`` somebody else leads (``facts``); who led until the day before stays as history."""
    end_line(lead, on=on - timedelta(days=1), reason=reason)
    return add_line(ChallengeLead, lead.challenge, position=lead.position, starts_on=on, **facts)


def link_moment(
    challenge: Challenge, moment: DecisionMoment, *, activity: ChallengeActivity | None = None
) -> ChallengeMoment:
    """Say that a moment belongs to an opgave, or to one activity of it. Raises Conflict when it belongs somewhere."""
    if activity is not None and activity.challenge_id != challenge.id:
        raise Invalid(_("Choose an activity of this challenge."))
    made = ChallengeMoment(
        challenge_id=challenge.id, moment_id=moment.id, activity_id=activity.id if activity is not None else None
    )
    store(made)
    emit(MomentLinked(subject_id=challenge.id, moment_id=moment.id))
    return made


def _check(kind: type, facts: dict[str, Any]) -> None:
    parent = facts.pop("parent", None)
    if kind is ChallengeActivity and parent is not None:
        if parent.parent_id is not None:
            raise Invalid(_("A part of an activity has no parts of its own."))
        facts["parent_id"] = parent.id
