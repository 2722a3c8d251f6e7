"""Projects: what is done for an opgave, from which proposals it comes, and every step in its life."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.agenda.models.agenda import Ending, ended_with_reason
from regiodialoog.core import clock
from regiodialoog.core.dates import FuzzyDate
from regiodialoog.core.db import Model, Versioned, enum_type, fuzzy_date
from regiodialoog.core.workflow import Workflow
from regiodialoog.organisations.models import Municipality, Organisation
from regiodialoog.programme.models.programme import Challenge
from regiodialoog.proposals.models import Proposal


class ProjectState(enum.StrEnum):
    """How far a project is."""

    NOT_BEGUN = "not_begun"
    RUNNING = "running"
    DELAYED = "delayed"
    DONE = "done"
    STOPPED = "stopped"


P = ProjectState
PROJECT_LIFE: Workflow[ProjectState] = Workflow(
    {
        P.NOT_BEGUN: {P.RUNNING},
        P.RUNNING: {P.DELAYED, P.DONE, P.STOPPED},
        P.DELAYED: {P.RUNNING, P.DONE, P.STOPPED},
        P.DONE: set(),
        P.STOPPED: set(),
    },
    reasoned={P.DELAYED, P.STOPPED},
)


class Project(Versioned, Model):
    """A project under an opgave. A period without an end, or "doorlopend", is open.

    ``political_lead`` and ``official_principal`` as printed; empty when nobody is known. ``state_reason`` is that of
    its last move. ``fictitious``: invented for a demonstration. ``search_text``: what a reader may search, folded.
    """

    __tablename__ = "projects"
    __table_args__ = (
        CheckConstraint("state NOT IN ('delayed', 'stopped') OR state_reason <> ''", name="state_has_its_reason"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenges.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    what: Mapped[str] = mapped_column(Text, default="")
    political_lead: Mapped[str] = mapped_column(String(200), default="")
    official_principal: Mapped[str] = mapped_column(String(200), default="")
    period_start: Mapped[FuzzyDate | None] = fuzzy_date("period_start", required=False)
    period_end: Mapped[FuzzyDate | None] = fuzzy_date("period_end", required=False)
    goals: Mapped[list[str]] = mapped_column(default=list)
    state: Mapped[ProjectState] = mapped_column(enum_type(ProjectState), default=ProjectState.NOT_BEGUN)
    state_reason: Mapped[str] = mapped_column(Text, default="")
    fictitious: Mapped[bool] = mapped_column(default=False)
    search_text: Mapped[str] = mapped_column(Text, default="")
    challenge: Mapped[Challenge] = relationship()


class ProjectMove(Model):
    """One step: who (a person, shown as the role they had), when, on whose behalf and, where it is asked, why.

    Never changed. A mistake gets a next row with ``correction``, the reason of it; the last row is how it stands.
    """

    __tablename__ = "project_moves"
    __table_args__ = (
        CheckConstraint("to_state NOT IN ('delayed', 'stopped') OR reason <> ''", name="state_has_its_reason"),
        CheckConstraint("number > 1 OR correction = ''", name="first_corrects_nothing"),
        UniqueConstraint("project_id", "number"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    number: Mapped[int]
    to_state: Mapped[ProjectState] = mapped_column(enum_type(ProjectState))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    behalf: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    correction: Mapped[str] = mapped_column(Text, default="")


class ProjectProposal(Model):
    """That a project comes from a proposal."""

    __tablename__ = "project_proposals"
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), primary_key=True, index=True)
    project: Mapped[Project] = relationship()
    proposal: Mapped[Proposal] = relationship()


class ProjectCommissioner(Model):
    """An organisation that gave the assignment for a project."""

    __tablename__ = "project_commissioners"
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True, index=True)
    organisation: Mapped[Organisation] = relationship()


class ProjectParticipation(Versioned, Ending, Model):
    """A municipality that takes part in a project, in all of it or in a scope; ``reason``: why in that way."""

    __tablename__ = "project_participations"
    __table_args__ = (
        ended_with_reason(),
        Index("uq_project_participations_open", "project_id", "municipality_id", unique=True,
              sqlite_where=text("ended_on IS NULL"), postgresql_where=text("ended_on IS NULL")),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), index=True)
    scope: Mapped[str] = mapped_column(String(300), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    starts_on: Mapped[date | None]
    project: Mapped[Project] = relationship()
    municipality: Mapped[Municipality] = relationship()
