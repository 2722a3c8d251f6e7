"""A place that a draw offers to somebody, and what they answer."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.core import clock
from regiodialoog.core.db import Model, Versioned, enum_type
from regiodialoog.core.workflow import Workflow
from regiodialoog.groups.models.composition import Seat
from regiodialoog.groups.models.draw import Draw
from regiodialoog.groups.models.ways_in import Registration


class OfferState(enum.StrEnum):
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"


OFFERS: Workflow[OfferState] = Workflow(
    {
        OfferState.SENT: {OfferState.ACCEPTED, OfferState.DECLINED, OfferState.EXPIRED},
        OfferState.ACCEPTED: set(),
        OfferState.DECLINED: set(),
        OfferState.EXPIRED: set(),
    }
)
_SENT = text("state = 'sent'")


class Offer(Versioned, Model):
    """A place for who was drawn, or who was next in line. Nobody gets two of one draw. Good through ``answer_by``.

    ``number`` counts from one within the draw. ``line``: of a replacement, how it was found: a line of
    ``engines.sortition.replace``, by codes. Only the SHA-256 of the link in the mail is here. ``answered_by``: who of
    the bureau wrote down what somebody said by phone.
    """

    __tablename__ = "offers"
    __table_args__ = (
        UniqueConstraint("draw_id", "number"),
        UniqueConstraint("draw_id", "registration_id"),
        CheckConstraint("number >= 1", name="numbered_from_one"),
        CheckConstraint("(state = 'sent') = (answered_at IS NULL)", name="answered_at_a_moment"),
        Index("uq_offers_sent", "seat_id", unique=True, sqlite_where=_SENT, postgresql_where=_SENT),
        Index("ix_offers_seat_id", "seat_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draws.id"))
    number: Mapped[int]
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    line: Mapped[dict[str, Any]] = mapped_column(default=dict)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    state: Mapped[OfferState] = mapped_column(enum_type(OfferState), default=OfferState.SENT)
    sent_at: Mapped[datetime] = mapped_column(default=clock.now)
    answer_by: Mapped[date]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    draw: Mapped[Draw] = relationship()
    seat: Mapped[Seat] = relationship()
    registration: Mapped[Registration] = relationship()
