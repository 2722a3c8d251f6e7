"""Who must be called, because no mail reaches them."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import Infrastructure, Model, enum_type
from regiodialoog.core.workflow import Workflow
from regiodialoog.dialogues.models import Theme


class CallState(enum.StrEnum):
    """ANSWERED: in another way than by phone, or too late for it; nobody needs to call any more."""

    WAITING = "waiting"
    AGAIN = "again"
    REACHED = "reached"
    NOT_REACHED = "not_reached"
    ANSWERED = "answered"


CALLED = (CallState.AGAIN, CallState.REACHED, CallState.NOT_REACHED)
CALLS: Workflow[CallState] = Workflow(
    {
        CallState.WAITING: {*CALLED, CallState.ANSWERED},
        CallState.AGAIN: {*CALLED, CallState.ANSWERED},
        CallState.REACHED: set(),
        CallState.NOT_REACHED: {CallState.REACHED},  # they called back
        CallState.ANSWERED: set(),
    }
)


class Call(Model, Infrastructure):
    """What a mail would have told somebody without an e-mail address: the outbox of the telephone. The text is wiped
    when they were reached, or are not called any more. ``called_at``: when somebody called last, or when it ended."""

    __tablename__ = "calls"
    __table_args__ = (
        CheckConstraint("(state = 'waiting') = (called_at IS NULL)", name="called_at_a_moment"),
        CheckConstraint("state IN ('waiting', 'again') OR body = ''", name="wiped_when_done"),
        Index("ix_calls_theme_id", "theme_id", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    dedupe_key: Mapped[str] = mapped_column(String(200), unique=True)
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[CallState] = mapped_column(enum_type(CallState), default=CallState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    called_at: Mapped[datetime | None]
    called_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    theme: Mapped[Theme] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
