"""What somebody who waits for a place reads: how the places for their interest are filled, and what a draw said."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.i18n import date_on_page, moment_on_page
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries
from regiodialoog.groups.models import Draw, DrawState, Registration, RegistrationState, Seat, SeatFilling

FOLLOWED = (DrawState.SEALED, DrawState.PICKED, DrawState.ANNOUNCED)


@dataclass(frozen=True)
class Standing:
    """``draw``: the last one that everybody can follow and that this person takes or took part in."""

    said: Sequence[str] = field(default_factory=tuple)
    draw: Draw | None = None
    decided: bool = False


def how_filled(registration: Registration) -> str:
    """How the places that somebody signed up for are filled, and whether lots are still drawn for them. Plain text."""
    group = queries.find_group(registration.theme)
    seats = queries.seats(group.id) if group is not None else []
    fit = [seat for seat in seats if _fits(seat, registration)]
    drawn = sum(seat.filling is SeatFilling.DRAWN for seat in fit)
    if not drawn:
        return str(_("When signing up is over, the bureau fills the places."))
    whole, interest = drawn == len(fit), registration.interest.name
    if group is not None and registration.person_id in queries.people_offered(group.id):
        return _drawn_before(interest, whole=whole)
    said = (
        _("When signing up is over, lots are drawn for the places of: %(interest)s.", interest=interest)
        if whole
        else _(
            "When signing up is over, lots are drawn for some of the places of: %(interest)s. The bureau fills the"
            " others.",
            interest=interest,
        )
    )
    return str(said)


def _drawn_before(interest: str, *, whole: bool) -> str:
    once = _("A draw offered you a place in this group before. So you cannot be drawn again.")
    if whole:
        rest = _(
            "Lots are drawn for all places of: %(interest)s. You only get one if the bureau gives you a place that is"
            " left over.",
            interest=interest,
        )
        return f"{once} {rest}"
    rest = _("The bureau can give you one of the places for which no lots are drawn.")
    return f"{once} {rest}"


def _fits(seat: Seat, row: Registration) -> bool:
    return seat.interest_id == row.interest_id and seat.municipality_id in (None, row.municipality_id)


def was_drawn_before(theme: Theme, person_id: int | None) -> bool:
    """Whether a draw of the group ever offered somebody a place: then none does again."""
    group = queries.find_group(theme)
    return person_id is not None and group is not None and person_id in queries.people_offered(group.id)


def standing(row: Registration) -> Standing:
    """What the last draw means for somebody who waits; nothing while there was none."""
    if row.state not in queries.PLACEABLE:
        return Standing()
    group = queries.find_group(row.theme)
    draws = queries.draws(group.id) if group is not None else []
    held = (each for each in sorted(draws, key=lambda each: -each.number) if each.state in FOLLOWED)
    draw = next((each for each in held if row.id in each.codes.values()), None)
    if draw is None:
        return Standing()
    if draw.state is DrawState.SEALED:
        moment = moment_on_page(draw.opens_at)
        return Standing([_("You take part in the draw. It is decided from %(moment)s on.", moment=moment)], draw)
    if draw.state is DrawState.PICKED:
        return Standing([_("You took part in the draw. You hear soon whether you were drawn.")], draw)
    said = not_drawn(draw, row.theme, fits=fits(queries.places_of(draw), row))
    return Standing([_("You were not drawn."), *said], draw, decided=True)


def not_drawn(draw: Draw, theme: Theme, *, fits: bool) -> list[str]:
    """For who took part in a draw that was announced and was not drawn: whether their turn can still come. ``fits``:
    the draw was about a place for somebody like them."""
    if not fits:
        return [_("There was no place in this draw for your interest and municipality.")]
    if draw.replace_until is None or draw.replace_until < clock.today() or not theme.is_active:
        return [_("Places that come free are not offered by this draw any more.")]
    last = date_on_page(draw.replace_until)
    return [
        _("You are still in line: if a place comes free until %(date)s, you can be next.", date=last),
        _("You need not do anything for it. We then send you a mail, or call you."),
    ]


def fits(places: Collection[tuple[int, int | None]], row: Registration) -> bool:
    """Whether one of these places (``queries.places_of``) is for somebody like this."""
    return (row.interest_id, None) in places or (row.interest_id, row.municipality_id) in places


def is_on_the_reserve(row: Registration) -> bool:
    """Whether there was no place and somebody may still be asked."""
    return row.state is RegistrationState.NOT_SEATED and row.theme.is_active
