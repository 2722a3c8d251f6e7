"""Votes on paper: lines of the roll are struck off, two people type the papers in each for themselves, and only when
both countings are the same they become ballots. Which paper is whose nobody knows, so no ballot gets a name."""

import json
import secrets
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, func, insert, select, update

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Forbidden
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush, store
from regiodialoog.engines.tally import LEAST
from regiodialoog.polls import queries
from regiodialoog.polls.actions.secret import new_half, seal_for
from regiodialoog.polls.actions.voting import Vote, make_roll, must_be_counted
from regiodialoog.polls.events import LinesStruck, PaperBegun, PaperCounted, PaperDropped, PaperTaken, PaperTyped
from regiodialoog.polls.models import (
    Electorate,
    OpenedBallot,
    PaperBatch,
    PaperCounting,
    Poll,
    PollQuestion,
    PollRoll,
    Standing,
)

MOST_PAPERS = 1000
Lock = Callable[[str], str]
Open = Callable[[str], str]
Typed = list[dict[str, Any]]
"""The papers as they were typed: of each, the choice by the position of the question, as text."""


@dataclass(frozen=True)
class Difference:
    """How often one answer to a question was typed by the one and by the other."""

    question: PollQuestion
    choice: Any
    first: int
    second: int


@dataclass(frozen=True)
class Compared:
    """Two countings beside each other. ``same``: every paper of the one is one of the other, whatever their order."""

    same: bool
    differences: Sequence[Difference]


def begin_paper(poll: Poll, *, by: int | None) -> PaperBatch:
    """A batch of papers. Raises Conflict for a poll that takes none, or that is not open or has been counted."""
    _hold(poll)
    make_roll(poll)
    last = db.session.scalar(select(func.max(PaperBatch.number)).where(PaperBatch.poll_id == poll.id)) or 0
    batch = PaperBatch(poll_id=poll.id, number=last + 1, begun_by=by)
    store(batch)
    emit(PaperBegun(subject_id=poll.id, batch_id=batch.id))
    return batch


def strike_off(batch: PaperBatch, lines: Sequence[PollRoll]) -> None:
    """These lines handed in a paper, so they do not vote otherwise any more. Raises Conflict after the closing, or for
    a line that has voted, handed in a paper before, or lets somebody else vote."""
    poll = _must_wait(batch)
    if poll.standing is not Standing.OPEN:
        raise Conflict(_("The poll is closed: nobody is struck off any more."))
    for line in lines:
        db.session.refresh(line, ["paper_id"])
        if line.paper_id == batch.id:
            continue
        if queries.has_voted(line):
            raise Conflict(_("%(name)s has voted already.", name=_name(line)))
        if line.person_id is not None and queries.given(poll.id, line.person_id) is not None:
            raise Conflict(_("%(name)s lets somebody else vote: that has to be taken back first.", name=_name(line)))
        line.paper_id = batch.id
    flush()
    emit(LinesStruck(subject_id=poll.id, batch_id=batch.id, lines=queries.struck(batch.id)))


def put_back(batch: PaperBatch, lines: Sequence[PollRoll]) -> None:
    """These lines were struck off by mistake: there is no paper of theirs."""
    poll = _must_wait(batch)
    for line in lines:
        db.session.refresh(line, ["paper_id"])
        if line.paper_id == batch.id:
            line.paper_id = None
    flush()
    emit(LinesStruck(subject_id=poll.id, batch_id=batch.id, lines=queries.struck(batch.id)))


def type_paper(batch: PaperBatch, votes: Mapping[int, Vote], *, by: int, lock: Lock, opened: Open) -> PaperCounting:
    """One paper, typed in by one of the two. Raises Forbidden for a third person, Conflict when they said that they
    are done, Invalid for what cannot be counted."""
    poll = _must_wait(batch)
    must_be_counted(poll, votes)
    counting = next((each for each in queries.countings(batch.id) if each.typist_id == by), None)
    if counting is None:
        if len(queries.countings(batch.id)) >= 2:
            raise Forbidden(_("Two people type these papers already."))
        counting = PaperCounting(batch_id=batch.id, typist_id=by)
        store(counting)
    papers = [*typed(counting, opened), {str(row.position): votes[row.id].choice for row in poll.questions}]
    _keep(counting, papers, lock)
    return counting


def take_away(counting: PaperCounting, number: int, *, lock: Lock, opened: Open) -> None:
    """A paper that was typed wrong goes, by its place in the list from 1. Raises Conflict when it is not there."""
    _must_wait(counting.batch)
    papers = typed(counting, opened)
    if not 1 <= number <= len(papers):
        raise Conflict(_("This paper is not in the list any more."))
    _keep(counting, [*papers[: number - 1], *papers[number:]], lock)


def say_done(counting: PaperCounting, *, done: bool) -> None:
    """This is all of it; or not ``done``: there is something to mend."""
    poll = _must_wait(counting.batch)
    counting.done_at = clock.now() if done else None
    flush()
    emit(PaperCounted(subject_id=poll.id, batch_id=counting.batch_id, done=done))


def typed(counting: PaperCounting, opened: Open) -> Typed:
    found: Typed = json.loads(opened(counting.typed)) if counting.typed else []
    return found


def compare(batch: PaperBatch, opened: Open) -> Compared | None:
    """None until both are done."""
    both = [each for each in queries.countings(batch.id) if each.done_at is not None]
    if len(both) < 2:
        return None
    first, second = (typed(each, opened) for each in both)
    found = []
    for question in batch.poll.questions:
        place = str(question.position)
        one, other = (Counter(_text(paper[place]) for paper in papers) for papers in (first, second))
        found += [
            Difference(question, json.loads(choice), one[choice], other[choice])
            for choice in sorted(one.keys() | other.keys())
            if one[choice] != other[choice]
        ]
    return Compared(Counter(map(_text, first)) == Counter(map(_text, second)), found)


def take_paper(batch: PaperBatch, *, by: int | None, opened: Open) -> None:
    """The papers count. Raises Conflict unless two people typed the same, as many as lines were struck off; where
    nobody may see who chose what, at least five."""
    poll = _must_wait(batch)
    found = compare(batch, opened)
    if found is None or not found.same:
        raise Conflict(_("Both countings have to be the same first."))
    papers = typed(queries.countings(batch.id)[0], opened)
    lines = db.session.scalars(select(PollRoll).where(PollRoll.paper_id == batch.id).order_by(PollRoll.id)).all()
    if not papers or len(papers) != len(lines):
        raise Conflict(_("There have to be as many papers as lines that were struck off."))
    if len(lines) < LEAST and (poll.secret or poll.electorate is not Electorate.GROUP):
        raise Conflict(_("With fewer than five papers one could guess who chose what: put them with another batch."))
    secrets.SystemRandom().shuffle(papers)
    if poll.secret:
        _into_box(poll, lines, papers)
    else:
        _of_nobody(poll, lines, papers)
    batch.ballots, batch.taken_by, batch.taken_at = len(papers), by, clock.now()
    poll.recounted_by_id = poll.recounted_at = None  # what was counted again was counted without these
    _forget(batch)
    emit(PaperTaken(subject_id=poll.id, batch_id=batch.id, ballots=len(papers)))


def drop_paper(batch: PaperBatch) -> None:
    """There are no such papers: the lines are as if nobody had been struck off."""
    poll = _must_wait(batch)
    told = PaperDropped(subject_id=poll.id, batch_id=batch.id)
    db.session.execute(update(PollRoll).where(PollRoll.paper_id == batch.id).values(paper_id=None))
    _forget(batch)
    db.session.delete(batch)
    flush()
    emit(told)


def clear_countings() -> None:
    """What was typed for nothing goes."""
    for counting in queries.countings_to_clear():
        db.session.delete(counting)
    flush()


def _into_box(poll: Poll, lines: Sequence[PollRoll], papers: Typed) -> None:
    """A box for each line, and in it any one of the papers: even both keys do not tell whose it was."""
    for line, paper in zip(lines, papers, strict=True):
        votes = {row.id: Vote(paper[str(row.position)]) for row in poll.questions}
        receipts = {row.id: f"{new_half()}-{new_half()[:4]}" for row in poll.questions}
        seal_for(poll, line, votes, receipts)


def _of_nobody(poll: Poll, lines: Sequence[PollRoll], papers: Typed) -> None:
    rows = [
        {"question_id": row.id, "receipt": secrets.token_hex(8), "choice": paper[str(row.position)], "of_group": ""}
        for paper in papers
        for row in poll.questions
    ]
    rows.sort(key=lambda row: (row["question_id"], row["receipt"]))
    db.session.execute(insert(OpenedBallot), rows)
    for line in lines:
        line.voted = True


def _forget(batch: PaperBatch) -> None:
    db.session.execute(delete(PaperCounting).where(PaperCounting.batch_id == batch.id))
    flush()


def _keep(counting: PaperCounting, papers: Typed, lock: Lock) -> None:
    if counting.done_at is not None:
        raise Conflict(_("You said that this is all of it. Say first that you want to mend something."))
    if len(papers) > MOST_PAPERS:
        raise Conflict(_("So many papers do not fit in one batch: make another one."))
    counting.typed, counting.ballots = lock(json.dumps(papers)), len(papers)
    flush()
    emit(PaperTyped(subject_id=counting.batch.poll_id, batch_id=counting.batch_id, ballots=len(papers)))


def _must_wait(batch: PaperBatch) -> Poll:
    """Hold the poll: no vote is cast on a line while it is struck off, and nobody counts meanwhile."""
    _hold(batch.poll)
    db.session.refresh(batch, ["version", "taken_at"])
    if batch.taken_at is not None:
        raise Conflict(_("These papers have been taken over: they count."))
    return batch.poll


def _hold(poll: Poll) -> None:
    db.session.refresh(poll, with_for_update=True)
    if not poll.takes_paper:
        raise Conflict(_("In this poll nobody votes on paper."))
    if poll.standing not in (Standing.OPEN, Standing.COUNTING) or poll.box_opened_at is not None:
        raise Conflict(_("Papers are counted while the poll is open, or after it closed and before there is a result."))


def _name(line: PollRoll) -> str:
    return line.person.display_name if line.person is not None else str(_("A letter"))


def _text(choice: Any) -> str:
    return json.dumps(choice, sort_keys=True)
