"""What happens in a study, in the past tense. Only what everybody may know is public: that it began, the promised date,
and a verdict that was published."""

from dataclasses import dataclass
from datetime import date

from regiodialoog.core.events import Event, happening
from regiodialoog.core.text import N_
from regiodialoog.proposals.models import Verdict


@happening("feasibility.criterion_added", subject="study_criterion", says=N_("A criterion of studies was added"))
@dataclass(frozen=True, kw_only=True)
class CriterionAdded(Event):
    pass


@happening("feasibility.criterion_changed", subject="study_criterion", says=N_("A criterion of studies was changed"))
@dataclass(frozen=True, kw_only=True)
class CriterionChanged(Event):
    fields: tuple[str, ...]


@happening(
    "feasibility.study_opened", subject="study", public=True, says=N_("A study began of whether a proposal can be done")
)
@dataclass(frozen=True, kw_only=True)
class StudyOpened(Event):
    proposal_id: int
    promised_on: date


@happening("feasibility.study_date_moved", subject="study", public=True, says=N_("A study got another promised date"))
@dataclass(frozen=True, kw_only=True)
class StudyDateMoved(Event):
    promised_on: date


@dataclass(frozen=True, kw_only=True)
class _OfPart(Event):
    """Of one of the two: a finding, or the view of a municipality."""

    finding_id: int | None = None
    view_id: int | None = None


@happening("feasibility.part_assigned", subject="study", says=N_("Somebody was asked to judge a part of a study"))
@dataclass(frozen=True, kw_only=True)
class PartAssigned(_OfPart):
    person_id: int | None


@happening("feasibility.part_saved", subject="study", says=N_("A part of a study was saved as a draft"))
@dataclass(frozen=True, kw_only=True)
class PartSaved(_OfPart):
    pass


@happening("feasibility.part_handed_in", subject="study", says=N_("A part of a study was handed in"))
@dataclass(frozen=True, kw_only=True)
class PartHandedIn(_OfPart):
    pass


@happening("feasibility.part_handed_back", subject="study", says=N_("A part of a study was handed back"))
@dataclass(frozen=True, kw_only=True)
class PartHandedBack(_OfPart):
    pass


@dataclass(frozen=True, kw_only=True)
class _OfVerdict(Event):
    verdict_id: int


@happening("feasibility.verdict_prepared", subject="study", says=N_("A verdict was prepared"))
@dataclass(frozen=True, kw_only=True)
class VerdictPrepared(_OfVerdict):
    pass


@happening("feasibility.verdict_announced", subject="study", says=N_("A verdict was announced to those responsible"))
@dataclass(frozen=True, kw_only=True)
class VerdictAnnounced(_OfVerdict):
    told: tuple[int, ...]
    """The people who get a mail of it."""


@happening("feasibility.verdict_taken_back", subject="study", says=N_("The announcement of a verdict was taken back"))
@dataclass(frozen=True, kw_only=True)
class VerdictTakenBack(_OfVerdict):
    pass


@happening(
    "feasibility.verdict_published", subject="study", public=True, says=N_("The verdict of a study was published")
)
@dataclass(frozen=True, kw_only=True)
class VerdictPublished(_OfVerdict):
    number: int
    verdict: Verdict


@happening("feasibility.assessor_left", subject="person", says=N_("Studies no longer say who wrote in them"))
@dataclass(frozen=True, kw_only=True)
class AssessorLeft(Event):
    """About the number of an account that was removed."""

    rows: int
