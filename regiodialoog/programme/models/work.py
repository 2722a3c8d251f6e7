"""What is done for an opgave: activities, subtracks, documents, and which moments belong to it."""

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.adoption.models import DecisionMoment
from regiodialoog.agenda.models.agenda import ended_with_reason
from regiodialoog.core.dates import FuzzyDate
from regiodialoog.core.db import Model, fuzzy_date
from regiodialoog.programme.models.programme import Challenge, ChallengeLine

if TYPE_CHECKING:
    from regiodialoog.programme.models.projects import Project


class ChallengeSubtrack(ChallengeLine, Model):
    """A deeltraject: a part of an opgave with a period and commissioners of its own."""

    __tablename__ = "challenge_subtracks"
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    period_start: Mapped[FuzzyDate | None] = fuzzy_date("period_start", required=False)
    period_end: Mapped[FuzzyDate | None] = fuzzy_date("period_end", required=False)


class ChallengeActivity(ChallengeLine, Model):
    """An activity; with ``parent_id`` a part of one (there is one level)."""

    __tablename__ = "challenge_activities"
    __table_args__ = (ended_with_reason(), CheckConstraint("parent_id <> id", name="no_parent_of_itself"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("challenge_activities.id"), index=True)
    subtrack_id: Mapped[int | None] = mapped_column(ForeignKey("challenge_subtracks.id"), index=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text, default="")
    topics: Mapped[list[str]] = mapped_column(default=list)
    concerns: Mapped[list[str]] = mapped_column(default=list)
    follow_up: Mapped[str] = mapped_column(Text, default="")
    subtrack: Mapped[ChallengeSubtrack | None] = relationship()


class ChallengeDocument(ChallengeLine, Model):
    """A document that an opgave mentions, with its date as printed and, if known, where it can be read."""

    __tablename__ = "challenge_documents"
    title: Mapped[str] = mapped_column(String(300))
    when: Mapped[FuzzyDate | None] = fuzzy_date("when", required=False)
    url: Mapped[str] = mapped_column(String(500), default="")


class ChallengeMoment(Model):
    """To which opgave, and to which activity or project of it, a decision moment belongs. Never changed."""

    __tablename__ = "challenge_moments"
    __table_args__ = (CheckConstraint("activity_id IS NULL OR project_id IS NULL", name="in_one_place"),)
    moment_id: Mapped[int] = mapped_column(ForeignKey("decision_moments.id"), primary_key=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenges.id"), index=True)
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("challenge_activities.id"), index=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"), index=True)
    moment: Mapped[DecisionMoment] = relationship()
    challenge: Mapped[Challenge] = relationship()
    project: Mapped["Project | None"] = relationship()
