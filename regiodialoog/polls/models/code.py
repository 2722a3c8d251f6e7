"""Codes by letter: each lets somebody vote in one poll without an account."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.core import clock
from regiodialoog.core.db import Model, Versioned
from regiodialoog.core.text import clean_line
from regiodialoog.organisations.models import Municipality
from regiodialoog.polls.models.poll import Poll


class CodeBatch(Versioned, Model):
    """So many letters of a poll. ``sealed``: their codes in the order of the letters, encrypted with the
    installation's key, until the bureau says that they are printed; from then on nobody can read them any more.
    ``addressed``: each has a name and an address."""

    __tablename__ = "poll_code_batches"
    __table_args__ = (
        CheckConstraint("count BETWEEN 1 AND 1000", name="so_many_letters"),
        CheckConstraint("(sealed = '') = (printed_at IS NOT NULL)", name="sealed_until_printed"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id"), index=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipalities.id"), index=True)
    count: Mapped[int]
    addressed: Mapped[bool] = mapped_column(default=False)
    sealed: Mapped[str] = mapped_column(Text, deferred=True)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    printed_at: Mapped[datetime | None]
    poll: Mapped[Poll] = relationship()
    municipality: Mapped[Municipality | None] = relationship()


class PollCode(Model):
    """One letter, and the hash of its code. Name and address, as in ``groups.homes``, are empty for a letter to
    nobody in particular. Some time after the closing they are wiped, and the hash with them (``cleared_at``)."""

    __tablename__ = "poll_codes"
    __table_args__ = (
        UniqueConstraint("batch_id", "number"),
        CheckConstraint("cleared_at IS NULL OR (name = '' AND postcode = '')", name="cleared_of_names"),
        CheckConstraint("(code_hash IS NULL) = (cleared_at IS NOT NULL)", name="cleared_codes"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id"), index=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("poll_code_batches.id"))
    number: Mapped[int]
    code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipalities.id"), index=True)
    name: Mapped[str] = mapped_column(String(100), default="")
    street: Mapped[str] = mapped_column(String(100), default="")
    postcode: Mapped[str] = mapped_column(String(6), default="")
    house_number: Mapped[str] = mapped_column(String(5), default="")
    house_addition: Mapped[str] = mapped_column(String(20), default="")
    place: Mapped[str] = mapped_column(String(80), default="")
    cleared_at: Mapped[datetime | None]
    poll: Mapped[Poll] = relationship()
    municipality: Mapped[Municipality | None] = relationship()

    @property
    def envelope(self) -> list[str]:
        """The lines of the address; none for a letter to nobody in particular."""
        if not self.postcode:
            return []
        town = self.place or (self.municipality.name if self.municipality is not None else "")
        street = clean_line(f"{self.street} {self.house_number} {self.house_addition}")
        return [self.name, street, clean_line(f"{self.postcode[:4]} {self.postcode[4:]} {town}")]
