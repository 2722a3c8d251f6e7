"""What is asked in a poll, and what can be chosen."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.core.db import Model
from regiodialoog.proposals.models import Proposal

if TYPE_CHECKING:
    from regiodialoog.polls.models.poll import Poll

MATTERS = frozenset({"yes-no", "consent"})
"""Rules by which every option is a question of its own; by all others the options stand against each other."""
OUTCOMES = ("accepted", "rejected", "no-decision", "elected", "selected", "tie")


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
    poll: Mapped["Poll"] = relationship(back_populates="questions")
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
