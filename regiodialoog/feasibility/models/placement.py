"""An offer of a proposal to the councils, what each of them said, and the rule that says when it counts as placed."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.agenda.models import AgendaTheme
from regiodialoog.core import clock
from regiodialoog.core.db import Model, Versioned, enum_type
from regiodialoog.core.workflow import Workflow
from regiodialoog.feasibility.standing import ANSWERS, Count, PlacementState, RuleKind, Standing, count
from regiodialoog.organisations.models import Body, Municipality
from regiodialoog.proposals.models import Proposal

S = PlacementState
WORKFLOW: Workflow[PlacementState] = Workflow(
    {
        S.OFFERED: {S.COLLEGE_ADVICE, *ANSWERS},
        S.COLLEGE_ADVICE: set(ANSWERS),
        S.PLACED: set(),
        S.PLACED_WITH_REMARK: set(),
        S.NOT_PLACED: set(),
        S.DOES_NOT_JOIN: set(),
    },
    reasoned={S.COLLEGE_ADVICE, S.PLACED_WITH_REMARK, S.NOT_PLACED, S.DOES_NOT_JOIN},
)
"""How an offer to a council goes on. A correction stands outside of it: a step was written down wrongly."""
NEEDS_REASON = WORKFLOW.reasoned
_NUMBERED = "(rule_kind = 'number') = (rule_number IS NOT NULL)"
_AT_LEAST_ONE = "rule_number IS NULL OR rule_number > 0"


class PlacementRule(Model):
    """The rule of the region from a moment on, and why. Rows are added, never changed: the last one counts."""

    __tablename__ = "placement_rules"
    __table_args__ = (
        CheckConstraint(_NUMBERED, name="number_of_its_kind"),
        CheckConstraint(_AT_LEAST_ONE, name="number_is_a_number"),
        CheckConstraint("reason <> ''", name="rule_has_a_reason"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    rule_kind: Mapped[RuleKind] = mapped_column(enum_type(RuleKind))
    rule_number: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text)
    fictitious: Mapped[bool] = mapped_column(default=False)
    set_at: Mapped[datetime] = mapped_column(default=clock.now)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))


class Offer(Versioned, Model):
    """A proposal of an advice that was handed over, offered to the participating councils for one theme of the agenda.

    ``promised_on``: by when the councils promised to answer. ``rule_kind`` and ``rule_number`` are the rule of the
    region as it was when the offer was made. ``behalf``: on whose behalf; ``role``: as what the person acted.
    """

    __tablename__ = "placement_offers"
    __table_args__ = (
        CheckConstraint(_NUMBERED, name="number_of_its_kind"),
        CheckConstraint(_AT_LEAST_ONE, name="number_is_a_number"),
        CheckConstraint("promised_on > offered_on", name="promised_after_the_offer"),
        Index("ix_placement_offers_offered_on", "offered_on", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), unique=True)
    agenda_theme_id: Mapped[int] = mapped_column(ForeignKey("agenda_themes.id"), index=True)
    offered_on: Mapped[date]
    promised_on: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")
    rule_kind: Mapped[RuleKind] = mapped_column(enum_type(RuleKind))
    rule_number: Mapped[int | None]
    fictitious: Mapped[bool] = mapped_column(default=False)
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    behalf: Mapped[str] = mapped_column(String(200), default="")
    proposal: Mapped[Proposal] = relationship()
    agenda_theme: Mapped[AgendaTheme] = relationship()
    placements: Mapped[list["Placement"]] = relationship(order_by="Placement.id", back_populates="offer")
    verdicts: Mapped[list["DirectVerdict"]] = relationship(order_by="DirectVerdict.id")

    @property
    def count(self) -> Count:
        return count(
            self.rule_kind, self.rule_number, [one.state for one in self.placements],
            [one.placed for one in self.verdicts],
        )  # fmt: skip

    @property
    def standing(self) -> Standing:
        return self.count.standing

    @property
    def is_late(self) -> bool:
        """The promised day has gone by while a council, or the bureau, has still to answer."""
        still = self.standing is Standing.WAITING or any(one.waits for one in self.placements)
        return still and self.promised_on < clock.today()


class Placement(Versioned, Model):
    """An offer to one participating council, with its scope in the theme. ``state`` follows from the entries."""

    __tablename__ = "placements"
    __table_args__ = (
        UniqueConstraint("offer_id", "municipality_id"),
        Index("ix_placements_municipality_id_state", "municipality_id", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("placement_offers.id", ondelete="CASCADE"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    scope: Mapped[str] = mapped_column(String(300), default="")
    state: Mapped[PlacementState] = mapped_column(enum_type(PlacementState), default=PlacementState.OFFERED)
    offer: Mapped[Offer] = relationship(back_populates="placements")
    municipality: Mapped[Municipality] = relationship()
    body: Mapped[Body] = relationship()
    entries: Mapped[list["PlacementEntry"]] = relationship(order_by="PlacementEntry.number", back_populates="placement")

    @property
    def waits(self) -> bool:
        """Whether the council has still to answer."""
        return self.state not in ANSWERS

    @property
    def is_late(self) -> bool:
        """The promised day has gone by, and this council has still to answer."""
        return self.waits and self.offer.promised_on < clock.today()

    @property
    def counting(self) -> list["PlacementEntry"]:
        """The entries that no other corrects and that say something, oldest first."""
        corrected = {one.corrects_id for one in self.entries}
        return [one for one in self.entries if one.id not in corrected and not one.takes_back]

    @property
    def advice(self) -> "PlacementEntry | None":
        return next((one for one in self.counting if one.state is S.COLLEGE_ADVICE), None)

    @property
    def answer(self) -> "PlacementEntry | None":
        return next((one for one in self.counting if one.state in ANSWERS), None)


class PlacementEntry(Model):
    """One thing that was written down about an offer to a council. Never changed: a mistake gets a next entry.

    ``state`` OFFERED: what it corrects did not happen. ``reason``: the advice of the college, the remark, or why not.
    ``confirmed_at``: when the clerk of the council said that this is its answer. ``document_sha256``: 64 hex digits.
    """

    __tablename__ = "placement_entries"
    __table_args__ = (
        CheckConstraint(
            "state NOT IN ('college_advice', 'placed_with_remark', 'not_placed', 'does_not_join') OR reason <> ''",
            name="no_verdict_without_a_reason",
        ),
        CheckConstraint("(corrects_id IS NULL) = (correction = '')", name="correction_has_a_reason"),
        CheckConstraint("corrects_id <> id", name="corrects_another"),
        CheckConstraint("state <> 'offered' OR corrects_id IS NOT NULL", name="taking_back_is_a_correction"),
        CheckConstraint("(state = 'offered') = (decided_on IS NULL)", name="on_a_day"),
        CheckConstraint("document_sha256 = '' OR length(document_sha256) = 64", name="sha256_is_whole"),
        CheckConstraint(
            "confirmed_at IS NULL OR state NOT IN ('offered', 'college_advice')", name="an_answer_is_confirmed"
        ),
        CheckConstraint("number > 0", name="number_is_a_number"),
        UniqueConstraint("placement_id", "number"),
        Index("uq_placement_entries_corrects_id", "corrects_id", unique=True),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placements.id", ondelete="CASCADE"))
    number: Mapped[int]
    state: Mapped[PlacementState] = mapped_column(enum_type(PlacementState))
    decided_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    document_title: Mapped[str] = mapped_column(String(200), default="")
    document_url: Mapped[str] = mapped_column(String(500), default="")
    document_sha256: Mapped[str] = mapped_column(String(64), default="")
    fictitious: Mapped[bool] = mapped_column(default=False)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("placement_entries.id"))
    correction: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    behalf: Mapped[str] = mapped_column(String(200), default="")
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    placement: Mapped[Placement] = relationship(back_populates="entries")

    @property
    def takes_back(self) -> bool:
        return self.state is S.OFFERED

    @property
    def is_answer(self) -> bool:
        return self.state in ANSWERS


class DirectVerdict(Model):
    """What the bureau said of an offer under the rule that it says so directly. The last one of an offer counts;
    ``reason`` is read by everybody, also when the proposal is placed."""

    __tablename__ = "placement_verdicts"
    __table_args__ = (CheckConstraint("reason <> ''", name="verdict_has_a_reason"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("placement_offers.id", ondelete="CASCADE"), index=True)
    placed: Mapped[bool]
    decided_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    fictitious: Mapped[bool] = mapped_column(default=False)
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
