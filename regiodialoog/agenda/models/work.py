"""What will be done: actions and sub-actions, with partners, figures and milestones."""

import enum
from decimal import Decimal

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Numeric, String, Table, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.agenda.models.agenda import Ending, ended_with_reason
from regiodialoog.agenda.models.topics import AgendaPart, AgendaTheme
from regiodialoog.core.dates import FuzzyDate
from regiodialoog.core.db import Model, Versioned, enum_type, fuzzy_date
from regiodialoog.organisations.models import Organisation


class ActionStatus(enum.StrEnum):
    """What a source says of an action beside its text."""

    INTENDED = "intended"


action_organisations = Table(
    "agenda_action_organisations",
    Model.metadata,
    Column("action_id", ForeignKey("agenda_actions.id", ondelete="CASCADE"), primary_key=True),
    Column("organisation_id", ForeignKey("organisations.id"), primary_key=True, index=True),
)


class AgendaAction(Versioned, Ending, Model):
    """An action of a theme; with ``parent_id`` a sub-action, without ``theme_id`` one that spans its whole part.

    ``source_proposal`` is the id of the proposal it came from, ``see_also`` of another action. ``search_text`` is
    what a reader may search, folded (case and accents aside).
    """

    __tablename__ = "agenda_actions"
    __table_args__ = (
        ended_with_reason(),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="no_parent_of_itself"),
        Index("ix_agenda_actions_in_order", "part_id", "theme_id", "position"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("agenda_parts.id"))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_themes.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_actions.id"), index=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int]
    components: Mapped[list[str]] = mapped_column(default=list)
    topics: Mapped[list[str]] = mapped_column(default=list)
    based_on: Mapped[list[str]] = mapped_column(default=list)
    framework: Mapped[str] = mapped_column(Text, default="")
    see_also: Mapped[str] = mapped_column(String(100), default="")
    source_proposal: Mapped[str] = mapped_column(String(100), default="")
    status: Mapped[ActionStatus | None] = mapped_column(enum_type(ActionStatus))
    when: Mapped[FuzzyDate | None] = fuzzy_date("when", required=False)
    search_text: Mapped[str] = mapped_column(Text, default="")
    part: Mapped[AgendaPart] = relationship()
    theme: Mapped[AgendaTheme | None] = relationship()
    organisations: Mapped[list[Organisation]] = relationship(
        secondary=action_organisations, order_by=Organisation.sort_key
    )
    partners: Mapped[list["AgendaPartner"]] = relationship(
        order_by="AgendaPartner.position", cascade="all, delete-orphan"
    )


class AgendaPartner(Model):
    """With whom an action is done, in the words of the source, and about what."""

    __tablename__ = "agenda_partners"
    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("agenda_actions.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    topic: Mapped[str] = mapped_column(String(300), default="")
    position: Mapped[int]


class AgendaFigure(Versioned, Ending, Model):
    """A number with its unit: one value, or from a low to a high one. Of a theme, or of one action."""

    __tablename__ = "agenda_figures"
    __table_args__ = (
        ended_with_reason(),
        CheckConstraint("(theme_id IS NULL) <> (action_id IS NULL)", name="of_one_thing"),
        CheckConstraint("(value IS NULL) <> (low IS NULL)", name="value_or_range"),
        CheckConstraint("(low IS NULL) = (high IS NULL)", name="range_has_two_ends"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_themes.id"), index=True)
    action_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_actions.id"), index=True)
    what: Mapped[str] = mapped_column(String(300))
    value: Mapped[Decimal | None] = mapped_column(Numeric(18, 4))
    low: Mapped[Decimal | None] = mapped_column(Numeric(18, 4))
    high: Mapped[Decimal | None] = mapped_column(Numeric(18, 4))
    unit: Mapped[str] = mapped_column(String(100), default="")
    position: Mapped[int]
    end_reason: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    theme: Mapped[AgendaTheme | None] = relationship()
    action: Mapped[AgendaAction | None] = relationship()

    @property
    def place(self) -> AgendaTheme | AgendaAction:
        """What it is a figure of; a check constraint says that there is one."""
        found = self.theme or self.action
        assert found is not None  # noqa: S101
        return found


class AgendaMilestone(Versioned, Ending, Model):
    """A moment on the way of a theme."""

    __tablename__ = "agenda_milestones"
    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("agenda_themes.id"), index=True)
    what: Mapped[str] = mapped_column(String(300))
    when: Mapped[FuzzyDate] = fuzzy_date("when")
    position: Mapped[int]
    end_reason: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    theme: Mapped[AgendaTheme] = relationship()
