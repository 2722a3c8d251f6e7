"""Who may vote, and what they chose."""

import enum
import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import JsonObject, Model
from regiodialoog.organisations.models import Interest, Municipality, Organisation
from regiodialoog.polls.models.poll import Poll, PollQuestion


class Choice(enum.StrEnum):
    """The words of a ballot about a matter: for, against, blank; or with it, with a concern, with an objection."""

    FOR = "yes"
    AGAINST = "no"
    BLANK = "abstain"
    CONSENT = "consent"
    CONCERN = "concern"
    OBJECTION = "objection"


def _random() -> str:
    return secrets.token_hex(8)


class PollRoll(Model):
    """One line of the roll: somebody who could vote at the opening; of a seat for which interest, for or from which
    municipality, and on whose behalf; or a letter with a code. ``line`` stands for it outside the group. ``person_id``
    None: they left, or it is a letter. ``voted``: in a secret poll, written down when its box was opened, and on
    paper (``paper_id``: handed in with which batch) when that was taken over."""

    __tablename__ = "poll_roll"
    __table_args__ = (
        UniqueConstraint("poll_id", "person_id"),
        UniqueConstraint("poll_id", "seat_id"),
        UniqueConstraint("poll_id", "line"),
        Index("uq_poll_roll_code_id", "code_id", unique=True),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id"))
    line: Mapped[str] = mapped_column(String(16), default=_random)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"), index=True)
    code_id: Mapped[int | None] = mapped_column(ForeignKey("poll_codes.id"))
    interest_id: Mapped[int | None] = mapped_column(ForeignKey("interests.id"), index=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipalities.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper_batches.id"), index=True)
    voted: Mapped[bool] = mapped_column(default=False, server_default=false())
    poll: Mapped[Poll] = relationship()
    person: Mapped[Person | None] = relationship()
    interest: Mapped[Interest | None] = relationship()
    municipality: Mapped[Municipality | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()


_COUNTS = text("replaced_at IS NULL")


class Ballot(Model):
    """What one line of the roll answered to one question, ``choice`` as the rule has it in a poll file. A changed vote
    is a new row; the one that was not replaced counts. ``argument``: why somebody objects or has a concern.
    ``receipt`` is under what name it stands in the poll file."""

    __tablename__ = "ballots"
    __table_args__ = (
        CheckConstraint("replaced_at >= cast_at", name="replaced_after_it_was_cast"),
        Index(
            "uq_ballots_counts", "roll_id", "question_id", unique=True,
            sqlite_where=_COUNTS, postgresql_where=_COUNTS,
        ),
        Index("ix_ballots_question_id", "question_id"),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    roll_id: Mapped[int] = mapped_column(ForeignKey("poll_roll.id"), index=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("poll_questions.id"))
    receipt: Mapped[str] = mapped_column(String(16), unique=True, default=_random)
    choice: Mapped[Any] = mapped_column(JsonObject, nullable=False)
    argument: Mapped[str] = mapped_column(Text, default="")
    cast_at: Mapped[datetime] = mapped_column(default=clock.now)
    replaced_at: Mapped[datetime | None]
    roll: Mapped[PollRoll] = relationship()
    question: Mapped[PollQuestion] = relationship()
