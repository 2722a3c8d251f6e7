"""The tables of meetings: the meeting, who came, and the minutes."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import Model, Versioned, enum_type
from regiodialoog.core.workflow import Workflow
from regiodialoog.dialogues.models import Theme


class MeetingState(enum.StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


MEETINGS: Workflow[MeetingState] = Workflow(
    {
        MeetingState.PLANNED: {MeetingState.HELD, MeetingState.CANCELLED},
        MeetingState.HELD: set(),
        MeetingState.CANCELLED: set(),
    },
    reasoned={MeetingState.CANCELLED},
)


class Meeting(Versioned, Model):
    """A meeting of the group of a theme. ``number`` is its address; ``place`` is where ("Gemeentehuis Soest").

    ``online_note``: how to join from afar; ``access_note``: stairs, lift, interpreter, ring line. ``reason``: why it
    does not go on, read by everybody.
    """

    __tablename__ = "meetings"
    __table_args__ = (
        UniqueConstraint("theme_id", "number"),
        CheckConstraint("starts_at < ends_at", name="begins_before_it_ends"),
        CheckConstraint("(state = 'cancelled') = (reason <> '')", name="cancelled_with_a_reason"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    about: Mapped[str] = mapped_column(Text, default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    online_note: Mapped[str] = mapped_column(Text, default="")
    access_note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[MeetingState] = mapped_column(enum_type(MeetingState), default=MeetingState.PLANNED)
    reason: Mapped[str] = mapped_column(Text, default="")
    theme: Mapped[Theme] = relationship()


class Presence(enum.StrEnum):
    CAME = "came"
    EXCUSED = "excused"
    ABSENT = "absent"


class Attendance(Model):
    """Whether a member of the group was at a meeting, or said beforehand that they cannot come.

    ``deputy_id``: who came in their place, or (EXCUSED) said that they will. The place counts as taken once.
    """

    __tablename__ = "attendances"
    __table_args__ = (
        UniqueConstraint("meeting_id", "person_id"),
        CheckConstraint("deputy_id IS NULL OR state IN ('came', 'excused')", name="deputy_instead"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    state: Mapped[Presence] = mapped_column(enum_type(Presence))
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    noted_at: Mapped[datetime] = mapped_column(default=clock.now)
    meeting: Mapped[Meeting] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    deputy: Mapped[Person | None] = relationship(foreign_keys=[deputy_id])


class Minutes(Versioned, Model):
    """What was said at a meeting. Until ``published_at`` it is a concept, read by nobody but who may write it."""

    __tablename__ = "minutes"
    __table_args__ = (CheckConstraint("published_at IS NULL OR text <> ''", name="nothing_empty_is_published"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), unique=True)
    text: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime | None]
    meeting: Mapped[Meeting] = relationship()
