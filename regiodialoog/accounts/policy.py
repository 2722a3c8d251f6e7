"""Who may do what with people."""

from typing import Any

from regiodialoog.accounts.models import Person, ResetState, RoleGrant, SecondFactorReset
from regiodialoog.core.policy import BY_SEAT, STAFF, Actor, Role, holds, rule

BY_ADMINISTRATOR = frozenset({Role.BUREAU, Role.ADMINISTRATOR})
"""Roles that only an administrator gives and ends."""


@rule("accounts.own_account")
def may_change_own_account(actor: Actor, _subject: object = None) -> bool:
    """Change one's own address, sign out everywhere, download or remove: for staff only with the second factor."""
    return actor.is_authenticated and (actor.second_factor or not is_staff(actor))


@rule("accounts.renew_keys")
def may_renew_keys(actor: Actor, _subject: object = None) -> bool:
    """Make new recovery codes: staff who showed the second factor."""
    return is_staff(actor) and actor.second_factor


@rule("accounts.read_messages")
def may_read_messages(actor: Actor, demo: Any = None) -> bool:
    """Read one's own mails; in the demonstration everybody reads them all."""
    return actor.is_authenticated or demo is True


@rule("accounts.see_people")
def may_see_people(actor: Actor, _subject: object = None) -> bool:
    """See who has an account, with roles."""
    return holds(actor, Role.BUREAU, Role.ADMINISTRATOR)


@rule("accounts.invite")
def may_invite(actor: Actor, _subject: object = None) -> bool:
    """Make an account for somebody else."""
    return holds(actor, Role.BUREAU, Role.ADMINISTRATOR)


@rule("accounts.give_role")
def may_give_role(actor: Actor, wish: tuple[Person, Role] | None = None) -> bool:
    """Give somebody else a role; that of the bureau or an administrator only as an administrator."""
    if wish is None:
        return holds(actor, Role.BUREAU, Role.ADMINISTRATOR)
    person, role = wish
    return role not in BY_SEAT and may_give(actor, role) and not is_self(actor, person)


@rule("accounts.end_role")
def may_end_role(actor: Actor, grant: RoleGrant | None = None) -> bool:
    """End a role of somebody else; that of the bureau or an administrator only as an administrator."""
    if grant is None:
        return holds(actor, Role.BUREAU, Role.ADMINISTRATOR)
    return may_give(actor, grant.role) and actor.person_id != grant.person_id


@rule("accounts.ask_reset")
def may_ask_reset(actor: Actor, person: Person | None = None) -> bool:
    """Ask to reset somebody else's second factor."""
    return holds(actor, Role.ADMINISTRATOR) and not is_self(actor, person)


@rule("accounts.decide_reset")
def may_decide_reset(actor: Actor, reset: SecondFactorReset | None = None) -> bool:
    """Approve a reset that another administrator asked for, about somebody else."""
    if not holds(actor, Role.ADMINISTRATOR):
        return False
    return reset is None or (
        reset.state is ResetState.ASKED and actor.person_id not in (reset.asked_by, reset.person_id)
    )


@rule("accounts.withdraw_reset")
def may_withdraw_reset(actor: Actor, reset: SecondFactorReset | None = None) -> bool:
    """Stop a reset that was asked for: any administrator but the person themselves."""
    return holds(actor, Role.ADMINISTRATOR) and (reset is None or actor.person_id != reset.person_id)


def may_give(actor: Actor, role: Role) -> bool:
    """Whether the actor may give (and end) this role at all."""
    if role in BY_ADMINISTRATOR:
        return holds(actor, Role.ADMINISTRATOR)
    return holds(actor, Role.BUREAU, Role.ADMINISTRATOR)


def is_self(actor: Actor, person: Person | None) -> bool:
    return person is not None and actor.person_id == person.id


def is_staff(actor: Actor) -> bool:
    return any(grant.role in STAFF for grant in actor.grants)
