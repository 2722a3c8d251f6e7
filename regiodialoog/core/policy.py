"""Rights are predicates, denied by default.

A feature writes ``@rule("agenda.edit")`` above a predicate ``may_edit(actor, subject)``; a view loads the thing and
calls ``authorize(may_edit, thing)``; a template asks ``can("agenda.edit", thing)``. The web hook refuses any answer
that was neither authorised nor marked ``@public``.
"""

import enum
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol, TypeVar

from flask import current_app, g, has_request_context

from regiodialoog.core.errors import Forbidden, NotSignedIn, SecondFactorNeeded


class Role(enum.StrEnum):
    """What somebody may be, in words of product.md. Staff roles need a second factor before they give any right."""

    PARTICIPANT = "participant"
    REPRESENTATIVE = "representative"
    MODERATOR = "moderator"
    ASSESSOR = "assessor"
    MUNICIPALITY_OFFICER = "municipality_officer"
    CLERK = "clerk"
    COUNCIL_MEMBER = "council_member"
    ALDERMAN = "alderman"
    CALLER = "caller"
    BUREAU = "bureau"
    ADMINISTRATOR = "administrator"


class ScopeKind(enum.StrEnum):
    """Over what a role is held."""

    REGION = "region"
    MUNICIPALITY = "municipality"
    ORGANISATION = "organisation"
    THEME = "theme"
    GROUP = "group"
    ASSESSMENT = "assessment"


STAFF = frozenset(
    {
        Role.MODERATOR,
        Role.ASSESSOR,
        Role.MUNICIPALITY_OFFICER,
        Role.CLERK,
        Role.CALLER,
        Role.BUREAU,
        Role.ADMINISTRATOR,
    }
)
BY_SEAT = frozenset({Role.PARTICIPANT})
"""Roles that come and go with a place in a group: nobody gives them by hand."""
SCOPES: dict[Role, tuple[ScopeKind, ...]] = {
    Role.PARTICIPANT: (ScopeKind.THEME, ScopeKind.GROUP),
    Role.REPRESENTATIVE: (ScopeKind.ORGANISATION,),
    Role.MODERATOR: (ScopeKind.THEME,),
    Role.ASSESSOR: (ScopeKind.ASSESSMENT,),
    Role.MUNICIPALITY_OFFICER: (ScopeKind.MUNICIPALITY,),
    Role.CLERK: (ScopeKind.MUNICIPALITY,),
    Role.COUNCIL_MEMBER: (ScopeKind.MUNICIPALITY,),
    Role.ALDERMAN: (ScopeKind.MUNICIPALITY,),
    Role.CALLER: (ScopeKind.THEME,),
    Role.BUREAU: (ScopeKind.REGION,),
    Role.ADMINISTRATOR: (ScopeKind.REGION,),
}


class Grant(Protocol):
    """One role that somebody holds now."""

    @property
    def role(self) -> Role: ...
    @property
    def scope_kind(self) -> ScopeKind: ...
    @property
    def scope_id(self) -> int | None: ...


class Actor(Protocol):
    """Whoever asks: a signed-in person, or nobody (``is_authenticated`` False, no grants)."""

    @property
    def is_authenticated(self) -> bool: ...
    @property
    def person_id(self) -> int | None: ...
    @property
    def grants(self) -> Sequence[Grant]:
        """Every role held now, whether or not this session may use it."""

    @property
    def second_factor(self) -> bool:
        """Whether this session has shown a second factor."""


Predicate = Callable[[Any, Any], bool]
P = TypeVar("P", bound=Callable[..., bool])
V = TypeVar("V", bound=Callable[..., Any])
RULES: dict[str, Predicate] = {}
_names: dict[Predicate, str] = {}
_used: ContextVar[Role | None] = ContextVar("used_role", default=None)


def rule(name: str) -> Callable[[P], P]:
    """Name a predicate ``(actor, subject) -> bool`` for templates and for the table of rights."""

    def register(predicate: P) -> P:
        if name in RULES:
            raise ValueError(f"There are two rules named {name}")
        RULES[name] = predicate
        _names[predicate] = name
        return predicate

    return register


def holds(actor: Actor, *roles: Role, kind: ScopeKind | None = None, scope_id: int | None = None) -> bool:
    """Whether the actor holds one of ``roles`` now and may use it, over the given scope if one is given."""
    for grant in actor.grants:
        if grant.role not in roles or (grant.role in STAFF and not actor.second_factor):
            continue
        if kind is None or (grant.scope_kind is kind and grant.scope_id == scope_id):
            _used.set(grant.role)
            return True
    return False


def authorize(predicate: Predicate, subject: Any = None) -> None:
    """Let the request go on, or raise NotSignedIn, SecondFactorNeeded or Forbidden."""
    actor = current_actor()
    _used.set(None)
    if predicate(actor, subject):
        g.authorised_by = _names[predicate]
        g.authorised_as = _used.get()  # the role that opened the door, for the record of what is done behind it
        return
    if not actor.is_authenticated:
        raise NotSignedIn
    if not actor.second_factor and predicate(WithSecondFactor(actor), subject):
        raise SecondFactorNeeded
    raise Forbidden


def can(name: str, subject: Any = None) -> bool:
    """For templates: whether the current actor may. An unknown rule is a mistake, not a no."""
    return RULES[name](current_actor(), subject)


def public(view: V) -> V:
    """Mark a view that anybody may see."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def is_public(endpoint: str) -> bool:
    """Whether anybody may see what this endpoint answers; not for an endpoint that is not there."""
    return bool(getattr(current_app.view_functions.get(endpoint), "is_public", False))


class Nobody:
    """A visitor without an account."""

    is_authenticated = False
    is_active = False
    is_anonymous = True
    person_id: int | None = None
    grants: Sequence[Grant] = ()
    second_factor = False
    name = ""

    def get_id(self) -> str | None:
        return None


class WithSecondFactor:
    """Somebody as if their session had shown a second factor: for what they could do, not for what they may do now."""

    def __init__(self, actor: Actor) -> None:
        self.is_authenticated = actor.is_authenticated
        self.person_id = actor.person_id
        self.grants = actor.grants
        self.second_factor = True


_find_actor: Callable[[], Actor] = Nobody


def actors_are_found_by(finder: Callable[[], Actor]) -> None:
    """The feature that knows people says how to find the current one."""
    global _find_actor
    _find_actor = finder


def current_actor() -> Actor:
    return _find_actor() if has_request_context() and not g.get("seen_by_anybody") else Nobody()


@contextmanager
def as_nobody() -> Iterator[None]:
    """What is made in here is for everybody: whoever asks for it counts as a visitor without an account."""
    before = g.get("seen_by_anybody", False)
    g.seen_by_anybody = True
    try:
        yield
    finally:
        g.seen_by_anybody = before


@rule("house.signed_in")
def is_signed_in(actor: Actor, _subject: object = None) -> bool:
    """Any signed-in person, about themselves."""
    return actor.is_authenticated


@rule("beheer.open")
def may_open_management(actor: Actor, _subject: object = None) -> bool:
    """See the start page of the management rooms."""
    return holds(actor, Role.BUREAU, Role.ADMINISTRATOR)
