"""The tables of people, their credentials and their roles."""

from regiodialoog.accounts.models.credentials import (
    RESET_WORKFLOW,
    EndedSession,
    Purpose,
    RecoveryCode,
    ResetState,
    SecondFactorReset,
    SignInToken,
)
from regiodialoog.accounts.models.person import Person, address_key
from regiodialoog.accounts.models.roles import RoleGrant

__all__ = [
    "RESET_WORKFLOW",
    "EndedSession",
    "Person",
    "Purpose",
    "RecoveryCode",
    "ResetState",
    "RoleGrant",
    "SecondFactorReset",
    "SignInToken",
    "address_key",
]
