"""Telling many people the same: that they were not drawn, or that there is no place for them.

The press of the button writes down whom it concerns and tells the first of them; the worker tells the others, in
blocks. Of each block the mails and how far it is are one transaction: a worker that is killed leaves a block as if it
never began, and the next one goes on there. So nobody is left out, and nobody hears it twice.
"""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from regiodialoog.core import clock, jobs, mails
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.events import Acting, acting, acting_as
from regiodialoog.core.rows import flush, store
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries, waiting
from regiodialoog.groups.actions.guard import is_held
from regiodialoog.groups.actions.no_place import only_when_decided
from regiodialoog.groups.actions.seating import find_no_place
from regiodialoog.groups.models import Draw, Registration, RegistrationState, Telling

TELL_JOB = "groups.tell"
BLOCK = 100
"""So many people are told in one transaction: the worker holds nobody up, and the usual group hears it at once."""


def tell_not_drawn(draw: Draw) -> Telling | None:
    """Once, to everybody who took part in a draw that was announced and has no place yet."""
    offered = {row.registration_id for row in queries.offers(draw.id)}
    waits = {row.id for row in queries.registrations(draw.group.theme_id, *queries.PLACEABLE)}
    return _begin(draw.group.theme, sorted((waits & set(draw.codes.values())) - offered), draw=draw)


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
    """The next of the people who are to be told. Ends when everybody had their turn, and for those without a place also
    when a draw was sealed meanwhile: who waits can be drawn again then."""
    db.session.refresh(telling, ["people", "done", "told", "reason", "ended_at"], with_for_update=True)
    if telling.ended_at is not None:
        return
    if telling.draw_id is None and is_held(telling.theme):
        _end(telling)
        return
    numbers = telling.people[telling.done : telling.done + BLOCK]
    states = queries.PLACEABLE if telling.draw_id else (RegistrationState.REGISTERED,)
    waits = queries.registrations_by_id(numbers, *states)
    in_line = queries.in_line(telling.theme_id, clock.today()) if telling.draw_id is None else set[int]()
    rows = [waits[number] for number in numbers if number in waits and number not in in_line]
    places = queries.places_of(telling.draw) if telling.draw else set()
    with acting_as(Acting(person_id=telling.asked_by, role=telling.role, channel=telling.channel)):
        for row in rows:
            row.theme = telling.theme
            if telling.draw:
                _not_drawn(telling.draw, row, fits=waiting.fits(places, row))
            else:
                find_no_place(row, reason=telling.reason)
    telling.done, telling.told = telling.done + len(numbers), telling.told + len(rows)
    if telling.done >= telling.total:
        _end(telling)
    flush()


def _begin(theme: Theme, people: Sequence[int], *, draw: Draw | None = None, reason: str = "") -> Telling | None:
    if not people:
        return None
    who = acting()
    telling = Telling(
        theme_id=theme.id,
        draw_id=draw.id if draw else None,
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


def _not_drawn(draw: Draw, row: Registration, **about: Any) -> None:
    mails.post(
        "emails/groups/not_drawn.txt",
        address=row.person.address,
        language=row.person.language,
        dedupe_key=f"not-drawn:{draw.id}:{row.id}",
        person_id=row.person_id,
        person=row.person,
        theme=row.theme,
        draw=draw,
        not_drawn=waiting.not_drawn,
        **about,
    )
