"""A seat plan and demands from files: compared first, and taken over when the bureau says so."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.core import clock
from regiodialoog.core.db import Model, Versioned
from regiodialoog.groups.models.composition import Group


class PlanImport(Versioned, Model):
    """What a file would change in the plan of a group, whose SHA-256 (hex) was ``base`` at that moment.

    ``seats``: ``{"removed": [[seat id]], "changed": [[line, seat id, interest, municipality or null, filling]],
    "added": [[line, interest, municipality or null, filling]]}``, by numbers. ``quotas``: ``{"removed": [[quota id]],
    "changed": [[line, quota id, least, most, why]], "added": [[line, feature, value, least, most, why]]}``.
    """

    __tablename__ = "plan_imports"
    __table_args__ = (
        UniqueConstraint("group_id", "number"),
        CheckConstraint("number >= 1", name="numbered_from_one"),
        CheckConstraint("length(base) = 64", name="base_has_a_hash"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    number: Mapped[int]
    seats: Mapped[dict[str, Any]]
    quotas: Mapped[dict[str, Any]]
    base: Mapped[str] = mapped_column(String(64))
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    taken_at: Mapped[datetime | None]
    group: Mapped[Group] = relationship()
