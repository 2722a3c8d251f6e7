"""Score: everybody gives each option 0 to ``max`` points; the highest sums get the seats. Nothing given is 0.

Source: range voting, Smith 2000. Tie: equal sums around the last seat.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from regiodialoog.engines.tally.choosing import check_options, check_seats, choose, read_points, read_seats
from regiodialoog.engines.tally.highest import highest
from regiodialoog.engines.tally.pollfile import BadPoll, PollFile, at_least_one, only
from regiodialoog.engines.tally.result import Result
from regiodialoog.engines.tally.turnout import TURNOUT, read_quorum

OPTIONS = TURNOUT | {"seats", "max"}
HIGHEST = 1000


def read_rule(rule: Mapping[str, Any]) -> tuple[int, int, Fraction]:
    """Seats, the most points an option, and quorum. Raises BadPoll."""
    only(rule, OPTIONS)
    return read_seats(rule), read_most(rule, "max"), read_quorum(rule)


def read_most(rule: Mapping[str, Any], name: str) -> int:
    """A number of points, 1 to 1000, that the rule has to name. Raises BadPoll."""
    if name not in rule:
        raise BadPoll(("rule",), f'"{name}" is missing here')
    most = at_least_one(rule[name], ("rule", name))
    if most > HIGHEST:
        raise BadPoll(("rule", name), f"this must be at most {HIGHEST}")
    return most


def count(poll: PollFile) -> Result:
    """Count a poll file of this rule. Raises BadPoll."""
    seats, most, quorum = read_rule(poll.rule)
    check_options(poll)
    check_seats(poll, seats)
    return choose(poll, quorum, read_points(poll, most), lambda counts: highest(poll, counts, seats))
