"""What happens around decision moments and municipal decisions, in the past tense."""

from dataclasses import dataclass

from regiodialoog.adoption.models import DecisionOutcome, Outcome
from regiodialoog.core.events import Event, happening
from regiodialoog.core.text import N_


@happening("adoption.kind_added", subject="moment_kind", says=N_("A kind of decision moment was added"))
@dataclass(frozen=True, kw_only=True)
class KindAdded(Event):
    pass


@happening("adoption.kind_changed", subject="moment_kind", says=N_("A kind of decision moment was changed"))
@dataclass(frozen=True, kw_only=True)
class KindChanged(Event):
    fields: tuple[str, ...]


@happening(
    "adoption.moment_recorded",
    subject="decision_moment",
    public=True,
    says=N_("A moment was taken over from a document"),
)
@dataclass(frozen=True, kw_only=True)
class MomentRecorded(Event):
    pass


@happening("adoption.moment_planned", subject="decision_moment", public=True, says=N_("A moment was planned"))
@dataclass(frozen=True, kw_only=True)
class MomentPlanned(Event):
    pass


@happening("adoption.moment_settled", subject="decision_moment", public=True, says=N_("A moment got its date"))
@dataclass(frozen=True, kw_only=True)
class MomentSettled(Event):
    pass


@happening(
    "adoption.moment_held", subject="decision_moment", public=True, says=N_("It was written down what a moment led to")
)
@dataclass(frozen=True, kw_only=True)
class MomentHeld(Event):
    outcome: Outcome | None


@happening(
    "adoption.moment_corrected",
    subject="decision_moment",
    public=True,
    says=N_("What was written down about a moment was corrected"),
)
@dataclass(frozen=True, kw_only=True)
class MomentCorrected(Event):
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Decision(Event):
    decision_id: int
    municipality_id: int
    outcome: DecisionOutcome


@happening(
    "adoption.decision_recorded",
    subject="challenge",
    public=True,
    says=N_("A municipality said what it decided"),
)
@dataclass(frozen=True, kw_only=True)
class DecisionRecorded(_Decision):
    pass


@happening(
    "adoption.decision_corrected",
    subject="challenge",
    public=True,
    says=N_("What a municipality decided was corrected"),
)
@dataclass(frozen=True, kw_only=True)
class DecisionCorrected(_Decision):
    pass


@happening(
    "adoption.decision_confirmed",
    subject="challenge",
    public=True,
    says=N_("A council clerk confirmed what the council decided"),
)
@dataclass(frozen=True, kw_only=True)
class DecisionConfirmed(_Decision):
    pass


@happening(
    "adoption.project_decision_recorded",
    subject="project",
    public=True,
    says=N_("A municipality said what it decided about a project"),
)
@dataclass(frozen=True, kw_only=True)
class ProjectDecisionRecorded(_Decision):
    pass


@happening(
    "adoption.project_decision_corrected",
    subject="project",
    public=True,
    says=N_("What a municipality decided about a project was corrected"),
)
@dataclass(frozen=True, kw_only=True)
class ProjectDecisionCorrected(_Decision):
    pass


@happening(
    "adoption.project_decision_confirmed",
    subject="project",
    public=True,
    says=N_("A council clerk confirmed what the council decided about a project"),
)
@dataclass(frozen=True, kw_only=True)
class ProjectDecisionConfirmed(_Decision):
    pass
