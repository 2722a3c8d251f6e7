"""The rights of this feature as tables."""

from dataclasses import dataclass, field

import pytest

from regiodialoog.accounts import policy
from regiodialoog.accounts.models import Person, ResetState, RoleGrant, SecondFactorReset
from regiodialoog.core.policy import Role, ScopeKind

ME, OTHER = 1, 2


@dataclass
class Somebody:
    """An actor with roles over the region, whether or not these have such a scope."""

    roles: tuple[Role, ...] = ()
    second_factor: bool = True
    is_authenticated: bool = True
    person_id: int | None = ME
    grants: list[RoleGrant] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.grants = [RoleGrant(role=role, scope_kind=ScopeKind.REGION, scope_id=None) for role in self.roles]


NOBODY = Somebody(is_authenticated=False, person_id=None, second_factor=False)
MEMBER = Somebody((Role.PARTICIPANT,), second_factor=False)
CLERK = Somebody((Role.CLERK,))
BUREAU = Somebody((Role.BUREAU,))
BUREAU_HALFWAY = Somebody((Role.BUREAU,), second_factor=False)
ADMIN = Somebody((Role.ADMINISTRATOR,))
ADMIN_HALFWAY = Somebody((Role.ADMINISTRATOR,), second_factor=False)
ACTORS = (NOBODY, MEMBER, CLERK, BUREAU_HALFWAY, BUREAU, ADMIN_HALFWAY, ADMIN)

TABLE = {
    #                                   nobody member clerk  half-b bureau half-a admin
    policy.may_change_own_account:     (False, True,  True,  False, True,  False, True),
    policy.may_renew_keys:             (False, False, True,  False, True,  False, True),
    policy.may_read_messages:          (False, True,  True,  True,  True,  True,  True),
    policy.may_see_people:             (False, False, False, False, True,  False, True),
    policy.may_invite:                 (False, False, False, False, True,  False, True),
    policy.may_give_role:              (False, False, False, False, True,  False, True),
    policy.may_end_role:               (False, False, False, False, True,  False, True),
    policy.may_ask_reset:              (False, False, False, False, False, False, True),
    policy.may_decide_reset:           (False, False, False, False, False, False, True),
    policy.may_withdraw_reset:         (False, False, False, False, False, False, True),
}  # fmt: skip


@pytest.mark.parametrize("predicate", TABLE, ids=lambda predicate: predicate.__name__)
def test_who_may_do_what(predicate) -> None:
    assert tuple(predicate(actor, None) for actor in ACTORS) == TABLE[predicate]


@pytest.mark.parametrize("role", Role)
def test_which_roles_who_gives(role: Role) -> None:
    top, seated = role in {Role.BUREAU, Role.ADMINISTRATOR}, role is Role.PARTICIPANT
    other, me = Person(id=OTHER), Person(id=ME)
    assert policy.may_give_role(BUREAU, (other, role)) is not (top or seated)
    assert policy.may_give_role(ADMIN, (other, role)) is not seated
    assert policy.may_give_role(ADMIN, (me, role)) is False
    assert policy.may_end_role(BUREAU, RoleGrant(role=role, person_id=OTHER)) is not top
    assert policy.may_end_role(ADMIN, RoleGrant(role=role, person_id=OTHER)) is True
    assert policy.may_end_role(ADMIN, RoleGrant(role=role, person_id=ME)) is False


@pytest.mark.parametrize(("asked_by", "person_id", "state", "expected"), [
    (OTHER, 3, ResetState.ASKED, True),
    (ME, OTHER, ResetState.ASKED, False),
    (OTHER, ME, ResetState.ASKED, False),
    (OTHER, 3, ResetState.APPROVED, False),
    (OTHER, 3, ResetState.WITHDRAWN, False),
])  # fmt: skip
def test_who_decides_a_reset(asked_by: int, person_id: int, state: ResetState, expected: bool) -> None:
    reset = SecondFactorReset(asked_by=asked_by, person_id=person_id, state=state)
    assert policy.may_decide_reset(ADMIN, reset) is expected


def test_everybody_reads_messages_in_the_demonstration_only() -> None:
    assert policy.may_read_messages(NOBODY, True)
    assert not policy.may_read_messages(NOBODY, False)
