"""Who may vote, who did, and the ballots that count."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import bindparam, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.rows import held
from regiodialoog.organisations.models import Interest
from regiodialoog.polls.models import Ballot, Poll, PollRoll, SecretBox
from regiodialoog.polls.queries.electorate import entitled


class Line(NamedTuple):
    """What a vote needs of a line of the roll."""

    id: int
    line: str
    paper_id: int | None


class OwnBallot(NamedTuple):
    """What somebody chose, as they are shown it themselves and as it is compared with what they choose next."""

    id: int
    question_id: int
    choice: Any
    argument: str
    receipt: str
    cast_at: datetime


_VOTED = or_(
    exists().where(Ballot.roll_id == PollRoll.id),
    PollRoll.voted,
    PollRoll.paper_id.is_not(None),
    exists().where(SecretBox.roll_id == PollRoll.id),
)
"""A line of the roll that voted: by name, on paper or into the box."""
_ROLL: Any = PollRoll.__table__.c
# Written once: a vote costs little besides its queries, and putting one together costs more than asking
_OF_PERSON = select(PollRoll).where(PollRoll.poll_id == bindparam("poll"), PollRoll.person_id == bindparam("person"))
_OF_CODE = select(PollRoll).where(PollRoll.poll_id == bindparam("poll"), PollRoll.code_id == bindparam("code"))
_LOCKED = select(*(_ROLL[name] for name in Line._fields)).where(_ROLL.poll_id == bindparam("poll")).with_for_update()
_OF_PERSON_LOCKED = _LOCKED.where(_ROLL.person_id == bindparam("person"))
_OF_CODE_LOCKED = _LOCKED.where(_ROLL.code_id == bindparam("code"))
_IS_ON = select(_ROLL.id).where(_ROLL.poll_id == bindparam("poll"), _ROLL.person_id == bindparam("person"))
_HAS_VOTED = select(PollRoll.id).where(PollRoll.id == bindparam("line"), _VOTED)
_BALLOTS: Any = Ballot.__table__.c
_OWN = (
    select(*(_BALLOTS[name] for name in OwnBallot._fields))
    .where(_BALLOTS.roll_id == bindparam("line"), _BALLOTS.replaced_at.is_(None))
    .order_by(_BALLOTS.question_id)
)


def roll(poll_id: int) -> Sequence[PollRoll]:
    """The roll with person, interest, municipality and organisation, by interest, then by seat. One query."""
    query = (
        select(PollRoll)
        .outerjoin(PollRoll.interest)
        .options(
            contains_eager(PollRoll.interest),
            joinedload(PollRoll.municipality),
            joinedload(PollRoll.organisation),
            joinedload(PollRoll.person),
        )
    )
    ordered = query.where(PollRoll.poll_id == poll_id).order_by(Interest.position, PollRoll.seat_id, PollRoll.id)
    return db.session.scalars(ordered).all()


def roll_line(poll: Poll, person_id: int | None) -> PollRoll | None:
    """The line of somebody on a roll that was made."""
    if person_id is None:
        return None
    return db.session.scalar(_OF_PERSON, {"poll": poll.id, "person": person_id})


def code_line(poll: Poll, code_id: int) -> PollRoll | None:
    """The line of a letter on a roll that was made."""
    return db.session.scalar(_OF_CODE, {"poll": poll.id, "code": code_id})


def locked_line(poll: Poll, *, person_id: int | None = None, code_id: int | None = None) -> Line | None:
    """The line of somebody, or of a letter, as it is now; who asks for it at the same time waits until we are done."""
    if (line := held().pop(_ahead(poll, person_id), None)) is not None:
        return cast("Line", line)
    if code_id is None and person_id is None:  # lines of who left are of nobody too
        return None
    query = _OF_PERSON_LOCKED if code_id is None else _OF_CODE_LOCKED
    found = db.session.execute(query, {"poll": poll.id, "person": person_id, "code": code_id}).first()
    return Line(*found) if found is not None else None


def lock_ahead(poll: Poll, person_id: int | None) -> None:
    """Ask for the line of somebody who is about to vote: whether they are on the roll, and then their line, is not
    asked for again."""
    if (line := locked_line(poll, person_id=person_id)) is not None:
        held()[_ahead(poll, person_id)] = line


def _ahead(poll: Poll, person_id: int | None) -> tuple[type[Line], int, int | None]:
    return Line, poll.id, person_id


def is_on_roll(poll: Poll, person_id: int | None) -> bool:
    """Whether somebody may vote once it is open: belonged to the electorate at the opening (before it: does so now)."""
    if person_id is None:
        return False
    if poll.roll_made_at is not None:
        if _ahead(poll, person_id) in held():
            return True
        return db.session.scalar(_IS_ON, {"poll": poll.id, "person": person_id}) is not None
    moment = min(poll.opens_at, clock.now())
    return any(line.person_id == person_id for line in entitled(poll, moment))


def expected_size(poll: Poll) -> int:
    """How many people may vote: by the roll, and before it is made by the electorate of the opening (or of now)."""
    if poll.roll_made_at is not None:
        return poll.roll_size
    return len(entitled(poll, min(poll.opens_at, clock.now())))


def voted(poll_id: int) -> set[int]:
    """The ids of the lines of the roll that voted. One query."""
    return set(db.session.scalars(select(PollRoll.id).where(PollRoll.poll_id == poll_id, _VOTED)))


def voted_by(person_id: int) -> set[int]:
    """The ids of the polls in which somebody voted. One query."""
    return set(db.session.scalars(select(PollRoll.poll_id).where(PollRoll.person_id == person_id, _VOTED)))


def turnout(poll_id: int) -> int:
    """How many people voted. One query."""
    return db.session.scalar(select(func.count()).where(PollRoll.poll_id == poll_id, _VOTED)) or 0


def ballots(poll_id: int) -> Sequence[Ballot]:
    """The ballots that count. One query."""
    query = select(Ballot).join(PollRoll, PollRoll.id == Ballot.roll_id).where(PollRoll.poll_id == poll_id)
    return db.session.scalars(query.where(Ballot.replaced_at.is_(None)).order_by(Ballot.receipt)).all()


def has_voted(line: PollRoll | Line | None) -> bool:
    """Whether somebody on the roll voted. One query."""
    return line is not None and db.session.scalar(_HAS_VOTED, {"line": line.id}) is not None


def own_ballots(line: PollRoll | Line) -> Sequence[OwnBallot]:
    """The ballots of one line that count. One query."""
    return [OwnBallot(*row) for row in db.session.execute(_OWN, {"line": line.id})]


def lines_of_person(person_id: int) -> Sequence[tuple[PollRoll, Sequence[Ballot]]]:
    """On which rolls somebody stands, with every ballot, also those that were replaced. Two queries."""
    query = select(PollRoll).where(PollRoll.person_id == person_id)
    options = joinedload(PollRoll.poll).joinedload(Poll.theme)
    lines = db.session.scalars(query.options(options).order_by(PollRoll.id)).all()
    cast = select(Ballot).where(Ballot.roll_id.in_([line.id for line in lines]))
    rows = db.session.scalars(cast.options(joinedload(Ballot.question)).order_by(Ballot.id)).all()
    return [(line, [row for row in rows if row.roll_id == line.id]) for line in lines]
