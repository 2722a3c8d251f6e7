"""What happens to the programme, in the past tense."""

import enum
from dataclasses import dataclass

from regiodialoog.core.events import Event, happening
from regiodialoog.core.text import N_
from regiodialoog.programme.models import ProjectState


class LineKind(enum.StrEnum):
    """What sort of line of an opgave it is about."""

    ACTIVITY = "activity"
    DOCUMENT = "document"
    FIGURE = "figure"
    GOAL = "goal"
    LEAD = "lead"
    LIST = "list"
    PARTICIPATION = "participation"
    PARTY = "party"
    SUBTRACK = "subtrack"


@happening("programme.programme_set_up", subject="programme", public=True, says=N_("The programme was put on the site"))
@dataclass(frozen=True, kw_only=True)
class ProgrammeSetUp(Event):
    pass


@happening(
    "programme.programme_changed", subject="programme", public=True, says=N_("The texts of the programme were changed")
)
@dataclass(frozen=True, kw_only=True)
class ProgrammeChanged(Event):
    fields: tuple[str, ...]


@happening("programme.group_added", subject="challenge_group", says=N_("A group of challenges was added"))
@dataclass(frozen=True, kw_only=True)
class GroupAdded(Event):
    pass


@happening("programme.group_changed", subject="challenge_group", says=N_("A group of challenges was changed"))
@dataclass(frozen=True, kw_only=True)
class GroupChanged(Event):
    fields: tuple[str, ...]


@happening(
    "programme.challenge_recorded",
    subject="challenge",
    public=True,
    says=N_("A challenge was taken over from a document"),
)
@dataclass(frozen=True, kw_only=True)
class ChallengeRecorded(Event):
    pass


@happening("programme.challenge_created", subject="challenge", public=True, says=N_("A challenge was added"))
@dataclass(frozen=True, kw_only=True)
class ChallengeCreated(Event):
    pass


@happening("programme.challenge_changed", subject="challenge", public=True, says=N_("A challenge was changed"))
@dataclass(frozen=True, kw_only=True)
class ChallengeChanged(Event):
    fields: tuple[str, ...]


@happening("programme.challenge_ended", subject="challenge", public=True, says=N_("A challenge came off the programme"))
@dataclass(frozen=True, kw_only=True)
class ChallengeEnded(Event):
    pass


@happening("programme.moment_linked", subject="challenge", public=True, says=N_("A challenge got a moment"))
@dataclass(frozen=True, kw_only=True)
class MomentLinked(Event):
    moment_id: int


@dataclass(frozen=True, kw_only=True)
class _Line(Event):
    line: LineKind
    line_id: int


@happening("programme.line_added", subject="challenge", public=True, says=N_("Something was added to a challenge"))
@dataclass(frozen=True, kw_only=True)
class LineAdded(_Line):
    pass


@happening("programme.line_changed", subject="challenge", public=True, says=N_("Something of a challenge was changed"))
@dataclass(frozen=True, kw_only=True)
class LineChanged(_Line):
    fields: tuple[str, ...]


@happening("programme.line_ended", subject="challenge", public=True, says=N_("Something of a challenge has ended"))
@dataclass(frozen=True, kw_only=True)
class LineEnded(_Line):
    pass


@happening("programme.project_created", subject="project", public=True, says=N_("A project was added"))
@dataclass(frozen=True, kw_only=True)
class ProjectCreated(Event):
    pass


@happening("programme.project_changed", subject="project", public=True, says=N_("A project was changed"))
@dataclass(frozen=True, kw_only=True)
class ProjectChanged(Event):
    fields: tuple[str, ...]


@happening("programme.project_moved", subject="project", public=True, says=N_("A project took a step"))
@dataclass(frozen=True, kw_only=True)
class ProjectMoved(Event):
    state: ProjectState


@happening(
    "programme.project_corrected", subject="project", public=True, says=N_("Where a project stands was corrected")
)
@dataclass(frozen=True, kw_only=True)
class ProjectCorrected(Event):
    state: ProjectState


@happening(
    "programme.project_joined", subject="project", public=True, says=N_("A municipality takes part in a project")
)
@dataclass(frozen=True, kw_only=True)
class ProjectJoined(Event):
    municipality_id: int


@happening(
    "programme.project_left",
    subject="project",
    public=True,
    says=N_("A municipality no longer takes part in a project"),
)
@dataclass(frozen=True, kw_only=True)
class ProjectLeft(Event):
    municipality_id: int


@happening("programme.project_moment_linked", subject="project", public=True, says=N_("A project got a moment"))
@dataclass(frozen=True, kw_only=True)
class ProjectMomentLinked(Event):
    moment_id: int
