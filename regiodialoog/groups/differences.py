"""What files would change in the plan of a group, in words: by the line of the file."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from regiodialoog.groups import labels
from regiodialoog.groups.actions import plan_files
from regiodialoog.groups.models import PlanImport, Quota, Seat, SeatFilling
from regiodialoog.organisations import queries as region
from regiodialoog.organisations.models import Interest, Municipality


@dataclass(frozen=True)
class Difference:
    """As ``ui.diff_list`` shows it; ``before`` or ``after`` is empty for what is added or removed."""

    label: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Part:
    """One file: what is added, changed and removed."""

    title: str
    added: Sequence[Difference]
    changed: Sequence[Difference]
    removed: Sequence[Difference]

    @property
    def groups(self) -> list[tuple[str, Sequence[Difference]]]:
        found = ((_("Added"), self.added), (_("Changed"), self.changed), (_("Taken away"), self.removed))
        return [(str(name), each) for name, each in found if each]


def parts(row: PlanImport, seats: Sequence[Seat], quotas: Sequence[Quota]) -> list[Part]:
    """Nothing once it was taken over: then the plan itself tells."""
    if row.taken_at is not None:
        return []
    found = []
    if any(row.seats.values()):
        found.append(_seats(row, {seat.id: seat for seat in seats}))
    if any(row.quotas.values()):
        found.append(_quotas(row, {quota.id: quota for quota in quotas}))
    return found


def _seats(row: PlanImport, there: dict[int, Seat]) -> Part:
    changed, added = row.seats["changed"], row.seats["added"]
    interests = {
        one.id: one.name for one in region.by_ids(Interest, [*(c[2] for c in changed), *(a[1] for a in added)])
    }
    ids = [*(c[3] for c in changed if c[3]), *(a[2] for a in added if a[2])]
    places = {one.id: one.name for one in region.by_ids(Municipality, ids)}

    def said(interest: int, place: int | None, filling: str) -> str:
        where = places[place] if place else str(_("whole region"))
        return f"{interests[interest]}, {where} ({labels.FILLINGS[SeatFilling(filling)]})"

    return Part(
        plan_files.PLAN_FILE,
        [Difference(_line(line), after=said(*rest)) for line, *rest in added],
        [Difference(_line(line, key), _now(there.get(key)), said(*rest)) for line, key, *rest in changed],
        [Difference(_place(key), _now(there.get(key))) for (key,) in row.seats["removed"]],
    )


def _quotas(row: PlanImport, there: dict[int, Quota]) -> Part:
    def said(name: str, least: int, most: int, why: str) -> str:
        return f"{name}: {_('%(least)s to %(most)s people', least=least, most=most)}. {why}"

    def now(key: int) -> str:
        one = there.get(key)
        if one is None:
            return "–"
        return said(f"{one.feature}, {one.value}", one.minimum, one.maximum, one.justification)

    def name(key: int) -> str:
        return f"{there[key].feature}, {there[key].value}" if key in there else "–"

    return Part(
        plan_files.QUOTAS_FILE,
        [
            Difference(_line(line), after=said(f"{what}, {value}", *rest))
            for line, what, value, *rest in row.quotas["added"]
        ],
        [Difference(_line(line), now(key), said(name(key), *rest)) for line, key, *rest in row.quotas["changed"]],
        [Difference(_("Demand"), now(key)) for (key,) in row.quotas["removed"]],
    )


def _line(line: int, place: int | None = None) -> str:
    said = str(_("Line %(line)s", line=line))
    return f"{said}, {_place(place)}" if place else said


def _place(number: int) -> str:
    return str(_("place %(number)s", number=number))


def _now(seat: Seat | None) -> str:
    return f"{labels.seat_name(seat)} ({labels.FILLINGS[seat.filling]})" if seat else "–"
