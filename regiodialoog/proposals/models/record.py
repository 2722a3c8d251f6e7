"""Proposals of before: what the document says of them, and where they went."""

import enum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.core.db import Model, Versioned, enum_type
from regiodialoog.proposals.models.proposal import Proposal


class Verdict(enum.StrEnum):
    """The outcomes of a study of what can be done, in the words of the product."""

    FEASIBLE = "feasible"
    FEASIBLE_IF = "feasible_if"
    ALREADY_DONE = "already_done"
    ALONG_WITH_OTHER_WORK = "along_with_other_work"
    EXPLORE_FIRST = "explore_first"
    PASSED_ON = "passed_on"
    DONE_IN_PROJECT = "done_in_project"
    NOT_FEASIBLE = "not_feasible"


class Destination(Versioned, Model):
    """Where proposals of before went, as the document names it. ``verdict`` is the outcome in words of today, or None
    where none of them says the same."""

    __tablename__ = "destinations"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    explanation: Mapped[str] = mapped_column(Text, default="")
    verdict: Mapped[Verdict | None] = mapped_column(enum_type(Verdict))
    position: Mapped[int]


class ProposalRecord(Versioned, Model):
    """What the document says of one proposal, unchanged. Lists are in the document's order.

    ``slug`` is its name in the fact set. ``is_collection``: several ideas that the document does not name one by one.
    ``see_also`` is the slug of a theme; ``municipalities`` are slugs.
    """

    __tablename__ = "proposal_records"
    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"), unique=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    destination_id: Mapped[int] = mapped_column(ForeignKey("destinations.id"), index=True)
    is_collection: Mapped[bool] = mapped_column(default=False)
    condition: Mapped[str] = mapped_column(Text, default="")
    strategy: Mapped[str] = mapped_column(Text, default="")
    method: Mapped[str] = mapped_column(Text, default="")
    area: Mapped[str] = mapped_column(Text, default="")
    film_theme: Mapped[str] = mapped_column(Text, default="")
    see_also: Mapped[str] = mapped_column(String(100), default="")
    examples: Mapped[list[str]] = mapped_column(default=list)
    executors: Mapped[list[str]] = mapped_column(default=list)
    municipalities: Mapped[list[str]] = mapped_column(default=list)
    proposal: Mapped[Proposal] = relationship()
    destination: Mapped[Destination] = relationship()
    programmes: Mapped[list["RecordProgramme"]] = relationship(
        order_by="RecordProgramme.position", cascade="all, delete-orphan", back_populates="record"
    )


class RecordProgramme(Model):
    """A programme that the document names; ``standing`` is its word for it ("bestaand", "nieuw"), or empty."""

    __tablename__ = "proposal_record_programmes"
    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("proposal_records.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    standing: Mapped[str] = mapped_column(String(100), default="")
    record: Mapped[ProposalRecord] = relationship(back_populates="programmes")
