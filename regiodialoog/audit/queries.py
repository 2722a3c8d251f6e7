"""Reading the log, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from regiodialoog.audit.models import AuditEvent
from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.core.db import db
from regiodialoog.core.events import VOCABULARY
from regiodialoog.core.rows import LARGEST_ID

PAGE = 50


@dataclass(frozen=True)
class Entry:
    """One line of the log; ``says`` is an English msgid, ``feature`` the part before the dot of its kind."""

    id: int
    at: datetime
    kind: str
    says: str
    subject: tuple[str, int]
    person_id: int | None
    role: str
    channel: str
    data: dict[str, Any]

    @property
    def day(self) -> date:
        """The day on which it happened, as the wall clock in the region says."""
        return self.at.astimezone(AMSTERDAM).date()


def entries(
    *,
    public_only: bool,
    before: int | None = None,
    feature: str = "",
    subject: tuple[str, int] | None = None,
    limit: int = PAGE,
) -> tuple[Sequence[Entry], int | None]:
    """One page, newest first, and the id to go on ``before`` (None at the end). One query."""
    query = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(limit + 1)
    if public_only:
        query = query.where(AuditEvent.public)
    if before is not None:
        query = query.where(AuditEvent.id < min(before, LARGEST_ID))
    if feature:
        query = query.where(AuditEvent.kind.startswith(f"{feature}.", autoescape=True))
    if subject is not None:
        query = query.where(AuditEvent.subject_kind == subject[0], AuditEvent.subject_id == subject[1])
    rows = list(db.session.scalars(query))
    shown = rows[:limit]
    return [_entry(row) for row in shown], (shown[-1].id if len(rows) > limit else None)


def features(*, public_only: bool) -> list[str]:
    """The features that have something to tell, from the vocabulary."""
    return sorted({kind.partition(".")[0] for kind, event in VOCABULARY.items() if event.public or not public_only})


def _entry(row: AuditEvent) -> Entry:
    known = VOCABULARY.get(row.kind)
    says = known.says if known and known.says else row.kind
    return Entry(
        row.id,
        row.at,
        row.kind,
        says,
        (row.subject_kind, row.subject_id),
        row.person_id,
        row.role,
        row.channel,
        row.data,
    )
