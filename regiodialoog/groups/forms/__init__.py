"""Forms of groups: for whoever signs up, is invited or leaves, and for the bureau that puts a group together."""

from regiodialoog.groups.forms.asked import AskForm, shares_form
from regiodialoog.groups.forms.composing import (
    AssignForm,
    EndSeatForm,
    GroupForm,
    InviteForm,
    QuotaForm,
    RefuseForm,
    RefuseRestForm,
    RepeatDrawForm,
    SeatForm,
)
from regiodialoog.groups.forms.conditions import ConditionsForm, MergeForm, TakeApartForm, met_by, met_form
from regiodialoog.groups.forms.drawing import AbandonForm, AnnounceForm, OfferForm, OutcomeForm, SealForm
from regiodialoog.groups.forms.invited import AnswerForm, DeputyAnswerForm, answer_form, deputy_answer_form
from regiodialoog.groups.forms.invitees import AnswerByForm, InviteeFilter, InviteeListForm
from regiodialoog.groups.forms.joining import LeaveForm, sign_up_form
from regiodialoog.groups.forms.organisations import DeclineForm, OrganisationForm, RepresentativeForm
from regiodialoog.groups.forms.plan import plan_form
from regiodialoog.groups.forms.plan_files import PlanFilesForm
from regiodialoog.groups.forms.sign_ups import NameFilter, RegistrationFilter
from regiodialoog.groups.forms.standing import DeclareForm, DeputyForm, NameForm
from regiodialoog.groups.forms.suggesting import chosen, take_form

__all__ = [
    "AbandonForm",
    "AnnounceForm",
    "AnswerByForm",
    "AnswerForm",
    "AskForm",
    "AssignForm",
    "ConditionsForm",
    "DeclareForm",
    "DeclineForm",
    "DeputyAnswerForm",
    "DeputyForm",
    "EndSeatForm",
    "GroupForm",
    "InviteForm",
    "InviteeFilter",
    "InviteeListForm",
    "LeaveForm",
    "MergeForm",
    "NameFilter",
    "NameForm",
    "OfferForm",
    "OrganisationForm",
    "OutcomeForm",
    "PlanFilesForm",
    "QuotaForm",
    "RefuseForm",
    "RefuseRestForm",
    "RegistrationFilter",
    "RepeatDrawForm",
    "RepresentativeForm",
    "SealForm",
    "SeatForm",
    "TakeApartForm",
    "answer_form",
    "chosen",
    "deputy_answer_form",
    "met_by",
    "met_form",
    "plan_form",
    "shares_form",
    "sign_up_form",
    "take_form",
]
