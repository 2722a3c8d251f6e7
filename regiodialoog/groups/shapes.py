"""A group as its pages show it: the round table with its seats, and where signing up stands."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.i18n import format_date
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import PhaseKind, Theme
from regiodialoog.groups import labels
from regiodialoog.groups.models import Seat

CENTRE, INNER, RING = 160, 84, 26
ARC = 22


@dataclass(frozen=True)
class Dot:
    """A seat on the wheel: where it stands, its state, and what it stands for in words."""

    x: int
    y: int
    state: str
    title: str


@dataclass(frozen=True)
class Label:
    """The number of an interest, at the edge of its part of the table."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Wheel:
    """The seats around the table, one part of the circle for each interest; a square of 2 × CENTRE."""

    dots: list[Dot]
    labels: list[Label]
    size: int = 2 * CENTRE


def wheel(seats: Sequence[Seat]) -> Wheel:
    """Seats come in the order of interests. An interest with many seats gets more rings, not a wider part."""
    interests = list(dict.fromkeys(seat.interest_id for seat in seats))
    dots: list[Dot] = []
    marks: list[Label] = []
    width = 2 * math.pi / max(1, len(interests))
    per_ring = max(1, int(width * INNER / ARC))
    for n, interest in enumerate(interests):
        own = [seat for seat in seats if seat.interest_id == interest]
        start = n * width - math.pi / 2
        for m, seat in enumerate(own):
            ring, place = divmod(m, per_ring)
            on_ring = min(per_ring, len(own) - ring * per_ring)
            angle = start + width * (place + 0.5) / on_ring
            dots.append(_dot(seat, angle, INNER + ring * RING))
        marks.append(Label(*_at(start + width / 2, INNER - 34), str(n + 1)))
    return Wheel(dots, marks)


def _dot(seat: Seat, angle: float, radius: int) -> Dot:
    title = f"{labels.seat_name(seat)}: {labels.STATES[seat.state]}"
    return Dot(*_at(angle, radius), seat.state.value, title)


def _at(angle: float, radius: int) -> tuple[int, int]:
    return round(CENTRE + radius * math.cos(angle)), round(CENTRE + radius * math.sin(angle))


@dataclass(frozen=True)
class SigningUp:
    """Whether one can sign up now; ``said`` says since or until when, or what happens instead."""

    open: bool
    said: str
    over: bool = False


def signing_up(theme: Theme) -> SigningUp:
    """Where signing up stands today, in a sentence; empty for a theme without dates for it."""
    phase = dialogues.phase_of(theme, PhaseKind.RECRUITMENT)
    if phase is None or not theme.is_active:
        return SigningUp(False, "")
    today = clock.today()
    if dialogues.recruitment_is_open(theme):
        return SigningUp(True, _("You can sign up until %(date)s.", date=format_date(phase.ends_on)))
    if today < phase.starts_on:
        return SigningUp(False, _("You can sign up from %(date)s.", date=format_date(phase.starts_on)))
    if today <= phase.ends_on:
        return SigningUp(False, _("You can sign up as soon as all councils have agreed to the assignment."))
    return SigningUp(False, _("You could sign up until %(date)s.", date=format_date(phase.ends_on)), over=True)
