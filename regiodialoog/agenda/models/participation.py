"""Who takes part in what. Every count of municipalities is over these rows."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.agenda.models.topics import AgendaPart, AgendaTheme
from regiodialoog.core.db import Model, Versioned
from regiodialoog.organisations.models import Municipality, Organisation


def _one_open(column: str) -> Index:
    """At most one row without an end per municipality and topic; what ended stays as history."""
    where = text(f"ends_on IS NULL AND {column} IS NOT NULL")
    return Index(
        f"uq_participations_open_{column}",
        "municipality_id",
        column,
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )


class Participation(Versioned, Model):
    """What a municipality does with a part or a theme: takes part (with a scope), or does not, and then always why.

    ``starts_on`` and ``ends_on`` are inclusive days; None is "not known" and "until further notice". A row of a theme
    goes before the row of its part.
    """

    __tablename__ = "participations"
    __table_args__ = (
        CheckConstraint("(part_id IS NULL) <> (theme_id IS NULL)", name="in_one_topic"),
        CheckConstraint("takes_part OR reason <> ''", name="absence_has_a_reason"),
        CheckConstraint("(ends_on IS NULL) = (end_reason = '')", name="end_has_a_reason"),
        CheckConstraint("starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on", name="days_in_order"),
        _one_open("part_id"),
        _one_open("theme_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), index=True)
    part_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_parts.id"), index=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_themes.id"), index=True)
    takes_part: Mapped[bool]
    scope: Mapped[str] = mapped_column(String(300), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    elsewhere_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    end_reason: Mapped[str] = mapped_column(Text, default="")
    municipality: Mapped[Municipality] = relationship()
    part: Mapped[AgendaPart | None] = relationship()
    theme: Mapped[AgendaTheme | None] = relationship()
    elsewhere: Mapped[Organisation | None] = relationship()

    @property
    def topic(self) -> AgendaPart | AgendaTheme:
        """The part or the theme; a check constraint says that there is one."""
        found = self.theme or self.part
        assert found is not None  # noqa: S101
        return found
