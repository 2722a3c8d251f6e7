"""Taking over a seat plan and demands from files: compared first, and then in one go or not at all."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush, store
from regiodialoog.core.text import fold
from regiodialoog.engines.sortition.files import BadFiles
from regiodialoog.engines.strict_json import BadInput
from regiodialoog.groups import queries
from regiodialoog.groups.actions import composition
from regiodialoog.groups.actions.guard import HOLDS
from regiodialoog.groups.actions.plan_files import Plan, read_demands, read_plan
from regiodialoog.groups.events import PlanCompared, PlanImported
from regiodialoog.groups.models import Group, PlanImport, SeatFilling
from regiodialoog.groups.queries import plan_files
from regiodialoog.organisations import queries as region
from regiodialoog.organisations.models import Interest, Municipality


def compare(group: Group, *, plan: bytes | None, demands: bytes | None, by: int | None) -> PlanImport | None:
    """Write down what these files would change; None when that is nothing. Changes no place and no demand.

    Raises BadFiles with every fault of both.
    """
    now = standing(group)
    faults: list[BadInput] = []
    seats = read_plan(plan, now, faults) if plan is not None else {}
    quotas = read_demands(demands, now, faults) if demands is not None else {}
    if faults:
        raise BadFiles(faults)
    if not any((*seats.values(), *quotas.values())):
        return None
    row = PlanImport(
        group_id=group.id,
        number=plan_files.count_plan_imports(group.id) + 1,
        seats=seats,
        quotas=quotas,
        base=plan_files.plan_hash(now.seats, now.quotas),
        asked_by=by,
    )
    store(row)
    emit(PlanCompared(subject_id=group.theme_id, import_id=row.id))
    return row


def standing(group: Group) -> Plan:
    """The plan and the demands as they are, with the interests and municipalities that a place can be for."""
    seats = queries.seats(group.id)
    interests = {fold(each.name): each.id for each in region.interests()}
    places = {fold(row.municipality.name): row.municipality_id for row in group.theme.municipalities}
    for seat in seats:
        interests.setdefault(fold(seat.interest.name), seat.interest_id)
        if seat.municipality:
            places.setdefault(fold(seat.municipality.name), seat.municipality.id)
    history = {seat.id for seat in seats if seat.replaces_id is not None} | plan_files.offered_seats(group.id)
    draw = queries.draw_goes_on(group.id)
    drawn = set(draw.inputs["seats"]) if draw is not None and draw.state in HOLDS else set[int]()
    asked = frozenset(queries.asked(group.id))
    return Plan(seats, queries.quotas(group.id), interests, places, history, drawn, asked)


def take_import(row: PlanImport, *, by: int | None) -> None:
    """Change the plan and the demands as was shown. Raises Conflict when it was done before, or when either changed
    since."""
    db.session.refresh(row, ["taken_at", "version"], with_for_update=True)
    if row.taken_at is not None:
        raise Conflict(_("These files were taken over already."))
    group = row.group
    db.session.refresh(group, ["version"], with_for_update=True)  # one file at a time
    seats, quotas = queries.seats(group.id), queries.quotas(group.id)
    if plan_files.plan_hash(seats, quotas) != row.base:
        raise Conflict(_("The plan or the demands changed since. Download them, and send your files again."))
    row.taken_at, row.taken_by = clock.now(), by
    flush()
    _change_seats(group, row.seats, {seat.id: seat for seat in seats})
    _change_quotas(group, row.quotas, {quota.id: quota for quota in quotas})
    counts = {f"{name}_{how}": len(rows.get(how, ())) for name, rows in _parts(row) for how in _WAYS}
    emit(PlanImported(subject_id=group.theme_id, import_id=row.id, **counts))


_WAYS = ("added", "changed", "removed")


def _parts(row: PlanImport) -> Sequence[tuple[str, dict[str, Any]]]:
    return ("seats", row.seats), ("quotas", row.quotas)


def _change_seats(group: Group, rows: dict[str, Any], there: dict[int, Any]) -> None:
    for (number,) in rows.get("removed", ()):
        composition.remove_seat(there[number])
    for _line, number, interest, place, filling in rows.get("changed", ()):
        wanted = {"interest_id": interest, "municipality_id": place, "filling": SeatFilling(filling)}
        composition.change_seat(there[number], **wanted)
    added = rows.get("added", ())
    interests = {each.id: each for each in region.by_ids(Interest, {row[1] for row in added})}
    places = {each.id: each for each in region.by_ids(Municipality, {row[2] for row in added if row[2]})}
    for _line, interest, place, filling in added:
        composition.add_seat(group, interests[interest], places.get(place), filling=SeatFilling(filling))


def _change_quotas(group: Group, rows: dict[str, Any], there: dict[int, Any]) -> None:
    for (number,) in rows.get("removed", ()):
        composition.remove_quota(there[number])
    for _line, number, least, most, why in rows.get("changed", ()):
        composition.change_quota(there[number], minimum=least, maximum=most, justification=why)
    for _line, feature, value, least, most, why in rows.get("added", ()):
        composition.add_quota(group, feature, value, minimum=least, maximum=most, justification=why)
