"""The tables of straw polls in the hall: what is asked, what was counted, and answers by phone until then."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.core import clock
from regiodialoog.core.db import Model, Versioned, enum_type
from regiodialoog.core.workflow import Workflow
from regiodialoog.meetings.models.meeting import Meeting

LEAST_OPTIONS, MOST_OPTIONS = 2, 8
LONGEST_OPTION = 80


class StrawWay(enum.StrEnum):
    """How people answer. By phone the site counts; otherwise somebody counts in the hall and types it in."""

    HANDS = "hands"
    CARDS = "cards"
    PHONE = "phone"


class StrawScale(enum.StrEnum):
    """Which set of options: a ready-made one, or own words."""

    AGREE = "agree"
    YES_NO = "yes-no"
    COLOURS = "colours"
    OWN = "own"


class StrawState(enum.StrEnum):
    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"
    DROPPED = "dropped"


STRAW_POLLS: Workflow[StrawState] = Workflow(
    {
        StrawState.PREPARED: {StrawState.OPEN, StrawState.DROPPED},
        StrawState.OPEN: {StrawState.CLOSED, StrawState.DROPPED},
        StrawState.CLOSED: set(),
        StrawState.DROPPED: set(),
    },
    reasoned={StrawState.DROPPED},
)


class StrawPoll(Versioned, Model):
    """A quick question to who is in the hall, without any consequence. ``number`` is its address within the meeting,
    ``code`` the short one for phones. ``by_interest``: it is counted for each interest apart.

    Closed when it was counted. ``reason``: why it was dropped.
    """

    __tablename__ = "straw_polls"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("state <> 'prepared' OR opened_at IS NULL", name="prepared_before_it_opens"),
        CheckConstraint("state NOT IN ('open', 'closed') OR opened_at IS NOT NULL", name="opened_at_a_moment"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at_a_moment"),
        CheckConstraint("closed_at >= opened_at", name="opens_before_it_closes"),
        CheckConstraint("(state = 'dropped') = (reason <> '')", name="dropped_with_a_reason"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    number: Mapped[int]
    code: Mapped[str] = mapped_column(String(12), unique=True)
    question: Mapped[str] = mapped_column(String(300))
    way: Mapped[StrawWay] = mapped_column(enum_type(StrawWay))
    scale: Mapped[StrawScale] = mapped_column(enum_type(StrawScale))
    by_interest: Mapped[bool] = mapped_column(default=False)
    state: Mapped[StrawState] = mapped_column(enum_type(StrawState), default=StrawState.PREPARED)
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    meeting: Mapped[Meeting] = relationship()
    options: Mapped[list["StrawOption"]] = relationship(
        order_by="StrawOption.position", cascade="all, delete-orphan", back_populates="straw_poll"
    )
    tallies: Mapped[list["StrawTally"]] = relationship(order_by="StrawTally.number", cascade="all, delete-orphan")

    @property
    def tally(self) -> "StrawTally | None":
        """The count that holds: the last one."""
        return self.tallies[-1] if self.tallies else None


class StrawOption(Model):
    """Something one can answer."""

    __tablename__ = "straw_options"
    __table_args__ = (UniqueConstraint("straw_poll_id", "position"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    straw_poll_id: Mapped[int] = mapped_column(ForeignKey("straw_polls.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(LONGEST_OPTION))
    straw_poll: Mapped[StrawPoll] = relationship(back_populates="options")


class StrawTally(Model):
    """What was counted. A correction is a new count with a reason; the last one holds."""

    __tablename__ = "straw_tallies"
    __table_args__ = (
        UniqueConstraint("straw_poll_id", "number"),
        CheckConstraint("(number = 1) = (reason = '')", name="corrected_with_a_reason"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    straw_poll_id: Mapped[int] = mapped_column(ForeignKey("straw_polls.id"))
    number: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, default="")
    counted_at: Mapped[datetime] = mapped_column(default=clock.now)
    counts: Mapped[list["StrawCount"]] = relationship(order_by="StrawCount.id", cascade="all, delete-orphan")

    @property
    def total(self) -> int:
        return sum(each.count for each in self.counts)


_WHOLE = text("interest_id IS NULL")


class StrawCount(Model):
    """How often an option was chosen, of one interest; without an interest: of all, or of those who are not told
    apart."""

    __tablename__ = "straw_counts"
    __table_args__ = (
        UniqueConstraint("tally_id", "option_id", "interest_id"),
        CheckConstraint("count >= 0", name="no_fewer_than_nobody"),
        Index(
            "uq_straw_counts_whole", "tally_id", "option_id", unique=True,
            sqlite_where=_WHOLE, postgresql_where=_WHOLE,
        ),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    tally_id: Mapped[int] = mapped_column(ForeignKey("straw_tallies.id"))
    option_id: Mapped[int] = mapped_column(ForeignKey("straw_options.id"), index=True)
    interest_id: Mapped[int | None] = mapped_column(ForeignKey("interests.id"), index=True)
    count: Mapped[int]


class StrawAnswer(Model):
    """What somebody answered by phone for one place at the table, until it is counted: then it is deleted. The last
    answer for a place is the only one. It has no moment, so that nobody can be found by it."""

    __tablename__ = "straw_answers"
    __table_args__ = (UniqueConstraint("straw_poll_id", "seat_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    straw_poll_id: Mapped[int] = mapped_column(ForeignKey("straw_polls.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    option_id: Mapped[int] = mapped_column(ForeignKey("straw_options.id"), index=True)
    straw_poll: Mapped[StrawPoll] = relationship()
    option: Mapped[StrawOption] = relationship()
