"""Everything that can be done to a dialogue and its themes. Each verb flushes and emits an event; none commits."""

from regiodialoog.dialogues.actions.history import record_dialogue_from_source, record_theme_from_source
from regiodialoog.dialogues.actions.lines import add_category, add_figure, change_category, change_figure
from regiodialoog.dialogues.actions.mandates import change_mandate, record_agreement, write_mandate
from regiodialoog.dialogues.actions.planning import plan_phases
from regiodialoog.dialogues.actions.process import add_round, change_dialogue, change_round, create_dialogue
from regiodialoog.dialogues.actions.themes import change_theme, create_theme, end_theme, must_run, set_municipalities

__all__ = [
    "add_category",
    "add_figure",
    "add_round",
    "change_category",
    "change_dialogue",
    "change_figure",
    "change_mandate",
    "change_round",
    "change_theme",
    "create_dialogue",
    "create_theme",
    "end_theme",
    "must_run",
    "plan_phases",
    "record_agreement",
    "record_dialogue_from_source",
    "record_theme_from_source",
    "set_municipalities",
    "write_mandate",
]
