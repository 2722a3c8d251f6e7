"""People on the list who are alike: the same person twice, or several who live together."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from regiodialoog.core import clock
from regiodialoog.core.db import Model


class RegistrationPair(Model):
    """Two registrations that looked like one person, and what the bureau found: the ``same`` (the one was withdrawn,
    with a ``reason``) or two people. The reason is wiped with the answers."""

    __tablename__ = "registration_pairs"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="earlier_one_first"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    same: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    decided_at: Mapped[datetime] = mapped_column(default=clock.now)


_SPLIT = text("household_key <> ''")


class HouseholdSplit(Model):
    """An address at which people do not form a household (a care home, student rooms), and why. The address is wiped
    when nobody of it is on the list any more, and with the answers."""

    __tablename__ = "household_splits"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="split_with_a_reason"),
        Index(
            "uq_household_splits_address",
            "group_id",
            "household_key",
            unique=True,
            sqlite_where=_SPLIT,
            postgresql_where=_SPLIT,
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    household_key: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text)
    split_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    split_at: Mapped[datetime] = mapped_column(default=clock.now)
