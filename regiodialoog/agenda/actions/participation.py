"""Which municipality takes part in what: begun, changed and ended with a reason; ended rows stay as history."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from regiodialoog.agenda.events import ParticipationChanged, ParticipationEnded, ParticipationStarted
from regiodialoog.agenda.models import AgendaPart, AgendaTheme, Participation
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, store
from regiodialoog.organisations.models import Municipality, Organisation


def start_participation(
    municipality: Municipality,
    topic: AgendaPart | AgendaTheme,
    *,
    takes_part: bool,
    scope: str = "",
    reason: str = "",
    elsewhere: Organisation | None = None,
    starts_on: date | None = None,
) -> Participation:
    """Write down that a municipality takes part in a topic, or that it does not and why.

    Raises Conflict while an earlier row for this topic has no end, Invalid for an absence without a reason.
    """
    _check(takes_part, reason)
    place = {"theme_id": topic.id} if isinstance(topic, AgendaTheme) else {"part_id": topic.id}
    open_row = select(Participation.id).filter_by(municipality_id=municipality.id, ends_on=None, **place)
    if db.session.scalar(open_row) is not None:
        raise Conflict(_("This is already written down for this municipality. End that first."))
    row = Participation(
        municipality=municipality, takes_part=takes_part, scope=scope, reason=reason, elsewhere=elsewhere,
        starts_on=starts_on, **place,
    )  # fmt: skip
    store(row)
    emit(ParticipationStarted(subject_id=municipality.id, **_about(row)))
    return row


def change_participation(row: Participation, **values: Any) -> None:
    """Change scope, reason, dates, elsewhere or takes_part. Raises Invalid, or Conflict for a row that has ended."""
    if row.ends_on is not None:
        raise Conflict(_("This has ended and is history now. Write down a new one."))
    _check(values.get("takes_part", row.takes_part), values.get("reason", row.reason))
    if fields := assign(row, **values):
        emit(ParticipationChanged(subject_id=row.municipality_id, fields=fields, **_about(row)))


def end_participation(row: Participation, *, on: date, reason: str) -> None:
    """The last day, and why. Raises Invalid (no reason, or before the first day) or Conflict (already ended)."""
    if row.ends_on is not None:
        raise Conflict(_("This has ended and is history now. Write down a new one."))
    if not reason.strip():
        raise Invalid(_("Write down why this ends."))
    if row.starts_on is not None and on < row.starts_on:
        raise Invalid(_("The last day cannot come before the first day."))
    assign(row, ends_on=on, end_reason=reason)
    emit(ParticipationEnded(subject_id=row.municipality_id, **_about(row)))


def _check(takes_part: bool, reason: str) -> None:
    if not takes_part and not reason.strip():
        raise Invalid(_("Write down why the municipality does not take part."))


def _about(row: Participation) -> dict[str, Any]:
    return {
        "participation_id": row.id,
        "part_id": row.part_id,
        "theme_id": row.theme_id,
        "takes_part": row.takes_part,
    }
