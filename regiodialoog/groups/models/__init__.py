"""The tables of groups: the group with its seats and quotas, the ways to a seat, and draws."""

from regiodialoog.groups.models.composition import (
    SEATS,
    Group,
    Quota,
    Seat,
    SeatFilling,
    SeatState,
)
from regiodialoog.groups.models.draw import DRAWS, GOES_ON, Draw, DrawEntry, DrawState
from regiodialoog.groups.models.plan_import import PlanImport
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
    "DRAWS",
    "GOES_ON",
    "INVITATIONS",
    "REGISTRATIONS",
    "SEATS",
    "Draw",
    "DrawEntry",
    "DrawState",
    "Group",
    "Invitation",
    "InvitationState",
    "PlanImport",
    "Quota",
    "Registration",
    "RegistrationState",
    "Seat",
    "SeatFilling",
    "SeatState",
    "Suggestion",
]
