"""The advice of a group: its conclusions, its proposals in order, and what a minority says."""

import enum
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.core.db import Model, Versioned, enum_type
from regiodialoog.core.workflow import Workflow
from regiodialoog.dialogues.models import Theme
from regiodialoog.proposals.models import Proposal


class AdviceState(enum.StrEnum):
    CONCEPT = "concept"
    HANDED_OVER = "handed_over"


ADVICES: Workflow[AdviceState] = Workflow(
    {AdviceState.CONCEPT: {AdviceState.HANDED_OVER}, AdviceState.HANDED_OVER: set()}
)


class GroupAdvice(Versioned, Model):
    """The advice of the group of one theme. As a concept the group reads it; handed over, everybody does.

    ``minority``: what those who were against want to be read beside it. ``document``: the address of the advice as a
    document.
    """

    __tablename__ = "group_advices"
    __table_args__ = (
        CheckConstraint("(state = 'handed_over') = (handed_over_on IS NOT NULL)", name="handed_over_on_a_day"),
        CheckConstraint("(state = 'handed_over') = (handed_over_to <> '')", name="handed_over_to_somebody"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"), unique=True)
    conclusions: Mapped[str] = mapped_column(Text)
    minority: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[AdviceState] = mapped_column(enum_type(AdviceState), default=AdviceState.CONCEPT)
    handed_over_on: Mapped[date | None]
    handed_over_to: Mapped[str] = mapped_column(String(300), default="")
    document: Mapped[str] = mapped_column(String(500), default="")
    fictitious: Mapped[bool] = mapped_column(default=False)
    theme: Mapped[Theme] = relationship()
    proposals: Mapped[list["AdviceProposal"]] = relationship(
        order_by="AdviceProposal.position", cascade="all, delete-orphan"
    )


class AdviceProposal(Model):
    """The place of a proposal in an advice. A proposal in the advice without a row stands behind the others."""

    __tablename__ = "advice_proposals"
    __table_args__ = (UniqueConstraint("advice_id", "proposal_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    advice_id: Mapped[int] = mapped_column(ForeignKey("group_advices.id", ondelete="CASCADE"))
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    position: Mapped[int]
    proposal: Mapped[Proposal] = relationship()
