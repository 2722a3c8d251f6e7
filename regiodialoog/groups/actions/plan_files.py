"""The seat plan and the demands of a group as files: written, and read with every fault by its line and column.

The plan: ``seat,interest,municipality,filling,state``, a line for each place; ``seat`` is its number, empty for a new
one; ``municipality`` is empty for the whole region; ``filling`` is one of SeatFilling; ``state`` is not read. The
demands: ``feature,value,min,max`` of the contract, with ``justification`` behind it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask_babel import gettext as _

from regiodialoog.core.tables import has_columns, table_of
from regiodialoog.core.text import clean_line, clean_text, fold
from regiodialoog.engines.sortition.files import Table, write_pool, write_table
from regiodialoog.engines.sortition.people import Person
from regiodialoog.engines.strict_json import BadInput
from regiodialoog.groups.actions.draw_pool import NO_ANSWER
from regiodialoog.groups.models import INTEREST, MOST_SEATS, Quota, Seat, SeatFilling, SeatState
from regiodialoog.groups.queries.plan_files import Candidate
from regiodialoog.groups.special import special

PLAN_FILE, QUOTAS_FILE = "plekken.csv", "eisen.csv"
SEAT_COLUMNS = ("seat", "interest", "municipality", "filling")
QUOTA_COLUMNS = ("feature", "value", "min", "max")
OLDER_COLUMNS = ("category", "feature", "min", "max")
WHY = "justification"
MUNICIPALITY = "Gemeente"
MOST_DEMANDS, MOST_PEOPLE, LONGEST, LONGEST_WHY = 500, 500, 60, 500
Rows = dict[str, list[list[Any]]]


def write_plan(seats: Sequence[Seat]) -> bytes:
    rows = [
        [str(s.id), s.interest.name, s.municipality.name if s.municipality else "", s.filling.value, s.state.value]
        for s in seats
    ]
    return write_table([*SEAT_COLUMNS, "state"], rows)


def write_demands(quotas: Sequence[Quota], *, size: int) -> bytes:
    """With a line per feature for who gave no answer, so that a draw knows what to do with them."""
    rows: list[list[object]] = [[q.feature, q.value, q.minimum, q.maximum, q.justification] for q in quotas]
    asked = {(quota.feature, quota.value) for quota in quotas}
    features = dict.fromkeys(quota.feature for quota in quotas)
    rows += [[feature, NO_ANSWER, 0, size, ""] for feature in features if (feature, NO_ANSWER) not in asked]
    return write_table([*QUOTA_COLUMNS, WHY], rows)


def write_candidates(people: Sequence[Candidate], quotas: Sequence[Quota]) -> bytes:
    """Who waits, by number, with interest, municipality and answers: what a draw needs, and nothing else."""
    asked = list(dict.fromkeys(quota.feature for quota in quotas))
    known = {(quota.feature, quota.value) for quota in quotas}
    own = [name for name in (INTEREST, MUNICIPALITY) if name not in asked]
    found = []
    for each in people:
        values = {INTEREST: each.interest, MUNICIPALITY: each.municipality}
        given = {name: str(each.answers.get(name, "")) for name in asked}
        values |= {name: value if (name, value) in known else NO_ANSWER for name, value in given.items()}
        found.append(Person(str(each.id), tuple(values[name] for name in (*own, *asked))))
    return write_pool([*own, *asked], found)


@dataclass
class Plan:
    """What stands, to compare a file with. ``interests`` and ``municipalities``: numbers by folded name. ``history``:
    the seats that stay in the books; ``drawn``: those that a sealed draw is about; ``asked``: the features that are
    asked as a question, and keep its values."""

    seats: Sequence[Seat]
    quotas: Sequence[Quota]
    interests: Mapping[str, int]
    municipalities: Mapping[str, int]
    history: set[int] = field(default_factory=set)
    drawn: set[int] = field(default_factory=set)
    asked: frozenset[str] = frozenset()

    @cached_property
    def numbers(self) -> frozenset[int]:
        return frozenset(seat.id for seat in self.seats)

    def held(self, seat: Seat) -> str:
        """Why a seat has to stay as it is; empty when it can change."""
        if seat.state is SeatState.FILLED:
            return str(_("this place is filled: it cannot be changed"))
        if seat.state is SeatState.PROMISED:
            return str(_("this place is promised: it cannot be changed"))
        if seat.id in self.drawn:
            return str(_("lots are drawn for this place: it cannot be changed"))
        return ""


def read_plan(data: bytes, plan: Plan, faults: list[BadInput]) -> Rows:
    """What the file would change, as ``PlanImport.seats``; adds to ``faults``."""
    found: Rows = {"removed": [], "changed": [], "added": []}
    table = table_of(data, PLAN_FILE, faults)
    if table is None or not has_columns(table, SEAT_COLUMNS, faults):
        return found
    there = {seat.id: seat for seat in plan.seats}
    seen: dict[int, int] = {}
    for n, (line, row) in enumerate(table.rows, 1):
        if n > MOST_SEATS:
            faults.append(table.fault(line, "seat", _("a group has at most %(count)s places", count=MOST_SEATS)))
            return found
        own = list(_seat_faults(table, line, row, plan, seen))
        faults += own
        if own:
            continue
        interest = plan.interests[fold(row["interest"])]
        place = plan.municipalities[fold(row["municipality"])] if row["municipality"] else None
        if not row["seat"]:
            found["added"].append([line, interest, place, row["filling"]])
            continue
        seat = there[int(row["seat"])]
        differs = _first_difference(seat, interest, place, row["filling"])
        if differs and (why := plan.held(seat)):
            faults.append(table.fault(line, differs, why))
        elif differs:
            found["changed"].append([line, seat.id, interest, place, row["filling"]])
    found["removed"] = [[seat.id] for seat in plan.seats if seat.id not in seen]
    faults += _missing(table, plan, seen)
    return found


def _seat_faults(
    table: Table, line: int, row: Mapping[str, str], plan: Plan, seen: dict[int, int]
) -> Iterator[BadInput]:
    number = int(row["seat"]) if re.fullmatch(r"[0-9]{1,9}", row["seat"]) else 0
    if row["seat"] and number not in plan.numbers:
        yield table.fault(line, "seat", _("this group has no place %(number)s", number=row["seat"][:40]))
    elif number in seen:
        says = _("place %(number)s is there twice, first on line %(line)s", number=number, line=seen[number])
        yield table.fault(line, "seat", says)
    elif number:
        seen[number] = line
    if fold(row["interest"]) not in plan.interests:
        yield table.fault(line, "interest", _("there is no interest '%(name)s'", name=row["interest"][:60]))
    if row["municipality"] and fold(row["municipality"]) not in plan.municipalities:
        says = _("the municipality '%(name)s' does not take part", name=row["municipality"][:60])
        yield table.fault(line, "municipality", says)
    if row["filling"] not in set(SeatFilling):
        ways = ", ".join(SeatFilling)
        yield table.fault(line, "filling", _("'%(name)s' is none of: %(ways)s", name=row["filling"][:40], ways=ways))


def _first_difference(seat: Seat, interest: int, place: int | None, filling: str) -> str:
    pairs = ((seat.interest_id, interest), (seat.municipality_id, place), (seat.filling.value, filling))
    return next((name for name, (is_now, asked) in zip(SEAT_COLUMNS[1:], pairs, strict=True) if is_now != asked), "")


def _missing(table: Table, plan: Plan, seen: Mapping[int, int]) -> Iterator[BadInput]:
    """Faults about places that the file leaves out, at its end."""
    end = table.rows[-1][0] if table.rows else 1
    for seat in plan.seats:
        if seat.id not in seen and (why := _must_stay(seat, plan)):
            yield table.fault(end, "seat", _("place %(number)s is missing: %(why)s", number=seat.id, why=why))


def _must_stay(seat: Seat, plan: Plan) -> str:
    if seat.state in (SeatState.FILLED, SeatState.PROMISED):
        return str(_("it is filled or promised, and stays"))
    if seat.id in plan.drawn:
        return str(_("lots are drawn for it"))
    return str(_("it was offered or left before, and stays")) if seat.id in plan.history else ""


def read_demands(data: bytes, plan: Plan, faults: list[BadInput]) -> Rows:
    """What the file would change, as ``PlanImport.quotas``; adds to ``faults``. A demand is known by feature and
    value; one without a reason of its own has that of its feature."""
    found: Rows = {"removed": [], "changed": [], "added": []}
    table = table_of(data, QUOTAS_FILE, faults)
    older = table is not None and "category" in table.header and "value" not in table.header
    names = OLDER_COLUMNS if older else QUOTA_COLUMNS
    if table is None or not has_columns(table, names, faults):
        return found
    there = {(quota.feature, quota.value): quota for quota in plan.quotas}
    reasons = {quota.feature: quota.justification for quota in reversed(plan.quotas)}
    seen: dict[tuple[str, str], int] = {}
    for n, (line, row) in enumerate(table.rows, 1):
        if n > MOST_DEMANDS:
            says = _("a group has at most %(count)s demands", count=MOST_DEMANDS)
            faults.append(table.fault(line, names[0], says))
            return found
        feature, value = clean_line(row[names[0]]), clean_line(row[names[1]])
        quota = there.get((feature, value))
        if quota is None and value == NO_ANSWER and row["min"] == "0":
            continue
        why = clean_text(row.get(WHY, "")) or (quota.justification if quota else reasons.get(feature, ""))
        own = [*_quota_faults(table, line, row, names, seen), *_reason_faults(table, line, why)]
        faults += own
        seen.setdefault((feature, value), line)
        if own:
            continue
        least, most = int(row["min"]), int(row["max"])
        reasons.setdefault(feature, why)
        if quota is None and feature in plan.asked:
            faults.append(
                table.fault(line, names[1], _("this is no answer to the question; change the question first"))
            )
        elif quota is None:
            found["added"].append([line, feature, value, least, most, why])
        elif (quota.minimum, quota.maximum, quota.justification) != (least, most, why):
            found["changed"].append([line, quota.id, least, most, why])
    left_out = [quota for key, quota in there.items() if key not in seen]
    found["removed"] = [[quota.id] for quota in left_out]
    faults += _asked_still(table, names[1], [quota for quota in left_out if quota.feature in plan.asked])
    return found


def _asked_still(table: Table, column: str, quotas: Sequence[Quota]) -> Iterator[BadInput]:
    """Faults about demands that the file leaves out and a question has, at its end."""
    end = table.rows[-1][0] if table.rows else 1
    for quota in quotas:
        says = _("%(value)s is missing: it is an answer to a question", value=quota.value)
        yield table.fault(end, column, says)


def _quota_faults(
    table: Table, line: int, row: Mapping[str, str], names: Sequence[str], seen: Mapping[tuple[str, str], int]
) -> Iterator[BadInput]:
    key = clean_line(row[names[0]]), clean_line(row[names[1]])
    for name, text in zip(names[:2], key, strict=True):
        if not text:
            yield table.fault(line, name, _("nothing stands here"))
        elif len(text) > LONGEST:
            yield table.fault(line, name, _("this is longer than %(count)s characters", count=LONGEST))
        elif kind := special(text):
            says = _("this may not be asked: it is special personal data (%(kind)s)", kind=kind)
            yield table.fault(line, name, says)
    bounds = [int(row[name]) if re.fullmatch(r"[0-9]{1,9}", row[name]) else -1 for name in names[2:]]
    for name, bound in zip(names[2:], bounds, strict=True):
        if not 0 <= bound <= MOST_PEOPLE:
            says = _("'%(text)s' is no whole number from 0 to %(most)s", text=row[name][:40], most=MOST_PEOPLE)
            yield table.fault(line, name, says)
    if min(bounds) >= 0 and bounds[0] > bounds[1]:
        yield table.fault(line, names[2], _("the least number is above the most"))
    if key in seen:
        yield table.fault(line, names[1], _("this demand is there twice, first on line %(line)s", line=seen[key]))


def _reason_faults(table: Table, line: int, why: str) -> Iterator[BadInput]:
    if not why:
        yield table.fault(line, WHY, _("it is not said why this is asked (column %(name)s)", name=WHY))
    elif len(why) > LONGEST_WHY:
        yield table.fault(line, WHY, _("this is longer than %(count)s characters", count=LONGEST_WHY))
