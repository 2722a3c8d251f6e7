"""Approval: everybody names all options that are all right; those named most often get the seats.

Source: Brams and Fishburn, Approval Voting, 1978. Tie: options named equally often around the last seat.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from regiodialoog.engines.tally.choosing import check_options, check_seats, choose, read_approvals, read_seats
from regiodialoog.engines.tally.highest import highest
from regiodialoog.engines.tally.pollfile import PollFile, only
from regiodialoog.engines.tally.result import Result
from regiodialoog.engines.tally.turnout import TURNOUT, read_quorum

OPTIONS = TURNOUT | {"seats"}


def read_rule(rule: Mapping[str, Any]) -> tuple[int, Fraction]:
    """Seats and quorum. Raises BadPoll."""
    only(rule, OPTIONS)
    return read_seats(rule), read_quorum(rule)


def count(poll: PollFile) -> Result:
    """Count a poll file of this rule. Raises BadPoll."""
    seats, quorum = read_rule(poll.rule)
    check_options(poll)
    check_seats(poll, seats)
    marks = [dict.fromkeys(named, 1) for named in read_approvals(poll)]
    return choose(poll, quorum, marks, lambda counts: highest(poll, counts, seats))
