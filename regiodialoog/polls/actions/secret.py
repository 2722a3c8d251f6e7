"""Secret polls: the vote that leaves no trace, and opening the box after they closed."""

import json
import secrets
from collections import Counter
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from regiodialoog.core import clock, jobs
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Forbidden, Invalid
from regiodialoog.core.events import SYSTEM, acting_as, emit
from regiodialoog.core.rows import flush
from regiodialoog.engines.trail import canonical
from regiodialoog.polls import queries, sealing
from regiodialoog.polls.actions.proxies import must_be_theirs
from regiodialoog.polls.actions.voting import (
    Vote,
    hold_open,
    locked_line,
    make_roll,
    must_be_counted,
    must_be_open,
    no_paper_waits,
)
from regiodialoog.polls.events import BoxLayerOpened, BoxOpened
from regiodialoog.polls.models import OpenedBallot, Poll, PollRoll, SecretBox, Standing

TIDY_JOB, TELL_BOX_JOB = "polls.tidy_box", "polls.tell_box"
_BOXING = {
    dialect: putting(SecretBox).on_conflict_do_nothing().returning(SecretBox.roll_id)
    for dialect, putting in (("postgresql", postgresql_insert), ("sqlite", sqlite_insert))
}
HALF = 8
"""Characters of the half of a receipt that the site makes."""


def new_half() -> str:
    """The half of a receipt that the site makes, so that no two ballots have the same."""
    return secrets.token_hex(HALF // 2).upper()


def cast_secret(
    poll: Poll,
    *,
    votes: Mapping[int, Vote],
    receipts: Mapping[int, str],
    person_id: int | None = None,
    holder_id: int | None = None,
    code_id: int | None = None,
) -> None:
    """Put the answers into the box, for good. Emits nothing: that the line of the roll has a box is the fact.

    ``receipts`` by question, as the voter saw them before confirming; ``holder_id`` and ``code_id`` as of ``cast``.
    Raises Conflict when the poll is not open or this line has voted or lets another vote, Forbidden for who is not on
    the roll, Invalid for what cannot be counted.
    """
    must_be_open(poll)
    with acting_as(SYSTEM):
        make_roll(poll)
    hold_open(poll)
    line = locked_line(poll, person_id=person_id, code_id=code_id)
    must_be_theirs(poll, voter_id=person_id, holder_id=holder_id)
    must_be_counted(poll, votes)
    seal_for(poll, line, votes, receipts)


def seal_for(poll: Poll, line: PollRoll | queries.Line, votes: Mapping[int, Vote], receipts: Mapping[int, str]) -> None:
    """Put answers into the box of a line of the roll. Raises Conflict when there are answers in it."""
    group = queries.group_name(db.session.get_one(PollRoll, line.id), poll.support_by) if poll.support_by else ""
    answers = [
        {"question": question.position, "receipt": receipts[question.id], "choice": votes[question.id].choice,
         "group": group}
        for question in poll.questions
    ]  # fmt: skip
    publics = queries.keys_of_roll(poll.id, poll.roll_sha256)
    length = sealing.filled_length(_longest(poll))
    box = sealing.seal(canonical(answers), publics, about=_about(poll, line), length=length)
    given = {"roll_id": line.id, "poll_id": poll.id, "box": box}
    if db.session.connection().execute(_BOXING[db.engine.dialect.name], given).first() is None:
        raise Conflict(_("You have voted in this poll already. A secret vote cannot be changed."))


def open_layer(poll: Poll, written: str, *, by: int) -> bool:
    """Open one layer of every box with a key, the outer one first; whether the box is open now.

    The ballots then stand in the order of their receipts, of nobody, and what was in the box is gone. Raises Conflict
    unless the poll is closed and still sealed, Forbidden for whoever holds no key or not this one, Invalid for a text
    that is not the key, or for a box that was tampered with.
    """
    db.session.refresh(poll, with_for_update=True)
    if poll.standing is not Standing.COUNTING or poll.box_opened_at is not None:
        raise Conflict(_("The box is opened once, after the poll has closed."))
    no_paper_waits(poll)
    with acting_as(SYSTEM):
        make_roll(poll)
    held = queries.keys(poll.id, anew=True)
    key = next((each for each in reversed(held) if each.used_at is None), None)
    if key is None or key.holder_id not in (None, by):
        raise Forbidden(_("It is not your turn to open the box."))
    try:
        if sealing.public_of(written) != key.public_key:
            raise Invalid(_("This is a key, but not the one of this poll."))
    except sealing.Unopenable as error:
        raise Invalid(_("This is not a whole key: a character is missing or wrong.")) from error
    lines = {line.id: line for line in queries.roll(poll.id)}
    boxes = db.session.scalars(select(SecretBox).where(SecretBox.poll_id == poll.id)).all()
    try:
        peeled = {
            one.roll_id: sealing.peel(one.box, written, about=_about(poll, lines[one.roll_id]), layer=key.layer)
            for one in boxes
        }
    except sealing.Unopenable as error:
        raise Invalid(_("A ballot cannot be opened: somebody changed the box. Declare this poll invalid.")) from error
    key.used_at = clock.now()
    emit(BoxLayerOpened(subject_id=poll.id, layer=key.layer))
    if key.layer:
        for one in boxes:
            one.box = peeled[one.roll_id]
        flush()
        return False
    _empty(poll, peeled)
    return True


def forget_box(poll: Poll) -> None:
    """Nobody will open it: what is in it goes."""
    db.session.execute(delete(SecretBox).where(SecretBox.poll_id == poll.id))
    jobs.enqueue(TIDY_JOB, {"poll_id": poll.id}, dedupe_key=f"{TIDY_JOB}:{poll.id}")


def _empty(poll: Poll, opened: Mapping[int, bytes]) -> None:
    """From answers by line to ballots of nobody."""
    questions = {question.position: question.id for question in poll.questions}
    answers = [answer for filled in opened.values() for answer in json.loads(sealing.payload_of(filled))]
    found: list[dict[str, Any]] = [
        {
            "question_id": questions[one["question"]], "receipt": one["receipt"], "choice": one["choice"],
            "of_group": one["group"],
        }
        for one in answers
    ]  # fmt: skip
    found.sort(key=lambda ballot: (ballot["question_id"], ballot["receipt"], canonical(ballot["choice"])))
    _tell_apart(found)
    if found:
        db.session.execute(insert(OpenedBallot), found)
    boxed = select(SecretBox.roll_id).where(SecretBox.poll_id == poll.id)
    db.session.execute(update(PollRoll).where(PollRoll.id.in_(boxed)).values(voted=True))
    poll.box_opened_at = clock.now()
    forget_box(poll)
    flush()
    jobs.enqueue(TELL_BOX_JOB, {"poll_id": poll.id}, dedupe_key=f"{TELL_BOX_JOB}:{poll.id}")
    emit(BoxOpened(subject_id=poll.id, theme_id=poll.theme_id, ballots=len(opened)))


def _tell_apart(ballots: list[dict[str, Any]]) -> None:
    """Two voters may end up with one receipt, by chance or because they want the box to stay shut: then the second gets
    a number behind it. Both count."""
    seen: Counter[tuple[int, str]] = Counter()
    for ballot in ballots:
        seen[key := (ballot["question_id"], ballot["receipt"])] += 1
        if seen[key] > 1:
            ballot["receipt"] += f"-{seen[key]}"


def _about(poll: Poll, line: PollRoll | queries.Line) -> str:
    return f"{poll.id} {line.line}"


def _longest(poll: Poll) -> int:
    """More bytes than any answer to this poll can have."""
    of_options = sum(len(option.key.encode()) + 20 for option in poll.options)
    return len(poll.questions) * (200 + (1200 if poll.support_by else 0)) + of_options
