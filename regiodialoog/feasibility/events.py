"""What happens around placement, in the past tense."""

from dataclasses import dataclass

from regiodialoog.core.events import Event, happening
from regiodialoog.core.text import N_
from regiodialoog.feasibility.models import PlacementState, RuleKind, Standing


@happening(
    "feasibility.rule_set",
    subject="placement_rule",
    public=True,
    says=N_("The region set when a proposal counts as placed"),
)
@dataclass(frozen=True, kw_only=True)
class RuleSet(Event):
    rule: RuleKind
    number: int | None


@happening(
    "feasibility.offered",
    subject="placement_offer",
    public=True,
    says=N_("A proposal was offered to the councils"),
)
@dataclass(frozen=True, kw_only=True)
class ProposalOffered(Event):
    proposal_id: int
    agenda_theme_id: int
    rule: RuleKind
    number: int | None


@dataclass(frozen=True, kw_only=True)
class _OfCouncil(Event):
    entry_id: int
    municipality_id: int


@happening(
    "feasibility.advice_recorded",
    subject="placement_offer",
    public=True,
    says=N_("A college gave its council advice about a proposal"),
)
@dataclass(frozen=True, kw_only=True)
class CollegeAdviceRecorded(_OfCouncil):
    pass


@happening(
    "feasibility.answer_recorded",
    subject="placement_offer",
    public=True,
    says=N_("A council said whether it places a proposal"),
)
@dataclass(frozen=True, kw_only=True)
class AnswerRecorded(_OfCouncil):
    outcome: PlacementState


@happening(
    "feasibility.entry_corrected",
    subject="placement_offer",
    public=True,
    says=N_("What was written down about a placement was corrected"),
)
@dataclass(frozen=True, kw_only=True)
class EntryCorrected(_OfCouncil):
    outcome: PlacementState


@happening(
    "feasibility.answer_confirmed",
    subject="placement_offer",
    public=True,
    says=N_("A council clerk confirmed what the council answered"),
)
@dataclass(frozen=True, kw_only=True)
class AnswerConfirmed(_OfCouncil):
    outcome: PlacementState


@happening(
    "feasibility.said_directly",
    subject="placement_offer",
    public=True,
    says=N_("The bureau said whether a proposal counts as placed"),
)
@dataclass(frozen=True, kw_only=True)
class SaidDirectly(Event):
    placed: bool


@happening(
    "feasibility.standing_changed",
    subject="placement_offer",
    public=True,
    says=N_("By the rule of the region it changed whether a proposal counts as placed"),
)
@dataclass(frozen=True, kw_only=True)
class StandingChanged(Event):
    standing: Standing


@happening("feasibility.recorder_left", subject="person", says=N_("Placements no longer say who wrote something down"))
@dataclass(frozen=True, kw_only=True)
class RecorderLeft(Event):
    """About the number of an account that was removed."""

    rows: int
