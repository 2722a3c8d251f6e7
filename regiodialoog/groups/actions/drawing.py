"""Drawing lots for the seats that are filled that way, among everybody who signed up."""

import hashlib
import json
import secrets
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import store
from regiodialoog.engines.sortition import simple
from regiodialoog.groups import queries
from regiodialoog.groups.actions.seating import assign_seat
from regiodialoog.groups.events import Drawn
from regiodialoog.groups.models import Draw, Group, Registration, RegistrationState, Seat, SeatFilling, SeatState


def hold_draw(group: Group, *, by: int | None, reason: str = "", seed: int | None = None) -> Draw:
    """Draw for every open seat that is filled by lot, and let those who are drawn sit down.

    When the demands cannot all be met, nobody sits down, and the draw says what stands in the way. Every draw is
    written down with its seed and the hash of its pool. Raises Invalid for a second draw without a reason, Conflict
    when there is no seat to draw for.
    """
    seats = seats_to_draw(queries.seats(group.id))
    if not seats:
        raise Conflict(_("There is no open place that is filled by lot."))
    before = queries.draws(group.id)
    if before and not reason.strip():
        raise Invalid(_("Say why lots are drawn again."))
    pool = queries.registrations(group.theme_id, RegistrationState.REGISTERED)
    candidates = [simple.Candidate(r.id, r.interest_id, r.municipality_id, r.answers) for r in pool]
    seed = secrets.randbelow(2**31) if seed is None else seed
    places = [simple.Place(seat.id, seat.interest_id, seat.municipality_id) for seat in seats]
    outcome = simple.draw(candidates, places, _what_is_left(group), seed=seed)
    row = Draw(
        group_id=group.id,
        number=len(before) + 1,
        seed=seed,
        pool_size=len(pool),
        pool_sha256=pool_hash(pool),
        result=_written(outcome),
        reason=reason.strip() if before else "",
        drawn_by=by,
    )
    store(row)
    found = isinstance(outcome, simple.Panel)
    emit(Drawn(subject_id=group.theme_id, draw_id=row.id, number=row.number, found=found))
    if isinstance(outcome, simple.Panel):
        _seat(group, seats, pool, outcome, by)
    return row


def seats_to_draw(seats: Sequence[Seat]) -> list[Seat]:
    return [seat for seat in seats if seat.state is SeatState.OPEN and seat.filling is SeatFilling.DRAWN]


def pool_hash(pool: Sequence[Registration]) -> str:
    """SHA-256 (hex) of the canonical JSON of who could be drawn, by the numbers of their registrations."""
    lines = [
        {"id": row.id, "interest": row.interest_id, "municipality": row.municipality_id, "answers": row.answers}
        for row in pool
    ]
    text = json.dumps(lines, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _what_is_left(group: Group) -> list[simple.Bounds]:
    """The quotas, less those who sit at the table already."""
    seated = queries.registrations(group.theme_id, RegistrationState.SEATED)
    left = []
    for quota in queries.quotas(group.id):
        have = sum(1 for row in seated if row.answers.get(quota.feature) == quota.value)
        minimum, maximum = max(0, quota.minimum - have), max(0, quota.maximum - have)
        left.append(simple.Bounds(quota.feature, quota.value, minimum, maximum))
    return left


def _written(outcome: simple.Panel | simple.Clash) -> dict[str, Any]:
    if isinstance(outcome, simple.Panel):
        return {"seats": {str(seat): registration for seat, registration in outcome.seats.items()}}
    clash: dict[str, Any] = {"available": outcome.available, "proven": outcome.proven}
    if outcome.bounds is not None:
        bounds = outcome.bounds
        clash |= {"feature": bounds.feature, "value": bounds.value, "min": bounds.minimum, "max": bounds.maximum}
    else:
        clash |= {"seats": list(outcome.places)}
    return {"clash": clash}


def _seat(
    group: Group, seats: Sequence[Seat], pool: Sequence[Registration], panel: simple.Panel, by: int | None
) -> None:
    by_id = {row.id: row for row in pool}
    for seat in seats:
        seat.group = group
        assign_seat(seat, by_id[panel.seats[seat.id]], by=by, filling=SeatFilling.DRAWN)
