"""Who speaks for a municipality, what somebody wrote down, and whether an advice was handed over."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from regiodialoog.accounts.models import Person, RoleGrant
from regiodialoog.core.db import db
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.feasibility.models import DirectVerdict, Offer, PlacementEntry, PlacementRule
from regiodialoog.polls.models import AdviceState, GroupAdvice

RECORDED = (PlacementRule, Offer, PlacementEntry, DirectVerdict)


def speakers_for(municipality_ids: Collection[int], *roles: Role) -> dict[int, list[Person]]:
    """Who holds one of these roles now, by municipality. One query."""
    query = select(RoleGrant.scope_id, Person).join(Person, Person.id == RoleGrant.person_id)
    query = query.where(
        RoleGrant.ended_at.is_(None),
        RoleGrant.role.in_(roles),
        RoleGrant.scope_kind == ScopeKind.MUNICIPALITY,
        RoleGrant.scope_id.in_(list(municipality_ids)),
        Person.erased_at.is_(None),
    )
    found: dict[int, list[Person]] = {}
    for scope_id, person in db.session.execute(query.order_by(Person.id)):
        if scope_id is not None:
            found.setdefault(scope_id, []).append(person)
    return found


def advice_is_handed_over(theme_ids: Collection[int]) -> set[int]:
    """Those of these themes of which the advice was handed over. One query."""
    query = select(GroupAdvice.theme_id).where(
        GroupAdvice.theme_id.in_(list(theme_ids)), GroupAdvice.state == AdviceState.HANDED_OVER
    )
    return set(db.session.scalars(query))


def rows_of_person(person_id: int) -> Sequence[Any]:
    """Everything about placement that somebody wrote down, or confirmed."""
    found: list[Any] = []
    for kind in RECORDED:
        found.extend(db.session.scalars(select(kind).where(kind.person_id == person_id).order_by(kind.id)))
    confirmed = select(PlacementEntry).where(PlacementEntry.confirmed_by_id == person_id)
    seen = {row.id for row in found if isinstance(row, PlacementEntry)}
    rows = db.session.scalars(confirmed.options(joinedload(PlacementEntry.placement)).order_by(PlacementEntry.id))
    return [*found, *(row for row in rows if row.id not in seen)]
