"""The tables of groups: the group with its seats and quotas, the ways to a seat, and draws."""

from regiodialoog.groups.models.alike import HouseholdSplit, RegistrationPair
from regiodialoog.groups.models.asked import Asked, Source
from regiodialoog.groups.models.call import CALLED, CALLS, Call, CallState
from regiodialoog.groups.models.channel import Arrival, CameBy, Channel, ChannelKind, Letter, LetterBatch
from regiodialoog.groups.models.composition import (
    LONGEST_REASON,
    MOST_SEATS,
    SEATS,
    CompensationKind,
    Group,
    Help,
    Quota,
    Seat,
    SeatFilling,
    SeatState,
)
from regiodialoog.groups.models.consent import Consent, ConsentText
from regiodialoog.groups.models.correction import Correction
from regiodialoog.groups.models.deputy import DEPUTIES, Deputy, DeputyState
from regiodialoog.groups.models.draw import (
    DRAWS,
    GOES_ON,
    INTEREST,
    PLACE,
    PUBLIC,
    Draw,
    DrawCheck,
    DrawEntry,
    DrawState,
    DrawWitness,
)
from regiodialoog.groups.models.eligibility import Eligibility
from regiodialoog.groups.models.invitee import Invitee, InviteeImport, InviteeList, InviteeState
from regiodialoog.groups.models.news import NewsWish
from regiodialoog.groups.models.offer import OFFERS, Offer, OfferState
from regiodialoog.groups.models.organisation_invitation import (
    MOST_REMIND_DAYS,
    ORGANISATIONS_ASKED,
    HowFar,
    OrganisationInvitation,
    OrganisationState,
)
from regiodialoog.groups.models.own_setup import MOST_EVENINGS, MOST_WEEKS_BETWEEN, OwnSetup
from regiodialoog.groups.models.plan_import import PlanImport
from regiodialoog.groups.models.population import LONGEST_ANSWER, LONGEST_KEY, Population
from regiodialoog.groups.models.suggestion import Suggestion
from regiodialoog.groups.models.telling import Telling, TellingKind
from regiodialoog.groups.models.ways_in import (
    INVITATIONS,
    MET,
    REGISTRATIONS,
    Condition,
    Invitation,
    InvitationState,
    Registration,
    RegistrationState,
)

__all__ = [
    "CALLED",
    "CALLS",
    "DEPUTIES",
    "DRAWS",
    "GOES_ON",
    "INTEREST",
    "INVITATIONS",
    "LONGEST_ANSWER",
    "LONGEST_KEY",
    "LONGEST_REASON",
    "MET",
    "MOST_EVENINGS",
    "MOST_REMIND_DAYS",
    "MOST_SEATS",
    "MOST_WEEKS_BETWEEN",
    "OFFERS",
    "ORGANISATIONS_ASKED",
    "PLACE",
    "PUBLIC",
    "REGISTRATIONS",
    "SEATS",
    "Arrival",
    "Asked",
    "Call",
    "CallState",
    "CameBy",
    "Channel",
    "ChannelKind",
    "CompensationKind",
    "Condition",
    "Consent",
    "ConsentText",
    "Correction",
    "Deputy",
    "DeputyState",
    "Draw",
    "DrawCheck",
    "DrawEntry",
    "DrawState",
    "DrawWitness",
    "Eligibility",
    "Group",
    "Help",
    "HouseholdSplit",
    "HowFar",
    "Invitation",
    "InvitationState",
    "Invitee",
    "InviteeImport",
    "InviteeList",
    "InviteeState",
    "Letter",
    "LetterBatch",
    "NewsWish",
    "Offer",
    "OfferState",
    "OrganisationInvitation",
    "OrganisationState",
    "OwnSetup",
    "PlanImport",
    "Population",
    "Quota",
    "Registration",
    "RegistrationPair",
    "RegistrationState",
    "Seat",
    "SeatFilling",
    "SeatState",
    "Source",
    "Suggestion",
    "Telling",
    "TellingKind",
]
