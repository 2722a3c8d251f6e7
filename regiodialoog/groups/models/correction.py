"""What staff corrected of a registration when the person could not change it any more."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import Model
from regiodialoog.groups.models.ways_in import Registration


class Correction(Model):
    """``fields``: the names of what was corrected, never what it was or became. ``reason`` is read by the bureau and
    the person, and is wiped with the answers (``cleared_at``)."""

    __tablename__ = "corrections"
    __table_args__ = (CheckConstraint("(reason = '') = (cleared_at IS NOT NULL)", name="reasoned_until_cleared"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    fields: Mapped[list[str]] = mapped_column(default=list)
    reason: Mapped[str] = mapped_column(Text)
    corrected_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    corrected_at: Mapped[datetime] = mapped_column(default=clock.now)
    cleared_at: Mapped[datetime | None]
    registration: Mapped[Registration] = relationship()
    worker: Mapped[Person | None] = relationship(foreign_keys=[corrected_by])
