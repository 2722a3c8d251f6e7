"""The study of what can be done: its promise, what assessors find, how municipalities see it, and its verdicts."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from regiodialoog.core import clock
from regiodialoog.core.dates import FuzzyDate
from regiodialoog.core.db import Model, Versioned, enum_type, fuzzy_date
from regiodialoog.core.workflow import Workflow
from regiodialoog.organisations.models import Municipality
from regiodialoog.proposals.models import Proposal, Verdict


class PartState(enum.StrEnum):
    """How far one part of a study is: what is found on a criterion, or how a municipality sees it."""

    OPEN = "open"
    DRAFT = "draft"
    HANDED_IN = "handed_in"
    HANDED_BACK = "handed_back"


class VerdictState(enum.StrEnum):
    """Prepared in private, announced to those responsible, published on purpose."""

    PREPARED = "prepared"
    ANNOUNCED = "announced"
    TAKEN_BACK = "taken_back"
    PUBLISHED = "published"


class Judgement(enum.StrEnum):
    """What an assessor says on one criterion."""

    NO_OBJECTION = "no_objection"
    ATTENTION = "attention"
    OBSTACLE = "obstacle"


class ViewKind(enum.StrEnum):
    """How a municipality sees it for itself. It is no decision."""

    CAN = "can"
    CAN_IF = "can_if"
    CANNOT = "cannot"
    NO_ROLE = "no_role"


class StepKind(enum.StrEnum):
    """What somebody did in a study."""

    OPENED = "opened"
    DATE_MOVED = "date_moved"
    ASSIGNED = "assigned"
    SAVED = "saved"
    HANDED_IN = "handed_in"
    HANDED_BACK = "handed_back"
    PREPARED = "prepared"
    ANNOUNCED = "announced"
    TAKEN_BACK = "taken_back"
    PUBLISHED = "published"


P, V = PartState, VerdictState
PARTS: Workflow[PartState] = Workflow(
    {
        P.OPEN: {P.DRAFT, P.HANDED_IN},
        P.DRAFT: {P.HANDED_IN, P.OPEN},
        P.HANDED_IN: {P.HANDED_BACK},
        P.HANDED_BACK: {P.DRAFT, P.HANDED_IN, P.OPEN},
    },
    reasoned={P.HANDED_BACK},
)
VERDICTS: Workflow[VerdictState] = Workflow(
    {
        V.PREPARED: {V.ANNOUNCED},
        V.ANNOUNCED: {V.PUBLISHED, V.TAKEN_BACK},
        V.TAKEN_BACK: {V.ANNOUNCED},
        V.PUBLISHED: set(),
    },
    reasoned={V.TAKEN_BACK},
)
CHANGEABLE = frozenset({V.PREPARED, V.TAKEN_BACK})
NEEDS_FACT = frozenset({Verdict.FEASIBLE_IF, Verdict.PASSED_ON, Verdict.DONE_IN_PROJECT, Verdict.ALREADY_DONE})
"""Verdicts that say one thing more: the condition, to whom, or in what it is done."""
IN_WORK = frozenset({Verdict.DONE_IN_PROJECT, Verdict.ALREADY_DONE})
NEEDS_TEXT = frozenset({ViewKind.CAN_IF, ViewKind.CANNOT})
_FACTS = ", ".join(f"'{each}'" for each in sorted(NEEDS_FACT))
_IN_WORK = ", ".join(f"'{each}'" for each in sorted(IN_WORK))
_UNPUBLISHED = text("state <> 'published'")


class Criterion(Versioned, Model):
    """What every study looks at. One that is no longer ``active`` stays where it was used."""

    __tablename__ = "study_criteria"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    question: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)


class Study(Versioned, Model):
    """Whether one proposal can be done. ``promised_on`` is the last promise; every promise is a StudyPromise."""

    __tablename__ = "studies"
    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), unique=True)
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    promised_on: Mapped[date] = mapped_column(index=True)
    fictitious: Mapped[bool] = mapped_column(default=False)
    proposal: Mapped[Proposal] = relationship()


class StudyPromise(Model):
    """A day by which an answer was promised. Every one after the first says why, for everybody to read."""

    __tablename__ = "study_promises"
    __table_args__ = (
        UniqueConstraint("study_id", "number"),
        CheckConstraint("(number = 1) = (reason = '')", name="another_date_has_a_reason"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("studies.id"))
    number: Mapped[int]
    promised_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Part(Versioned):
    """What a finding and a view of a municipality share. ``sources``: one on each line, in the writer's words."""

    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("studies.id"))
    assessor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    state: Mapped[PartState] = mapped_column(enum_type(PartState), default=PartState.OPEN)
    text: Mapped[str] = mapped_column(Text, default="")
    sources: Mapped[list[str]] = mapped_column(default=list)
    handed_in_at: Mapped[datetime | None]
    handed_back_reason: Mapped[str] = mapped_column(Text, default="")

    @declared_attr
    def study(cls) -> Mapped[Study]:  # noqa: N805 - declared_attr receives the class
        return relationship(Study)

    @property
    def is_handed_in(self) -> bool:
        return self.state is PartState.HANDED_IN


def _part_holds() -> tuple[CheckConstraint, ...]:
    return (
        CheckConstraint("(state = 'handed_in') = (handed_in_at IS NOT NULL)", name="handed_in_at_a_moment"),
        CheckConstraint("(state = 'handed_back') = (handed_back_reason <> '')", name="handed_back_with_a_reason"),
    )


class Finding(Part, Model):
    """What is found on one criterion. Nobody but its assessor reads it before it is handed in."""

    __tablename__ = "study_findings"
    __table_args__ = (
        *_part_holds(),
        CheckConstraint("state <> 'handed_in' OR (judgement IS NOT NULL AND text <> '')", name="handed_in_whole"),
        UniqueConstraint("study_id", "criterion_id"),
    )
    criterion_id: Mapped[int] = mapped_column(ForeignKey("study_criteria.id"), index=True)
    judgement: Mapped[Judgement | None] = mapped_column(enum_type(Judgement))
    criterion: Mapped[Criterion] = relationship()

    @property
    def said(self) -> Judgement | None:
        return self.judgement


class MunicipalView(Part, Model):
    """How one participating municipality sees it. Only its own people read it before the verdict is published."""

    __tablename__ = "study_views"
    __table_args__ = (
        *_part_holds(),
        CheckConstraint(
            "state <> 'handed_in' OR (kind IS NOT NULL AND (kind NOT IN ('can_if', 'cannot') OR text <> ''))",
            name="handed_in_whole",
        ),
        UniqueConstraint("study_id", "municipality_id"),
    )
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), index=True)
    kind: Mapped[ViewKind | None] = mapped_column(enum_type(ViewKind))
    municipality: Mapped[Municipality] = relationship()

    @property
    def said(self) -> ViewKind | None:
        return self.kind


class StudyVerdict(Versioned, Model):
    """The outcome of a study. Never changed once published: a mistake gets a next one with its ``correction``.

    ``fact``: the condition, to whom it was passed on, or in what it is done; ``work_slug``: the opgave or project that
    this is, by its slug, if it has a page. ``publish_from``: two whole working days after it was announced.
    """

    __tablename__ = "study_verdicts"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="no_verdict_without_a_reason"),
        CheckConstraint(f"(verdict IN ({_FACTS})) = (fact <> '')", name="says_its_fact"),
        CheckConstraint(f"work_slug = '' OR verdict IN ({_IN_WORK})", name="work_where_it_is_done"),
        CheckConstraint("(verdict = 'explore_first') = (until_text IS NOT NULL)", name="explored_until_some_day"),
        CheckConstraint("(number = 1) = (correction = '')", name="next_one_says_what_was_wrong"),
        CheckConstraint("(state IN ('announced', 'published')) = (announced_at IS NOT NULL)", name="announced_first"),
        CheckConstraint("(announced_at IS NULL) = (publish_from IS NULL)", name="announced_until"),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="published_at_a_moment"),
        CheckConstraint("published_at IS NULL OR published_at >= publish_from", name="not_published_early"),
        UniqueConstraint("study_id", "number"),
        Index(
            "uq_study_verdicts_unpublished", "study_id", unique=True,
            sqlite_where=_UNPUBLISHED, postgresql_where=_UNPUBLISHED,
        ),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("studies.id"), index=True)
    number: Mapped[int]
    verdict: Mapped[Verdict] = mapped_column(enum_type(Verdict))
    reason: Mapped[str] = mapped_column(Text)
    fact: Mapped[str] = mapped_column(Text, default="")
    work_slug: Mapped[str] = mapped_column(String(100), default="")
    until: Mapped[FuzzyDate | None] = fuzzy_date("until", required=False)
    correction: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[VerdictState] = mapped_column(enum_type(VerdictState), default=VerdictState.PREPARED)
    announced_at: Mapped[datetime | None]
    publish_from: Mapped[datetime | None]
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    study: Mapped[Study] = relationship()


class StudyStep(Model):
    """One thing that was done in a study: who (as which role), when, on whose behalf and, where it is asked, why."""

    __tablename__ = "study_steps"
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("studies.id"), index=True)
    kind: Mapped[StepKind] = mapped_column(enum_type(StepKind))
    finding_id: Mapped[int | None] = mapped_column(ForeignKey("study_findings.id"), index=True)
    view_id: Mapped[int | None] = mapped_column(ForeignKey("study_views.id"), index=True)
    verdict_id: Mapped[int | None] = mapped_column(ForeignKey("study_verdicts.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    behalf: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
