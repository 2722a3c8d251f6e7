"""A poll of a theme: what is asked in it, and what can be chosen."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.core import clock
from regiodialoog.core.db import Model, Versioned, enum_type
from regiodialoog.core.workflow import Workflow
from regiodialoog.dialogues.models import Theme
from regiodialoog.proposals.models import Proposal

MATTERS = frozenset({"yes-no", "consent"})
"""Rules by which every option is a question of its own; by all others the options stand against each other."""
OUTCOMES = ("accepted", "rejected", "no-decision", "elected", "selected", "tie")


class PollState(enum.StrEnum):
    """What people did with it. Open, closed and definitive follow from the clock and ``established_at``."""

    PREPARED = "prepared"
    APPROVED = "approved"
    ANNULLED = "annulled"


POLLS: Workflow[PollState] = Workflow(
    {
        PollState.PREPARED: {PollState.APPROVED, PollState.ANNULLED},
        PollState.APPROVED: {PollState.ANNULLED},
        PollState.ANNULLED: set(),
    },
    reasoned={PollState.ANNULLED},
)


class Electorate(enum.StrEnum):
    """Who may vote: who holds a seat in the group, everybody who takes part in the theme, the council members of its
    municipalities, or whoever got a letter with a code."""

    GROUP = "group"
    THEME = "theme"
    COUNCIL = "council"
    CODES = "codes"


class Standing(enum.StrEnum):
    """Where a poll is at a moment."""

    PREPARED = "prepared"
    APPROVED = "approved"
    OPEN = "open"
    COUNTING = "counting"
    DEFINITIVE = "definitive"
    ANNULLED = "annulled"


class Step(enum.StrEnum):
    """What somebody has to do before a poll goes on. Of the two keys the outer one is used first."""

    LATE = "late"
    KEY = "key"
    APPROVE = "approve"
    PAPER = "paper"
    OUTER = "outer"
    INNER = "inner"
    RECOUNT = "recount"
    ESTABLISH = "establish"


class Poll(Versioned, Model):
    """A poll. ``number`` is its address within the theme. ``rule`` is the rule of its poll files. ``moves``: what is
    chosen comes into the advice and what is not does not; otherwise the poll only tells what the group thinks.

    ``proxies``: how many votes one person may cast for others who asked for that; 0: everybody votes themselves.

    Frozen from the approval on. The roll is made at or after the opening, for the moment of the opening; then
    ``roll_size`` and ``roll_sha256`` are published. ``reason``: why it was annulled, read by everybody.
    """

    __tablename__ = "polls"
    __table_args__ = (
        UniqueConstraint("theme_id", "number"),
        CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
        CheckConstraint("state <> 'prepared' OR approved_at IS NULL", name="prepared_without_approval"),
        CheckConstraint("state <> 'approved' OR approved_at IS NOT NULL", name="approved_at_a_moment"),
        CheckConstraint("approved_at <= opens_at", name="approved_before_it_opens"),
        CheckConstraint("approved_by_id <> prepared_by_id", name="approved_by_another"),
        CheckConstraint("(state = 'annulled') = (annulled_at IS NOT NULL)", name="annulled_at_a_moment"),
        CheckConstraint("(state = 'annulled') = (reason <> '')", name="annulled_with_a_reason"),
        CheckConstraint("(roll_made_at IS NULL) = (roll_sha256 = '')", name="roll_has_a_hash"),
        CheckConstraint("roll_made_at >= opens_at", name="roll_of_the_opening"),
        CheckConstraint(
            "established_at IS NULL OR (state = 'approved' AND roll_made_at IS NOT NULL)",
            name="established_with_a_roll",
        ),
        CheckConstraint("established_at >= closes_at", name="established_after_it_closed"),
        CheckConstraint("recounted_at >= closes_at", name="recounted_after_it_closed"),
        CheckConstraint("recounted_by_id <> established_by_id", name="recounted_by_another"),
        CheckConstraint("proxies BETWEEN 0 AND 3", name="few_proxies"),
        CheckConstraint("proxies = 0 OR electorate = 'group'", name="proxies_within_a_group"),
        CheckConstraint("box_opened_at >= closes_at", name="box_opened_after_it_closed"),
        CheckConstraint("box_opened_at IS NULL OR secret", name="only_a_secret_poll_has_a_box"),
        CheckConstraint(
            "NOT secret OR established_at IS NULL OR box_opened_at IS NOT NULL", name="established_from_an_open_box"
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"))
    number: Mapped[int]
    question: Mapped[str] = mapped_column(String(300))
    explanation: Mapped[str] = mapped_column(Text, default="")
    rule: Mapped[dict[str, Any]]
    secret: Mapped[bool] = mapped_column(default=False, server_default=false())
    box_opened_at: Mapped[datetime | None]
    moves: Mapped[bool] = mapped_column(default=True, server_default=true())
    electorate: Mapped[Electorate] = mapped_column(
        enum_type(Electorate), default=Electorate.GROUP, server_default=Electorate.GROUP.value
    )
    proxies: Mapped[int] = mapped_column(default=0, server_default="0")
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    state: Mapped[PollState] = mapped_column(enum_type(PollState), default=PollState.PREPARED)
    prepared_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    prepared_at: Mapped[datetime] = mapped_column(default=clock.now)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    approved_at: Mapped[datetime | None]
    roll_made_at: Mapped[datetime | None]
    roll_size: Mapped[int] = mapped_column(default=0)
    roll_sha256: Mapped[str] = mapped_column(String(64), default="")
    recounted_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    recounted_at: Mapped[datetime | None]
    established_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    established_at: Mapped[datetime | None]
    annulled_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    annulled_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    fictitious: Mapped[bool] = mapped_column(default=False)
    theme: Mapped[Theme] = relationship()
    questions: Mapped[list["PollQuestion"]] = relationship(
        order_by="PollQuestion.position", cascade="all, delete-orphan", back_populates="poll"
    )

    @property
    def kind(self) -> str:
        """The kind of its rule, in the words of the poll file."""
        kind: str = self.rule["kind"]
        return kind

    @property
    def support_by(self) -> str:
        """By which dimension its rule counts as well, "interest" or "municipality"; empty if by none. A secret ballot
        tells this one only."""
        by: str = (self.rule.get("support") or {}).get("by", "")
        return by

    @property
    def takes_paper(self) -> bool:
        """Whether one can vote on paper: not where a ballot has to tell of which group it is or who objects, nor in
        polls that are only held on the site."""
        known = self.electorate in (Electorate.GROUP, Electorate.CODES)
        return known and not self.support_by and self.kind != "consent"

    @property
    def options(self) -> list["PollOption"]:
        """Everything that can be chosen, in the order of the questions."""
        return [option for question in self.questions for option in question.options]

    @property
    def standing(self) -> Standing:
        """Where it is now, by the clock."""
        if self.state is not PollState.APPROVED:
            return Standing(self.state.value)
        if self.established_at is not None:
            return Standing.DEFINITIVE
        now = clock.now()
        if now < self.opens_at:
            return Standing.APPROVED
        return Standing.OPEN if now < self.closes_at else Standing.COUNTING

    @property
    def is_open(self) -> bool:
        return self.standing is Standing.OPEN

    @property
    def is_public(self) -> bool:
        """Whether everybody may know of it: once it was approved, whatever came of it."""
        return self.approved_at is not None


class PollQuestion(Model):
    """What one ballot answers, and one poll file holds: one option of a matter, or all options against each other.

    ``rules_sha256``, over question, rule and options, is written down at the approval. ``outcome``, ``result`` (as in
    the poll file, without its steps) and ``root`` (over the ballots) are written down when the result is established;
    anybody can count again.
    """

    __tablename__ = "poll_questions"
    __table_args__ = (
        UniqueConstraint("poll_id", "position"),
        CheckConstraint("(outcome = '') = (root = '')", name="counted_with_a_root"),
        CheckConstraint("root = '' OR rules_sha256 <> ''", name="counted_by_frozen_rules"),
        CheckConstraint(f"outcome IN {('', *OUTCOMES)}", name="outcome_in_words"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="CASCADE"))
    position: Mapped[int]
    rules_sha256: Mapped[str] = mapped_column(String(64), default="")
    outcome: Mapped[str] = mapped_column(String(20), default="")
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
    root: Mapped[str] = mapped_column(String(64), default="")
    poll: Mapped[Poll] = relationship(back_populates="questions")
    options: Mapped[list["PollOption"]] = relationship(
        order_by="PollOption.position", cascade="all, delete-orphan", back_populates="question"
    )

    @property
    def counts(self) -> dict[str, int]:
        """How often each choice was made, or what each option got, as established."""
        counts: dict[str, int] = self.result.get("counts", {})
        return counts


class PollOption(Model):
    """Something that can be chosen: a proposal, with its text as it was approved, or words of its own.

    ``key`` stands for it in the poll file. ``title`` and ``text`` of a proposal follow it until the approval freezes
    them (``revision``). ``cost`` is in whole euros.
    """

    __tablename__ = "poll_options"
    __table_args__ = (
        UniqueConstraint("question_id", "position"),
        UniqueConstraint("question_id", "key"),
        UniqueConstraint("poll_id", "proposal_id"),
        CheckConstraint("revision IS NULL OR proposal_id IS NOT NULL", name="revision_of_a_proposal"),
        CheckConstraint("proposal_id IS NOT NULL OR title <> ''", name="says_what_it_is"),
        CheckConstraint("cost > 0", name="costs_something"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(ForeignKey("poll_questions.id", ondelete="CASCADE"))
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"), index=True)
    key: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    revision: Mapped[int | None]
    title: Mapped[str] = mapped_column(String(200), default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text, default="")
    cost: Mapped[int | None]
    question: Mapped[PollQuestion] = relationship(back_populates="options")
    proposal: Mapped[Proposal | None] = relationship()

    @property
    def name(self) -> str:
        """Its title: as frozen, or as the proposal has it now."""
        return self.title or (self.proposal.title if self.proposal is not None else "")

    @property
    def is_chosen(self) -> bool | None:
        """Whether the established result chose it; None while there is none, or when nothing was decided: with
        objections the group goes on."""
        question = self.question
        if question.outcome == "accepted":
            return True
        if question.outcome == "rejected":
            return None if question.poll.kind == "consent" else False
        if question.outcome not in ("elected", "selected"):
            return None
        return self.key in question.result["winners"]
