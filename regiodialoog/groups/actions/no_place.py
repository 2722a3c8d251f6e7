"""Whether it can be said to everybody who waits that there is no place for them: not while they can still get one."""

import enum
from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries
from regiodialoog.groups.actions.draw_pool import seats_to_draw
from regiodialoog.groups.models import DrawState, Group, Registration, Seat, SeatState
from regiodialoog.groups.waiting import fits, was_drawn_before


class NotYet(enum.StrEnum):
    """Why everybody who waits may still get a place."""

    SIGNING_UP = "people can still sign up"
    DRAW = "a draw goes on"
    TO_DRAW = "lots have still to be drawn"


def not_yet(theme: Theme, group: Group) -> NotYet | None:
    if queries.is_open(theme):
        return NotYet.SIGNING_UP
    if queries.draw_goes_on(group.id) is not None:
        return NotYet.DRAW
    return NotYet.TO_DRAW if not_drawn_for(group) else None


def why_not_yet(reason: NotYet, group: Group) -> str:
    """In words."""
    if reason is NotYet.SIGNING_UP:
        return str(_("People can still sign up. Wait until that is over."))
    if reason is NotYet.DRAW:
        return str(_("A draw goes on: who waits can still be drawn. Finish it or let go of it first."))
    said: str = ngettext(
        "Lots have still to be drawn for %(num)s place. Draw them first, or change how that place is filled.",
        "Lots have still to be drawn for %(num)s places. Draw them first, or change how those places are filled.",
        len(not_drawn_for(group)),
    )
    return said


def still_open(group: Group) -> int:
    """How many places nobody has, nor was promised."""
    return sum(seat.state is SeatState.OPEN for seat in queries.seats(group.id))


def only_when_decided(theme: Theme, group: Group, *, knowing: bool) -> None:
    """Raises Conflict while ``not_yet`` says why; Invalid while places stay open of which nobody said that they know
    (``knowing``)."""
    if (reason := not_yet(theme, group)) is not None:
        raise Conflict(why_not_yet(reason, group))
    if (count := still_open(group)) and not knowing:
        raise Invalid(
            ngettext(
                "%(num)s place is still open. Say that you know that.",
                "%(num)s places are still open. Say that you know that.",
                count,
            )
        )


def not_drawn_for(group: Group) -> list[Seat]:
    """The open places for the lot that no announced draw was about; nor about a place for which they came."""
    places = seats_to_draw(queries.seats(group.id))
    draws = queries.draws(group.id) if places else []
    drawn_for = {number for draw in draws if draw.state is DrawState.ANNOUNCED for number in draw.inputs["seats"]}
    before = {seat.id: seat.replaces_id for seat in queries.seats_left(group.id)} if drawn_for else {}
    return [seat for seat in places if drawn_for.isdisjoint(_line(seat, before))]


def can_be_drawn_later(registration: Registration) -> bool:
    """Whether lots have still to be drawn for a place that fits somebody whom no draw offered one before."""
    theme = registration.theme
    group = queries.find_group(theme)
    if group is None or was_drawn_before(theme, registration.person_id):
        return False
    return fits({(seat.interest_id, seat.municipality_id) for seat in not_drawn_for(group)}, registration)


def _line(seat: Seat, before: Mapping[int, int | None]) -> list[int]:
    """A place, the one for which it came, and so on."""
    found, came_for = [seat.id], seat.replaces_id
    while came_for is not None:
        found.append(came_for)
        came_for = before.get(came_for)
    return found
