"""Reading dialogues: what there is, in which phase a theme is by the clock, and what the councils said."""

from regiodialoog.dialogues.queries.mandates import (
    Answer,
    agreements_of,
    all_councils_agree,
    answers,
    mandate_of,
    recruitment_is_open,
    standing_entries,
)
from regiodialoog.dialogues.queries.phases import Moment, Standing, is_in, phase_of, standing
from regiodialoog.dialogues.queries.reading import (
    by_ids,
    categories,
    dialogue,
    dialogues,
    figures,
    round_of,
    rounds,
    theme,
    themes,
)

__all__ = [
    "Answer",
    "Moment",
    "Standing",
    "agreements_of",
    "all_councils_agree",
    "answers",
    "by_ids",
    "categories",
    "dialogue",
    "dialogues",
    "figures",
    "is_in",
    "mandate_of",
    "phase_of",
    "recruitment_is_open",
    "round_of",
    "rounds",
    "standing",
    "standing_entries",
    "theme",
    "themes",
]
