"""Reading about people."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from regiodialoog.accounts.models import (
    EndedSession,
    Person,
    Purpose,
    RecoveryCode,
    ResetState,
    RoleGrant,
    SecondFactorReset,
    SignInToken,
    address_key,
)
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.core.outbox import MessageState, OutboxMessage
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.core.rows import LARGEST_ID
from regiodialoog.core.text import sort_key

# Written once: every request of whoever signed in asks for these, and putting a query together costs more than asking
_WITH_GRANTS = (
    select(Person)
    .where(Person.id == bindparam("person"))
    .options(joinedload(Person.active_grants))
    .execution_options(populate_existing=True)
)
_OF_SESSION = (
    select(Person, RoleGrant.role, RoleGrant.scope_kind, RoleGrant.scope_id)
    .outerjoin(RoleGrant, (RoleGrant.person_id == Person.id) & RoleGrant.ended_at.is_(None))
    .where(Person.id == bindparam("person"), ~exists().where(EndedSession.key == bindparam("key")))
    .order_by(RoleGrant.given_at, RoleGrant.id)
    .execution_options(populate_existing=True)
)
PAGE = 50
NEWEST = (OutboxMessage.created_at.desc(), OutboxMessage.id.desc())
MESSAGES = 50


class Held(NamedTuple):
    """A role that somebody holds now, without who gave it."""

    role: Role
    scope_kind: ScopeKind
    scope_id: int | None


@dataclass(frozen=True)
class PeoplePage:
    """One page of the list of people, with their roles."""

    people: Sequence[Person]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def person(person_id: int) -> Person:
    """Somebody with an account, with the roles held now. Raises NotFound, also for who was erased."""
    found = _with_grants(person_id)
    if found is None or found.erased_at is not None:
        raise NotFound
    return found


def for_session(person_id: int, epoch: int, key: str) -> Person | None:
    """The person of a session with their roles, in one query; None when the session is no longer good."""
    if not 0 < person_id <= LARGEST_ID:
        return None
    rows = db.session.execute(_OF_SESSION, {"person": person_id, "key": key}).all()
    found: Person | None = rows[0][0] if rows else None
    if found is None or found.session_epoch != epoch or found.erased_at is not None:
        return None
    found.held = [Held(row.role, row.scope_kind, row.scope_id) for row in rows if row.role]
    return found


def _with_grants(person_id: int) -> Person | None:
    if not 0 < person_id <= LARGEST_ID:
        return None
    return db.session.scalars(_WITH_GRANTS, {"person": person_id}).unique().one_or_none()


def at_address(address: str) -> Sequence[Person]:
    """Everybody who signs in by this address.

    Who made an account and never confirmed it counts only when nobody else does: a stranger could plant a name there.
    """
    query = select(Person).where(Person.address_key == address_key(address), Person.erased_at.is_(None))
    found = (
        db.session.scalars(query.options(joinedload(Person.active_grants)).order_by(Person.sort_key, Person.id))
        .unique()
        .all()
    )
    return [one for one in found if one.is_vouched_for] or found


def token(hashed: str, purpose: Purpose) -> SignInToken:
    """A token that still works. Raises NotFound when it is unknown, used or too old."""
    found = db.session.scalar(
        select(SignInToken).where(SignInToken.token_hash == hashed, SignInToken.purpose == purpose)
    )
    if found is None or found.used_at is not None or found.expires_at <= clock.now():
        raise NotFound
    return found


def behind(token: SignInToken) -> Sequence[Person]:
    """Who may sign in with a token: the person it was made for, or everybody at the address it was sent to."""
    if token.person_id is None:
        return at_address(token.address)
    found = _with_grants(token.person_id)
    return [found] if found is not None and found.erased_at is None else []


def people_page(search: str, number: int) -> PeoplePage:
    """People by name, or by what is looked for in name and address. Three queries whatever the number."""
    query = select(Person).where(Person.erased_at.is_(None))
    if search:
        matches = [Person.address_key.contains(address_key(search), autoescape=True)]
        if name := sort_key(search):
            matches.append(Person.sort_key.contains(name, autoescape=True))
        query = query.where(or_(*matches))
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    number = max(1, min(number, -(-total // PAGE)))
    rows = query.options(selectinload(Person.active_grants)).order_by(Person.sort_key, Person.id)
    return PeoplePage(db.session.scalars(rows.limit(PAGE).offset((number - 1) * PAGE)).all(), total, number)


def grant(grant_id: int) -> RoleGrant:
    found = db.session.get(RoleGrant, grant_id) if 0 < grant_id <= LARGEST_ID else None
    if found is None:
        raise NotFound
    return found


def all_grants(person_id: int) -> Sequence[RoleGrant]:
    """Every role somebody holds or held, newest first."""
    query = select(RoleGrant).where(RoleGrant.person_id == person_id)
    return db.session.scalars(query.order_by(RoleGrant.given_at.desc(), RoleGrant.id.desc())).all()


def grants_over(role: Role, kind: ScopeKind, scope_id: int) -> Sequence[RoleGrant]:
    """Who holds a role over one scope now, the first one first."""
    query = select(RoleGrant).where(RoleGrant.role == role, RoleGrant.scope_kind == kind, RoleGrant.ended_at.is_(None))
    return db.session.scalars(query.where(RoleGrant.scope_id == scope_id).order_by(RoleGrant.id)).all()


def holders(role: Role, kind: ScopeKind, scope_id: int | None = None) -> Sequence[Person]:
    """Whoever holds a role over one scope now (None: the region), with all their roles; the first one first. One
    query."""
    held = (RoleGrant.role == role, RoleGrant.scope_kind == kind, RoleGrant.scope_id == scope_id)
    query = select(Person).join(RoleGrant, RoleGrant.person_id == Person.id).where(*held, RoleGrant.ended_at.is_(None))
    rows = query.options(joinedload(Person.active_grants)).order_by(RoleGrant.id)
    return db.session.scalars(rows).unique().all()


def ever(role: Role) -> Sequence[Person]:
    """Whoever holds or held a role over anything, in people's order. One query."""
    held = select(RoleGrant.id).where(RoleGrant.person_id == Person.id, RoleGrant.role == role)
    query = select(Person).where(held.exists(), Person.erased_at.is_(None))
    return db.session.scalars(query.order_by(Person.sort_key, Person.id)).all()


def names(ids: set[int]) -> dict[int, str]:
    """What people are called, by number; those who left are a former participant."""
    if not ids:
        return {}
    return {one.id: one.display_name for one in db.session.scalars(select(Person).where(Person.id.in_(ids)))}


def other_administrators(person_id: int) -> int:
    """How many others are administrator. Locks their grants, always in one order, so that two cannot end each other."""
    query = select(RoleGrant.person_id).where(RoleGrant.role == Role.ADMINISTRATOR, RoleGrant.ended_at.is_(None))
    return len([one for one in db.session.scalars(query.order_by(RoleGrant.id).with_for_update()) if one != person_id])


def open_reset(person_id: int) -> SecondFactorReset | None:
    query = select(SecondFactorReset).where(SecondFactorReset.person_id == person_id)
    return db.session.scalar(query.where(SecondFactorReset.state == ResetState.ASKED))


def open_resets() -> Sequence[SecondFactorReset]:
    """Resets that wait for a second administrator, oldest first."""
    query = select(SecondFactorReset).where(SecondFactorReset.state == ResetState.ASKED)
    return db.session.scalars(query.order_by(SecondFactorReset.asked_at)).all()


def reset(reset_id: int) -> SecondFactorReset:
    found = db.session.get(SecondFactorReset, reset_id) if 0 < reset_id <= LARGEST_ID else None
    if found is None:
        raise NotFound
    return found


def recovery_codes_left(person_id: int) -> int:
    query = select(func.count()).where(RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(query) or 0


def messages_of(person_id: int) -> Sequence[OutboxMessage]:
    """Somebody's own mails, newest first."""
    query = select(OutboxMessage).where(OutboxMessage.person_id == person_id).order_by(*NEWEST)
    return db.session.scalars(query.limit(MESSAGES)).all()


def latest_messages() -> Sequence[OutboxMessage]:
    """The latest mails of everybody: for the demonstration, where no mail leaves."""
    waiting = OutboxMessage.state.in_((MessageState.KEPT, MessageState.WAITING))
    return db.session.scalars(select(OutboxMessage).where(waiting).order_by(*NEWEST).limit(MESSAGES)).all()
