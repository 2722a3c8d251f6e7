"""What a sealed draw holds stays as it is until the draw is announced or let go of."""

from flask_babel import gettext as _
from sqlalchemy import select

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries
from regiodialoog.groups.models import Draw, DrawState, Group, Registration, RegistrationState, Seat, SeatFilling

HOLDS = (DrawState.SEALED, DrawState.PICKED)


def one_at_a_time(group: Group) -> None:
    """Whoever decides who may sit waits here for the other: for a seal, a second one of a household, a condition."""
    db.session.execute(select(Group.id).where(Group.id == group.id).with_for_update())


def not_in_draw(seat: Seat) -> None:
    """Raises Conflict for a seat that a sealed draw is about; it is filled by lot as long as that is sealed."""
    if seat.filling is not SeatFilling.DRAWN:
        return
    draw = queries.draw_goes_on(seat.group_id)
    if draw is not None and draw.state in HOLDS and seat.id in draw.inputs["seats"]:
        raise Conflict(_("Lots are drawn for this place: the draw was sealed. Finish it or let go of it first."))


def no_draw_goes_on(group: Group) -> None:
    """Raises Conflict while a draw of a group is not finished."""
    if queries.draw_goes_on(group.id) is not None:
        raise Conflict(_("A draw of this group goes on. Finish it or let go of it first."))


def is_held(theme: Theme) -> bool:
    """Whether a sealed draw is about who waits for a place."""
    group = queries.find_group(theme)
    draw: Draw | None = queries.draw_goes_on(group.id) if group is not None else None
    return draw is not None and draw.state in HOLDS


def in_a_draw(registration: Registration) -> Draw | None:
    """The draw that goes on and in which somebody takes part, if there is one."""
    group = queries.find_group(registration.theme)
    draw: Draw | None = queries.draw_goes_on(group.id) if group is not None else None
    return draw if draw is not None and registration.id in draw.codes.values() else None


def may_be_next(registration: Registration) -> bool:
    """Whether a draw that was announced may still offer somebody a place, by the answers that were sealed."""
    draws = queries.draws_that_replace(clock.today())
    mine = (draw for draw in draws if draw.group.theme_id == registration.theme_id)
    return any(registration.id in draw.codes.values() for draw in mine)


def can_be_changed(registration: Registration) -> bool:
    """Whether somebody, or the desk for them, can change what they told: while signing up is open, and not once it
    was sealed in a draw that goes on, or that still says who is next."""
    if registration.state is not RegistrationState.REGISTERED or not queries.is_open(registration.theme):
        return False
    return not is_held(registration.theme) and not may_be_next(registration)


def demands_are_free(group: Group) -> None:
    """Raises Conflict while a sealed draw goes on: its panels were computed within the demands as they are."""
    draw = queries.draw_goes_on(group.id)
    if draw is not None and draw.state in HOLDS:
        raise Conflict(
            _("A draw was sealed with these questions and demands. Finish it or let go of it before you change them.")
        )


def no_sealed_draw(theme: Theme) -> None:
    """Raises Conflict while who waits for a place may still be drawn."""
    if is_held(theme):
        raise Conflict(_("A draw was sealed: who waits can still be drawn. Finish it or let go of it first."))
