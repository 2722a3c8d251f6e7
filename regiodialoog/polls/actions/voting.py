"""An open poll: who may vote is written down once, and each may vote, again and again until it closes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, insert, select, update

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Forbidden, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush, hold
from regiodialoog.engines.tally import BadPoll, read_poll, roll_sha256, tally
from regiodialoog.polls import queries
from regiodialoog.polls.actions.proxies import end_void_proxies, forget_proxies, must_be_theirs
from regiodialoog.polls.events import BallotCast, ProxyUsed, RollMade, VoterLeft
from regiodialoog.polls.models import Ballot, Poll, PollKey, PollQuestion, PollRoll, Standing

MOST_COUNTED = 4096
_counted: set[tuple[str, str]] = set()
"""Choices that can be counted, by the frozen rules: many choose the same, and the rules of a poll do not change."""
_BALLOTS: Any = Ballot.__table__
# Past the unit of work, which costs four times as much: at the peak everybody votes at once
_REPLACING = update(_BALLOTS).where(_BALLOTS.c.id == bindparam("ballot")).values(replaced_at=bindparam("now"))
_CASTING = insert(_BALLOTS).inline()


def make_roll(poll: Poll) -> None:
    """Write down who may vote at the opening, once. Raises Conflict before the opening or of a poll that is off, and
    TooFew for a secret poll in which a group would be so small that one could guess who chose what."""
    if poll.standing in (Standing.PREPARED, Standing.APPROVED, Standing.ANNULLED):
        raise Conflict(_("This poll is not open."))
    if _is_made(poll):
        return
    hold(poll)
    if _is_made(poll):  # somebody was first
        return
    lines = [
        PollRoll(
            poll_id=poll.id, person_id=one.person_id, seat_id=one.seat_id, interest_id=one.interest_id,
            municipality_id=one.municipality_id, organisation_id=one.organisation_id,
            code_id=one.code_id,
        )
        for one in queries.entitled(poll, poll.opens_at)
    ]  # fmt: skip
    if poll.secret and len(set(queries.public_keys(poll.id))) < 2:
        raise Conflict(_("This poll has no two keys: nobody can vote in it. Declare it invalid."))
    if poll.secret and (small := queries.too_small(poll, lines)):
        raise TooFew(_("This poll cannot be secret: there are fewer than five people in %(groups)s.",
                       groups=", ".join(small)))  # fmt: skip
    db.session.add_all(lines)
    flush()
    poll.roll_made_at, poll.roll_size = clock.now(), len(lines)
    poll.roll_sha256 = roll_sha256(line.line for line in lines)
    flush()
    emit(RollMade(subject_id=poll.id, theme_id=poll.theme_id, size=len(lines)))
    if poll.proxies:
        end_void_proxies(poll)


@dataclass(frozen=True)
class Vote:
    """An answer to one question: the choice as the rule has it in a poll file, and why, where it asks for that."""

    choice: Any
    argument: str = ""


class TooFew(Conflict):
    """A secret poll with a group of fewer than five."""


def cast(
    poll: Poll,
    *,
    votes: Mapping[int, Vote],
    person_id: int | None = None,
    holder_id: int | None = None,
    code_id: int | None = None,
) -> None:
    """Answer every question of a poll, by their ids; an earlier vote of the same person no longer counts. With
    ``holder_id`` whoever holds the proxy of this person does it for them; with ``code_id`` whoever has that letter.

    Raises Conflict when the poll is not open or somebody else votes for this person, Forbidden for who is not on the
    roll, Invalid when an answer is missing or is not one by the rule of the poll.
    """
    if poll.secret:
        raise Conflict(_("This poll is secret: its votes go into the box."))
    must_be_open(poll)
    make_roll(poll)
    hold_open(poll)
    line = locked_line(poll, person_id=person_id, code_id=code_id)
    must_be_theirs(poll, voter_id=person_id, holder_id=holder_id)
    must_be_counted(poll, votes)
    before = {one.question_id: one for one in queries.own_ballots(line)}
    changed = {key: vote for key, vote in votes.items() if key not in before or _vote(before[key]) != vote}
    if not changed:
        return
    now = clock.now()
    if replaced := [{"ballot": before[key].id, "now": now} for key in changed if key in before]:
        db.session.execute(_REPLACING, replaced)  # the old ones no longer count before the new ones do
    given = [
        {"roll_id": line.id, "question_id": key, "choice": vote.choice, "argument": vote.argument, "cast_at": now}
        for key, vote in changed.items()
    ]
    db.session.execute(_CASTING, given)
    emit(BallotCast(subject_id=poll.id, again=bool(before)))
    if person_id is not None and holder_id is not None and not before:
        emit(ProxyUsed(subject_id=poll.id, giver_id=person_id, holder_id=holder_id))


def locked_line(poll: Poll, *, person_id: int | None, code_id: int | None) -> queries.Line:
    """The line of the roll of a person or a letter; two votes on it at once wait for each other. Raises Forbidden."""
    line = queries.locked_line(poll, person_id=person_id, code_id=code_id)
    if line is None:
        raise Forbidden(_("You were not on the roll when this poll opened."))
    if line.paper_id is not None:
        raise Conflict(_("You handed in your vote on paper already."))
    return line


def no_paper_waits(poll: Poll) -> None:
    """Nobody counts while papers lie there that were not taken over. Raises Conflict."""
    if queries.waiting_paper(poll.id):
        raise Conflict(_("There are votes on paper that do not count yet: take them over or drop them first."))


def nobody_stands_out(counted: Iterable[queries.Counted]) -> None:
    """Counting by group shows nobody what one of a few chose in secret. Raises TooFew."""
    if few := {name for one in counted for name in queries.too_few_voted(one)}:
        raise TooFew(
            _("In this secret poll each group counts apart, and of %(groups)s fewer than five people voted: counting"
              " would show what they chose. Declare this poll invalid, and vote again.", groups=", ".join(sorted(few)))
        )  # fmt: skip


def _vote(ballot: queries.OwnBallot) -> Vote:
    return Vote(ballot.choice, ballot.argument)


def must_be_counted(poll: Poll, votes: Mapping[int, Vote]) -> None:
    """A ballot that cannot be counted is not stored: one of them would spoil the count of all."""
    if set(votes) != {question.id for question in poll.questions}:
        raise Invalid(_("Choose for every question."))
    for question in poll.questions:
        choice = votes[question.id].choice
        asked = question.rules_sha256, json.dumps(choice, sort_keys=True)
        if asked not in _counted:
            _count_one(question, choice)
            if len(_counted) > MOST_COUNTED:
                _counted.clear()
            if question.rules_sha256:
                _counted.add(asked)


def _count_one(question: PollQuestion, choice: Any) -> None:
    """Raises Invalid."""
    file = queries.rule_file(question, roll_size=1)
    groups = dict.fromkeys(("interest", "municipality"), queries.UNKNOWN)
    file["ballots"] = [{"receipt": "-", "choice": choice, **groups}]
    try:
        tally(read_poll(file))
    except BadPoll as error:
        raise Invalid(_("This vote cannot be counted: %(why)s", why=error.says)) from error


def forget_voter(person_id: int) -> None:
    """Somebody removed their account: what they chose still counts, of nobody; what they wrote goes."""
    lines = db.session.scalars(select(PollRoll).where(PollRoll.person_id == person_id)).all()
    for line in lines:
        line.person_id = None
    words = update(Ballot).where(Ballot.roll_id.in_([line.id for line in lines]), Ballot.argument != "")
    db.session.execute(words.values(argument=""))
    forget_proxies(person_id)
    held = update(PollKey).where(PollKey.holder_id == person_id)
    db.session.execute(held.values(holder_id=None))
    flush()
    if lines:
        emit(VoterLeft(subject_id=person_id, poll_ids=tuple(sorted(line.poll_id for line in lines))))


def _is_made(poll: Poll) -> bool:
    return poll.roll_made_at is not None


def must_be_open(poll: Poll) -> None:
    """Raises Conflict."""
    standing = poll.standing
    if standing is Standing.OPEN:
        return
    if standing is Standing.APPROVED:
        raise Conflict(_("The poll is not open yet. Your vote was not stored."))
    raise Conflict(_("The poll is closed. Your vote was not stored."))


def hold_open(poll: Poll) -> None:
    """Let nobody establish or annul the poll before this vote is stored; then look at the clock again."""
    hold(poll, shared=True)
    must_be_open(poll)
