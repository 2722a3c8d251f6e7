"""Forms of the management rooms of dialogues."""

from regiodialoog.dialogues.forms.mandates import AgreementForm, AgreementsForm, MandateForm
from regiodialoog.dialogues.forms.moderators import ModeratorForm
from regiodialoog.dialogues.forms.planning import PhasesForm, SignUpFromForm, suggested_days, weeks_asked
from regiodialoog.dialogues.forms.process import DialogueForm, RoundForm
from regiodialoog.dialogues.forms.themes import CategoryForm, EndThemeForm, FigureForm, ThemeForm, municipalities_form

__all__ = [
    "AgreementForm",
    "AgreementsForm",
    "CategoryForm",
    "DialogueForm",
    "EndThemeForm",
    "FigureForm",
    "MandateForm",
    "ModeratorForm",
    "PhasesForm",
    "RoundForm",
    "SignUpFromForm",
    "ThemeForm",
    "municipalities_form",
    "suggested_days",
    "weeks_asked",
]
