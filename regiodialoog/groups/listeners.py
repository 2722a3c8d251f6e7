"""What groups do when something happens to people: a role that ends elsewhere frees the seat, and nothing of an erased
account stays behind. Also what somebody's own data holds of groups."""

from typing import Any, cast

from sqlalchemy import select

from regiodialoog.accounts import queries as people
from regiodialoog.accounts.events import PersonErased, PersonSignedIn, RoleEnded
from regiodialoog.accounts.models import Person
from regiodialoog.accounts.own_data import own_data
from regiodialoog.core.db import db
from regiodialoog.core.events import Told, listens
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import inviting
from regiodialoog.groups.models import Invitation, RegistrationState, SeatState


@listens(PersonSignedIn)
def confirm_registrations(told: Told) -> None:
    """A first time confirms the address: what somebody signed up for before counts from now on."""
    event = cast("PersonSignedIn", told.event)
    if not event.first:
        return
    for row in queries.registrations_of_person(event.subject_id):
        if row.state is RegistrationState.REGISTERED:
            actions.confirm(row)


@listens(RoleEnded)
def free_seat(told: Told) -> None:
    """Whoever is no participant any more has no seat."""
    event = cast("RoleEnded", told.event)
    if (event.role, event.scope_kind) != (Role.PARTICIPANT, ScopeKind.THEME):
        return
    reason = people.grant(event.grant_id).reason
    for seat in queries.seats_of_person(event.subject_id):
        if seat.state is SeatState.FILLED and seat.group.theme_id == event.scope_id:
            actions.vacate(seat, reason=reason)


@listens(PersonErased)
def forget(told: Told) -> None:
    """Withdraw and wipe what an erased person signed up for and was invited to."""
    number = told.event.subject_id
    for row in queries.registrations_of_person(number):
        if row.state in (RegistrationState.REGISTERED, RegistrationState.NOT_SEATED):
            actions.withdraw(row)
        else:
            actions.clear(row)
    for invitation in db.session.scalars(select(Invitation).where(Invitation.person_id == number)):
        inviting.clear(invitation)


@own_data("groups")
def own_groups(person: Person) -> dict[str, Any]:
    """What somebody signed up for, with the answers, and where they sit or sat."""
    return {
        "registrations": [
            {
                "theme": row.theme.title,
                "state": row.state.value,
                "registered_at": row.registered_at.isoformat(),
                "interest_id": row.interest_id,
                "municipality_id": row.municipality_id,
                "organisation_id": row.organisation_id,
                "answers": row.answers,
                "evenings": row.evenings,
                "reason": row.reason,
            }
            for row in queries.registrations_of_person(person.id)
        ],
        "seats": [
            {
                "theme": seat.group.theme.title,
                "interest_id": seat.interest_id,
                "filled_at": seat.filled_at.isoformat() if seat.filled_at else None,
                "left_at": seat.left_at.isoformat() if seat.left_at else None,
                "reason": seat.reason,
            }
            for seat in queries.seats_of_person(person.id)
        ],
    }
