"""A sealed draw becomes people: two of us type in the same outcome, and it is announced."""

import json
import unicodedata
from datetime import date

from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush, store
from regiodialoog.groups import queries
from regiodialoog.groups.actions import draw_pool, watching
from regiodialoog.groups.actions.calling import end_calls_about
from regiodialoog.groups.actions.offering import fill_vacancies, offer_place
from regiodialoog.groups.actions.telling import calls_about_seal, tell_not_drawn
from regiodialoog.groups.events import DrawAnnounced, DrawPicked, OutcomeTyped, of_draw
from regiodialoog.groups.models import DRAWS, Draw, DrawEntry, DrawState, SeatState
from regiodialoog.groups.queries import figures


def type_outcome(draw: Draw, *, outcome: str, by: int, tell: bool = True) -> bool:
    """Write down what the source gave, as this person read it; once two people wrote the same, the draw is picked, and
    who watches it hears so. Returns whether it was. Who mistyped may write it again until then.

    Raises Conflict before the announced moment and when the draw is not sealed, Invalid for nothing.
    """
    db.session.refresh(draw, ["state", "version"], with_for_update=True)
    if draw.state is not DrawState.SEALED:
        raise Conflict(_("This draw does not wait for an outcome."))
    if draw.opens_at is None or clock.now() < draw.opens_at:
        raise Conflict(_("The outcome is not known yet."))
    if not draw.file:
        raise Conflict(_("The file of this draw was withdrawn, so nothing can be decided. Let go of it."))
    said = _read(outcome)
    if not said:
        raise Invalid(_("Type in the outcome."))
    entries = queries.draw_entries(draw.id)
    mine = next((each for each in entries if each.person_id == by), None)
    if mine is None:
        store(DrawEntry(draw_id=draw.id, person_id=by, outcome=said))
    else:
        mine.outcome, mine.typed_at = said, clock.now()
        flush()
    emit(OutcomeTyped(**of_draw(draw)))
    if not any(each.person_id != by and each.outcome == said for each in entries):
        return False
    _pick(draw, said)
    end_calls_about(calls_about_seal(draw))
    if tell:
        watching.tell_of_pick(draw)
    return True


def _read(outcome: str) -> str:
    """As the ticket is computed from it: normal form C, single spaces, none around it."""
    return unicodedata.normalize("NFC", " ".join(outcome.split()))


def _pick(draw: Draw, outcome: str) -> None:
    from regiodialoog.engines.sortition import replace, sealed

    DRAWS.move(draw, DrawState.PICKED)
    file = json.loads(draw.file)
    found = sealed.result(file, ticket=sealed.ticket_of(outcome, draw.seal), outcome=outcome)
    seats, persons = [queries.seat(number) for number in draw.inputs["seats"]], found["persons"]
    values = replace.values_of(file)
    places = file["config"].get("places") or draw_pool.asked_by(file, seats)
    holders = replace.sit_down(places, [values[code] for code in persons])
    taken = {str(seat.id): draw.codes[persons[n]] for seat, n in zip(seats, holders, strict=True) if n is not None}
    draw.result = {**found, "seats": taken}
    draw.outcome, draw.picked_at = outcome, clock.now()
    flush()
    event = DrawPicked(**of_draw(draw), ticket=found["ticket"])
    emit(event, text=outcome)


def announce_draw(draw: Draw, *, answer_days: int = 7, replace_until: date | None = None, tell: bool = True) -> int:
    """Offer their places to those who were drawn, each with a mail, and tell the others that they were not. Returns how
    many got an offer.

    They have ``answer_days`` to answer. Up to and including ``replace_until`` a place that comes free goes to who is
    next in line; also that of somebody who withdrew after the seal. Raises Invalid for no days, a day that is over, or
    one on which the file is not there any more to tell who is next, Conflict unless the draw was just picked.
    """
    if answer_days < 1 or (replace_until is not None and replace_until < clock.today()):
        raise Invalid(_("Choose a day that has still to come."))
    if replace_until and draw.file_until and clock.today() <= draw.file_until < replace_until:
        raise Invalid(_("Choose a day on which the file of the draw is still there."))
    db.session.refresh(draw, ["state", "version"], with_for_update=True)
    DRAWS.move(draw, DrawState.ANNOUNCED)
    draw.announced_at, draw.answer_days, draw.replace_until = clock.now(), answer_days, replace_until
    flush()
    draw.counted = figures.now(draw.group.theme_id, draw.group_id).as_json()
    offered, rules = 0, queries.rules(draw.group)
    for seat_id, number in draw.result["seats"].items():
        seat, row = queries.seat(int(seat_id)), queries.registration(number)
        if seat.state is SeatState.OPEN and row.state in queries.PLACEABLE and rules.allows(row):
            offer_place(draw, seat, row, tell=tell)
            offered += 1
    emit(DrawAnnounced(**of_draw(draw), offered=offered))
    offered += fill_vacancies(draw, tell=tell)
    if tell:
        tell_not_drawn(draw)
    return offered
