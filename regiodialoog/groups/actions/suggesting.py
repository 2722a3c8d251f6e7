"""Filling all open places in one sitting: a suggestion that is computed exactly, and what the bureau makes of it."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush, store
from regiodialoog.groups import queries
from regiodialoog.groups.actions import draw_pool
from regiodialoog.groups.actions.seating import assign_seat
from regiodialoog.groups.events import SuggestionMade, SuggestionTaken
from regiodialoog.groups.models import Group, RegistrationState, Seat, SeatFilling, SeatState, Suggestion


def seats_to_assign(seats: Sequence[Seat]) -> list[Seat]:
    return [seat for seat in seats if seat.state is SeatState.OPEN and seat.filling is SeatFilling.ASSIGNED]


def suggest(group: Group, *, by: int | None) -> Suggestion:
    """Compute who best takes which open place: most places filled, then the demands on the whole group met best, then
    the rest left its share of them (``engines.sortition.assign``), then most evenings. Places that lots are still drawn
    for count as filled from who waits and was not drawn before; whoever is invited may bring any answer.

    Changes nobody's state, and leaves out who may not sit. Raises Conflict when there is no place to fill or nobody
    waits.
    """
    from regiodialoog.engines.sortition.assign import Candidate, Opening, assign
    from regiodialoog.engines.sortition.people import Quota

    plan = queries.seats(group.id)
    seats, to_draw = seats_to_assign(plan), draw_pool.seats_to_draw(plan)
    seated = queries.registrations(group.theme_id, RegistrationState.SEATED)
    drawn_before = queries.people_offered(group.id)
    rules = queries.rules(group)
    waiting = [row for row in queries.waiting(group.theme_id) if rules.allows(row)]
    if not seats or not waiting:
        raise Conflict(_("There is no open place to fill, or nobody waits for one."))
    found = assign(
        [
            Candidate(
                row.id,
                row.interest_id,
                row.municipality_id,
                row.answers,
                row.evenings,
                rules.home_of(row),
                later=row.person_id not in drawn_before,
            )
            for row in waiting
        ],
        [Opening(seat.id, seat.interest_id, seat.municipality_id) for seat in seats],
        [Quota(q.feature, q.value, q.minimum, q.maximum) for q in queries.quotas(group.id)],
        seated=[tuple(sorted(row.answers.items())) for row in seated],
        later=[Opening(seat.id, seat.interest_id, seat.municipality_id) for seat in to_draw],
        unknown=max(0, draw_pool.filled_otherwise(plan, seated) - len(seats)),
    )
    row = Suggestion(
        group_id=group.id,
        number=queries.count_suggestions(group.id) + 1,
        waited=len(waiting),
        seats={str(seat): person for seat, person in found.taken.items()},
        others={str(seat): people for seat, people in found.others.items()},
        missed={
            "demands": [
                [one.quota.feature, one.quota.value, one.quota.minimum, one.quota.maximum, one.count]
                for one in found.missed
            ]
        },
        asked_by=by,
    )
    store(row)
    emit(SuggestionMade(subject_id=group.theme_id, suggestion_id=row.id, seats=len(seats), filled=len(row.seats)))
    return row


def take_suggestion(suggestion: Suggestion, chosen: Mapping[int, int | None], *, reason: str, by: int | None) -> int:
    """Let people sit down: ``chosen`` holds a registration, or nobody, for each seat of the suggestion. Returns how
    many got a place, each with a mail.

    Raises Invalid when somebody is chosen twice, or others than suggested without a reason; Conflict when it was taken
    before or a place or a person is not free any more.
    """
    db.session.refresh(suggestion, ["taken_at", "version"], with_for_update=True)
    if suggestion.taken_at is not None:
        raise Conflict(_("This suggestion was taken over already."))
    people = [number for number in chosen.values() if number is not None]
    if len(set(people)) != len(people):
        raise Invalid(_("Somebody is chosen for two places."))
    changed = sum(suggestion.seats.get(str(seat)) != number for seat, number in chosen.items())
    if changed and not reason.strip():
        raise Invalid(_("Say why you take others than was suggested."))
    suggestion.taken_at, suggestion.taken_by = clock.now(), by
    suggestion.changed, suggestion.reason = changed, reason.strip() if changed else ""
    flush()
    for seat_id, number in chosen.items():
        if number is not None:
            assign_seat(queries.seat(seat_id), queries.registration(number), by=by)
    event = SuggestionTaken(
        subject_id=suggestion.group.theme_id, suggestion_id=suggestion.id, seated=len(people), changed=changed
    )
    emit(event)
    return len(people)
