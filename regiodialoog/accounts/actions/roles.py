"""Giving and ending roles."""

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from regiodialoog.accounts import queries
from regiodialoog.accounts.events import RoleEnded, RoleGiven
from regiodialoog.accounts.models import Person, RoleGrant
from regiodialoog.core import clock, mails
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Forbidden, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.policy import SCOPES, STAFF, Role, ScopeKind


def give_role(
    person: Person, role: Role, scope_kind: ScopeKind, scope_id: int | None = None, *, by: int | None, tell: bool = True
) -> RoleGrant:
    """Give a role over a scope. ``by``: the person who gives it; None is the system. ``tell``: mail the person.

    Raises Conflict when it is held already, Forbidden when somebody serves himself.
    """
    if scope_kind not in SCOPES[role] or (scope_kind is ScopeKind.REGION) != (scope_id is None):
        raise Invalid(f"{role} is not held over {scope_kind}")
    if by == person.id:
        raise Forbidden(_("Nobody gives a role to themselves."))
    grant = RoleGrant(person_id=person.id, role=role, scope_kind=scope_kind, scope_id=scope_id, given_by=by)
    db.session.add(grant)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Conflict(_("This person has this role already.")) from error
    db.session.expire(person, ["active_grants"])
    if tell:
        mails.post(
            "emails/accounts/role_given.txt",
            address=person.address,
            language=person.language,
            dedupe_key=f"role-given:{grant.id}",
            person_id=person.id,
            person=person,
            role=role,
            staff=role in STAFF,
        )
    emit(RoleGiven(subject_id=person.id, grant_id=grant.id, role=role, scope_kind=scope_kind, scope_id=scope_id))
    return grant


def end_role(grant: RoleGrant, *, by: int, reason: str) -> None:
    """End a role, with a reason. Raises Conflict when it has ended, or nobody would be administrator any more."""
    last = grant.role is Role.ADMINISTRATOR and not queries.other_administrators(grant.person_id)
    db.session.refresh(grant, with_for_update=True)  # an end is never overwritten by another one at the same moment
    if grant.ended_at is not None:
        raise Conflict(_("This role has ended already."))
    if not reason.strip():
        raise Invalid(_("Say why the role ends."))
    if last:
        raise Conflict(_("This is the last administrator. Make somebody else administrator first."))
    grant.ended_at, grant.ended_by, grant.reason = clock.now(), by, reason
    db.session.flush()
    emit(
        RoleEnded(
            subject_id=grant.person_id,
            grant_id=grant.id,
            role=grant.role,
            scope_kind=grant.scope_kind,
            scope_id=grant.scope_id,
        )
    )
