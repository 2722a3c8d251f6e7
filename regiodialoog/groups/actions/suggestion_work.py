"""What the worker does for a suggestion: who best takes which open place, computed exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush
from regiodialoog.groups import queries
from regiodialoog.groups.actions import draw_pool
from regiodialoog.groups.actions.suggesting import seats_to_assign
from regiodialoog.groups.events import SuggestionMade
from regiodialoog.groups.models import Group, RegistrationState, Suggestion
from regiodialoog.groups.queries.consents import agreed_to_no_lot

if TYPE_CHECKING:
    from regiodialoog.engines.sortition.assign import Assignment, Candidate, Opening
    from regiodialoog.engines.sortition.people import Quota


@dataclass(frozen=True)
class Wanted:
    """What a suggestion is computed from. ``candidates``: who waits and may sit; ``openings``: the places to fill;
    ``seated``: the answers of who sits already; ``later``: the places that are drawn for afterwards; ``unknown``: how
    many other places somebody takes of whom no answer is known yet."""

    candidates: Sequence["Candidate"]
    openings: Sequence["Opening"]
    quotas: Sequence["Quota"]
    seated: Sequence[tuple[tuple[str, str], ...]]
    later: Sequence["Opening"]
    unknown: int


def wanted(group: Group) -> Wanted:
    """As it is now. Who may not sit is left out. Places that lots are still drawn for count as filled from who waits
    and was not drawn before; whoever is invited may bring any answer."""
    from regiodialoog.engines.sortition.assign import Candidate, Opening
    from regiodialoog.engines.sortition.people import Quota

    plan = queries.seats(group.id)
    seats, to_draw = seats_to_assign(plan), draw_pool.seats_to_draw(plan)
    seated = queries.registrations(group.theme_id, RegistrationState.SEATED)
    drawn_before = queries.people_offered(group.id)
    rules, no_lot = queries.rules(group), agreed_to_no_lot(group.theme_id)
    return Wanted(
        candidates=[
            Candidate(
                row.id,
                row.interest_id,
                row.municipality_id,
                row.answers,
                row.evenings,
                rules.home_of(row),
                later=row.person_id not in drawn_before and row.id not in no_lot,
            )
            for row in queries.waiting(group.theme_id)
            if rules.allows(row)
        ],
        openings=[Opening(seat.id, seat.interest_id, seat.municipality_id) for seat in seats],
        quotas=[Quota(q.feature, q.value, q.minimum, q.maximum) for q in queries.quotas(group.id)],
        seated=[tuple(sorted(row.answers.items())) for row in seated],
        later=[Opening(seat.id, seat.interest_id, seat.municipality_id) for seat in to_draw],
        unknown=max(0, draw_pool.filled_otherwise(plan, seated) - len(seats)),
    )


def computed(wanted: Wanted) -> "Assignment":
    """Most places filled, then the demands on the whole group met best, then the rest left its share of them, then most
    evenings. Takes its time: never inside a transaction."""
    from regiodialoog.engines.sortition.assign import assign

    return assign(
        wanted.candidates,
        wanted.openings,
        wanted.quotas,
        seated=wanted.seated,
        later=wanted.later,
        unknown=wanted.unknown,
    )


def awaited(number: int) -> Suggestion | None:
    """For the worker: the suggestion, with its group, while nothing was computed for it."""
    found = db.session.get(Suggestion, number)
    return found if found is not None and found.is_awaited else None


def keep_computed(suggestion: Suggestion, wanted: Wanted, found: "Assignment") -> None:
    """Write down what the worker found."""
    suggestion.computed_at = clock.now()
    suggestion.waited = len(wanted.candidates)
    suggestion.seats = {str(seat): person for seat, person in found.taken.items()}
    suggestion.others = {str(seat): people for seat, people in found.others.items()}
    suggestion.missed = {
        "demands": [
            [one.quota.feature, one.quota.value, one.quota.minimum, one.quota.maximum, one.count]
            for one in found.missed
        ]
    }
    flush()
    emit(
        SuggestionMade(
            subject_id=suggestion.group.theme_id,
            suggestion_id=suggestion.id,
            seats=len(wanted.openings),
            filled=len(found.taken),
        )
    )
