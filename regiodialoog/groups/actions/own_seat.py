"""What who holds a seat says about themselves: what the group should know, and whether everybody reads their name."""

from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.errors import Conflict
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, flush
from regiodialoog.groups.events import DeclarationChanged, NameChoiceChanged
from regiodialoog.groups.models import Seat, SeatState


def declare(seat: Seat, text: str) -> None:
    """Say what the group should know ("ik werk bij …"); an empty text takes it back. Only the present text is kept.

    Raises Conflict for a seat that was left.
    """
    _must_sit(seat)
    if assign(seat, declared=text.strip()):
        told = DeclarationChanged(subject_id=seat.group.theme_id, seat_id=seat.id, present=bool(seat.declared))
        emit(told)


def show_name(seat: Seat, *, shown: bool) -> None:
    """Show one's name to everybody, or no longer. Raises Conflict for a seat that was left."""
    _must_sit(seat)
    if shown == (seat.name_shown_since is not None):
        return
    seat.name_shown_since = clock.now() if shown else None
    flush()
    emit(NameChoiceChanged(subject_id=seat.group.theme_id, seat_id=seat.id, shown=shown))


def _must_sit(seat: Seat) -> None:
    if seat.state is not SeatState.FILLED:
        raise Conflict(_("You have left this group."))
