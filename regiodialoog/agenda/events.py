"""What happens to the agenda, in the past tense."""

from dataclasses import dataclass

from regiodialoog.core.events import Event, happening
from regiodialoog.core.text import N_


@dataclass(frozen=True, kw_only=True)
class _Changed(Event):
    """``fields``: the names of what changed, never the texts."""

    fields: tuple[str, ...]


@happening("agenda.agenda_created", subject="agenda", public=True, says=N_("A strategic agenda was added"))
@dataclass(frozen=True, kw_only=True)
class AgendaCreated(Event):
    pass


@happening("agenda.agenda_changed", subject="agenda", public=True, says=N_("The texts of the agenda were changed"))
@dataclass(frozen=True, kw_only=True)
class AgendaChanged(_Changed):
    pass


@happening("agenda.challenge_added", subject="agenda", public=True, says=N_("A challenge was added to the agenda"))
@dataclass(frozen=True, kw_only=True)
class ChallengeAdded(Event):
    challenge_id: int


@happening("agenda.challenge_changed", subject="agenda", public=True, says=N_("A challenge of the agenda was changed"))
@dataclass(frozen=True, kw_only=True)
class ChallengeChanged(_Changed):
    challenge_id: int


@happening("agenda.challenge_ended", subject="agenda", public=True, says=N_("A challenge came off the agenda"))
@dataclass(frozen=True, kw_only=True)
class ChallengeEnded(Event):
    challenge_id: int


@happening("agenda.development_added", subject="agenda", public=True, says=N_("A development was added to the agenda"))
@dataclass(frozen=True, kw_only=True)
class DevelopmentAdded(Event):
    development_id: int


@happening(
    "agenda.development_changed", subject="agenda", public=True, says=N_("A development of the agenda was changed")
)
@dataclass(frozen=True, kw_only=True)
class DevelopmentChanged(_Changed):
    development_id: int


@happening("agenda.development_ended", subject="agenda", public=True, says=N_("A development came off the agenda"))
@dataclass(frozen=True, kw_only=True)
class DevelopmentEnded(Event):
    development_id: int


@happening("agenda.part_created", subject="agenda_part", public=True, says=N_("A part was added to the agenda"))
@dataclass(frozen=True, kw_only=True)
class PartCreated(Event):
    pass


@happening("agenda.part_changed", subject="agenda_part", public=True, says=N_("A part of the agenda was changed"))
@dataclass(frozen=True, kw_only=True)
class PartChanged(_Changed):
    pass


@happening("agenda.part_ended", subject="agenda_part", public=True, says=N_("A part came off the agenda"))
@dataclass(frozen=True, kw_only=True)
class PartEnded(Event):
    pass


@happening("agenda.theme_created", subject="agenda_theme", public=True, says=N_("A theme was added to the agenda"))
@dataclass(frozen=True, kw_only=True)
class ThemeCreated(Event):
    pass


@happening("agenda.theme_changed", subject="agenda_theme", public=True, says=N_("A theme of the agenda was changed"))
@dataclass(frozen=True, kw_only=True)
class ThemeChanged(_Changed):
    pass


@happening("agenda.theme_ended", subject="agenda_theme", public=True, says=N_("A theme came off the agenda"))
@dataclass(frozen=True, kw_only=True)
class ThemeEnded(Event):
    pass


@happening("agenda.goal_added", subject="agenda_theme", public=True, says=N_("A theme got a new goal"))
@dataclass(frozen=True, kw_only=True)
class GoalAdded(Event):
    goal_id: int


@happening("agenda.goal_changed", subject="agenda_theme", public=True, says=N_("A goal of a theme was changed"))
@dataclass(frozen=True, kw_only=True)
class GoalChanged(_Changed):
    goal_id: int


@happening("agenda.goal_ended", subject="agenda_theme", public=True, says=N_("A goal of a theme was dropped"))
@dataclass(frozen=True, kw_only=True)
class GoalEnded(Event):
    goal_id: int


@happening("agenda.figure_added", subject="agenda_theme", public=True, says=N_("A theme got a new figure"))
@dataclass(frozen=True, kw_only=True)
class FigureAdded(Event):
    figure_id: int


@happening("agenda.figure_changed", subject="agenda_theme", public=True, says=N_("A figure of a theme was changed"))
@dataclass(frozen=True, kw_only=True)
class FigureChanged(_Changed):
    figure_id: int


@happening("agenda.figure_ended", subject="agenda_theme", public=True, says=N_("A figure of a theme was dropped"))
@dataclass(frozen=True, kw_only=True)
class FigureEnded(Event):
    figure_id: int


@happening("agenda.milestone_added", subject="agenda_theme", public=True, says=N_("A theme got a new milestone"))
@dataclass(frozen=True, kw_only=True)
class MilestoneAdded(Event):
    milestone_id: int


@happening(
    "agenda.milestone_changed", subject="agenda_theme", public=True, says=N_("A milestone of a theme was changed")
)
@dataclass(frozen=True, kw_only=True)
class MilestoneChanged(_Changed):
    milestone_id: int


@happening("agenda.milestone_ended", subject="agenda_theme", public=True, says=N_("A milestone of a theme was dropped"))
@dataclass(frozen=True, kw_only=True)
class MilestoneEnded(Event):
    milestone_id: int


@happening("agenda.action_created", subject="agenda_action", public=True, says=N_("An action was added to the agenda"))
@dataclass(frozen=True, kw_only=True)
class ActionCreated(Event):
    pass


@happening(
    "agenda.action_changed", subject="agenda_action", public=True, says=N_("An action of the agenda was changed")
)
@dataclass(frozen=True, kw_only=True)
class ActionChanged(_Changed):
    pass


@happening("agenda.action_ended", subject="agenda_action", public=True, says=N_("An action came off the agenda"))
@dataclass(frozen=True, kw_only=True)
class ActionEnded(Event):
    pass


@happening("agenda.action_figure_added", subject="agenda_action", public=True, says=N_("An action got a new figure"))
@dataclass(frozen=True, kw_only=True)
class ActionFigureAdded(Event):
    figure_id: int


@happening(
    "agenda.action_figure_changed", subject="agenda_action", public=True, says=N_("A figure of an action was changed")
)
@dataclass(frozen=True, kw_only=True)
class ActionFigureChanged(_Changed):
    figure_id: int


@happening(
    "agenda.action_figure_ended", subject="agenda_action", public=True, says=N_("A figure of an action was dropped")
)
@dataclass(frozen=True, kw_only=True)
class ActionFigureEnded(Event):
    figure_id: int


@dataclass(frozen=True, kw_only=True)
class _Participation(Event):
    """About one municipality and one topic: a part, or a theme."""

    participation_id: int
    part_id: int | None
    theme_id: int | None
    takes_part: bool


@happening(
    "agenda.participation_started",
    subject="municipality",
    public=True,
    says=N_("A municipality said whether it takes part in a topic"),
)
@dataclass(frozen=True, kw_only=True)
class ParticipationStarted(_Participation):
    pass


@happening(
    "agenda.participation_changed",
    subject="municipality",
    public=True,
    says=N_("What a municipality does with a topic was changed"),
)
@dataclass(frozen=True, kw_only=True)
class ParticipationChanged(_Participation):
    fields: tuple[str, ...]


@happening(
    "agenda.participation_ended", subject="municipality", public=True, says=N_("A municipality's part in a topic ended")
)
@dataclass(frozen=True, kw_only=True)
class ParticipationEnded(_Participation):
    pass
