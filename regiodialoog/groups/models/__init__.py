"""The tables of groups: the group with its seats and quotas, the ways to a seat, and draws."""

from regiodialoog.groups.models.composition import (
    SEATS,
    Group,
    Quota,
    Seat,
    SeatFilling,
    SeatState,
)
from regiodialoog.groups.models.deputy import DEPUTIES, Deputy, DeputyState
from regiodialoog.groups.models.draw import DRAWS, GOES_ON, Draw, DrawEntry, DrawState
from regiodialoog.groups.models.offer import OFFERS, Offer, OfferState
from regiodialoog.groups.models.suggestion import Suggestion
from regiodialoog.groups.models.ways_in import (
    INVITATIONS,
    REGISTRATIONS,
    Invitation,
    InvitationState,
    Registration,
    RegistrationState,
)

__all__ = [
    "DEPUTIES",
    "DRAWS",
    "GOES_ON",
    "INVITATIONS",
    "OFFERS",
    "REGISTRATIONS",
    "SEATS",
    "Deputy",
    "DeputyState",
    "Draw",
    "DrawEntry",
    "DrawState",
    "Group",
    "Invitation",
    "InvitationState",
    "Offer",
    "OfferState",
    "Quota",
    "Registration",
    "RegistrationState",
    "Seat",
    "SeatFilling",
    "SeatState",
    "Suggestion",
]
