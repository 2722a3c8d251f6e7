"""The group of a theme, its seats, and how many of whom it asks."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.accounts.models import Person
from regiodialoog.core.db import Model, Versioned, enum_type
from regiodialoog.core.workflow import Workflow
from regiodialoog.dialogues.models import Theme
from regiodialoog.organisations.models import Interest, Municipality, Organisation

MOST_SEATS = 500
LONGEST_REASON = 500
"""Characters of why a demand is made."""


class SeatFilling(enum.StrEnum):
    """How somebody comes to a seat: uitgenodigd, aangemeld en ingedeeld (the usual way), or geloot."""

    INVITED = "invited"
    ASSIGNED = "assigned"
    DRAWN = "drawn"


class CompensationKind(enum.StrEnum):
    MONEY = "money"
    VOUCHER = "voucher"
    NONE = "none"


class Help(enum.StrEnum):
    """With what somebody can be helped to come. OTHER: what the bureau offers in its own words."""

    TRAVEL = "travel"
    CARE = "care"
    INTERPRETER = "interpreter"
    OTHER = "other"


class SeatState(enum.StrEnum):
    """PROMISED: an invitation for it is out. A seat that was LEFT stays in the books; a new one takes its place."""

    OPEN = "open"
    PROMISED = "promised"
    FILLED = "filled"
    LEFT = "left"


SEATS: Workflow[SeatState] = Workflow(
    {
        SeatState.OPEN: {SeatState.PROMISED, SeatState.FILLED},
        SeatState.PROMISED: {SeatState.OPEN, SeatState.FILLED},
        SeatState.FILLED: {SeatState.LEFT},
        SeatState.LEFT: set(),
    },
    reasoned={SeatState.LEFT},
)


class Group(Versioned, Model):
    """The group of one theme. ``size``: how many places the plan should have; the seats are the plan.

    ``compensation`` is the vergoeding per evening in words, ``compensation_kind`` what it is; None where nobody said so
    yet. ``help_offered``: of ``Help`` all but the own words, which are ``costs``. ``welcome``: what a new member reads.
    ``fictitious``: invented for a demonstration.

    ``asks_place``, ``asks_no_office``: whether that condition holds; the age holds where the theme names one.
    ``turned_away_…``: how many could not sign up because they do not meet it; who, is kept nowhere.
    ``one_per_household``: at most one person of a household sits at the table.

    ``sign_up_waits``: nobody can sign up before the bureau opens it, whatever the day; ``waits_told_on``: the last day
    on which the bureau was reminded of that. ``conditions_decided``, ``asks_nothing``: the bureau said which conditions
    hold, and that no question is asked.
    """

    __tablename__ = "groups"
    __table_args__ = (
        CheckConstraint("size BETWEEN 1 AND 500", name="size_of_a_group"),
        CheckConstraint("(compensation_kind = 'none') = (compensation = '')", name="none_without_words"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    compensation_kind: Mapped[CompensationKind | None] = mapped_column(enum_type(CompensationKind))
    compensation: Mapped[str] = mapped_column(Text, default="")
    help_offered: Mapped[list[str]] = mapped_column(default=list, server_default=text("'[]'"))
    costs: Mapped[str] = mapped_column(Text, default="")
    welcome: Mapped[str] = mapped_column(Text, default="")
    size: Mapped[int]
    fictitious: Mapped[bool] = mapped_column(default=False)
    asks_place: Mapped[bool] = mapped_column(default=False, server_default=false())
    asks_no_office: Mapped[bool] = mapped_column(default=False, server_default=false())
    one_per_household: Mapped[bool] = mapped_column(default=False, server_default=false())
    sign_up_waits: Mapped[bool] = mapped_column(default=False, server_default=false())
    waits_told_on: Mapped[date | None]
    conditions_decided: Mapped[bool] = mapped_column(default=False, server_default=false())
    asks_nothing: Mapped[bool] = mapped_column(default=False, server_default=false())
    turned_away_age: Mapped[int] = mapped_column(default=0, server_default="0")
    turned_away_place: Mapped[int] = mapped_column(default=0, server_default="0")
    turned_away_office: Mapped[int] = mapped_column(default=0, server_default="0")
    theme: Mapped[Theme] = relationship()

    @property
    def helps(self) -> tuple[Help, ...]:
        """With what whoever joins can be helped, the own words too."""
        return tuple(each for each in Help if each in self.help_offered or (each is Help.OTHER and self.costs))


_SITS = text("state = 'filled'")


class Seat(Versioned, Model):
    """A place at the table: for an interest and, if the plan asks it, a municipality.

    ``home_id`` is where the person who sits lives, for seats of which the plan asks no municipality.
    ``organisation_id``: on whose behalf somebody sits. ``replaces_id``: the seat that somebody left, for which this
    one came. ``reason`` (why it was left) is read by the person and the bureau. ``declared``: what the group should
    know of who sits there, in their words; ``name_shown_since``: they chose that everybody may read their name.
    """

    __tablename__ = "seats"
    __table_args__ = (
        CheckConstraint("(state IN ('filled', 'left')) = (person_id IS NOT NULL)", name="filled_by_somebody"),
        CheckConstraint("(state IN ('filled', 'left')) = (filled_at IS NOT NULL)", name="filled_at_a_moment"),
        CheckConstraint("(state = 'left') = (left_at IS NOT NULL)", name="left_at_a_moment"),
        CheckConstraint("(state = 'left') = (reason <> '')", name="left_with_a_reason"),
        CheckConstraint("left_at >= filled_at", name="left_after_it_was_filled"),
        CheckConstraint("home_id IS NULL OR municipality_id IS NULL", name="one_municipality"),
        CheckConstraint("declared = '' OR state = 'filled'", name="declared_by_who_sits"),
        CheckConstraint("name_shown_since IS NULL OR state = 'filled'", name="shows_who_sits"),
        Index("uq_seats_sits", "group_id", "person_id", unique=True, sqlite_where=_SITS, postgresql_where=_SITS),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    interest_id: Mapped[int] = mapped_column(ForeignKey("interests.id"), index=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipalities.id"), index=True)
    filling: Mapped[SeatFilling] = mapped_column(enum_type(SeatFilling), default=SeatFilling.ASSIGNED)
    state: Mapped[SeatState] = mapped_column(enum_type(SeatState), default=SeatState.OPEN)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    home_id: Mapped[int | None] = mapped_column(ForeignKey("municipalities.id"), index=True)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"), unique=True)
    filled_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    declared: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    name_shown_since: Mapped[datetime | None]
    group: Mapped[Group] = relationship()
    interest: Mapped[Interest] = relationship()
    municipality: Mapped[Municipality | None] = relationship(foreign_keys=[municipality_id])
    home: Mapped[Municipality | None] = relationship(foreign_keys=[home_id])
    organisation: Mapped[Organisation | None] = relationship()
    person: Mapped[Person | None] = relationship()


class Quota(Model):
    """Of a feature ("leeftijd") a value ("16 t/m 29 jaar"), and how many of them sit at the table at least and at most.

    ``justification``: why the composition asks this, read by whoever signs up; for a value of a question that has a
    reason itself (``Asked.why``), why so many, read by everybody beside the figures.
    """

    __tablename__ = "quotas"
    __table_args__ = (
        UniqueConstraint("group_id", "feature", "value"),
        CheckConstraint("0 <= minimum AND minimum <= maximum", name="least_and_most"),
        CheckConstraint("justification <> ''", name="justified"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    feature: Mapped[str] = mapped_column(String(60))
    value: Mapped[str] = mapped_column(String(60))
    minimum: Mapped[int]
    maximum: Mapped[int]
    justification: Mapped[str] = mapped_column(Text)
    group: Mapped[Group] = relationship()
