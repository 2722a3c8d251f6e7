"""Themes: a question put to one group, with who takes part and when what happens."""

import enum
from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.agenda.models import AgendaTheme
from regiodialoog.core.db import Model, Versioned, enum_type
from regiodialoog.core.workflow import Workflow
from regiodialoog.dialogues.models.process import Round
from regiodialoog.organisations.models import Municipality, Source


class ThemeOrigin(enum.StrEnum):
    """How it became a theme; UNKNOWN when no source says."""

    FROM_AGENDA = "from_agenda"
    CHOSEN_BY_COUNCILS = "chosen_by_councils"
    UNKNOWN = "unknown"


class ThemeState(enum.StrEnum):
    """Whether it goes on. In which phase it is, its dates say."""

    ACTIVE = "active"
    NOT_CHOSEN = "not_chosen"
    STOPPED = "stopped"


STATES: Workflow[ThemeState] = Workflow(
    {
        ThemeState.ACTIVE: {ThemeState.NOT_CHOSEN, ThemeState.STOPPED},
        ThemeState.NOT_CHOSEN: set(),
        ThemeState.STOPPED: set(),
    },
    reasoned={ThemeState.NOT_CHOSEN, ThemeState.STOPPED},
)


class PhaseKind(enum.StrEnum):
    """The phases of a theme, in their order."""

    PREPARATION = "preparation"
    THEME_CHOICE = "theme_choice"
    MANDATE = "mandate"
    RECRUITMENT = "recruitment"
    COMPOSITION = "composition"
    DIALOGUE = "dialogue"
    ADVICE = "advice"
    HANDOVER = "handover"


ORDER = {kind: n for n, kind in enumerate(PhaseKind)}


class Theme(Versioned, Model):
    """A theme of a round. ``ended_on`` and ``end_reason`` go with every state but ACTIVE.

    ``min_age`` None: nobody has written it down. ``look_beforehand``: a moderator looks at a proposal before the group
    sees it, and ``look_reason`` says in public why. ``applicants_write``: who signed up and has no place may hand in a
    proposal too, at which a moderator always looks first. With a ``source`` it is history, told by that document.
    """

    __tablename__ = "themes"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        CheckConstraint("(state = 'active') = (end_reason = '')", name="ended_with_reason"),
        CheckConstraint("(state = 'active') = (ended_on IS NULL)", name="ended_on_a_day"),
        CheckConstraint("look_beforehand = (look_reason <> '')", name="look_with_reason"),
        CheckConstraint("min_age BETWEEN 0 AND 99", name="min_age_is_an_age"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("dialogue_rounds.id"))
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text, default="")
    question: Mapped[str] = mapped_column(Text, default="")
    goal: Mapped[str] = mapped_column(Text, default="")
    conclusions: Mapped[list[str]] = mapped_column(default=list)
    origin: Mapped[ThemeOrigin] = mapped_column(enum_type(ThemeOrigin), default=ThemeOrigin.UNKNOWN)
    agenda_theme_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_themes.id"), index=True)
    min_age: Mapped[int | None]
    look_beforehand: Mapped[bool] = mapped_column(default=False)
    look_reason: Mapped[str] = mapped_column(Text, default="")
    applicants_write: Mapped[bool] = mapped_column(default=False, server_default=false())
    state: Mapped[ThemeState] = mapped_column(enum_type(ThemeState), default=ThemeState.ACTIVE)
    ended_on: Mapped[date | None]
    end_reason: Mapped[str] = mapped_column(Text, default="")
    fictitious: Mapped[bool] = mapped_column(default=False)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("sources.id"), index=True)
    round: Mapped[Round] = relationship()
    agenda_theme: Mapped[AgendaTheme | None] = relationship()
    source: Mapped[Source | None] = relationship()
    phases: Mapped[list["ThemePhase"]] = relationship(
        order_by="ThemePhase.starts_on", cascade="all, delete-orphan", back_populates="theme"
    )
    municipalities: Mapped[list["ThemeMunicipality"]] = relationship(
        order_by="ThemeMunicipality.id", cascade="all, delete-orphan", back_populates="theme"
    )

    @property
    def is_active(self) -> bool:
        return self.state is ThemeState.ACTIVE


class ThemeMunicipality(Model):
    """A municipality that takes part in a theme, and in what way if not wholly. Every count is over these rows."""

    __tablename__ = "theme_municipalities"
    __table_args__ = (UniqueConstraint("theme_id", "municipality_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id", ondelete="CASCADE"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), index=True)
    scope: Mapped[str] = mapped_column(String(300), default="")
    theme: Mapped[Theme] = relationship(back_populates="municipalities")
    municipality: Mapped[Municipality] = relationship()


class ThemePhase(Model):
    """When a phase is; both days are inside it. That phases follow in order and do not overlap, the action sees to."""

    __tablename__ = "theme_phases"
    __table_args__ = (
        UniqueConstraint("theme_id", "kind"),
        CheckConstraint("starts_on <= ends_on", name="days_in_order"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id", ondelete="CASCADE"))
    kind: Mapped[PhaseKind] = mapped_column(enum_type(PhaseKind))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    theme: Mapped[Theme] = relationship(back_populates="phases")


class ThemeCategory(Versioned, Model):
    """A sort of proposals that a group saw in its own work."""

    __tablename__ = "theme_categories"
    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"), index=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    explanation: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int]
    theme: Mapped[Theme] = relationship()


class ThemeFigure(Versioned, Model):
    """A number with its unit: "49 procent in 2030 ten opzichte van 1990"; ``bound`` is a word such as "maximaal"."""

    __tablename__ = "theme_figures"
    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"), index=True)
    what: Mapped[str] = mapped_column(String(300))
    value: Mapped[Decimal] = mapped_column(Numeric(18, 4))
    unit: Mapped[str] = mapped_column(String(100), default="")
    bound: Mapped[str] = mapped_column(String(100), default="")
    year: Mapped[int | None]
    compared_with: Mapped[int | None]
    position: Mapped[int]
    theme: Mapped[Theme] = relationship()
