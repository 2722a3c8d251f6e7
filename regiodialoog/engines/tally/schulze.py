"""Schulze: who wins from every other, directly or along a chain of which the weakest link is the stronger one.

Source: Schulze, A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election
method, 2011; strength of a link: winning votes. Options that a ballot does not name are below those that it names, and
equal to each other. Tie: more options are unbeaten than there are seats left.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from regiodialoog.engines.tally.choosing import Chosen, check_options, check_seats, choose, read_seats, titles
from regiodialoog.engines.tally.pollfile import PollFile, only
from regiodialoog.engines.tally.rankings import first_choices, read_places
from regiodialoog.engines.tally.result import N_, Result, Step, Value
from regiodialoog.engines.tally.turnout import TURNOUT, read_quorum

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

OPTIONS = TURNOUT | {"seats"}
Table = list[list[int]]


def read_rule(rule: Mapping[str, Any]) -> tuple[int, Fraction]:
    """Seats and quorum. Raises BadPoll."""
    only(rule, OPTIONS)
    return read_seats(rule), read_quorum(rule)


def count(poll: PollFile) -> Result:
    """Count a poll file of this rule. Raises BadPoll."""
    seats, quorum = read_rule(poll.rule)
    check_options(poll)
    check_seats(poll, seats)
    places = read_places(poll)
    firsts = first_choices(ballot.choice for ballot in poll.ballots)
    return choose(poll, quorum, firsts, lambda _firsts: _decide(poll, places, seats))


def _decide(poll: PollFile, places: "npt.NDArray[np.int32]", seats: int) -> Chosen:
    options = list(poll.options)
    above = pairwise(places)
    paths = strongest_paths(above)
    steps: list[Step] = []
    winners: list[int] = []
    left = list(range(len(options)))
    while len(winners) < seats:
        unbeaten = [a for a in left if all(paths[a][b] >= paths[b][a] for b in left)]
        if len(winners) + len(unbeaten) > seats:
            tied = [options[a] for a in unbeaten]
            steps.append(Step(N_("None of these beats another: %(options)s."), {"options": titles(poll, tied)}))
            return Chosen([options[a] for a in winners], [tied], steps)
        steps += [_beats(poll, above, paths, a, b) for a in unbeaten for b in left if a != b]
        winners += unbeaten
        left = [a for a in left if a not in unbeaten]
    return Chosen([options[a] for a in winners], [], steps)


def pairwise(places: "npt.NDArray[np.int32]") -> Table:
    """``table[a][b]``: how many voters put option a above option b. Exact: whole numbers."""
    import numpy as np  # it takes its time to start

    table = [[0] * len(places) for _ in places]
    for a in range(len(places)):
        for b in range(a):
            table[a][b] = int(np.count_nonzero(places[a] < places[b]))
            table[b][a] = int(np.count_nonzero(places[b] < places[a]))
    return table


def strongest_paths(above: Table) -> Table:
    """``paths[a][b]``: the strength of the weakest link of the best chain from a to b, 0 when there is none."""
    size = range(len(above))
    paths = [[above[a][b] if above[a][b] > above[b][a] else 0 for b in size] for a in size]
    for via in size:
        for a in size:
            first = paths[a][via]
            if first and a != via:
                paths[a] = [max(so_far, min(first, last)) for so_far, last in zip(paths[a], paths[via], strict=True)]
    return paths


def _beats(poll: PollFile, above: Table, paths: Table, a: int, b: int) -> Step:
    names = list(poll.options.values())
    values: dict[str, Value] = {
        "one": names[a], "other": names[b], "for": above[a][b], "against": above[b][a],
        "there": paths[a][b], "back": paths[b][a],
    }  # fmt: skip
    if above[a][b] > above[b][a] and paths[b][a] == 0:
        return Step(N_("%(one)s is above %(other)s for %(for)s voters, below for %(against)s."), values)
    return Step(N_(
        "%(one)s is above %(other)s for %(for)s voters, below for %(against)s; the strongest chain from one to the"
        " other is %(there)s, back it is %(back)s."
    ), values)  # fmt: skip
