"""How people hear of a group and how their registration comes in: channels, letters with a code, the desk."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.core import clock
from regiodialoog.core.db import Model, Versioned, enum_type
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.models.ways_in import Registration
from regiodialoog.organisations.models import Municipality


class ChannelKind(enum.StrEnum):
    LETTERS = "letters"
    ORGANISATION = "organisation"
    POSTER = "poster"
    DESK = "desk"
    LANGUAGE = "language"


class Channel(Versioned, Model):
    """One way in which people hear of a theme's group. Its ``code`` is in the address ``/m/<code>``, which never
    changes and works for ever, also when the channel is off the list (``hidden_at``)."""

    __tablename__ = "channels"
    __table_args__ = (CheckConstraint("name <> ''", name="named"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"), index=True)
    kind: Mapped[ChannelKind] = mapped_column(enum_type(ChannelKind))
    name: Mapped[str] = mapped_column(String(200))
    code: Mapped[str] = mapped_column(String(12), unique=True)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    hidden_at: Mapped[datetime | None]
    theme: Mapped[Theme] = relationship()


class CameBy(enum.StrEnum):
    """How a registration was filled in: on the site, with the code of a letter, or by the bureau at the desk."""

    SITE = "site"
    LETTER = "letter"
    DESK = "desk"


class Arrival(Model):
    """How one registration came in. ``phone``, ``post_address`` (in lines): of who has no e-mail address; wiped with
    the answers.

    ``receipt_waits``: the bureau has still to print and hand over what they told, because no mail says it."""

    __tablename__ = "arrivals"
    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), unique=True)
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channels.id"), index=True)
    how: Mapped[CameBy] = mapped_column(enum_type(CameBy), default=CameBy.SITE)
    phone: Mapped[str] = mapped_column(String(40), default="")
    post_address: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    receipt_waits: Mapped[bool] = mapped_column(default=False, server_default=false())
    filled_in_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    registration: Mapped[Registration] = relationship()
    channel: Mapped[Channel | None] = relationship()


class LetterBatch(Versioned, Model):
    """So many letters of a channel, for addresses in one municipality or anywhere.

    ``sealed``: the codes in the order of the letters, encrypted with the installation's key, until the bureau says
    that the letters are printed; from then on nobody can read them any more. ``by_mail``: they went by e-mail, at once.
    """

    __tablename__ = "letter_batches"
    __table_args__ = (
        CheckConstraint("count BETWEEN 1 AND 1000", name="so_many_letters"),
        CheckConstraint("(sealed = '') = (printed_at IS NOT NULL)", name="sealed_until_printed"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channels.id"), index=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipalities.id"), index=True)
    count: Mapped[int]
    sealed: Mapped[str] = mapped_column(Text, deferred=True)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    printed_at: Mapped[datetime | None]
    by_mail: Mapped[bool] = mapped_column(default=False, server_default=false())
    channel: Mapped[Channel] = relationship()
    municipality: Mapped[Municipality | None] = relationship()


class Letter(Model):
    """One letter and the hash of its code, good for one registration. Without a hash the code opens nothing any more:
    whoever used it removed the account. ``again_hash``: of the second code, in a reminder by e-mail."""

    __tablename__ = "letters"
    __table_args__ = (
        UniqueConstraint("batch_id", "number"),
        Index("uq_letters_again_hash", "again_hash", unique=True),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("letter_batches.id"))
    number: Mapped[int]
    code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    again_hash: Mapped[str | None] = mapped_column(String(64))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"), unique=True)
    batch: Mapped[LetterBatch] = relationship()
    registration: Mapped[Registration | None] = relationship()
