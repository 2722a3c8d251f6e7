"""Over what a role may be held, in words. Features above say what they have: themes, groups, assessments."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from sqlalchemy import select

from regiodialoog.core.db import db
from regiodialoog.core.policy import Grant, ScopeKind
from regiodialoog.organisations.models import Municipality, Organisation

Choices = Callable[[], Sequence[tuple[int, str]]]
Names = Callable[[Collection[int]], Mapping[int, str]]
_choices: dict[ScopeKind, Choices] = {}
_names: dict[ScopeKind, Names] = {}


def scope(kind: ScopeKind) -> Callable[[Choices], Choices]:
    """Register the function that lists the scopes of a kind as (id, name), in the order people expect. One query."""

    def register(choices: Choices) -> Choices:
        _choices[kind] = choices
        return choices

    return register


def named(kind: ScopeKind) -> Callable[[Names], Names]:
    """Register the function that names scopes by their ids, those that can no longer be chosen too. One query.
    Without one, what cannot be chosen has no name."""

    def register(names: Names) -> Names:
        _names[kind] = names
        return names

    return register


def is_known(kind: ScopeKind) -> bool:
    """Whether roles over this kind of scope can be given: the region always, others once their feature is here."""
    return kind is ScopeKind.REGION or kind in _choices


def choices(kind: ScopeKind) -> Sequence[tuple[int, str]]:
    return _choices[kind]() if kind in _choices else ()


def names(grants: Iterable[Grant]) -> dict[tuple[ScopeKind, int | None], str]:
    """The names of the scopes of some grants, one query per kind. The region has none."""
    wanted: dict[ScopeKind, set[int]] = {}
    for grant in grants:
        if grant.scope_id is not None:
            wanted.setdefault(grant.scope_kind, set()).add(grant.scope_id)
    return {(kind, number): name for kind, ids in wanted.items() for number, name in _named(kind, ids).items()}


def _named(kind: ScopeKind, ids: Collection[int]) -> Mapping[int, str]:
    return _names[kind](ids) if kind in _names else dict(choices(kind))


@scope(ScopeKind.MUNICIPALITY)
def municipalities() -> Sequence[tuple[int, str]]:
    query = select(Municipality.id, Municipality.name).where(Municipality.active).order_by(Municipality.sort_key)
    return [(number, name) for number, name in db.session.execute(query)]


@scope(ScopeKind.ORGANISATION)
def organisations() -> Sequence[tuple[int, str]]:
    query = select(Organisation.id, Organisation.name).where(Organisation.active).order_by(Organisation.sort_key)
    return [(number, name) for number, name in db.session.execute(query)]
