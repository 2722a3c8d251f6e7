"""Who is invited to sign up, from a list of addresses that a municipality sent; not people with an account."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.core import clock
from regiodialoog.core.db import Model, Versioned
from regiodialoog.groups.models.channel import Channel
from regiodialoog.organisations.models import Municipality


class InviteeState(enum.StrEnum):
    """How far somebody on a list is. Computed from what happened and from the clock, stored nowhere."""

    TO_SEND = "to_send"
    SENT = "sent"
    OPENED = "opened"
    SIGNED_UP = "signed_up"
    BY_ADDRESS = "by_address"
    DECLINED = "declined"
    EXPIRED = "expired"


class InviteeList(Versioned, Model):
    """Invitees who answer until ``answer_by``, as a channel of their own. Some time after that day the names and
    addresses are wiped (``cleared_at``). Who got an e-mail is reminded ``remind_days`` before that day; 0: nobody."""

    __tablename__ = "invitee_lists"
    __table_args__ = (CheckConstraint("remind_days BETWEEN 0 AND 30", name="reminded_days_before"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channels.id"), unique=True)
    answer_by: Mapped[date]
    remind_days: Mapped[int] = mapped_column(default=0, server_default="0")
    made_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    cleared_at: Mapped[datetime | None]
    channel: Mapped[Channel] = relationship()


class Invitee(Model):
    """One name at one address. The address is in the form of ``groups.homes``; ``home_key`` is the whole of it.

    ``key_hash``: by which the same name at the same address is known again for a theme, also after somebody declined
    and name and address were wiped; goes when the list is cleared.
    """

    __tablename__ = "invitees"
    __table_args__ = (
        UniqueConstraint("theme_id", "key_hash"),
        CheckConstraint("(name = '') = (cleared_at IS NOT NULL)", name="cleared_without_name"),
        CheckConstraint("(home_key = '') = (cleared_at IS NOT NULL)", name="cleared_without_home"),
        CheckConstraint("declined_at IS NULL OR cleared_at IS NOT NULL", name="cleared_when_declined"),
        Index("ix_invitees_home", "theme_id", "home_key"),
        Index("ix_invitees_list", "list_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("invitee_lists.id"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"))
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letters.id"), unique=True)
    key_hash: Mapped[str | None] = mapped_column(String(64))
    home_key: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(100))
    street: Mapped[str] = mapped_column(String(100), default="")
    postcode: Mapped[str] = mapped_column(String(6))
    house_number: Mapped[str] = mapped_column(String(5))
    house_addition: Mapped[str] = mapped_column(String(20), default="")
    place: Mapped[str] = mapped_column(String(80), default="")
    address: Mapped[str] = mapped_column(String(254), default="")
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), index=True)
    added_at: Mapped[datetime] = mapped_column(default=clock.now)
    opened_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    cleared_at: Mapped[datetime | None]
    in_list: Mapped[InviteeList] = relationship()
    municipality: Mapped[Municipality] = relationship()


class InviteeImport(Versioned, Model):
    """A file for a list that was read, and is taken over when the bureau says so. ``rows``: ``{"rows": [[line, name,
    street, postcode, number, addition, place, e-mail, municipality id]], "ignored": [columns]}``; emptied when it was
    taken over, or a day later (``emptied_at``)."""

    __tablename__ = "invitee_imports"
    __table_args__ = (
        UniqueConstraint("list_id", "number"),
        CheckConstraint("number >= 1", name="numbered_from_one"),
        CheckConstraint("taken_at IS NULL OR emptied_at IS NOT NULL", name="emptied_when_taken"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("invitee_lists.id"))
    number: Mapped[int]
    rows: Mapped[dict[str, Any]]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    taken_at: Mapped[datetime | None]
    emptied_at: Mapped[datetime | None]
    in_list: Mapped[InviteeList] = relationship()
