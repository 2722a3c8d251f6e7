"""What groups do when something happens to people: a role that ends elsewhere frees the seat, and nothing of an erased
account stays behind. Also what somebody's own data holds of groups."""

from typing import Any, cast

from flask_babel import gettext as _
from sqlalchemy import delete, select

from regiodialoog.accounts import queries as people
from regiodialoog.accounts.completing import Completes, completes
from regiodialoog.accounts.events import PersonErased, PersonSignedIn, RoleEnded
from regiodialoog.accounts.models import Person
from regiodialoog.accounts.own_data import own_data
from regiodialoog.core import jobs
from regiodialoog.core.db import db, transaction
from regiodialoog.core.events import Told, listens
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.core.text import N_
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import agreeing_anew, doubles, drawing, inviting, offering, suggestion_work, telling
from regiodialoog.groups.actions.agreeing_anew import ASK_JOB
from regiodialoog.groups.actions.drawing import PREPARE_JOB
from regiodialoog.groups.actions.suggesting import SUGGEST_JOB
from regiodialoog.groups.actions.telling import TELL_JOB
from regiodialoog.groups.events import SeatFilled, SeatLeft
from regiodialoog.groups.models import Condition, DeputyState, Eligibility, Invitation, RegistrationState, SeatState
from regiodialoog.groups.queries import eligibility


@jobs.handles(PREPARE_JOB, says=N_("Compute the chances of a draw"))
def prepare_draw(payload: dict[str, Any]) -> None:
    """Outside any transaction, for it takes seconds to minutes; a draw that was let go of meanwhile stays so."""
    with transaction():
        draw = drawing.draw_for(payload["draw_id"])
        inputs = draw.inputs if draw is not None else None
    if inputs is None:
        return
    found, file = drawing.computed(inputs)
    with transaction():
        draw = drawing.draw_for(payload["draw_id"])
        if draw is not None:
            drawing.keep_prepared(draw, found, file)


@jobs.handles(SUGGEST_JOB, says=N_("Suggest who gets which open place"))
def suggest(payload: dict[str, Any]) -> None:
    """Outside any transaction, for it takes seconds."""
    with transaction():
        row = suggestion_work.awaited(payload["suggestion_id"])
        wanted = suggestion_work.wanted(row.group) if row is not None else None
    if wanted is None:
        return
    found = suggestion_work.computed(wanted)
    with transaction():
        row = suggestion_work.awaited(payload["suggestion_id"])
        if row is not None:
            suggestion_work.keep_computed(row, wanted, found)


@jobs.handles(ASK_JOB, says=N_("Ask who signed up before lots were drawn whether they agree"))
def ask_to_agree(payload: dict[str, Any]) -> None:
    with transaction():
        agreeing_anew.ask_some(payload["registrations"])


@jobs.handles(TELL_JOB, says=N_("Tell many people of a draw, or that there is no place"))
def tell(payload: dict[str, Any]) -> None:
    """Block by block, each with how far it is; whoever comes back to it goes on there."""
    while True:
        with transaction():
            jobs.hold()
            found = queries.telling(payload["telling_id"])
            if found is None or found.ended_at is not None:
                return
            telling.tell_block(found)


@listens(PersonSignedIn)
def confirm_registrations(told: Told) -> None:
    """A first time confirms the address: what somebody signed up for before counts from now on."""
    event = cast("PersonSignedIn", told.event)
    if not event.first:
        return
    for row in queries.registrations_of_person(event.subject_id):
        if row.state is RegistrationState.REGISTERED:
            actions.confirm(row)


@completes
def signing_up(person: Person) -> Completes | None:
    """Whoever signed up is asked about that, not about an address."""
    waits = [row for row in queries.registrations_of_person(person.id) if row.state is RegistrationState.REGISTERED]
    if not waits:
        return None
    theme = waits[0].theme.title
    return Completes(
        intro=_("You sign up for the group about %(theme)s. With this button you are on the list.", theme=theme),
        button=_("Yes, sign me up"),
        done=_("Done: you have signed up. You are signed in as well."),
        title=_("Step 3 of 3: press the button"),
    )


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
    for deputy in queries.deputies_of_person(event.subject_id):
        if deputy.state is DeputyState.CONFIRMED and deputy.seat.group.theme_id == event.scope_id:
            actions.end_deputy(deputy, by=event.subject_id, reason=reason, tell=False)


@listens(SeatLeft)
def end_deputy(told: Told) -> None:
    """Nobody stands in for who is not there; who takes the seat over is no deputy any more by now."""
    event = cast("SeatLeft", told.event)
    deputy = queries.deputy_of(queries.seat(event.seat_id))
    if deputy is not None:
        by = told.acting.person_id or deputy.person_id or deputy.asked_by
        actions.end_deputy(deputy, by=cast("int", by), reason=_("The one you stood in for has left the group."))


@listens(SeatFilled)
def has_own_place(told: Told) -> None:
    """Whoever gets a place stands in for nobody else there."""
    event = cast("SeatFilled", told.event)
    seat = queries.seat(event.seat_id)
    deputy = queries.deputised(seat.group.theme, seat.person_id)
    if deputy is not None:
        by = told.acting.person_id or deputy.person_id
        reason = _("They have a place in this group themselves now.")
        actions.end_deputy(deputy, by=cast("int", by), reason=reason)


@listens(PersonErased)
def forget(told: Told) -> None:
    """Withdraw and wipe what an erased person signed up for and was invited to, and whose code it was in a draw."""
    number = told.event.subject_id
    rows = queries.registrations_of_person(number)
    doubles.forget_reasons(*rows)
    for row in rows:
        for draw in queries.draws_of_theme(row.theme_id):
            draw.codes = {code: other for code, other in draw.codes.items() if other != row.id}
        offering.forget_offer(row)
        if row.state in (RegistrationState.REGISTERED, RegistrationState.NOT_SEATED):
            actions.withdraw(row, tell=False)
        else:
            actions.clear(row)
    for invitation in db.session.scalars(select(Invitation).where(Invitation.person_id == number)):
        inviting.clear(invitation)
    db.session.execute(delete(Eligibility).where(Eligibility.person_id == number))


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
                "help_needed": row.help_needed,
                "conditions": {condition.value: row.meets(condition) for condition in Condition},
                "address": {
                    "postcode": row.postcode,
                    "number": row.house_number,
                    "addition": row.house_addition,
                },
                "reason": row.reason,
                "corrected": [
                    {"at": one.corrected_at.isoformat(), "fields": one.fields, "reason": one.reason}
                    for one in queries.corrections(row.id)
                ],
                "agreed_to": [
                    {
                        "agreed_at": one.agreed_at.isoformat(),
                        "read_aloud": one.read_aloud,
                        "text_of": one.text.first_shown_at.isoformat(),
                        "sha256": one.text.sha256,
                        "text": one.text.body,
                    }
                    for one in queries.consents_of(row.id)
                ],
            }
            for row in queries.registrations_of_person(person.id)
        ],
        "draws": [
            {"theme": row.theme.title, "number": draw.number, "state": draw.state.value, "code": code}
            for row in queries.registrations_of_person(person.id)
            for draw in queries.draws_of_theme(row.theme_id)
            for code, number in draw.codes.items()
            if number == row.id
        ],
        "places_offered": [
            {
                "theme": row.draw.group.theme.title,
                "draw": row.draw.number,
                "state": row.state.value,
                "sent_at": row.sent_at.isoformat(),
                "answered_at": row.answered_at.isoformat() if row.answered_at else None,
            }
            for row in queries.offers_of_person(person.id)
        ],
        "seats": [
            {
                "theme": seat.group.theme.title,
                "interest_id": seat.interest_id,
                "filled_at": seat.filled_at.isoformat() if seat.filled_at else None,
                "left_at": seat.left_at.isoformat() if seat.left_at else None,
                "reason": seat.reason,
                "declared": seat.declared,
                "name_shown_since": seat.name_shown_since.isoformat() if seat.name_shown_since else None,
            }
            for seat in queries.seats_of_person(person.id)
        ],
        "conditions_of_invited": [
            {"theme": theme.title, "conditions": {each.value: row.meets(each) for each in Condition}}
            for theme, row in eligibility.eligibilities_of_person(person.id)
        ],
        "stands_in": [
            {"theme": row.seat.group.theme.title, "state": row.state.value, "asked_at": row.asked_at.isoformat()}
            for row in queries.deputies_of_person(person.id)
        ],
    }
