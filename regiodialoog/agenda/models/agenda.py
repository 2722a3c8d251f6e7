"""The agenda as a document: its texts, mission, challenges and developments."""

from datetime import date

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, Text, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship
from sqlalchemy.schema import SchemaItem

from regiodialoog.core.dates import FuzzyDate
from regiodialoog.core.db import Model, Versioned, fuzzy_date
from regiodialoog.organisations.models import Organisation, Source


class Ending:
    """A line that can come off the agenda: with a date and a reason, never by deleting it."""

    ended_on: Mapped[date | None]
    end_reason: Mapped[str] = mapped_column(Text, default="")

    @declared_attr.directive
    def __table_args__(cls) -> tuple[SchemaItem, ...]:  # noqa: N805 - declared_attr receives the class
        return (ended_with_reason(),)


def ended_with_reason() -> CheckConstraint:
    return CheckConstraint("(ended_on IS NULL) = (end_reason = '')", name="ended_with_reason")


class Agenda(Versioned, Model):
    """A strategic agenda. One is current: the one that people see at /agenda."""

    __tablename__ = "agendas"
    __table_args__ = (
        Index(
            "uq_agendas_is_current",
            "is_current",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    is_current: Mapped[bool] = mapped_column(default=True)
    edition: Mapped[FuzzyDate] = fuzzy_date("edition")
    until: Mapped[FuzzyDate | None] = fuzzy_date("until", required=False)
    description: Mapped[str] = mapped_column(Text, default="")
    recalibration: Mapped[str] = mapped_column(Text, default="")
    programme: Mapped[str] = mapped_column(Text, default="")
    cooperation: Mapped[str] = mapped_column(Text, default="")
    outside: Mapped[str] = mapped_column(Text, default="")
    mission_slug: Mapped[str] = mapped_column(String(100), default="")
    mission: Mapped[str] = mapped_column(Text, default="")
    mission_values: Mapped[list[str]] = mapped_column(default=list)
    mission_keywords: Mapped[list[str]] = mapped_column(default=list)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("sources.id"), index=True)
    source: Mapped[Source | None] = relationship()


class AgendaChallenge(Versioned, Ending, Model):
    """An opgave: a question the region must do something about."""

    __tablename__ = "agenda_challenges"
    id: Mapped[int] = mapped_column(primary_key=True)
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agendas.id"), index=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    position: Mapped[int]


development_organisations = Table(
    "agenda_development_organisations",
    Model.metadata,
    Column("development_id", ForeignKey("agenda_developments.id", ondelete="CASCADE"), primary_key=True),
    Column("organisation_id", ForeignKey("organisations.id"), primary_key=True, index=True),
)


class AgendaDevelopment(Versioned, Ending, Model):
    """What is changing around the region, and why that matters here."""

    __tablename__ = "agenda_developments"
    id: Mapped[int] = mapped_column(primary_key=True)
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agendas.id"), index=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int]
    organisations: Mapped[list[Organisation]] = relationship(
        secondary=development_organisations, order_by=Organisation.sort_key
    )
