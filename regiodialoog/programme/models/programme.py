"""The programme, the groups in it, and the opgaven."""

import enum

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship
from sqlalchemy.schema import SchemaItem

from regiodialoog.agenda.models.agenda import Ending, ended_with_reason
from regiodialoog.core.dates import FuzzyDate
from regiodialoog.core.db import Model, Versioned, enum_type, fuzzy_date
from regiodialoog.organisations.models import Source


class ChallengeKind(enum.StrEnum):
    """An opgave, or the cycle of planning and control: it has moments and products, and no group."""

    CHALLENGE = "challenge"
    CYCLE = "cycle"


class Programme(Versioned, Model):
    """The one programme. ``as_of``: of when the document is that it was taken from; ``caveat``: what is missing in it.

    ``made_by`` is the slug of the bureau that made the document.
    """

    __tablename__ = "programmes"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    as_of: Mapped[FuzzyDate] = fuzzy_date("as_of")
    made_by: Mapped[str] = mapped_column(String(100), default="")
    caveat: Mapped[str] = mapped_column(Text, default="")
    source_id: Mapped[int | None] = mapped_column(ForeignKey("sources.id"), index=True)
    source: Mapped[Source | None] = relationship()


class ChallengeGroup(Versioned, Model):
    """A themagroep: opgaven that stand together."""

    __tablename__ = "challenge_groups"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]


class Challenge(Versioned, Ending, Model):
    """An opgave. A period without an end, or "doorlopend", is open; without a start the source prints none.

    ``quiet_year``: a year in which the source says that colleges and councils have nothing to do. ``search_text``:
    what a reader may search, folded.
    """

    __tablename__ = "challenges"
    __table_args__ = (
        ended_with_reason(),
        CheckConstraint("(kind = 'cycle') = (group_id IS NULL)", name="opgave_in_a_group"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    kind: Mapped[ChallengeKind] = mapped_column(enum_type(ChallengeKind), default=ChallengeKind.CHALLENGE)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("challenge_groups.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]
    what: Mapped[str] = mapped_column(Text, default="")
    state_of_affairs: Mapped[str] = mapped_column(Text, default="")
    commissioners_note: Mapped[str] = mapped_column(Text, default="")
    official_principal: Mapped[str] = mapped_column(String(200), default="")
    period_start: Mapped[FuzzyDate | None] = fuzzy_date("period_start", required=False)
    period_end: Mapped[FuzzyDate | None] = fuzzy_date("period_end", required=False)
    follow_up_start: Mapped[FuzzyDate | None] = fuzzy_date("follow_up_start", required=False)
    follow_up_end: Mapped[FuzzyDate | None] = fuzzy_date("follow_up_end", required=False)
    timeline_note: Mapped[str] = mapped_column(Text, default="")
    quiet_year: Mapped[int | None]
    notes: Mapped[list[str]] = mapped_column(default=list)
    search_text: Mapped[str] = mapped_column(Text, default="")
    source_id: Mapped[int | None] = mapped_column(ForeignKey("sources.id"), index=True)
    group: Mapped[ChallengeGroup | None] = relationship()
    source: Mapped[Source | None] = relationship()


class ChallengeLine(Versioned, Ending):
    """What every line of an opgave has: its opgave, its place, and an end with a reason."""

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(Integer, nullable=False)

    @declared_attr
    def challenge_id(cls) -> Mapped[int]:  # noqa: N805 - declared_attr receives the class
        return mapped_column(ForeignKey("challenges.id"), index=True)

    @declared_attr
    def challenge(cls) -> Mapped[Challenge]:  # noqa: N805
        return relationship(Challenge)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[SchemaItem, ...]:  # noqa: N805
        return (ended_with_reason(),)
