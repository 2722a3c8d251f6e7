"""From rows to what stands in the files of the trail: an event without the person, a seal, a text."""

from datetime import UTC, datetime
from typing import Any

from regiodialoog.audit.models import AuditEvent, TrailLine, TrailSeal, TrailText
from regiodialoog.engines import trail


def in_seconds(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def as_moment(moment: datetime) -> str:
    """``2026-09-14T10:00:00Z``."""
    return in_seconds(moment).strftime("%Y-%m-%dT%H:%M:%SZ")


def as_line(n: int, event: AuditEvent, prev: str) -> dict[str, Any]:
    """A new line. Of who did it only the role: not the person, not on whose behalf, not through which door."""
    return trail.make_line(
        n=n,
        at=as_moment(event.at),
        kind=event.kind,
        subject=f"{event.subject_kind}:{event.subject_id}",
        actor_role=event.role,
        data=event.data,
        prev=prev,
        text=event.text_sha256 or "",
    )


def stored_line(row: TrailLine) -> dict[str, Any]:
    """A line as it was made: its hash is the stored one, so that a changed row shows."""
    line: dict[str, Any] = {
        "n": row.n,
        "at": as_moment(row.at),
        "kind": row.kind,
        "subject": row.subject,
        "actor_role": row.actor_role,
        "data": row.data,
        "prev": row.prev,
        "sha256": row.sha256,
    }
    return line if row.text_sha256 is None else {**line, "text_sha256": row.text_sha256}


def stored_seal(row: TrailSeal) -> dict[str, Any]:
    return {"upto": row.upto, "root": row.root, "at": as_moment(row.at)}


def stored_text(row: TrailText) -> dict[str, Any]:
    """Of an erased text only that it is: texts of one person are erased at one moment, and must not be known by it."""
    if row.text is None:
        return {"sha256": row.sha256, "erased": True}
    return {"sha256": row.sha256, "salt": row.salt, "text": row.text}
