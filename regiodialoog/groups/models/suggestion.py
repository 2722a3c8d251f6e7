"""What the computer suggested for the open places, and what the bureau made of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.core import clock
from regiodialoog.core.db import Model, Versioned
from regiodialoog.groups.models.composition import Group


class Suggestion(Versioned, Model):
    """Who best takes which open place, computed exactly from everybody who ``waited``; until
    ``computed_at`` it is still awaited, and has nothing.

    ``seats``: registration by seat id. ``others``: per seat id who else fits, best first. ``missed``: ``{"demands":
    [[feature, value, least, most, count]]}``, those that the whole group cannot meet with who waited, also not with the
    places that were still to be drawn for. ``changed``: for how
    many places the bureau took somebody else or nobody, with the ``reason``.
    """

    __tablename__ = "suggestions"
    __table_args__ = (
        UniqueConstraint("group_id", "number"),
        CheckConstraint("changed = 0 OR reason <> ''", name="changed_with_a_reason"),
        CheckConstraint("taken_at IS NOT NULL OR changed = 0", name="changed_when_taken"),
        CheckConstraint("taken_at IS NULL OR computed_at IS NOT NULL", name="taken_when_computed"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    number: Mapped[int]
    waited: Mapped[int] = mapped_column(default=0)
    seats: Mapped[dict[str, Any]] = mapped_column(default=dict)
    others: Mapped[dict[str, Any]] = mapped_column(default=dict)
    missed: Mapped[dict[str, Any]] = mapped_column(default=dict)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    computed_at: Mapped[datetime | None]
    changed: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(Text, default="")
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    taken_at: Mapped[datetime | None]
    group: Mapped[Group] = relationship()

    @property
    def is_awaited(self) -> bool:
        return self.computed_at is None
