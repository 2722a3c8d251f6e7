"""The process as a whole, and its rounds."""

from sqlalchemy import Column, ForeignKey, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.core.dates import FuzzyDate
from regiodialoog.core.db import Model, Versioned, fuzzy_date
from regiodialoog.organisations.models import Interest, Source

dialogue_interests = Table(
    "dialogue_interests",
    Model.metadata,
    Column("dialogue_id", ForeignKey("dialogues.id", ondelete="CASCADE"), primary_key=True),
    Column("interest_id", ForeignKey("interests.id"), primary_key=True, index=True),
)


class Dialogue(Versioned, Model):
    """A Regiodialoog. With a ``source`` it is history, told by that document; without one it runs on this site.

    ``outcome`` names where the results stand; ``afterwards`` what is done with them by rule. ``interests`` are those
    that sit at its tables. ``fictitious``: invented for a demonstration.
    """

    __tablename__ = "dialogues"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    purpose: Mapped[str] = mapped_column(Text, default="")
    distinction: Mapped[str] = mapped_column(Text, default="")
    preparation: Mapped[str] = mapped_column(Text, default="")
    kickoff_slug: Mapped[str] = mapped_column(String(100), default="")
    kickoff: Mapped[FuzzyDate | None] = fuzzy_date("kickoff", required=False)
    kickoff_with: Mapped[str] = mapped_column(String(200), default="")
    kickoff_note: Mapped[str] = mapped_column(Text, default="")
    duration: Mapped[str] = mapped_column(String(200), default="")
    phasing: Mapped[str] = mapped_column(Text, default="")
    composition: Mapped[str] = mapped_column(String(200), default="")
    composition_note: Mapped[str] = mapped_column(Text, default="")
    involved: Mapped[list[str]] = mapped_column(default=list)
    outcome: Mapped[str] = mapped_column(String(200), default="")
    afterwards: Mapped[str] = mapped_column(Text, default="")
    fictitious: Mapped[bool] = mapped_column(default=False)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("sources.id"), index=True)
    source: Mapped[Source | None] = relationship()
    interests: Mapped[list[Interest]] = relationship(secondary=dialogue_interests, order_by=Interest.position)


class Round(Versioned, Model):
    """A round of a dialogue: when it began, and how its themes were found."""

    __tablename__ = "dialogue_rounds"
    __table_args__ = (UniqueConstraint("dialogue_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"))
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    number: Mapped[int]
    start: Mapped[FuzzyDate | None] = fuzzy_date("start", required=False)
    start_note: Mapped[str] = mapped_column(Text, default="")
    theme_origin: Mapped[str] = mapped_column(Text, default="")
    chosen_by: Mapped[str] = mapped_column(String(200), default="")
    chosen_in: Mapped[FuzzyDate | None] = fuzzy_date("chosen_in", required=False)
    dialogue: Mapped[Dialogue] = relationship()
