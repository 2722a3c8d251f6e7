"""The tables of groups: the group with its seats and quotas, and the ways to a seat."""

from regiodialoog.groups.models.composition import (
    SEATS,
    Group,
    Quota,
    Seat,
    SeatFilling,
    SeatState,
)
from regiodialoog.groups.models.ways_in import (
    INVITATIONS,
    REGISTRATIONS,
    Draw,
    Invitation,
    InvitationState,
    Registration,
    RegistrationState,
)

__all__ = [
    "INVITATIONS",
    "REGISTRATIONS",
    "SEATS",
    "Draw",
    "Group",
    "Invitation",
    "InvitationState",
    "Quota",
    "Registration",
    "RegistrationState",
    "Seat",
    "SeatFilling",
    "SeatState",
]
