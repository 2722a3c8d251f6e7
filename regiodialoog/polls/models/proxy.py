"""Mandates in writing: somebody who may vote lets another one vote for them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import Model
from regiodialoog.polls.models.poll import Poll

MOST_PROXIES = 3
"""How many votes one person may cast for others, in any poll."""


class Proxy(Model):
    """``holder`` votes for ``giver`` in one poll, on the giver's own line of the roll. What ended is not kept here: the
    events tell it. Whether it was used is not written down: the giver's line voted, and only the holder can have done
    so. ``holder_id`` None: they left after they voted. It says nothing about what to choose: in a secret poll that
    would be the vote itself."""

    __tablename__ = "poll_proxies"
    __table_args__ = (
        UniqueConstraint("poll_id", "giver_id"),
        CheckConstraint("giver_id <> holder_id", name="to_another"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id"))
    giver_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    given_at: Mapped[datetime] = mapped_column(default=clock.now)
    poll: Mapped[Poll] = relationship()
    giver: Mapped[Person] = relationship(foreign_keys=giver_id)
    holder: Mapped[Person | None] = relationship(foreign_keys=holder_id)
