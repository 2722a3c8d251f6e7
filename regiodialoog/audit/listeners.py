"""Listens to everything; and looks after the trail."""

from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from regiodialoog.accounts.events import PersonErased
from regiodialoog.accounts.models import Person
from regiodialoog.accounts.own_data import own_data
from regiodialoog.audit import actions, queries
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock, jobs
from regiodialoog.core.db import db, transaction
from regiodialoog.core.events import Told, listens
from regiodialoog.core.watching import watches

log = structlog.get_logger(__name__)
_ROWS: Any = AuditEvent.__table__
_WRITING_DOWN = insert(_ROWS).inline()
"""Past the unit of work, which costs four times as much: there is a row for every act, and none is ever changed."""


@listens()
def write_down(told: Told) -> None:
    """Add the row, and its text; they are committed or lost together with what they tell."""
    event = told.event
    text = actions.keep_text(told.text, told.author) if told.text else None
    row = {
        "at": told.at,
        "kind": event.kind,
        "subject_kind": event.subject,
        "subject_id": event.subject_id,
        "person_id": told.acting.person_id,
        "role": told.acting.role,
        "channel": told.acting.channel,
        "behalf": told.acting.behalf,
        "data": event.data(),
        "public": event.public,
        "text_sha256": text.sha256 if text else None,
    }
    db.session.execute(_WRITING_DOWN, row)


@listens(PersonErased)
def forget_texts(told: Told) -> None:
    actions.forget_texts_of(told.event.subject_id)


@own_data("trail_texts")
def texts_in_the_trail(person: Person) -> list[dict[str, Any]]:
    return [{"sha256": row.sha256, "text": row.text} for row in queries.texts_of(person.id)]


@watches(every=timedelta(seconds=10))
def look_for_unsealed() -> None:
    _ask_for_sealing(everywhere=False)


@watches(every=timedelta(hours=1))
def look_for_unsealed_everywhere() -> None:
    _ask_for_sealing(everywhere=True)


def _ask_for_sealing(*, everywhere: bool) -> None:
    """Enqueue a job if there is something to seal. Writers are not asked to: a key that all of them insert would make
    them wait for each other. The hour in the key: a job that failed for good does not hold up the trail for ever."""
    waiting, last = queries.unsealed(1, everywhere=everywhere), queries.last_line()
    key = f"trail:{last.n if last else 0}:{everywhere:d}:{clock.now():%Y%m%d%H}"
    db.session.rollback()
    if not waiting:
        return
    try:
        with transaction():
            jobs.enqueue("trail.seal", {"everywhere": everywhere}, dedupe_key=key)
    except IntegrityError:
        log.info("trail.asked_by_another_worker", key=key)


@jobs.handles("trail.seal")
def seal_all(payload: dict[str, Any]) -> None:
    """Seal whatever waits, a transaction per batch."""
    while seal_some(everywhere=bool(payload.get("everywhere"))) == actions.BATCH:
        log.info("trail.sealed_a_batch")


def seal_some(*, everywhere: bool = False) -> int:
    """One batch in a transaction of its own; answers how many lines. Raises LeaseLost."""
    with transaction():
        jobs.hold()
        return actions.seal(everywhere=everywhere)
