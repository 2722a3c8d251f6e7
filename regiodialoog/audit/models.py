"""One row per event, in the transaction of the action. Rows are added, never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
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
