"""Telling many people the same: that they take part in a draw or were not drawn, that it does not go on, or that there
is no place for them.

The press of the button writes down whom it concerns and tells the first of them; the worker tells the others, in
blocks. Of each block the mails and how far it is are one transaction: a worker that is killed leaves a block as if it
never began, and the next one goes on there. So nobody is left out, and nobody hears it twice.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from flask_babel import gettext as _

from regiodialoog.core import clock, jobs, mails
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.events import Acting, acting, acting_as
from regiodialoog.core.rows import flush, store
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries, waiting
from regiodialoog.groups.actions.calling import end_calls
from regiodialoog.groups.actions.guard import is_held
from regiodialoog.groups.actions.no_place import only_when_decided
from regiodialoog.groups.actions.seating import find_no_place
from regiodialoog.groups.models import Draw, DrawState, Registration, RegistrationState, Telling, TellingKind

TELL_JOB = "groups.tell"
Tell = Callable[[Registration], bool]
BLOCK = 100
"""So many people are told in one transaction: the worker holds nobody up, and the usual group hears it at once."""


def tell_not_drawn(draw: Draw) -> Telling | None:
    """Once, to everybody who took part in a draw that was announced and has no place yet."""
    offered = {row.registration_id for row in queries.offers(draw.id)}
    waits = {row.id for row in queries.registrations(draw.group.theme_id, *queries.PLACEABLE)}
    return _begin(draw.group.theme, sorted((waits & set(draw.codes.values())) - offered), draw=draw)


def tell_sealed(draw: Draw) -> Telling | None:
    """Once, to everybody who takes part in a draw that was sealed."""
    return _begin(draw.group.theme, sorted(set(draw.codes.values())), draw=draw, kind=TellingKind.SEALED)


def tell_abandoned(draw: Draw) -> Telling | None:
    """That a draw does not go on, to whoever was told that they take part; nobody else hears of it after all."""
    before = queries.telling_of(draw.id, TellingKind.SEALED)
    if before is None:
        return None
    db.session.refresh(before, ["people", "done", "ended_at"], with_for_update=True)
    people = sorted(set(draw.codes.values())) if before.ended_at is not None else before.people[: before.done]
    if before.ended_at is None:
        _end(before)
    return _begin(draw.group.theme, people, draw=draw, kind=TellingKind.ABANDONED)


def calls_about_seal(draw: Draw) -> str:
    """How the keys of the calls begin that stand in for the mail about the seal."""
    return f"draw-sealed:{draw.id}:"


def refuse_rest(theme: Theme, *, reason: str, knowing: bool = False) -> int:
    """Tell everybody who still waits that there is no place; they stay on the list for when a place comes free. Not who
    is in line of a draw: they may get one yet. ``knowing``: that places stay open. Returns how many are told, now or by
    the worker.

    Raises Conflict while people sign up or can still be drawn, or while others are being told; Invalid while places are
    open of which nobody said that they know.
    """
    only_when_decided(theme, queries.group_of(theme), knowing=knowing)
    if queries.telling_goes_on(theme.id) is not None:
        raise Conflict(_("People are being told already. Wait until that is done."))
    waits = {row.id for row in queries.waiting(theme.id)}
    people = sorted(waits - queries.in_line(theme.id, clock.today()))
    _begin(theme, people, reason=reason)
    return len(people)


def tell_block(telling: Telling) -> None:
    """The next of the people who are to be told. Ends when everybody had their turn; also when it is no longer so: for
    those without a place when a draw was sealed meanwhile, for those who take part in one when it was decided."""
    db.session.refresh(telling, ["people", "done", "told", "reason", "ended_at"], with_for_update=True)
    if telling.ended_at is not None:
        return
    if _is_over(telling):
        _end(telling)
        return
    numbers = telling.people[telling.done : telling.done + BLOCK]
    states = queries.PLACEABLE if telling.draw_id else (RegistrationState.REGISTERED,)
    waits = queries.registrations_by_id(numbers, *states)
    in_line = queries.in_line(telling.theme_id, clock.today()) if telling.draw_id is None else set[int]()
    rows = [waits[number] for number in numbers if number in waits and number not in in_line]
    tell, told = _how(telling), 0
    with acting_as(Acting(person_id=telling.asked_by, role=telling.role, channel=telling.channel)):
        for row in rows:
            row.theme = telling.theme
            told += tell(row)
    telling.done, telling.told = telling.done + len(numbers), telling.told + told
    if telling.done >= telling.total:
        _end(telling)
    flush()


def _is_over(telling: Telling) -> bool:
    if telling.draw is None:
        return is_held(telling.theme)
    if telling.kind is TellingKind.SEALED:
        db.session.refresh(telling.draw, ["state"])
        return telling.draw.state is not DrawState.SEALED
    return False


def _how(telling: Telling) -> Tell:
    """What tells one person, and says whether it did."""
    draw = telling.draw
    if draw is None:
        return partial(_no_place, telling.reason)
    if telling.kind is TellingKind.SEALED:
        barred = {draw.codes.get(code) for each in draw.found.get("barred", ()) for code in each["codes"]}
        return partial(_takes_part, draw, barred)
    if telling.kind is TellingKind.ABANDONED:
        return partial(_abandoned, draw)
    return partial(_not_drawn, draw, queries.places_of(draw))


def _begin(
    theme: Theme,
    people: Sequence[int],
    *,
    draw: Draw | None = None,
    kind: TellingKind = TellingKind.OUTCOME,
    reason: str = "",
) -> Telling | None:
    if not people:
        return None
    who = acting()
    telling = Telling(
        theme_id=theme.id,
        draw_id=draw.id if draw else None,
        kind=kind,
        reason=reason,
        people=list(people),
        total=len(people),
        asked_by=who.person_id,
        role=who.role,
        channel=who.channel,
    )
    telling.theme, telling.draw = theme, draw
    store(telling)
    tell_block(telling)
    if telling.ended_at is None:
        jobs.enqueue(TELL_JOB, {"telling_id": telling.id}, dedupe_key=f"{TELL_JOB}:{telling.id}")
    return telling


def _end(telling: Telling) -> None:
    telling.ended_at, telling.people, telling.reason = clock.now(), [], ""
    flush()


def _no_place(reason: str, row: Registration) -> bool:
    find_no_place(row, reason=reason)
    return True


def _takes_part(draw: Draw, barred: set[int | None], row: Registration) -> bool:
    _mail("draw_sealed", draw, row, key=f"{calls_about_seal(draw)}{row.id}", can_be_drawn=row.id not in barred)
    return True


def _abandoned(draw: Draw, row: Registration) -> bool:
    """Not to somebody whom nobody called yet about the draw: they need not hear of it at all."""
    waits = f"{calls_about_seal(draw)}{row.id}"
    if queries.is_to_call([waits]):
        end_calls([waits])
        return False
    _mail("draw_abandoned", draw, row, key=f"draw-abandoned:{draw.id}:{row.id}", takes_part=True)
    return True


def _not_drawn(draw: Draw, places: set[tuple[int, int | None]], row: Registration) -> bool:
    about = {"not_drawn": waiting.not_drawn, "fits": waiting.fits(places, row)}
    _mail("not_drawn", draw, row, key=f"not-drawn:{draw.id}:{row.id}", **about)
    return True


def _mail(template: str, draw: Draw, row: Registration, *, key: str, **about: Any) -> None:
    mails.post(
        f"emails/groups/{template}.txt",
        address=row.person.address,
        language=row.person.language,
        dedupe_key=key,
        person_id=row.person_id,
        person=row.person,
        theme=row.theme,
        draw=draw,
        **about,
    )
