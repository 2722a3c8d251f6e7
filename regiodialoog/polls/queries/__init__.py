"""Reading polls: what there is, who may vote and did, what comes of it; and the advice of a group."""

from regiodialoog.polls.queries.advice import advice_of, advised, find_advice
from regiodialoog.polls.queries.counting import (
    Counted,
    count,
    count_one,
    full_file,
    is_recounted,
    public_file,
    rule_file,
)
from regiodialoog.polls.queries.reading import (
    by_id,
    by_ids,
    of_proposal,
    open_for,
    poll,
    polls_of,
    proposals_to_choose,
    public_polls,
)
from regiodialoog.polls.queries.roll import (
    ballots,
    expected_size,
    is_on_roll,
    lines_of_person,
    own_ballots,
    roll,
    roll_line,
    turnout,
    voted,
)

__all__ = [
    "Counted",
    "advice_of",
    "advised",
    "ballots",
    "by_id",
    "by_ids",
    "count",
    "count_one",
    "expected_size",
    "find_advice",
    "full_file",
    "is_on_roll",
    "is_recounted",
    "lines_of_person",
    "of_proposal",
    "open_for",
    "own_ballots",
    "poll",
    "polls_of",
    "proposals_to_choose",
    "public_file",
    "public_polls",
    "roll",
    "roll_line",
    "rule_file",
    "turnout",
    "voted",
]
