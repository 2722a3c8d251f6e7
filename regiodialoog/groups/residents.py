"""Places for people who come for themselves: which interest they are of, and from where nobody finds one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from flask_babel import gettext as _

from regiodialoog.core.text import fold
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.models import Seat

RESIDENTS = "inwoners"


class Named(Protocol):
    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=Named)


def of_residents(interests: Iterable[N]) -> N | None:
    """The interest of whoever speaks for nobody else."""
    return next((each for each in interests if fold(each.name) == RESIDENTS), None)


def from_where(there: Collection[int] | None, municipalities: Mapping[int, str]) -> str:
    """For which municipalities there is no place, in the shortest way; empty where there is one for all. ``there``:
    of which there is one, None for a place of the whole region; ``municipalities``: the names of all, by id."""
    if there is None:
        return ""
    only = [name for key, name in municipalities.items() if key in there]
    without = [name for key, name in municipalities.items() if key not in there]
    if not without:
        return ""
    if len(without) < len(only):
        return str(_("Not from %(places)s.", places=", ".join(without)))
    return str(_("Only from %(places)s.", places=", ".join(only)))


def places_of(theme: Theme) -> dict[int, str]:
    """The municipalities that take part, in people's order."""
    rows = sorted((row.municipality for row in theme.municipalities), key=lambda each: each.sort_key)
    return {each.id: each.name for each in rows}


def missed(theme: Theme, seats: Sequence[Seat]) -> str:
    """For the bureau: from where residents find no place in a plan; empty while there is none, or when there is one
    for all."""
    own = of_residents(seat.interest for seat in seats)
    there = {seat.municipality_id for seat in seats if own is not None and seat.interest_id == own.id}
    return said_of(places_of(theme), there) if seats else ""


def said_of(municipalities: Mapping[int, str], there: Collection[int | None]) -> str:
    """The same of a plan that is not saved yet. ``there``: of which municipalities residents have a place, None for
    the whole region."""
    if None in there:
        return ""
    without = [name for key, name in municipalities.items() if key not in there]
    if not without:
        return ""
    if not there:
        return str(_("There is no place for residents themselves in this plan."))
    return str(
        _("For these municipalities there is no place for residents themselves: %(places)s.", places=", ".join(without))
    )
