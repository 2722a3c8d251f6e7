"""Secret polls: their keys, who voted, and which groups are too small for secrecy."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Protocol

from flask_babel import gettext as _
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload

from regiodialoog.core.db import db
from regiodialoog.engines.tally import LEAST
from regiodialoog.organisations import queries as region
from regiodialoog.organisations.models import Interest, Municipality
from regiodialoog.polls.models import OpenedBallot, Poll, PollKey, PollRoll, SecretBox

UNKNOWN = "–"
"""The interest or municipality of a line of which none is known."""

_KEYS: Any = PollKey.__table__.c
# Written once: a vote costs little besides its queries, and putting one together costs more than asking
_PUBLIC_KEYS = select(_KEYS.public_key).where(_KEYS.poll_id == bindparam("poll")).order_by(_KEYS.layer)


class Grouped(Protocol):
    """A line of a roll, or somebody who will be on it."""

    @property
    def interest_id(self) -> int | None: ...
    @property
    def municipality_id(self) -> int | None: ...


def keys(poll_id: int, *, anew: bool = False) -> Sequence[PollKey]:
    """The keys of a poll with their holders, the inner one first; ``anew``: also those that were read before, as they
    are now. One query."""
    query = select(PollKey).where(PollKey.poll_id == poll_id).options(joinedload(PollKey.holder))
    query = query.execution_options(populate_existing=anew)
    return db.session.scalars(query.order_by(PollKey.layer)).all()


def public_keys(poll_id: int) -> Sequence[str]:
    """The public halves, the inner one first. One query."""
    return db.session.scalars(_PUBLIC_KEYS, {"poll": poll_id}).all()


@lru_cache(maxsize=64)
def keys_of_roll(poll_id: int, _roll_sha256: str) -> tuple[str, ...]:
    """``public_keys`` of a poll whose roll was made, asked once: from its approval on they do not change, and no other
    poll ever has a roll of that hash."""
    return tuple(public_keys(poll_id))


def sealed(poll_id: int) -> int:
    """How many boxes wait to be opened. One query."""
    return db.session.scalar(select(func.count()).where(SecretBox.poll_id == poll_id)) or 0


def opened(poll: Poll) -> Sequence[OpenedBallot]:
    """What came out of the boxes, in the order of the receipts. One query."""
    numbers = [question.id for question in poll.questions]
    query = select(OpenedBallot).where(OpenedBallot.question_id.in_(numbers))
    return db.session.scalars(query.order_by(OpenedBallot.receipt)).all()


def group_name(line: PollRoll, by: str) -> str:
    """The name of the group of a line by one dimension; empty for no dimension."""
    if not by:
        return ""
    row = line.interest if by == "interest" else line.municipality
    return row.name if row is not None else UNKNOWN


def too_small(poll: Poll, lines: Iterable[Grouped]) -> list[str]:
    """What would be too small for secrecy, in words: the whole roll, or groups that the rule counts by with fewer than
    five people. At most one query."""
    lines = list(lines)
    if len(lines) < LEAST:
        return [_("the electorate")]
    by = poll.support_by
    if not by:
        return []
    counted = Counter(line.interest_id if by == "interest" else line.municipality_id for line in lines)
    small = [number for number, count in counted.items() if count < LEAST]
    kind: type[Interest] | type[Municipality] = Interest if by == "interest" else Municipality
    names = [row.name for row in region.by_ids(kind, [number for number in small if number is not None])]
    return sorted(names) + ([UNKNOWN] if None in small else [])
