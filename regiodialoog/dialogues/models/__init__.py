"""The tables of dialogues: the process with its rounds, themes with their phases, and the councils' mandate."""

from regiodialoog.dialogues.models.mandate import Influence, Mandate, MandateAgreement
from regiodialoog.dialogues.models.process import Dialogue, Round
from regiodialoog.dialogues.models.theme import (
    ORDER,
    STATES,
    PhaseKind,
    Theme,
    ThemeCategory,
    ThemeFigure,
    ThemeMunicipality,
    ThemeOrigin,
    ThemePhase,
    ThemeState,
)

__all__ = [
    "ORDER",
    "STATES",
    "Dialogue",
    "Influence",
    "Mandate",
    "MandateAgreement",
    "PhaseKind",
    "Round",
    "Theme",
    "ThemeCategory",
    "ThemeFigure",
    "ThemeMunicipality",
    "ThemeOrigin",
    "ThemePhase",
    "ThemeState",
]
