"""Filling all open places in one sitting: a suggestion that is computed exactly, and what the bureau makes of it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from flask_babel import gettext as _

from regiodialoog.core import clock, jobs
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush, store
from regiodialoog.groups import queries
from regiodialoog.groups.actions.guard import one_at_a_time
from regiodialoog.groups.actions.seating import assign_seat
from regiodialoog.groups.events import SuggestionAsked, SuggestionTaken
from regiodialoog.groups.models import Group, RegistrationState, Seat, SeatFilling, SeatState, Suggestion

SUGGEST_JOB = "groups.suggest"
PATIENCE = timedelta(minutes=10)
"""How long a suggestion is waited for before another one can be asked for."""
USUAL = timedelta(minutes=1)
"""How long it takes at most while the worker works."""
WAITS = RegistrationState.REGISTERED


def seats_to_assign(seats: Sequence[Seat]) -> list[Seat]:
    return [seat for seat in seats if seat.state is SeatState.OPEN and seat.filling is SeatFilling.ASSIGNED]


def suggest(group: Group, *, by: int | None) -> Suggestion:
    """Have the worker compute who best takes which open place (``suggestion_work``). Changes nobody's state. Whoever
    asks again while one is being computed gets that one, unless it was asked for long ago (``PATIENCE``).

    Raises Conflict when there is no place to fill or nobody waits.
    """
    one_at_a_time(group)
    awaited = queries.suggestion_awaited(group.id, since=clock.now() - PATIENCE)
    if awaited is not None:
        return awaited
    if not seats_to_assign(queries.seats(group.id)) or not queries.count_registrations(group.theme_id, WAITS):
        raise Conflict(_("There is no open place to fill, or nobody waits for one."))
    row = Suggestion(group_id=group.id, number=queries.count_suggestions(group.id) + 1, asked_by=by)
    store(row)
    emit(SuggestionAsked(subject_id=group.theme_id, suggestion_id=row.id))
    jobs.enqueue(SUGGEST_JOB, {"suggestion_id": row.id}, dedupe_key=f"{SUGGEST_JOB}:{row.id}")
    return row


def take_suggestion(suggestion: Suggestion, chosen: Mapping[int, int | None], *, reason: str, by: int | None) -> int:
    """Let people sit down: ``chosen`` holds a registration, or nobody, for each seat of the suggestion. Returns how
    many got a place, each with a mail.

    Raises Invalid when somebody is chosen twice, or others than suggested without a reason; Conflict when it was taken
    before or a place or a person is not free any more.
    """
    db.session.refresh(suggestion, ["taken_at", "version"], with_for_update=True)
    if suggestion.is_awaited:
        raise Conflict(_("The computer is still looking for the best assignment."))
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
