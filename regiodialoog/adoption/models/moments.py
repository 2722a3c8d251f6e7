"""Decision moments: their kinds, what is known of each now, and every entry that led to it."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from regiodialoog.core import clock
from regiodialoog.core.dates import FuzzyDate
from regiodialoog.core.db import Model, Versioned, enum_type, fuzzy_date
from regiodialoog.core.workflow import Workflow
from regiodialoog.organisations.models import Body, Municipality, Source


class KindOrigin(enum.StrEnum):
    """Where a kind comes from: the legend of the timelines, that of planning and control, running text, or us."""

    LEGEND = "legend"
    CONTROL_LEGEND = "control_legend"
    TEXT = "text"
    BUREAU = "bureau"


class DecidesAs(enum.StrEnum):
    """In whose words the outcome of a moment is said. NOTHING: it has no outcome, it only took place."""

    POLITICAL_MEETING = "political_meeting"
    COLLEGE = "college"
    COUNCIL = "council"
    NOTHING = "nothing"


class MomentState(enum.StrEnum):
    """UNKNOWN: the source does not say whether it was still to come."""

    UNKNOWN = "unknown"
    EXPECTED = "expected"
    PLANNED = "planned"
    HELD = "held"


class Outcome(enum.StrEnum):
    """What a body did, in the words of all kinds of bodies together."""

    ESTABLISHED = "established"
    PASSED_ON = "passed_on"
    RETURNED = "returned"
    NOTED = "noted"
    TO_COUNCIL = "to_council"
    AMENDED = "amended"
    ADJOURNED = "adjourned"
    REJECTED = "rejected"
    VIEW_GIVEN = "view_given"


OUTCOMES: dict[DecidesAs, tuple[Outcome, ...]] = {
    DecidesAs.POLITICAL_MEETING: (Outcome.ESTABLISHED, Outcome.PASSED_ON, Outcome.RETURNED),
    DecidesAs.COLLEGE: (Outcome.ESTABLISHED, Outcome.NOTED, Outcome.TO_COUNCIL),
    DecidesAs.COUNCIL: (
        Outcome.ESTABLISHED, Outcome.AMENDED, Outcome.ADJOURNED, Outcome.REJECTED, Outcome.NOTED, Outcome.VIEW_GIVEN,
    ),
    DecidesAs.NOTHING: (),
}  # fmt: skip
REASONED = frozenset({Outcome.RETURNED, Outcome.AMENDED, Outcome.ADJOURNED, Outcome.REJECTED})
"""Outcomes that the public is always told the reason of."""
LIFE = Workflow(
    {
        MomentState.UNKNOWN: {MomentState.PLANNED, MomentState.HELD},
        MomentState.EXPECTED: {MomentState.PLANNED, MomentState.HELD},
        MomentState.PLANNED: {MomentState.HELD},
        MomentState.HELD: set(),
    }
)


class MomentKind(Versioned, Model):
    """What sort of moment it is. ``in_table``: a row of the twelve months; ``decides_as``: the words of its outcome."""

    __tablename__ = "moment_kinds"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    origin: Mapped[KindOrigin] = mapped_column(enum_type(KindOrigin))
    in_table: Mapped[bool] = mapped_column(default=False)
    decides_as: Mapped[DecidesAs] = mapped_column(enum_type(DecidesAs), default=DecidesAs.NOTHING)
    position: Mapped[int]


_REASONS = ", ".join(f"'{outcome}'" for outcome in sorted(REASONED))


class MomentFacts:
    """What may be known of a moment: carried by the moment itself as it is now, and by each of its entries.

    ``when`` is None when no time is known. ``without_year``: the source prints a day or a season but no year;
    ``year_derived``: it prints none but its sentence tells which; ``by_latest``: it is the last date, not the date.
    """

    kind_id: Mapped[int] = mapped_column(ForeignKey("moment_kinds.id"), index=True)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"), index=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipalities.id"), index=True)
    what: Mapped[str] = mapped_column(Text)
    without_year: Mapped[bool] = mapped_column(default=False)
    year_derived: Mapped[bool] = mapped_column(default=False)
    by_latest: Mapped[bool] = mapped_column(default=False)
    state: Mapped[MomentState] = mapped_column(enum_type(MomentState), default=MomentState.PLANNED)
    outcome: Mapped[Outcome | None] = mapped_column(enum_type(Outcome))
    outcome_reason: Mapped[str] = mapped_column(Text, default="")

    @declared_attr
    def when(cls) -> Mapped[FuzzyDate | None]:  # noqa: N805 - declared_attr receives the class
        return fuzzy_date("when", required=False)  # type: ignore[no-any-return]

    @declared_attr
    def kind(cls) -> Mapped[MomentKind]:  # noqa: N805
        return relationship(MomentKind)

    @declared_attr
    def body(cls) -> Mapped[Body | None]:  # noqa: N805
        return relationship(Body)

    @declared_attr
    def municipality(cls) -> Mapped[Municipality | None]:  # noqa: N805
        return relationship(Municipality)


def _facts_hold() -> tuple[CheckConstraint, ...]:
    return (
        CheckConstraint("outcome IS NULL OR state = 'held'", name="outcome_of_what_was_held"),
        CheckConstraint(f"outcome NOT IN ({_REASONS}) OR outcome_reason <> ''", name="outcome_has_its_reason"),
    )


FACTS = (
    "kind_id", "body_id", "municipality_id", "what", "when", "without_year", "year_derived", "by_latest", "state",
    "outcome", "outcome_reason",
)  # fmt: skip
"""The attributes that an entry copies."""


class DecisionMoment(Versioned, MomentFacts, Model):
    """A moment at which a body does something, as its last entry says.

    ``same_meeting_id``: another moment that is the same meeting, about something else. ``fictitious``: invented for a
    demonstration. ``changed_at``: when its last entry was written.
    """

    __tablename__ = "decision_moments"
    __table_args__ = (
        *_facts_hold(),
        CheckConstraint("same_meeting_id <> id", name="not_its_own_meeting"),
        Index("ix_decision_moments_when", "when_start", "when_end"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    same_meeting_id: Mapped[int | None] = mapped_column(ForeignKey("decision_moments.id"), index=True)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("sources.id"), index=True)
    fictitious: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    source: Mapped[Source | None] = relationship()
    same_meeting: Mapped["DecisionMoment | None"] = relationship(remote_side="DecisionMoment.id")


class MomentEntry(MomentFacts, Model):
    """One thing that was written down about a moment. Never changed: a mistake gets a next entry with a reason."""

    __tablename__ = "moment_entries"
    __table_args__ = (
        *_facts_hold(),
        CheckConstraint("number > 1 OR correction = ''", name="first_corrects_nothing"),
        UniqueConstraint("moment_id", "number"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    moment_id: Mapped[int] = mapped_column(ForeignKey("decision_moments.id"))
    number: Mapped[int]
    correction: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
