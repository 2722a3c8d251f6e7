"""Secret ballots: who holds the two keys, the boxes while a poll is open, and the ballots that came out of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import Infrastructure, JsonObject, Model
from regiodialoog.polls.models.poll import PollQuestion

LAYERS = (0, 1)
"""The inner envelope and the outer one, which is opened first."""


class PollKey(Model):
    """One of the two keys of a secret poll. Its private half is with ``holder`` and nowhere else. ``used_at``: when
    the holder opened this layer of the box."""

    __tablename__ = "poll_keys"
    __table_args__ = (
        UniqueConstraint("poll_id", "layer"),
        UniqueConstraint("poll_id", "holder_id"),
        CheckConstraint("layer IN (0, 1)", name="inner_or_outer"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id", ondelete="CASCADE"))
    layer: Mapped[int]
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    public_key: Mapped[str] = mapped_column(String(44))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    used_at: Mapped[datetime | None]
    holder: Mapped[Person | None] = relationship()


class SecretBox(Model, Infrastructure):
    """The sealed answers of one line of the roll. That this row is there is the one trace of a secret vote: no event,
    no moment, no key of a form. All of them go when the box is opened."""

    __tablename__ = "secret_boxes"
    roll_id: Mapped[int] = mapped_column(ForeignKey("poll_roll.id"), primary_key=True, autoincrement=False)
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id"), index=True)
    box: Mapped[bytes] = mapped_column(LargeBinary)


class OpenedBallot(Model):
    """A ballot that came out of a box or from paper, of nobody: written in the order of the receipts. ``of_group``: the
    one group that the rule counts by, if it does."""

    __tablename__ = "opened_ballots"
    __table_args__ = (UniqueConstraint("question_id", "receipt"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("poll_questions.id"))
    receipt: Mapped[str] = mapped_column(String(40))
    choice: Mapped[Any] = mapped_column(JsonObject, nullable=False)
    of_group: Mapped[str] = mapped_column(String(200), default="")
    question: Mapped[PollQuestion] = relationship()
