"""What happens to dialogues and themes, in the past tense. What belongs to a theme is about that theme."""

from dataclasses import dataclass

from regiodialoog.core.events import Event, happening
from regiodialoog.core.text import N_


@dataclass(frozen=True, kw_only=True)
class _Changed(Event):
    """``fields``: the names of what changed, never the texts."""

    fields: tuple[str, ...]


@happening("dialogues.dialogue_created", subject="dialogue", public=True, says=N_("A dialogue was prepared"))
@dataclass(frozen=True, kw_only=True)
class DialogueCreated(Event):
    pass


@happening(
    "dialogues.dialogue_recorded",
    subject="dialogue",
    public=True,
    says=N_("A dialogue of before was taken over from a document"),
)
@dataclass(frozen=True, kw_only=True)
class DialogueRecorded(Event):
    source_id: int


@happening(
    "dialogues.dialogue_changed", subject="dialogue", public=True, says=N_("The texts of a dialogue were changed")
)
@dataclass(frozen=True, kw_only=True)
class DialogueChanged(_Changed):
    pass


@happening("dialogues.round_added", subject="dialogue", public=True, says=N_("A dialogue got a new round"))
@dataclass(frozen=True, kw_only=True)
class RoundAdded(Event):
    round_id: int


@happening("dialogues.round_changed", subject="dialogue", public=True, says=N_("A round of a dialogue was changed"))
@dataclass(frozen=True, kw_only=True)
class RoundChanged(_Changed):
    round_id: int


@happening("dialogues.theme_created", subject="theme", public=True, says=N_("A theme was prepared"))
@dataclass(frozen=True, kw_only=True)
class ThemeCreated(Event):
    round_id: int


@happening(
    "dialogues.theme_recorded",
    subject="theme",
    public=True,
    says=N_("A theme of before was taken over from a document"),
)
@dataclass(frozen=True, kw_only=True)
class ThemeRecorded(Event):
    round_id: int
    source_id: int


@happening("dialogues.theme_changed", subject="theme", public=True, says=N_("The texts of a theme were changed"))
@dataclass(frozen=True, kw_only=True)
class ThemeChanged(_Changed):
    pass


@happening("dialogues.theme_not_chosen", subject="theme", public=True, says=N_("A theme was not chosen"))
@dataclass(frozen=True, kw_only=True)
class ThemeNotChosen(Event):
    pass


@happening("dialogues.theme_stopped", subject="theme", public=True, says=N_("A theme was stopped"))
@dataclass(frozen=True, kw_only=True)
class ThemeStopped(Event):
    pass


@happening(
    "dialogues.municipalities_changed",
    subject="theme",
    public=True,
    says=N_("Which municipalities take part in a theme was changed"),
)
@dataclass(frozen=True, kw_only=True)
class MunicipalitiesChanged(Event):
    """``municipality_ids``: everybody that takes part now."""

    municipality_ids: tuple[int, ...]


@happening("dialogues.phases_planned", subject="theme", public=True, says=N_("The dates of a theme were changed"))
@dataclass(frozen=True, kw_only=True)
class PhasesPlanned(Event):
    """``fields``: the phases whose days changed."""

    fields: tuple[str, ...]


@happening("dialogues.category_added", subject="theme", public=True, says=N_("A theme got a new sort of proposals"))
@dataclass(frozen=True, kw_only=True)
class CategoryAdded(Event):
    category_id: int


@happening("dialogues.category_changed", subject="theme", public=True, says=N_("A sort of proposals was changed"))
@dataclass(frozen=True, kw_only=True)
class CategoryChanged(_Changed):
    category_id: int


@happening("dialogues.figure_added", subject="theme", public=True, says=N_("A theme got a new figure"))
@dataclass(frozen=True, kw_only=True)
class FigureAdded(Event):
    figure_id: int


@happening("dialogues.figure_changed", subject="theme", public=True, says=N_("A figure of a theme was changed"))
@dataclass(frozen=True, kw_only=True)
class FigureChanged(_Changed):
    figure_id: int


@happening("dialogues.mandate_written", subject="theme", public=True, says=N_("The assignment of a theme was written"))
@dataclass(frozen=True, kw_only=True)
class MandateWritten(Event):
    mandate_id: int


@happening("dialogues.mandate_changed", subject="theme", public=True, says=N_("The assignment of a theme was changed"))
@dataclass(frozen=True, kw_only=True)
class MandateChanged(_Changed):
    mandate_id: int


@happening(
    "dialogues.agreement_recorded",
    subject="theme",
    public=True,
    says=N_("What a council said of the assignment was written down"),
)
@dataclass(frozen=True, kw_only=True)
class AgreementRecorded(Event):
    mandate_id: int
    agreement_id: int
    municipality_id: int
    agrees: bool
