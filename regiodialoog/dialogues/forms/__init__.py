"""Forms of the management rooms of dialogues."""

from regiodialoog.dialogues.forms.mandates import AgreementForm, MandateForm
from regiodialoog.dialogues.forms.planning import PhasesForm, SignUpFromForm, suggested_days
from regiodialoog.dialogues.forms.process import DialogueForm, RoundForm
from regiodialoog.dialogues.forms.themes import CategoryForm, EndThemeForm, FigureForm, ThemeForm, municipalities_form

__all__ = [
    "AgreementForm",
    "CategoryForm",
    "DialogueForm",
    "EndThemeForm",
    "FigureForm",
    "MandateForm",
    "PhasesForm",
    "RoundForm",
    "SignUpFromForm",
    "ThemeForm",
    "municipalities_form",
    "suggested_days",
]
