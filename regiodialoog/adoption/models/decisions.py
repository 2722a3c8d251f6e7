"""What each municipality decided about one thing. A correction is a next row that names the one it corrects."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.core import clock
from regiodialoog.core.dates import FuzzyDate
from regiodialoog.core.db import Model, enum_type, fuzzy_date
from regiodialoog.organisations.models import Body, Municipality


class DecisionOutcome(enum.StrEnum):
    """Whether a municipality joins. "Has read it" is no decision, and has no word here."""

    JOINS = "joins"
    JOINS_WITH_CHANGE = "joins_with_change"
    POSTPONED = "postponed"
    DOES_NOT_JOIN = "does_not_join"


DECISION_NEEDS_REASON = frozenset(DecisionOutcome) - {DecisionOutcome.JOINS}
_FIRST = text("corrects_id IS NULL")


class MunicipalDecision(Model):
    """One municipality's decision about one subject, by its council or its college.

    The subject is an opgave or a project: one of ``challenge_id`` and ``project_id``. A decision of a council counts as
    confirmed once the clerk of that council said so (``confirmed_at``). ``document_sha256``: 64 hex digits.
    """

    __tablename__ = "municipal_decisions"
    __table_args__ = (
        CheckConstraint("outcome = 'joins' OR reason <> ''", name="no_verdict_without_a_reason"),
        CheckConstraint("(outcome = 'postponed') = (until_text IS NOT NULL)", name="postponed_until_some_day"),
        CheckConstraint("(corrects_id IS NULL) = (correction = '')", name="correction_has_a_reason"),
        CheckConstraint("corrects_id <> id", name="corrects_another"),
        CheckConstraint("(challenge_id IS NULL) <> (project_id IS NULL)", name="about_one_thing"),
        CheckConstraint("document_sha256 = '' OR length(document_sha256) = 64", name="sha256_is_whole"),
        Index("uq_municipal_decisions_first", "challenge_id", "municipality_id", unique=True,
              sqlite_where=_FIRST, postgresql_where=_FIRST),
        Index("uq_municipal_decisions_first_of_project", "project_id", "municipality_id", unique=True,
              sqlite_where=_FIRST, postgresql_where=_FIRST),
        Index("uq_municipal_decisions_corrects_id", "corrects_id", unique=True),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    challenge_id: Mapped[int | None] = mapped_column(ForeignKey("challenges.id"), index=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    outcome: Mapped[DecisionOutcome] = mapped_column(enum_type(DecisionOutcome))
    reason: Mapped[str] = mapped_column(Text, default="")
    until: Mapped[FuzzyDate | None] = fuzzy_date("until", required=False)
    decided_on: Mapped[date]
    document_title: Mapped[str] = mapped_column(String(200), default="")
    document_url: Mapped[str] = mapped_column(String(500), default="")
    document_sha256: Mapped[str] = mapped_column(String(64), default="")
    fictitious: Mapped[bool] = mapped_column(default=False)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("municipal_decisions.id"))
    correction: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    confirmed_at: Mapped[datetime | None]
    municipality: Mapped[Municipality] = relationship()
    body: Mapped[Body] = relationship()
