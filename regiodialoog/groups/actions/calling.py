"""The telephone in the place of the mail: who must be called, and what came of it."""

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, delete, select

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush, store
from regiodialoog.groups.events import PersonCalled
from regiodialoog.groups.models import CALLED, CALLS, Call, CallState


def ask_call(theme_id: int, person_id: int, *, subject: str, body: str, dedupe_key: str) -> None:
    """Put somebody on the list of who must be called. The same ``dedupe_key`` again changes nothing."""
    if db.session.scalar(select(Call.id).where(Call.dedupe_key == dedupe_key)) is None:
        store(Call(theme_id=theme_id, person_id=person_id, subject=subject, body=body, dedupe_key=dedupe_key))


def note_call(call: Call, outcome: CallState, *, by: int) -> None:
    """Write down what came of a call. Raises Conflict when it is done, Invalid for what is no outcome."""
    if outcome not in CALLED:
        raise Invalid(_("Choose an answer from the list."))
    db.session.refresh(call, ["state", "tries"], with_for_update=True)
    CALLS.move(call, outcome)
    call.tries, call.called_at, call.called_by = call.tries + 1, clock.now(), by
    if outcome is not CallState.AGAIN:
        call.body = ""
    flush()
    emit(PersonCalled(subject_id=call.theme_id, call_id=call.id, outcome=outcome))


def end_calls(dedupe_keys: Collection[str]) -> None:
    """Nobody needs to make these calls any more: what they asked was answered, or it is too late for it."""
    _end(Call.dedupe_key.in_(dedupe_keys))


def end_calls_about(key: str) -> None:
    """The same for all calls whose key begins like this."""
    _end(Call.dedupe_key.startswith(key, autoescape=True))


def _end(which: ColumnElement[bool]) -> None:
    waits = Call.state.in_((CallState.WAITING, CallState.AGAIN))
    for call in db.session.scalars(select(Call).where(which, waits).with_for_update()):
        CALLS.move(call, CallState.ANSWERED)
        call.called_at, call.body = clock.now(), ""
    flush()


def forget_calls(person_id: int) -> None:
    """Nobody calls who removed the account."""
    db.session.execute(delete(Call).where(Call.person_id == person_id))
    flush()
