"""Reading the log, newest first, and the trail, oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from regiodialoog.audit.models import AuditEvent, TrailLine, TrailSeal, TrailText
from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.core.db import db
from regiodialoog.core.events import VOCABULARY
from regiodialoog.core.rows import LARGEST_ID

PAGE = 50
LATE = 5000
"""By how many ids an event may become visible late (PostgreSQL hands them out before the commit) to be sealed at the
next look; what is later still is found by the look at everything, once an hour."""


@dataclass(frozen=True)
class Entry:
    """One line of the log; ``says`` is an English msgid, ``feature`` the part before the dot of its kind.

    ``n`` and ``sha256``: its line in the public trail, None until it is sealed (and for what is not public).
    """

    id: int
    at: datetime
    kind: str
    says: str
    subject: tuple[str, int]
    person_id: int | None
    role: str
    channel: str
    data: dict[str, Any]
    n: int | None
    sha256: str | None

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
    line = TrailLine.audit_event_id == AuditEvent.id
    query = select(AuditEvent, TrailLine.n, TrailLine.sha256).outerjoin(TrailLine, line)
    query = query.order_by(AuditEvent.id.desc()).limit(limit + 1)
    if public_only:
        query = query.where(AuditEvent.public)
    if before is not None:
        query = query.where(AuditEvent.id < min(before, LARGEST_ID))
    if feature:
        query = query.where(AuditEvent.kind.startswith(f"{feature}.", autoescape=True))
    if subject is not None:
        query = query.where(AuditEvent.subject_kind == subject[0], AuditEvent.subject_id == subject[1])
    rows = [_entry(event, n, sha256) for event, n, sha256 in db.session.execute(query)]
    shown = rows[:limit]
    return shown, (shown[-1].id if len(rows) > limit else None)


def features(*, public_only: bool) -> list[str]:
    """The features that have something to tell, from the vocabulary."""
    return sorted({kind.partition(".")[0] for kind, event in VOCABULARY.items() if event.public or not public_only})


def _entry(row: AuditEvent, n: int | None, sha256: str | None) -> Entry:
    known = VOCABULARY.get(row.kind)
    says = known.says if known and known.says else row.kind
    subject = (row.subject_kind, row.subject_id)
    return Entry(
        row.id, row.at, row.kind, says, subject, row.person_id, row.role, row.channel, row.data, n, sha256
    )  # fmt: skip


# ── the trail ────────────────────────────────────────────────────────────────


def unsealed(limit: int, *, everywhere: bool = False) -> Sequence[AuditEvent]:
    """Public events that are committed and not in the trail yet, in order of their ids.

    Not "all after the last one": an event that became visible after a later one is found just the same. Unless
    ``everywhere`` is asked for, events that are more than LATE ids behind the newest line are left out.
    """
    line = select(TrailLine.n).where(TrailLine.audit_event_id == AuditEvent.id)
    query = select(AuditEvent).where(AuditEvent.public, ~line.exists()).order_by(AuditEvent.id).limit(limit)
    newest = last_line()
    if newest is not None and not everywhere:
        query = query.where(AuditEvent.id > newest.audit_event_id - LATE)
    return db.session.scalars(query).all()


def last_line() -> TrailLine | None:
    return db.session.scalars(select(TrailLine).order_by(TrailLine.n.desc()).limit(1)).first()


def last_seal(upto: int | None = None) -> TrailSeal | None:
    """The newest seal, or the newest one over at most ``upto`` lines."""
    query = select(TrailSeal).order_by(TrailSeal.upto.desc()).limit(1)
    return db.session.scalars(query if upto is None else query.where(TrailSeal.upto <= min(upto, LARGEST_ID))).first()


def lines(*, after: int, upto: int, limit: int) -> Sequence[TrailLine]:
    query = select(TrailLine).where(TrailLine.n > after, TrailLine.n <= upto).order_by(TrailLine.n)
    return db.session.scalars(query.limit(limit)).all()


def seals(*, after: int, upto: int, limit: int) -> Sequence[TrailSeal]:
    query = select(TrailSeal).where(TrailSeal.upto > after, TrailSeal.upto <= upto).order_by(TrailSeal.upto)
    return db.session.scalars(query.limit(limit)).all()


def texts(*, after: int, upto: int, limit: int) -> Sequence[tuple[int, TrailText]]:
    """The texts of these lines, with the number of the line."""
    query = select(TrailLine.n, TrailText).join(TrailText, TrailText.sha256 == TrailLine.text_sha256)
    query = query.where(TrailLine.n > after, TrailLine.n <= upto).order_by(TrailLine.n)
    return [(n, text) for n, text in db.session.execute(query.limit(limit))]


def texts_of(person_id: int) -> Sequence[TrailText]:
    query = select(TrailText).where(TrailText.person_id == person_id).order_by(TrailText.sha256)
    return db.session.scalars(query).all()
