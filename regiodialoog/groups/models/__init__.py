"""The tables of groups: the group with its seats and quotas, the ways to a seat, and draws."""

from regiodialoog.groups.models.alike import HouseholdSplit, RegistrationPair
from regiodialoog.groups.models.composition import (
    SEATS,
    Group,
    Quota,
    Seat,
    SeatFilling,
    SeatState,
)
from regiodialoog.groups.models.draw import DRAWS, GOES_ON, Draw, DrawEntry, DrawState
from regiodialoog.groups.models.suggestion import Suggestion
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
    "DRAWS",
    "GOES_ON",
    "INVITATIONS",
    "MET",
    "REGISTRATIONS",
    "SEATS",
    "Condition",
    "Draw",
    "DrawEntry",
    "DrawState",
    "Group",
    "HouseholdSplit",
    "Invitation",
    "InvitationState",
    "Quota",
    "Registration",
    "RegistrationPair",
    "RegistrationState",
    "Seat",
    "SeatFilling",
    "SeatState",
    "Suggestion",
]
