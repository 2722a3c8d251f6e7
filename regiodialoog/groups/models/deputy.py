"""Who stands in for whom: the deputy of a representative, for one seat."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import Model, enum_type
from regiodialoog.core.workflow import Workflow
from regiodialoog.groups.models.composition import Seat


class DeputyState(enum.StrEnum):
    """TOOK_OVER: the deputy got the seat for good when its holder left."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    EXPIRED = "expired"
    ENDED = "ended"
    TOOK_OVER = "took_over"


DEPUTIES: Workflow[DeputyState] = Workflow(
    {
        DeputyState.ASKED: {
            DeputyState.CONFIRMED,
            DeputyState.DECLINED,
            DeputyState.EXPIRED,
            DeputyState.ENDED,
        },
        DeputyState.CONFIRMED: {DeputyState.ENDED, DeputyState.TOOK_OVER},
        DeputyState.DECLINED: set(),
        DeputyState.EXPIRED: set(),
        DeputyState.ENDED: set(),
        DeputyState.TOOK_OVER: set(),
    }
)
_STANDS = text("state IN ('asked', 'confirmed')")


class Deputy(Model):
    """Somebody who was asked to stand in for who holds a seat. The seat's holder keeps the vote.

    The link in the mail is good until it is answered or ``expires_on``; only its SHA-256 is here. Name and address are
    emptied once they are answered (``cleared_at``): from then on ``person_id`` says who it is, if they confirmed.
    """

    __tablename__ = "deputies"
    __table_args__ = (
        CheckConstraint("(state = 'asked') = (answered_at IS NULL)", name="answered_at_a_moment"),
        CheckConstraint("state NOT IN ('confirmed', 'took_over') OR person_id IS NOT NULL", name="by_somebody"),
        CheckConstraint("state IN ('confirmed', 'ended', 'took_over') OR person_id IS NULL", name="who_confirmed"),
        CheckConstraint("(state IN ('ended', 'took_over')) = (ended_at IS NOT NULL)", name="ended_at_a_moment"),
        CheckConstraint("(address = '') = (cleared_at IS NOT NULL)", name="cleared_without_address"),
        Index("uq_deputies_stands", "seat_id", unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS),
        Index("ix_deputies_seat_id", "seat_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"))
    name: Mapped[str] = mapped_column(String(100))
    address: Mapped[str] = mapped_column(String(254))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    state: Mapped[DeputyState] = mapped_column(enum_type(DeputyState), default=DeputyState.ASKED)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_on: Mapped[date]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    cleared_at: Mapped[datetime | None]
    seat: Mapped[Seat] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
