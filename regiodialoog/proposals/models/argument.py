"""Arguments for and against a proposal, with one level of replies."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import Model, enum_type
from regiodialoog.organisations.models import Organisation
from regiodialoog.proposals.models.proposal import Proposal


class Side(enum.StrEnum):
    FOR = "for"
    AGAINST = "against"


class Argument(Model):
    """An argument, or with ``parent_id`` a reply to one (on its side). ``looked_at``: a moderator saw it.

    ``author_id`` None: the author left. Hidden, its text is shown to moderators only, and the reason to everybody.
    """

    __tablename__ = "arguments"
    __table_args__ = (
        CheckConstraint("(hidden_at IS NULL) = (hidden_reason = '')", name="hidden_with_a_reason"),
        CheckConstraint("parent_id <> id", name="no_reply_to_itself"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("arguments.id"), index=True)
    side: Mapped[Side] = mapped_column(enum_type(Side))
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    looked_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    hidden_reason: Mapped[str] = mapped_column(Text, default="")
    proposal: Mapped[Proposal] = relationship()
    author: Mapped[Person | None] = relationship(foreign_keys=[author_id])
    organisation: Mapped[Organisation | None] = relationship()

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None


class ArgumentReport(Model):
    """Somebody asks a moderator to look at an argument. Once per person; ``person_id`` None: they left."""

    __tablename__ = "argument_reports"
    __table_args__ = (UniqueConstraint("argument_id", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    argument_id: Mapped[int] = mapped_column(ForeignKey("arguments.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    handled_at: Mapped[datetime | None]
    argument: Mapped[Argument] = relationship()
