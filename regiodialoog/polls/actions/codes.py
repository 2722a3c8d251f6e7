"""Codes by letter: made before the opening, printed once, and wiped after the closing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, insert, update

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush, store
from regiodialoog.core.text import fold
from regiodialoog.engines.sortition.files import BadFiles
from regiodialoog.engines.strict_json import BadInput
from regiodialoog.groups.actions.invitee_files import FILE, Row, read_invitees
from regiodialoog.groups.actions.letters import new_codes
from regiodialoog.groups.codes import code_hash
from regiodialoog.polls import queries
from regiodialoog.polls.events import CodesDropped, CodesForgotten, CodesMade, CodesPrinted
from regiodialoog.polls.models import CodeBatch, Electorate, Poll, PollCode, PollState

CODES_KEPT = timedelta(days=30)
"""How long after the closing names, addresses and codes are kept: somebody may ask whether a letter was theirs."""
LETTERS_AT_ONCE = 1000
Lock = Callable[[str], str]
_ADDRESS = ("name", "street", "postcode", "house_number", "house_addition", "place")
WIPED = dict.fromkeys(_ADDRESS, "")


def make_codes(
    poll: Poll, *, count: int, municipality_id: int | None, by: int | None, key: str, lock: Lock
) -> CodeBatch:
    """So many letters to nobody in particular. ``key``: that of the hashes of the codes; ``lock`` encrypts with the
    installation's key. Raises Conflict once the poll has opened, or when it is of others."""
    _hold(poll)
    return _batch(poll, [{"municipality_id": municipality_id}] * count, municipality_id, by=by, key=key, lock=lock)


def make_codes_for(
    poll: Poll, data: bytes, *, municipalities: Mapping[str, int], by: int | None, key: str, lock: Lock
) -> list[CodeBatch]:
    """A letter for every line of a file, in batches of at most 1000; ``municipalities`` by folded name.

    Raises BadFiles with every fault by line and column, also for who has a letter of this poll already, and Conflict
    as ``make_codes``.
    """
    _hold(poll)
    faults: list[BadInput] = []
    rows, _ignored = read_invitees(data, municipalities, faults)
    there = queries.addressed(poll.id)
    says = _("this person has a letter of this poll already")
    faults += [BadInput(FILE, row.line, 1, says) for row in rows if (row.home.key, fold(row.name)) in there]
    if faults:
        raise BadFiles(sorted(faults, key=lambda each: (each.line, each.column)))
    return [
        _batch(poll, [_columns(row) for row in rows[start : start + LETTERS_AT_ONCE]], None, by=by, key=key, lock=lock)
        for start in range(0, len(rows), LETTERS_AT_ONCE)
    ]


def codes_printed(batch: CodeBatch) -> None:
    """The letters are on paper: nobody can read their codes here any more. Raises Conflict the second time."""
    if batch.printed_at is not None:
        raise Conflict(_("These letters have been printed already."))
    batch.sealed, batch.printed_at = "", clock.now()
    flush()
    emit(CodesPrinted(subject_id=batch.poll_id, batch_id=batch.id))


def drop_codes(batch: CodeBatch) -> None:
    """These letters are worth nothing: their codes and addresses go. Raises Conflict once the poll has opened."""
    _hold(batch.poll)
    told = CodesDropped(subject_id=batch.poll_id, batch_id=batch.id)
    db.session.execute(delete(PollCode).where(PollCode.batch_id == batch.id))
    db.session.delete(batch)
    flush()
    emit(told)


def clear_codes() -> None:
    """Wipe names, addresses and codes of polls that closed long enough ago, or are off."""
    now = clock.now()
    for poll_id in queries.polls_to_clear(now - CODES_KEPT):
        there = PollCode.poll_id == poll_id, PollCode.cleared_at.is_(None)
        wiped = db.session.execute(update(PollCode).where(*there).values(**WIPED, code_hash=None, cleared_at=now))
        waiting = update(CodeBatch).where(CodeBatch.poll_id == poll_id, CodeBatch.printed_at.is_(None))
        db.session.execute(waiting.values(sealed="", printed_at=now))
        emit(CodesForgotten(subject_id=poll_id, codes=wiped.rowcount))  # type: ignore[attr-defined]


def _batch(
    poll: Poll,
    letters: Sequence[Mapping[str, Any]],
    municipality_id: int | None,
    *,
    by: int | None,
    key: str,
    lock: Lock,
) -> CodeBatch:
    codes = new_codes(len(letters))
    batch = CodeBatch(
        poll_id=poll.id, municipality_id=municipality_id, count=len(codes), addressed="name" in letters[0],
        sealed=lock(" ".join(codes)), made_by=by,
    )  # fmt: skip
    store(batch)
    rows = [
        {
            **WIPED, **letter, "poll_id": poll.id, "batch_id": batch.id, "number": n,
            "code_hash": code_hash(code, f"poll:{key}"),
        }
        for n, (code, letter) in enumerate(zip(codes, letters, strict=True), 1)
    ]  # fmt: skip
    db.session.execute(insert(PollCode), rows)
    emit(CodesMade(subject_id=poll.id, batch_id=batch.id, codes=len(rows)))
    return batch


def _columns(row: Row) -> dict[str, Any]:
    known = row.columns
    return {name: known[name] for name in (*_ADDRESS, "municipality_id")}


def _hold(poll: Poll) -> None:
    db.session.refresh(poll, with_for_update=True)
    if poll.electorate is not Electorate.CODES:
        raise Conflict(_("In this poll nobody votes with a code."))
    if poll.state is PollState.ANNULLED or poll.roll_made_at is not None or clock.now() >= poll.opens_at:
        raise Conflict(_("Who may vote is fixed since the poll opened: letters are made before that."))
