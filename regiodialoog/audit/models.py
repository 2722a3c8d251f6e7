"""One row per event, in the transaction of the action; and the public trail that the worker makes of them afterwards.

Rows are added, never changed. The one exception is a text whose author left: it is emptied, its hash stays.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from regiodialoog.core.db import Infrastructure, Model


class AuditEvent(Model, Infrastructure):
    """What happened (``kind``) to what (``subject_kind``, ``subject_id``), when, by whom, in which role.

    ``person_id`` is empty when the system acted. ``data`` holds the event's own ids and closed words.
    """

    __tablename__ = "audit_events"
    __table_args__ = (
        Index("ix_audit_events_subject", "subject_kind", "subject_id", "id"),
        Index("ix_audit_events_public", "public", "id"),
        Index("ix_audit_events_text_sha256", "text_sha256", unique=True),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str]
    channel: Mapped[str]
    behalf: Mapped[str]
    data: Mapped[dict[str, Any]]
    public: Mapped[bool]
    text_sha256: Mapped[str | None] = mapped_column(String(64), ForeignKey("trail_texts.sha256"))


class TrailText(Model, Infrastructure):
    """A public text that came with an event. ``sha256`` is SHA-256(salt ‖ text), the salt 32 random bytes (here in
    hexadecimal). ``person_id``: with whom it goes; it leaves this site in no file but that person's own."""

    __tablename__ = "trail_texts"
    __table_args__ = (
        CheckConstraint("(text IS NULL) = (salt IS NULL)", name="salt_with_text"),
        CheckConstraint("(text IS NULL) = (erased_at IS NOT NULL)", name="erased_iff_gone"),
        CheckConstraint("erased_at IS NULL OR person_id IS NULL", name="erased_is_nobodys"),
    )
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    salt: Mapped[str | None] = mapped_column(String(64))
    text: Mapped[str | None] = mapped_column(Text)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    erased_at: Mapped[datetime | None]


class TrailLine(Model, Infrastructure):
    """Line ``n`` of the public trail, from 1 without a gap: a public event without the person.

    ``at`` is the event's, in whole seconds; ``subject`` is ``kind:id``; ``prev`` and ``sha256`` as engines.trail says.
    """

    __tablename__ = "trail_lines"
    __table_args__ = (CheckConstraint("n >= 1", name="from_one"),)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    audit_event_id: Mapped[int] = mapped_column(ForeignKey("audit_events.id"), unique=True)
    at: Mapped[datetime]
    kind: Mapped[str]
    subject: Mapped[str]
    actor_role: Mapped[str]
    data: Mapped[dict[str, Any]]
    text_sha256: Mapped[str | None] = mapped_column(String(64), ForeignKey("trail_texts.sha256"), unique=True)
    prev: Mapped[str] = mapped_column(String(64), unique=True)
    sha256: Mapped[str] = mapped_column(String(64))


class TrailSeal(Model, Infrastructure):
    """The Merkle root over the first ``upto`` lines. ``peaks`` lets the tree grow on without reading them again."""

    __tablename__ = "trail_seals"
    upto: Mapped[int] = mapped_column(ForeignKey("trail_lines.n"), primary_key=True, autoincrement=False)
    root: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    peaks: Mapped[list[str]]
