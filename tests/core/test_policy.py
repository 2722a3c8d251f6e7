"""Rights: denied by default; roles of staff count only with a second factor; scopes are kept apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from flask import Flask, g

from regiodialoog.core import policy
from regiodialoog.core.errors import Forbidden, NotSignedIn, SecondFactorNeeded
from regiodialoog.core.policy import SCOPES, STAFF, Nobody, Role, ScopeKind, authorize, can, holds, public, rule


@dataclass
class Held:
    role: Role
    scope_kind: ScopeKind
    scope_id: int | None


@dataclass
class Somebody:
    grants: Sequence[Held] = ()
    second_factor: bool = False
    is_authenticated: bool = True
    person_id: int | None = 1


def over(role: Role, scope_id: int | None = 1, *, second_factor: bool = True) -> Somebody:
    return Somebody([Held(role, SCOPES[role][0], scope_id)], second_factor)


@pytest.fixture
def asked_by(app: Flask, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """``asked_by(somebody)``: within a request of that person."""

    def ask(actor: object):  # type: ignore[no-untyped-def]
        monkeypatch.setattr(policy, "_find_actor", lambda: actor)
        return app.test_request_context()

    return ask


@pytest.mark.parametrize("role", list(Role))
def test_a_role_counts_only_over_its_own_scope(role: Role) -> None:
    actor, kind = over(role), SCOPES[role][0]
    assert holds(actor, role)
    assert holds(actor, role, kind=kind, scope_id=1)
    assert not holds(actor, role, kind=kind, scope_id=2)
    other = next(k for k in ScopeKind if k is not kind)
    assert not holds(actor, role, kind=other, scope_id=1)


@pytest.mark.parametrize("role", list(Role))
def test_roles_of_staff_need_the_second_factor(role: Role) -> None:
    assert holds(over(role, second_factor=False), role) is (role not in STAFF)


def test_who_may_not_is_told_what_is_missing(asked_by) -> None:  # type: ignore[no-untyped-def]
    with asked_by(Nobody()), pytest.raises(NotSignedIn):
        authorize(policy.may_open_management)
    with asked_by(Somebody()), pytest.raises(Forbidden):
        authorize(policy.may_open_management)
    with asked_by(over(Role.BUREAU, None, second_factor=False)), pytest.raises(SecondFactorNeeded):
        authorize(policy.may_open_management)
    with asked_by(over(Role.BUREAU, None)):
        authorize(policy.may_open_management)
        assert g.authorised_by == "beheer.open"


def test_templates_ask_by_name_and_an_unknown_name_is_a_mistake(asked_by) -> None:  # type: ignore[no-untyped-def]
    with asked_by(over(Role.BUREAU, None)):
        assert can("beheer.open")
        with pytest.raises(KeyError):
            can("beheer.opne")


def test_two_rules_cannot_have_one_name() -> None:
    with pytest.raises(ValueError, match="two rules"):
        rule("beheer.open")(lambda actor, subject=None: True)


def test_a_public_view_says_so() -> None:
    assert public(lambda: "").is_public  # type: ignore[attr-defined]
