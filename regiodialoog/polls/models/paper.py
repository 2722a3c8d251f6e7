"""Votes on paper: a batch of ballot papers, and what two people typed in, each for themselves."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import Model, Versioned
from regiodialoog.polls.models.poll import Poll


class PaperBatch(Versioned, Model):
    """So many ballot papers, of as many lines of the roll (``PollRoll.paper_id``): which paper is whose nobody knows.
    ``number`` is its address within the poll. Once ``taken_at``, its ballots count."""

    __tablename__ = "paper_batches"
    __table_args__ = (
        UniqueConstraint("poll_id", "number"),
        CheckConstraint("(taken_at IS NULL) = (ballots IS NULL)", name="taken_with_ballots"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id"))
    number: Mapped[int]
    begun_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    begun_at: Mapped[datetime] = mapped_column(default=clock.now)
    ballots: Mapped[int | None]
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    taken_at: Mapped[datetime | None]
    poll: Mapped[Poll] = relationship()


class PaperCounting(Versioned, Model):
    """What one person typed in of a batch. ``typed``: the ballots, encrypted with the installation's key: nobody reads
    them in a copy of the database. It goes when the batch is taken over or dropped. ``done_at``: they say that this is
    all of it."""

    __tablename__ = "paper_countings"
    __table_args__ = (
        UniqueConstraint("batch_id", "typist_id"),
        CheckConstraint("ballots >= 0", name="counted_from_zero"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("paper_batches.id"))
    typist_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    typed: Mapped[str] = mapped_column(Text, default="", deferred=True)
    ballots: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    batch: Mapped[PaperBatch] = relationship()
    typist: Mapped[Person] = relationship()
