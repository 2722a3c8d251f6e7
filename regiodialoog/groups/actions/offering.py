"""After a draw: places are offered and answered, and one that comes free goes to who is next in line."""

import enum
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _

from regiodialoog.accounts.credentials import new_token, token_hash
from regiodialoog.core import clock, mails
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush, store
from regiodialoog.groups import queries
from regiodialoog.groups.actions import draw_pool
from regiodialoog.groups.actions.calling import end_calls
from regiodialoog.groups.actions.guard import HOLDS
from regiodialoog.groups.actions.seating import fill
from regiodialoog.groups.events import OfferAccepted, OfferDeclined, OfferExpired, PlaceOffered, of_draw
from regiodialoog.groups.models import (
    OFFERS,
    REGISTRATIONS,
    SEATS,
    Draw,
    DrawState,
    Offer,
    OfferState,
    Registration,
    RegistrationState,
    Seat,
    SeatFilling,
    SeatState,
)

REMIND = timedelta(days=2)
"""So long before the last day somebody who has not answered hears of it again."""


def offer_place(
    draw: Draw, seat: Seat, registration: Registration, *, line: Mapping[str, Any] | None = None, tell: bool = True
) -> Offer:
    """Offer an open seat to somebody by mail; it is promised until they answer, or their days have gone by.

    ``line``: how a replacement was found. Raises Conflict when the seat or the person is not free.
    """
    SEATS.move(seat, SeatState.PROMISED)
    REGISTRATIONS.move(registration, RegistrationState.SEATED)
    registration.decided_at, registration.reason = clock.now(), ""
    text = new_token()
    row = Offer(
        draw_id=draw.id,
        number=queries.count_offers(draw.id) + 1,
        seat_id=seat.id,
        registration_id=registration.id,
        line=dict(line or {}),
        token_hash=token_hash(text),
        answer_by=_answer_by(draw),
    )
    row.draw, row.seat, row.registration = draw, seat, registration
    store(row)
    if tell:
        _mail("drawn", row, secret=True, token=text)
    emit(PlaceOffered(**of_draw(draw), offer_id=row.id, replaces=bool(line)))
    return row


def offer_behind(text: str) -> Offer:
    """The offer behind a link, whatever was answered. Raises NotFound."""
    return queries.offer_by_hash(token_hash(text))


def offer_is_open(row: Offer) -> bool:
    return row.state is OfferState.SENT and clock.today() <= row.answer_by


def accept_offer(row: Offer, *, by: int | None = None, tell: bool = True) -> None:
    """Yes: somebody sits down. ``by``: who of the bureau wrote it down for them.

    Raises Conflict when it was answered, its days have gone by, or it turned out that the person may not sit.
    """
    _still_open(row)
    if queries.rules(row.draw.group).unmet(row.registration):
        raise Conflict(_("You cannot take this place now. Please call or write to the bureau."))
    OFFERS.move(row, OfferState.ACCEPTED)
    row.answered_at, row.answered_by = clock.now(), by
    home = None if row.seat.municipality_id else row.registration.municipality_id
    row.seat.organisation_id = row.registration.organisation_id
    end_calls(queries.offer_keys(row.id))
    fill(row.seat, row.registration.person, filling=SeatFilling.DRAWN, home_id=home, by=by, tell=tell)
    emit(OfferAccepted(**of_draw(row.draw), offer_id=row.id))


def decline_offer(row: Offer, *, by: int | None = None, tell: bool = True) -> None:
    """No: the place goes to who is next in line. Raises Conflict when it was answered or its days have gone by."""
    _still_open(row)
    _free(row, OfferState.DECLINED, by)
    emit(OfferDeclined(**of_draw(row.draw), offer_id=row.id))
    fill_vacancies(row.draw, tell=tell)


def expire_offer(row: Offer) -> None:
    """No answer in time: the place is free, and whoever it was hears so."""
    _free(row, OfferState.EXPIRED, None)
    emit(OfferExpired(**of_draw(row.draw), offer_id=row.id))
    _mail("offer_over", row)


def remind(row: Offer) -> None:
    """Once, some days before the last one; not somebody whom we are still to call about it."""
    if not queries.is_to_call(queries.offer_keys(row.id)):
        _mail("offer_reminder", row)


def forget_offer(registration: Registration) -> None:
    """Somebody whose account is erased has no place to answer for; who is next in line hears of it with the next
    tidying."""
    found = queries.open_offer(registration.theme, registration.person_id)
    if found is not None:
        _free(found, OfferState.DECLINED, None)
        emit(OfferDeclined(**of_draw(found.draw), offer_id=found.id))


def fill_vacancies(draw: Draw, *, tell: bool = True) -> int:
    """Offer every place of a draw that is free to who is next in line. Returns how many are on offer anew.

    Of several free places the one that stands first in the draw is filled first: who takes it changes who is next for
    the others, so nobody may choose. A place for which nobody is left is passed by. Does nothing before it was
    announced, after its last day, or while another draw is sealed.
    """
    db.session.refresh(draw, ["state", "version"], with_for_update=True)
    if not _replaces(draw):
        return 0
    found = 0
    file = json.loads(draw.file)
    for like, seat in _vacant(draw, file):
        line = _next(draw, file, like)
        if line is not None:
            offer_place(draw, seat, queries.registration(draw.codes[line["person"]]), line=line, tell=tell)
            found += 1
    return found


class Idle(enum.StrEnum):
    """Why nobody is asked for a place that is free."""

    NO_PLACE = "no place is free"
    ENDED = "the theme goes on no more"
    TOO_LATE = "the last day is over"
    ANOTHER = "another draw is sealed"
    FORGOTTEN = "the file was withdrawn"
    NOBODY = "nobody is left who fits"


def idle(draw: Draw) -> Idle | None:
    """Why ``fill_vacancies`` would ask nobody now; None when it would ask somebody."""
    if not draw.group.theme.is_active:
        return Idle.ENDED
    if draw.replace_until is None or draw.replace_until < clock.today():
        return Idle.TOO_LATE
    if not draw.codes or not draw.file:
        return Idle.FORGOTTEN
    file = json.loads(draw.file)
    free = _vacant(draw, file)
    if not free:
        return Idle.NO_PLACE
    if not _replaces(draw):
        return Idle.ANOTHER
    return None if any(_next(draw, file, like) for like, _seat in free) else Idle.NOBODY


def vacancies(draw: Draw) -> list[Seat]:
    """The open seats that a draw was about, or that came for one of them, in the order in which they are filled."""
    return [seat for _like, seat in _vacant(draw, json.loads(draw.file))] if draw.file else []


def _vacant(draw: Draw, file: Mapping[str, Any]) -> list[tuple[dict[str, str], Seat]]:
    """With what was sealed that the place asks, in the order of the sealed places. A seat that asks something else by
    now is not filled from this draw."""
    now = {seat.id: seat for seat in queries.seats(draw.group_id)}
    ever = [*now.values(), *queries.seats_left(draw.group_id)]
    came_for = {seat.replaces_id: seat for seat in ever if seat.replaces_id}
    sealed = file["config"].get("places") or [None] * len(draw.inputs["seats"])
    found = []
    for like, number in zip(sealed, draw.inputs["seats"], strict=True):
        last = number
        while last in came_for:
            last = came_for[last].id
        seat = now.get(last)
        if seat is not None and seat.state is SeatState.OPEN and seat.filling is SeatFilling.DRAWN:
            (asks,) = draw_pool.asked_by(file, [seat])
            if like in (None, asks):
                found.append((asks, seat))
    return found


def replacements(draw: Draw) -> dict[str, Any] | None:
    """The file of who came in whose place, as ``engines.sortition.replace`` has it; None while everybody who was drawn
    holds a place."""
    from regiodialoog.engines.sortition import replace

    if draw.state is not DrawState.ANNOUNCED or not draw.codes or not draw.file or "persons" not in draw.result:
        return None
    lines = [row.line for row in queries.offers(draw.id) if row.line]
    kept, gone = _now(draw, json.loads(draw.file))
    return (
        replace.replacements(_result(draw), lines, kept, gone) if lines or gone & set(draw.result["persons"]) else None
    )


def _replaces(draw: Draw) -> bool:
    if draw.state is not DrawState.ANNOUNCED or not draw.codes or not draw.file:
        return False
    if draw.replace_until is None or draw.replace_until < clock.today() or not draw.group.theme.is_active:
        return False
    other = queries.draw_goes_on(draw.group_id)
    return other is None or other.state not in HOLDS


def _next(draw: Draw, file: Mapping[str, Any], like: Mapping[str, str]) -> dict[str, Any] | None:
    """The line of who takes a place that asks this, by codes; None when nobody is left who can."""
    from regiodialoog.engines.sortition import replace

    vacancy = replace.Vacancy(like, *_now(draw, file))
    chosen = replace.next_in_line(file, _result(draw), vacancy)
    return replace.line(vacancy, chosen) if chosen else None


def _now(draw: Draw, file: Mapping[str, Any]) -> tuple[set[str], set[str]]:
    """Who holds a place of the draw and who is gone, by codes. Whoever could not be asked once, is not asked later
    either: so it can be checked."""
    rules, told = queries.rules(draw.group), queries.offers(draw.id)
    rows = {row.id: row for row in queries.registrations(draw.group.theme_id)}
    offered = {row.registration_id for row in told}
    kept, free = set[str](), set[str]()
    for code, number in draw.codes.items():
        row = rows.get(number)
        if row is not None and row.state is RegistrationState.SEATED and number in offered:
            kept.add(code)
        elif row is not None and row.state in queries.PLACEABLE and rules.allows(row) and not rules.unknown(row):
            free.add(code)
    lines = [row.line for row in told if row.line]
    drawn = {*draw.result["persons"], *(line["person"] for line in lines)}
    return kept, {row["id"] for row in file["pool"]} - kept - (free - drawn) | set(lines[-1]["gone"] if lines else ())


def _result(draw: Draw) -> dict[str, Any]:
    """As it stands in result.json: without which seat it was for."""
    return {name: value for name, value in draw.result.items() if name != "seats"}


def _answer_by(draw: Draw) -> Any:
    """Within the days that people have, and before the day on which nobody is asked any more."""
    today = clock.today()
    last = max(draw.replace_until or today, today + timedelta(days=1))
    return min(today + timedelta(days=draw.answer_days), last)


def _still_open(row: Offer) -> None:
    db.session.refresh(row, ["state", "version"], with_for_update=True)
    if not offer_is_open(row):
        raise Conflict(_("This was answered already, or it is too late for it."))


def _free(row: Offer, state: OfferState, by: int | None) -> None:
    OFFERS.move(row, state)
    row.answered_at, row.answered_by = clock.now(), by
    SEATS.move(row.seat, SeatState.OPEN)
    REGISTRATIONS.move(row.registration, RegistrationState.WITHDRAWN)
    row.registration.decided_at = clock.now()
    end_calls(queries.offer_keys(row.id))
    flush()


def _mail(template: str, row: Offer, *, secret: bool = False, **context: Any) -> None:
    person = row.registration.person
    if not person.address:
        return
    mails.post(
        f"emails/groups/{template}.txt",
        address=person.address,
        language=person.language,
        dedupe_key=f"{template}:{row.id}",
        person_id=person.id,
        secret=secret,
        person=person,
        theme=row.draw.group.theme,
        group=row.draw.group,
        offer=row,
        **context,
    )
