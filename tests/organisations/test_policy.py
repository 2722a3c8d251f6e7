"""Who may change the region."""

from dataclasses import dataclass

import pytest

from regiodialoog.agenda.policy import may_edit_agenda, may_edit_participation
from regiodialoog.core.policy import SCOPES, Role, ScopeKind
from regiodialoog.organisations.policy import may_edit_region


@dataclass
class Held:
    role: Role
    scope_kind: ScopeKind
    scope_id: int | None = None


class Somebody:
    is_authenticated = True
    person_id: int | None = 1

    def __init__(self, role: Role, *, second_factor: bool = True) -> None:
        self.grants = [Held(role, SCOPES[role][0])]
        self.second_factor = second_factor


@pytest.mark.parametrize("role", Role)
def test_the_bureau_and_the_administrator_edit_the_region_and_the_bureau_the_agenda(role: Role) -> None:
    assert may_edit_region(Somebody(role)) == (role in {Role.BUREAU, Role.ADMINISTRATOR})
    assert may_edit_agenda(Somebody(role)) == (role is Role.BUREAU)
    assert may_edit_participation(Somebody(role)) == (role is Role.BUREAU)


def test_nobody_of_the_staff_edits_without_a_second_factor() -> None:
    for may in (may_edit_region, may_edit_agenda, may_edit_participation):
        assert not may(Somebody(Role.BUREAU, second_factor=False))
