"""What an opgave wants to reach, in words and numbers."""

import enum
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from regiodialoog.agenda.models.agenda import ended_with_reason
from regiodialoog.core.dates import FuzzyDate
from regiodialoog.core.db import Model, enum_type, fuzzy_date
from regiodialoog.programme.models.programme import ChallengeLine


class GoalLevel(enum.StrEnum):
    """Whose goal it is: of the opgave itself, or a national one that it is a part of."""

    REGIONAL = "regional"
    NATIONAL = "national"


class Bound(enum.StrEnum):
    """What a number is a bound of; without one it is the number itself."""

    LESS_THAN = "less_than"
    AT_LEAST = "at_least"


class ChallengeGoal(ChallengeLine, Model):
    """An einddoel: in words, and if it can be counted with an indicator, a target and what is reached now.

    ``second_target`` says the same target in another unit (135.000 woningen are 66 wijken). ``year`` is the year in
    which it must be reached.
    """

    __tablename__ = "challenge_goals"
    __table_args__ = (
        ended_with_reason(),
        CheckConstraint("text <> '' OR indicator <> ''", name="says_something"),
        CheckConstraint("current_bound IS NULL OR current_value IS NOT NULL", name="bound_of_a_value"),
    )
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    level: Mapped[GoalLevel] = mapped_column(enum_type(GoalLevel), default=GoalLevel.REGIONAL)
    text: Mapped[str] = mapped_column(Text, default="")
    indicator: Mapped[str] = mapped_column(String(300), default="")
    target: Mapped[Decimal | None] = mapped_column(Numeric(18, 4))
    unit: Mapped[str] = mapped_column(String(100), default="")
    second_target: Mapped[Decimal | None] = mapped_column(Numeric(18, 4))
    second_unit: Mapped[str] = mapped_column(String(100), default="")
    year: Mapped[int | None]
    current_value: Mapped[Decimal | None] = mapped_column(Numeric(18, 4))
    current_unit: Mapped[str] = mapped_column(String(100), default="")
    current_bound: Mapped[Bound | None] = mapped_column(enum_type(Bound))
    measured: Mapped[FuzzyDate | None] = fuzzy_date("measured", required=False)


class ChallengeFigure(ChallengeLine, Model):
    """A number of an opgave, or of one activity of it. ``about`` names what several figures are about together."""

    __tablename__ = "challenge_figures"
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("challenge_activities.id"), index=True)
    about: Mapped[str] = mapped_column(String(100), default="")
    what: Mapped[str] = mapped_column(String(300))
    value: Mapped[Decimal] = mapped_column(Numeric(18, 4))
    unit: Mapped[str] = mapped_column(String(100), default="")
    bound: Mapped[Bound | None] = mapped_column(enum_type(Bound))


class ChallengeList(ChallengeLine, Model):
    """A short list with a heading: kinds of help, subjects of a consultation. Of an opgave, or of one goal of it."""

    __tablename__ = "challenge_lists"
    goal_id: Mapped[int | None] = mapped_column(ForeignKey("challenge_goals.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    items: Mapped[list[str]] = mapped_column(default=list)
