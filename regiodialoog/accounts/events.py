"""What happens to people, in the past tense."""

import enum
from dataclasses import dataclass

from regiodialoog.core.events import Event, happening
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.core.text import N_


class Registration(enum.StrEnum):
    """How an account came to be: made by the person, by the bureau, loaded as history or demonstration,
    with the code of a letter, or by the bureau for somebody at the desk."""

    SELF = "self"
    INVITED = "invited"
    LOADED = "loaded"
    LETTER = "letter"
    DESK = "desk"


class Way(enum.StrEnum):
    """How somebody signed in."""

    LINK = "link"
    PASSWORD = "password"  # noqa: S105 - the word, not one
    DEMO = "demo"
    CODE = "code"


class Factor(enum.StrEnum):
    """What somebody showed as the second factor."""

    APP = "app"
    RECOVERY_CODE = "recovery_code"


class Leaving(enum.StrEnum):
    """Why an account was removed."""

    SELF = "self"
    NEVER_CONFIRMED = "never_confirmed"


@happening("accounts.person_registered", subject="person", says=N_("An account was made"))
@dataclass(frozen=True, kw_only=True)
class PersonRegistered(Event):
    how: Registration


@happening("accounts.person_signed_in", subject="person", says=N_("Somebody signed in"))
@dataclass(frozen=True, kw_only=True)
class PersonSignedIn(Event):
    """``first``: the address was confirmed by it."""

    how: Way
    first: bool = False


@happening("accounts.second_factor_shown", subject="person", says=N_("Somebody showed the second factor"))
@dataclass(frozen=True, kw_only=True)
class SecondFactorShown(Event):
    how: Factor


@happening("accounts.second_factor_set", subject="person", says=N_("Somebody set up the second factor"))
@dataclass(frozen=True, kw_only=True)
class SecondFactorSet(Event):
    pass


@happening("accounts.recovery_codes_made", subject="person", says=N_("New recovery codes were made"))
@dataclass(frozen=True, kw_only=True)
class RecoveryCodesMade(Event):
    pass


@happening("accounts.password_set", subject="person", says=N_("A password was set"))
@dataclass(frozen=True, kw_only=True)
class PasswordSet(Event):
    pass


@happening("accounts.signed_out_everywhere", subject="person", says=N_("Somebody signed out everywhere"))
@dataclass(frozen=True, kw_only=True)
class SignedOutEverywhere(Event):
    pass


@happening("accounts.profile_changed", subject="person", says=N_("A profile was changed"))
@dataclass(frozen=True, kw_only=True)
class ProfileChanged(Event):
    fields: tuple[str, ...]


@happening("accounts.address_change_asked", subject="person", says=N_("Somebody asked for another e-mail address"))
@dataclass(frozen=True, kw_only=True)
class AddressChangeAsked(Event):
    pass


@happening("accounts.address_changed", subject="person", says=N_("An e-mail address was changed"))
@dataclass(frozen=True, kw_only=True)
class AddressChanged(Event):
    pass


@happening("accounts.role_given", subject="person", says=N_("A role was given"))
@dataclass(frozen=True, kw_only=True)
class RoleGiven(Event):
    grant_id: int
    role: Role
    scope_kind: ScopeKind
    scope_id: int | None


@happening("accounts.role_ended", subject="person", says=N_("A role was ended"))
@dataclass(frozen=True, kw_only=True)
class RoleEnded(Event):
    grant_id: int
    role: Role
    scope_kind: ScopeKind
    scope_id: int | None


@happening("accounts.reset_asked", subject="person", says=N_("A reset of the second factor was asked for"))
@dataclass(frozen=True, kw_only=True)
class ResetAsked(Event):
    reset_id: int


@happening("accounts.reset_withdrawn", subject="person", says=N_("A reset of the second factor was not done"))
@dataclass(frozen=True, kw_only=True)
class ResetWithdrawn(Event):
    reset_id: int


@happening("accounts.second_factor_reset", subject="person", says=N_("The second factor was reset"))
@dataclass(frozen=True, kw_only=True)
class SecondFactorWasReset(Event):
    reset_id: int


@happening("accounts.person_erased", subject="person", says=N_("An account was removed"))
@dataclass(frozen=True, kw_only=True)
class PersonErased(Event):
    """Features that hold personal data listen to this and let go of theirs."""

    how: Leaving
