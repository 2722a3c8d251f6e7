"""An open poll: who may vote is written down once, and each may vote, again and again until it closes."""

from collections.abc import Mapping

from flask_babel import gettext as _
from sqlalchemy import select

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Forbidden, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush
from regiodialoog.engines.tally import roll_sha256
from regiodialoog.groups.queries import seats_at
from regiodialoog.polls import queries
from regiodialoog.polls.events import BallotCast, RollMade, VoterLeft
from regiodialoog.polls.models import Ballot, Choice, Poll, PollRoll, Standing


def make_roll(poll: Poll) -> None:
    """Write down who held a seat at the opening, once. Raises Conflict before the opening or of a poll that is off."""
    if poll.standing in (Standing.PREPARED, Standing.APPROVED, Standing.ANNULLED):
        raise Conflict(_("This poll is not open."))
    if _is_made(poll):
        return
    db.session.refresh(poll, with_for_update=True)
    if _is_made(poll):  # somebody was first
        return
    lines = [
        PollRoll(
            poll_id=poll.id, person_id=one.person_id, seat_id=one.seat_id, interest_id=one.interest_id,
            municipality_id=one.municipality_id, organisation_id=one.organisation_id,
        )
        for one in seats_at(poll.theme, poll.opens_at)
    ]  # fmt: skip
    db.session.add_all(lines)
    flush()
    poll.roll_made_at, poll.roll_size = clock.now(), len(lines)
    poll.roll_sha256 = roll_sha256(line.line for line in lines)
    flush()
    emit(RollMade(subject_id=poll.id, theme_id=poll.theme_id, size=len(lines)))


def cast(poll: Poll, *, person_id: int, choices: Mapping[int, Choice]) -> PollRoll:
    """Vote about every proposal of a poll, by the ids of its rows; an earlier vote of the same person no longer counts.

    Raises Conflict when the poll is not open, Forbidden for who is not on the roll, Invalid when a choice is missing.
    """
    _must_be_open(poll)
    make_roll(poll)
    _hold_open(poll)
    line = db.session.scalar(
        select(PollRoll).where(PollRoll.poll_id == poll.id, PollRoll.person_id == person_id).with_for_update()
    )  # two votes of one person at once wait for each other
    if line is None:
        raise Forbidden(_("You had no seat in the group when this poll opened."))
    if set(choices) != {row.id for row in poll.proposals}:
        raise Invalid(_("Choose for, against or blank for every proposal."))
    before = {one.poll_proposal_id: one for one in queries.own_ballots(line)}
    changed = {key: choice for key, choice in choices.items() if key not in before or before[key].choice != choice}
    if not changed:
        return line
    for key in changed:
        if key in before:
            before[key].replaced_at = clock.now()
    flush()  # the old ones no longer count before the new ones do
    db.session.add_all(Ballot(roll_id=line.id, poll_proposal_id=key, choice=choice) for key, choice in changed.items())
    flush()
    emit(BallotCast(subject_id=poll.id, again=bool(before)))
    return line


def forget_voter(person_id: int) -> None:
    """Somebody removed their account: what they chose still counts, of nobody."""
    lines = db.session.scalars(select(PollRoll).where(PollRoll.person_id == person_id)).all()
    for line in lines:
        line.person_id = None
    flush()
    if lines:
        emit(VoterLeft(subject_id=person_id, poll_ids=tuple(sorted(line.poll_id for line in lines))))


def _is_made(poll: Poll) -> bool:
    return poll.roll_made_at is not None


def _must_be_open(poll: Poll) -> None:
    standing = poll.standing
    if standing is Standing.OPEN:
        return
    if standing is Standing.APPROVED:
        raise Conflict(_("The poll is not open yet. Your vote was not stored."))
    raise Conflict(_("The poll is closed. Your vote was not stored."))


def _hold_open(poll: Poll) -> None:
    """Let nobody establish or annul the poll before this vote is stored; then look at the clock again."""
    db.session.refresh(poll, with_for_update={"read": True})
    _must_be_open(poll)
