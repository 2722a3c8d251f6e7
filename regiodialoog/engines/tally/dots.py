"""Dots: everybody divides ``points`` over the options, at most ``per_option`` on one; the highest sums get the seats.

Source: cumulative voting, as dotmocracy on paper. Not all points have to be given. Tie: equal sums around the last
seat.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from regiodialoog.engines.tally.choosing import check_options, check_seats, choose, read_points, read_seats
from regiodialoog.engines.tally.highest import highest
from regiodialoog.engines.tally.pollfile import BadPoll, PollFile, only
from regiodialoog.engines.tally.result import Result
from regiodialoog.engines.tally.score import read_most
from regiodialoog.engines.tally.turnout import TURNOUT, read_quorum

OPTIONS = TURNOUT | {"seats", "points", "per_option"}


@dataclass(frozen=True)
class Dots:
    seats: int
    points: int
    per_option: int
    quorum: Fraction


def read_rule(rule: Mapping[str, Any]) -> Dots:
    """Without ``per_option`` all points may go to one option. Raises BadPoll."""
    only(rule, OPTIONS)
    points = read_most(rule, "points")
    per_option = read_most(rule, "per_option") if "per_option" in rule else points
    if per_option > points:
        raise BadPoll(("rule", "per_option"), "this is more than somebody has in all")
    return Dots(read_seats(rule), points, per_option, read_quorum(rule))


def count(poll: PollFile) -> Result:
    """Count a poll file of this rule. Raises BadPoll."""
    rule = read_rule(poll.rule)
    check_options(poll)
    check_seats(poll, rule.seats)
    marks = read_points(poll, rule.per_option, rule.points)
    return choose(poll, rule.quorum, marks, lambda counts: highest(poll, counts, rule.seats))
