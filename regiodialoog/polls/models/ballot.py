"""Who may vote, and what they chose."""

import enum
import secrets
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import Model, enum_type
from regiodialoog.organisations.models import Interest, Municipality, Organisation
from regiodialoog.polls.models.poll import Poll, PollProposal


class Choice(enum.StrEnum):
    """The words of a yes/no poll file."""

    FOR = "yes"
    AGAINST = "no"
    BLANK = "abstain"


def _random() -> str:
    return secrets.token_hex(8)


class PollRoll(Model):
    """One line of the roll: somebody who held a seat at the opening, for which interest, for or from which
    municipality, and on whose behalf. ``line`` stands for it outside the group. ``person_id`` None: they left."""

    __tablename__ = "poll_roll"
    __table_args__ = (
        UniqueConstraint("poll_id", "person_id"),
        UniqueConstraint("poll_id", "seat_id"),
        UniqueConstraint("poll_id", "line"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id"))
    line: Mapped[str] = mapped_column(String(16), default=_random)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    interest_id: Mapped[int] = mapped_column(ForeignKey("interests.id"), index=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipalities.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    poll: Mapped[Poll] = relationship()
    person: Mapped[Person | None] = relationship()
    interest: Mapped[Interest] = relationship()
    municipality: Mapped[Municipality | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()


_COUNTS = text("replaced_at IS NULL")


class Ballot(Model):
    """What one line of the roll chose about one proposal. A changed vote is a new row; the one that was not replaced
    counts. ``receipt`` is under what name it stands in the poll file."""

    __tablename__ = "ballots"
    __table_args__ = (
        CheckConstraint("replaced_at >= cast_at", name="replaced_after_it_was_cast"),
        Index(
            "uq_ballots_counts", "roll_id", "poll_proposal_id", unique=True,
            sqlite_where=_COUNTS, postgresql_where=_COUNTS,
        ),
        Index("ix_ballots_poll_proposal_id", "poll_proposal_id"),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    roll_id: Mapped[int] = mapped_column(ForeignKey("poll_roll.id"), index=True)
    poll_proposal_id: Mapped[int] = mapped_column(ForeignKey("poll_proposals.id"))
    receipt: Mapped[str] = mapped_column(String(16), unique=True, default=_random)
    choice: Mapped[Choice] = mapped_column(enum_type(Choice))
    cast_at: Mapped[datetime] = mapped_column(default=clock.now)
    replaced_at: Mapped[datetime | None]
    roll: Mapped[PollRoll] = relationship()
    poll_proposal: Mapped[PollProposal] = relationship()
