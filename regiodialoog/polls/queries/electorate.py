"""Who may vote in a poll at a moment: by the seats of the group, by taking part in the theme, by a council, or by the
letters that were made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from regiodialoog.accounts.models import Person, RoleGrant
from regiodialoog.core.db import db
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.models import Registration
from regiodialoog.groups.queries import ON_THE_LIST, seats_at
from regiodialoog.polls.models import Electorate, Poll, PollCode


@dataclass(frozen=True)
class Entitled:
    """Somebody who may vote: on which seat, for which interest and municipality and on whose behalf, where known; or
    whoever has a letter."""

    person_id: int | None
    seat_id: int | None = None
    interest_id: int | None = None
    municipality_id: int | None = None
    organisation_id: int | None = None
    code_id: int | None = None


def entitled(poll: Poll, moment: datetime) -> Sequence[Entitled]:
    """Everybody who may vote at a moment, each once. One query, of a whole theme two."""
    if poll.electorate is Electorate.CODES:
        return _codes(poll)
    return _once(_OF[poll.electorate](poll.theme, moment))


def _codes(poll: Poll) -> list[Entitled]:
    columns = PollCode.id, PollCode.municipality_id
    rows = db.session.execute(select(*columns).where(PollCode.poll_id == poll.id).order_by(PollCode.id))
    return [Entitled(None, municipality_id=row.municipality_id, code_id=row.id) for row in rows]


def _group(theme: Theme, moment: datetime) -> list[Entitled]:
    return [
        Entitled(one.person_id, one.seat_id, one.interest_id, one.municipality_id, one.organisation_id)
        for one in seats_at(theme, moment)
    ]


def _theme(theme: Theme, moment: datetime) -> list[Entitled]:
    query = select(Registration).join(Person, Person.id == Registration.person_id)
    query = query.where(Registration.theme_id == theme.id, Registration.state.in_(ON_THE_LIST))
    query = query.where(Registration.registered_at <= moment, Person.confirmed_at.is_not(None))
    signed_up = db.session.scalars(query.order_by(Registration.id))
    return [
        *_group(theme, moment),
        *(
            Entitled(row.person_id, None, row.interest_id, row.municipality_id, row.organisation_id)
            for row in signed_up
        ),
    ]


def _council(theme: Theme, moment: datetime) -> list[Entitled]:
    places = [row.municipality_id for row in theme.municipalities]
    query = select(RoleGrant).where(
        RoleGrant.role == Role.COUNCIL_MEMBER,
        RoleGrant.scope_kind == ScopeKind.MUNICIPALITY,
        RoleGrant.scope_id.in_(places),
        RoleGrant.given_at <= moment,
        or_(RoleGrant.ended_at.is_(None), RoleGrant.ended_at > moment),
    )
    held = db.session.scalars(query.order_by(RoleGrant.id))
    return [Entitled(grant.person_id, municipality_id=grant.scope_id) for grant in held]


_OF = {Electorate.GROUP: _group, Electorate.THEME: _theme, Electorate.COUNCIL: _council}


def _once(found: Iterable[Entitled]) -> list[Entitled]:
    first: dict[int | None, Entitled] = {}
    for one in found:
        first.setdefault(one.person_id, one)
    return list(first.values())
