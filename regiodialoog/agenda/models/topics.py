"""The topics of the agenda: parts, the themes in them, and the goals of a theme."""

from sqlalchemy import Column, ForeignKey, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.agenda.models.agenda import Agenda, Ending
from regiodialoog.core.db import Model, Versioned
from regiodialoog.organisations.models import Organisation


class AgendaPart(Versioned, Ending, Model):
    """An onderdeel of the agenda. ``priority_themes`` is how many themes the source calls priorities."""

    __tablename__ = "agenda_parts"
    id: Mapped[int] = mapped_column(primary_key=True)
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agendas.id"), index=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    approach: Mapped[str] = mapped_column(Text, default="")
    effects: Mapped[list[str]] = mapped_column(default=list)
    priority_themes: Mapped[int | None]
    agenda: Mapped[Agenda] = relationship()


theme_organisations = Table(
    "agenda_theme_organisations",
    Model.metadata,
    Column("theme_id", ForeignKey("agenda_themes.id", ondelete="CASCADE"), primary_key=True),
    Column("organisation_id", ForeignKey("organisations.id"), primary_key=True, index=True),
)


class AgendaTheme(Versioned, Ending, Model):
    """A theme of the agenda. ``dialogue_theme`` and ``see_also`` are ids of things told elsewhere."""

    __tablename__ = "agenda_themes"
    id: Mapped[int] = mapped_column(primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("agenda_parts.id"), index=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    framework: Mapped[str] = mapped_column(Text, default="")
    coherence: Mapped[str] = mapped_column(Text, default="")
    laws: Mapped[list[str]] = mapped_column(default=list)
    see_also: Mapped[str] = mapped_column(String(100), default="")
    dialogue_theme: Mapped[str] = mapped_column(String(100), default="")
    part: Mapped[AgendaPart] = relationship()
    organisations: Mapped[list[Organisation]] = relationship(
        secondary=theme_organisations, order_by=Organisation.sort_key
    )


class AgendaGoal(Versioned, Ending, Model):
    """What a theme wants to reach, in one or a few sentences."""

    __tablename__ = "agenda_goals"
    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("agenda_themes.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    theme: Mapped[AgendaTheme] = relationship()
