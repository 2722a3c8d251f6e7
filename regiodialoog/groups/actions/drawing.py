"""A draw up to its seal: prepared (the worker computes it), sealed with the source that will decide, or abandoned."""

import hashlib
import json
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _

from regiodialoog.core import clock, jobs
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush, store
from regiodialoog.engines.trail import canonical
from regiodialoog.groups import queries
from regiodialoog.groups.actions import doubles, draw_pool, watching
from regiodialoog.groups.actions.guard import no_draw_goes_on, one_at_a_time
from regiodialoog.groups.actions.may_sit import conditions_are_known
from regiodialoog.groups.actions.telling import tell_abandoned, tell_sealed
from regiodialoog.groups.events import DrawAbandoned, DrawPrepared, DrawSealed, DrawStarted, of_draw
from regiodialoog.groups.models import DRAWS, Draw, DrawState, Group, Registration, RegistrationState, Seat
from regiodialoog.groups.queries.consents import agreed_to_no_lot
from regiodialoog.groups.retention import days_of_file

PREPARE_JOB = "groups.prepare_draw"
SECONDS = 600.0
"""How long the worker looks for the fairest lottery before it takes the best one so far."""
NOTHING, WORTH = 1e-9, 1e-4
NOTED_WITHIN = timedelta(hours=1)
"""A seal proves something to whoever wrote it down before the outcome was known. So long they have for that."""
CAUSES = 20
"""Of so many kinds of people who cannot be drawn it is found out why."""
PRICED = 60.0
"""How long the worker looks for what a looser demand would give, in seconds; it names at most GAINS of them."""
GAINS = 5


def prepare_draw(
    group: Group, *, by: int | None, reason: str = "", token: Callable[[int], str] = secrets.token_hex
) -> Draw:
    """Freeze who can be drawn, for which open seats and within which demands, and have the worker compute the lottery.

    Changes nobody's state. Raises Invalid for another draw without a reason, Conflict when there is no seat to draw for
    or a draw goes on.
    """
    no_draw_goes_on(group)
    before = queries.draws(group.id)
    plan = queries.seats(group.id)
    seats = draw_pool.seats_to_draw(plan)
    if not seats:
        raise Conflict(_("There is no open place that is filled by lot."))
    if before and not reason.strip():
        raise Invalid(_("Say why lots are drawn again."))
    pool = can_be_drawn(group, seats)
    homes = draw_pool.homes(pool, queries.rules(group))
    seated = queries.registrations(group.theme_id, RegistrationState.SEATED)
    others = draw_pool.filled_otherwise(plan, seated)
    codes = draw_pool.codes_for(pool, token)
    row = Draw(
        group_id=group.id,
        number=len(before) + 1,
        state=DrawState.PREPARING,
        places=len(seats),
        pool_size=len(pool),
        pool_sha256=pool_hash(pool, homes),
        codes=codes,
        inputs=draw_pool.inputs(
            seats, queries.quotas(group.id), seated, pool, codes, others=others, homes=draw_pool.coded(homes, token)
        )
        | {"asked": draw_pool.asked(queries.asked(group.id).values())},
        reason=reason.strip() if before else "",
        drawn_by=by,
    )
    store(row)
    emit(DrawStarted(subject_id=group.theme_id, draw_id=row.id, number=row.number))
    jobs.enqueue(PREPARE_JOB, {"draw_id": row.id}, dedupe_key=f"{PREPARE_JOB}:{row.id}")
    return row


def can_be_drawn(group: Group, seats: Sequence[Seat]) -> Sequence[Registration]:
    """Everybody who waits for a place for an interest of these seats, may sit, and was never drawn before: who accepted
    or declined does not return, not even by signing up anew. Nor is somebody who agreed to a text that says nothing of
    lots: their answers would stand in a file of which they know nothing. Who heard that there was no place did neither,
    and is among them; so is who is not known to meet a condition, which has to be known by the seal."""
    drawn = {number for each in queries.draws(group.id) for number in each.result.get("seats", {}).values()}
    asked = queries.people_offered(group.id)
    waiting = queries.without_a_place(group.theme_id)
    interests = {seat.interest_id for seat in seats}
    rules, no_lot = queries.rules(group), agreed_to_no_lot(group.theme_id)
    return [
        row
        for row in waiting
        if row.id not in drawn
        and row.person_id not in asked
        and row.interest_id in interests
        and rules.allows(row)
        and row.id not in no_lot
    ]


def left_out(group: Group, seats: Sequence[Seat]) -> tuple[int, int, int, int]:
    """How many of those who wait are not among ``can_be_drawn``: for another interest, drawn before, not allowed, or
    because they agreed to a text that says nothing of lots."""
    drawn = {number for each in queries.draws(group.id) for number in each.result.get("seats", {}).values()}
    asked, rules = queries.people_offered(group.id), queries.rules(group)
    interests = {seat.interest_id for seat in seats}
    waiting = queries.without_a_place(group.theme_id)
    fit = [row for row in waiting if row.interest_id in interests]
    anew = [row for row in fit if row.id not in drawn and row.person_id not in asked]
    allowed, no_lot = [row for row in anew if rules.allows(row)], agreed_to_no_lot(group.theme_id)
    unasked = sum(row.id in no_lot for row in allowed)
    return len(waiting) - len(fit), len(fit) - len(anew), len(anew) - len(allowed), unasked


def pool_hash(pool: Sequence[Registration], homes: Mapping[int, int]) -> str:
    """SHA-256 (hex) of who could be drawn, by the numbers of their registrations, and of who lives together
    (``draw_pool.homes``): has anything changed since?"""
    lines = [
        {"id": row.id, "interest": row.interest_id, "municipality": row.municipality_id, "answers": row.answers}
        | ({"home": homes[row.id]} if row.id in homes else {})
        for row in pool
    ]
    text = json.dumps(lines, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def computed(inputs: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """What a draw finds from its inputs, as ``Draw.found``, and its file, None when no panel meets every demand. Takes
    its time: never inside a transaction."""
    from regiodialoog.engines.sortition import leximin, sealed
    from regiodialoog.engines.sortition.people import Person, Quota
    from regiodialoog.engines.sortition.pool import Demands

    quotas = [Quota(*each) for each in inputs["quotas"]]
    features = tuple(dict.fromkeys(quota.feature for quota in quotas))
    people = [Person(code, tuple(values), *home) for code, values, *home in inputs["people"]]
    demands = Demands(features, people, len(inputs["seats"]), quotas)
    began = time.monotonic()
    try:
        lottery = leximin.fairest(demands, stop=lambda: time.monotonic() - began > SECONDS)
    except leximin.NoPanel:
        return _clash(demands), None
    household = draw_pool.HOUSEHOLD if any(person.household for person in people) else ""
    file = sealed.seal(demands, lottery, sealed.Announced(), household=household, places=inputs.get("places"))
    shares = [chance for chance in lottery.chances.tolist() if chance > NOTHING]
    found = {
        "smallest": f"{min(shares):.6f}",
        "largest": f"{max(shares):.6f}",
        "exact": lottery.exact,
        "limit": f"{lottery.limit:.6f}",
        "panels": len(file["panels"]),
        "barred": _barred(demands, lottery),
        "gains": _gains(demands),
    }
    return found, file


def keep_prepared(draw: Draw, found: dict[str, Any], file: dict[str, Any] | None) -> None:
    """Write down what the worker found."""
    DRAWS.move(draw, DrawState.PREPARED if file else DrawState.IMPOSSIBLE)
    draw.found = found
    draw.file = canonical(file).decode() if file else ""
    flush()
    emit(DrawPrepared(**of_draw(draw), found=file is not None))


def seal_draw(
    draw: Draw,
    *,
    source: str,
    opens_at: datetime,
    file_is_public: bool,
    file_until: date | None = None,
    barred_reason: str = "",
    tell: bool = True,
) -> None:
    """Name the public randomness that will decide, and seal: from now on the file does not change. ``file_until``: the
    last day on which it is there; without one, as long as the answers are kept. Everybody who takes part and the clerks
    of the councils hear of it.

    Raises Invalid when that moment has passed, the day is too early or too late (``retention.days_of_file``) or nobody
    says why some people cannot be drawn, Conflict when who could be drawn or a place has changed since, NotKnown while
    some may not meet the conditions or may be one whom a draw offered a place before.
    """
    from regiodialoog.engines.sortition import sealed

    if opens_at <= clock.now():
        raise Invalid(_("The outcome has to be in the future: otherwise somebody could know it already."))
    if opens_at < clock.now() + NOTED_WITHIN:
        raise Invalid(
            _("Leave at least an hour between the seal and the outcome: so that everybody can write down the seal.")
        )
    days = days_of_file(draw.group.theme_id, opens_at.astimezone(clock.AMSTERDAM).date())
    file_until = file_until or days.usual
    if not days.first <= file_until <= days.last:
        raise Invalid(_("That day is too early or too late for the file."))
    if draw.found.get("barred") and not barred_reason.strip():
        raise Invalid(_("Say why the draw goes on although some people cannot be drawn."))
    one_at_a_time(draw.group)
    seats = draw_pool.seats_to_draw(queries.seats(draw.group_id))
    pool = can_be_drawn(draw.group, seats)
    if is_stale(draw, seats, pool):
        raise Conflict(_("Since this was prepared somebody signed up or withdrew, or a place changed. Prepare again."))
    conditions_are_known(draw.group, pool)
    doubles.nobody_comes_back(draw.group, pool)
    DRAWS.move(draw, DrawState.SEALED)
    file = json.loads(draw.file)
    if asked := draw.inputs.get("asked"):
        file["config"]["asked"] = asked
    file["config"] |= {"source": source, "opens": opens_at.isoformat(timespec="seconds").replace("+00:00", "Z")}
    file["config"]["kept_until"] = file_until.isoformat()
    file["seal"] = sealed.seal_of(file)
    draw.file, draw.seal = canonical(file).decode(), file["seal"]
    draw.source, draw.opens_at, draw.sealed_at = source, opens_at, clock.now()
    draw.file_is_public, draw.file_until, draw.barred_reason = file_is_public, file_until, barred_reason.strip()
    flush()
    told = f"{draw.seal}\n{file['config']['opens']}\n{source}\n{file['config']['kept_until']}"
    emit(DrawSealed(**of_draw(draw)), text=told)
    if tell:
        watching.tell_of_seal(draw)
        tell_sealed(draw)


def is_stale(draw: Draw, seats: Sequence[Seat], pool: Sequence[Registration]) -> bool:
    """Whether the places or who can be drawn for them (``can_be_drawn``) changed since a draw was prepared."""
    if [seat.id for seat in seats] != draw.inputs["seats"]:
        return True
    return pool_hash(pool, draw_pool.homes(pool, queries.rules(draw.group))) != draw.pool_sha256


def abandon_draw(draw: Draw, *, reason: str) -> None:
    """Let go of a draw that was not picked; everybody reads why, and who heard of its seal hears this. Raises Conflict
    once it was picked."""
    was_sealed = draw.state is DrawState.SEALED
    DRAWS.move(draw, DrawState.ABANDONED, reason=reason)
    draw.abandon_reason, draw.abandoned_at = reason.strip(), clock.now()
    flush()
    emit(DrawAbandoned(**of_draw(draw)), text=draw.abandon_reason)
    if was_sealed:
        watching.tell_of_end(draw)
        tell_abandoned(draw)
    else:
        watching.forget_witness(draw)


def _barred(demands: Any, lottery: Any) -> list[dict[str, Any]]:
    """Kinds of people whose chance is nothing, and the demands that make it so."""
    from regiodialoog.engines.sortition import clash

    return [
        {
            "codes": list(demands.kinds[n].ids),
            "causes": [_named(each.quota) for each in clash.smallest_clash(demands, seated=n)] if m < CAUSES else [],
        }
        for m, n in enumerate(lottery.barred)
    ]


def _gains(demands: Any) -> list[list[Any]]:
    """The demands that would give the smallest chance most if they were looser by one place, and how much."""
    from regiodialoog.engines.sortition import clash

    began = time.monotonic()
    found = clash.gains(demands, stop=lambda: time.monotonic() - began > PRICED)
    dear = sorted((each for each in found.items() if each[1] > WORTH), key=lambda each: -each[1])
    return [[*_named(quota), f"{gain:.6f}"] for quota, gain in dear[:GAINS]]


def _clash(demands: Any) -> dict[str, Any]:
    from regiodialoog.engines.sortition import clash

    return {
        "clash": [[*_named(each.quota), each.available] for each in clash.smallest_clash(demands)],
        "relaxations": [[_named(quota) for quota in way.quotas] for way in clash.relaxations(demands)],
    }


def _named(quota: Any) -> list[Any]:
    return [quota.feature, quota.value, quota.minimum, quota.maximum]


def draw_for(number: int) -> Draw | None:
    """For the worker: the draw, with its group, while it is being prepared."""
    found = db.session.get(Draw, number)
    return found if found is not None and found.state is DrawState.PREPARING else None
