"""What moderators do with a proposal: ask a question, admit it or not, and look a second time."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.core import clock
from regiodialoog.core.db import Model, enum_type
from regiodialoog.proposals.models.proposal import Proposal


class Ground(enum.StrEnum):
    """The only grounds on which a proposal is not admitted. The opinion is none of them."""

    UNLAWFUL = "unlawful"
    PERSONAL_DATA = "personal_data"
    OFF_TOPIC = "off_topic"
    DUPLICATE = "duplicate"


HIDING = frozenset({Ground.UNLAWFUL, Ground.PERSONAL_DATA})
"""Refused on these grounds, the texts of a proposal are shown to nobody but its author and those who judge it."""


class SecondOpinion(enum.StrEnum):
    UPHELD = "upheld"
    OVERTURNED = "overturned"


class ProposalQuestion(Model):
    """Asked by a moderator, answered by the author; everybody who may read the proposal reads both."""

    __tablename__ = "proposal_questions"
    __table_args__ = (CheckConstraint("(answer = '') = (answered_at IS NULL)", name="answered_at_a_moment"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    asked_role: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    proposal: Mapped[Proposal] = relationship()


class Curation(Model):
    """A verdict of a moderator, with its second opinion if the author asked for one. The last one of a proposal counts.

    ``by_id`` and ``second_by_id`` are shown as the role in ``role`` and ``second_role``, never by name.
    """

    __tablename__ = "proposal_curations"
    __table_args__ = (
        CheckConstraint("admitted = (ground IS NULL)", name="refused_on_a_ground"),
        CheckConstraint("admitted OR reason <> ''", name="refused_with_a_reason"),
        CheckConstraint("NOT admitted OR second_asked_at IS NULL", name="second_opinion_of_a_refusal"),
        CheckConstraint("(second_at IS NULL) = (second_opinion IS NULL)", name="second_opinion_at_a_moment"),
        CheckConstraint("second_opinion IS NULL OR second_reason <> ''", name="second_opinion_with_a_reason"),
        CheckConstraint("second_at IS NULL OR second_asked_at IS NOT NULL", name="second_opinion_was_asked"),
        CheckConstraint("second_by_id <> by_id", name="second_opinion_by_another"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"), index=True)
    admitted: Mapped[bool]
    ground: Mapped[Ground | None] = mapped_column(enum_type(Ground))
    reason: Mapped[str] = mapped_column(Text, default="")
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    second_asked_at: Mapped[datetime | None]
    second_asked_why: Mapped[str] = mapped_column(Text, default="")
    second_opinion: Mapped[SecondOpinion | None] = mapped_column(enum_type(SecondOpinion))
    second_reason: Mapped[str] = mapped_column(Text, default="")
    second_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    second_role: Mapped[str] = mapped_column(String(40), default="")
    second_at: Mapped[datetime | None]
    proposal: Mapped[Proposal] = relationship(foreign_keys=[proposal_id])
    duplicate_of: Mapped[Proposal | None] = relationship(foreign_keys=[duplicate_of_id])

    @property
    def waits_for_second(self) -> bool:
        return self.second_asked_at is not None and self.second_opinion is None
