"""A proposal, its texts through time, and every step in its life."""

import enum
import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship, validates

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import Infrastructure, Model, Versioned, enum_type
from regiodialoog.core.text import fold
from regiodialoog.core.workflow import Workflow
from regiodialoog.dialogues.models import Theme
from regiodialoog.organisations.models import Organisation, Source


class ProposalState(enum.StrEnum):
    """Where a proposal is, once it was handed in (before that it is a ProposalDraft). RECORDED: taken over from a
    document, that tells the rest in its own words."""

    SUBMITTED = "submitted"
    QUESTION = "question"
    ADMITTED = "admitted"
    IN_VOTE = "in_vote"
    IN_ADVICE = "in_advice"
    NOT_IN_ADVICE = "not_in_advice"
    NOT_ADMITTED = "not_admitted"
    MERGED = "merged"
    SPLIT = "split"
    WITHDRAWN = "withdrawn"
    RECORDED = "recorded"


S = ProposalState
WORKFLOW: Workflow[ProposalState] = Workflow(
    {
        S.SUBMITTED: {S.QUESTION, S.ADMITTED, S.NOT_ADMITTED, S.MERGED, S.SPLIT, S.WITHDRAWN},
        S.QUESTION: {S.SUBMITTED, S.ADMITTED, S.NOT_ADMITTED, S.WITHDRAWN},
        S.ADMITTED: {S.IN_VOTE, S.NOT_ADMITTED, S.MERGED, S.SPLIT, S.WITHDRAWN},
        S.IN_VOTE: {S.IN_ADVICE, S.NOT_IN_ADVICE, S.ADMITTED},
        S.NOT_ADMITTED: {S.ADMITTED},
        S.IN_ADVICE: set(),
        S.NOT_IN_ADVICE: set(),
        S.MERGED: set(),
        S.SPLIT: set(),
        S.WITHDRAWN: set(),
        S.RECORDED: set(),
    },
    reasoned={S.NOT_ADMITTED, S.MERGED, S.SPLIT, S.NOT_IN_ADVICE},
)
DECIDED = frozenset({S.IN_ADVICE, S.NOT_IN_ADVICE, S.NOT_ADMITTED, S.MERGED, S.SPLIT, S.WITHDRAWN})
WAITING = frozenset({S.SUBMITTED, S.QUESTION})


class ProposalNumber(Model, Infrastructure):
    """The last number that was given out. One row; raising it makes two who hand in at once wait for each other."""

    __tablename__ = "proposal_numbers"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


def _next_version(version: int | None) -> int:
    return secrets.randbelow(2**30) + 1 if version is None else version + 1


class ProposalDraft(Versioned, Model, Infrastructure):
    """What somebody writes before handing it in: the note of its author, in a table of its own, so that nothing that
    reads proposals can show it. Without events: nothing has happened yet, and the log tells nobody who is writing.

    The number of a draft that was handed in may be that of the next one: by its first version, which is any number, a
    page that still shows the one does not write into the other.
    """

    __tablename__ = "proposal_drafts"

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - declared_attr receives the class
        return {"version_id_col": cls.version, "version_id_generator": _next_version}

    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    title: Mapped[str] = mapped_column(String(200), default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    theme: Mapped[Theme] = relationship()
    organisation: Mapped[Organisation | None] = relationship()

    @property
    def is_complete(self) -> bool:
        """Whether it can be handed in. Why it is needed can be told afterwards."""
        return bool(self.title and self.summary)

    @property
    def is_begun(self) -> bool:
        """Whether anything was written in it."""
        return bool(self.title or self.summary or self.text)


class Proposal(Versioned, Model):
    """A proposal. ``summary`` says what the idea is, ``text`` why it is needed, which may come later.

    ``number`` is never given again. ``author_id`` None: the author left, or it was
    taken over from a document. ``organisation_id``: on whose behalf. ``is_open``: everybody may read its texts; before
    it is admitted, and when it is refused as unlawful or for personal data, they are not. ``from_applicant``: handed in
    from outside the group, by somebody who signed up and had no place then.
    """

    __tablename__ = "proposals"
    __table_args__ = (
        CheckConstraint("(state = 'recorded') = (submitted_at IS NULL)", name="handed_in_at_a_moment"),
        CheckConstraint(
            "(state IN ('in_advice', 'not_in_advice', 'not_admitted', 'merged', 'split', 'withdrawn'))"
            " = (decided_at IS NOT NULL)",
            name="decided_at_a_moment",
        ),
        CheckConstraint(
            "state NOT IN ('not_admitted', 'merged', 'split', 'not_in_advice') OR state_reason <> ''",
            name="verdict_has_a_reason",
        ),
        CheckConstraint("(state = 'recorded') = (source_id IS NOT NULL)", name="recorded_from_a_source"),
        Index("ix_proposals_theme_id_state", "theme_id", "state"),
        Index("ix_proposals_is_open_number", "is_open", "number"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    slug: Mapped[str] = mapped_column(String(100))
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text, default="")
    search_text: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[ProposalState] = mapped_column(enum_type(ProposalState), default=ProposalState.SUBMITTED)
    state_reason: Mapped[str] = mapped_column(Text, default="")
    is_open: Mapped[bool] = mapped_column(default=False)
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    from_applicant: Mapped[bool] = mapped_column(default=False, server_default=false())
    fictitious: Mapped[bool] = mapped_column(default=False)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("sources.id"), index=True)
    theme: Mapped[Theme] = relationship()
    author: Mapped[Person | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    source: Mapped[Source | None] = relationship()

    @validates("title", "summary", "text")
    def _keep_search_text(self, name: str, value: str) -> str:
        texts = {part: getattr(self, part) or "" for part in ("title", "summary", "text")} | {name: value}
        self.search_text = fold(" ".join(texts.values()))
        return value

    @property
    def public_slug(self) -> str:
        """What its address says of it: nothing while not everybody may read its title."""
        return self.slug if self.is_open else "voorstel"

    @property
    def is_recorded(self) -> bool:
        return self.state is ProposalState.RECORDED


class ProposalRevision(Model):
    """The texts of a proposal from one moment to the next. The first is what was handed in; rows never change."""

    __tablename__ = "proposal_revisions"
    __table_args__ = (UniqueConstraint("proposal_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(default=clock.now)


class ProposalMove(Model):
    """One step: who (a person, shown as the role they had), when, on whose behalf and, where it is asked, why."""

    __tablename__ = "proposal_moves"
    __table_args__ = (
        CheckConstraint(
            "to_state NOT IN ('not_admitted', 'merged', 'split', 'not_in_advice') OR reason <> ''",
            name="verdict_has_a_reason",
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"), index=True)
    to_state: Mapped[ProposalState] = mapped_column(enum_type(ProposalState))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    behalf: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
