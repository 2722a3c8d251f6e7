"""For, against or blank.

Blank counts for the turnout, not for the majority (unless the rule takes the whole roll as its base). Half is strict:
more than half; any other share is "at least". As many for as against is a rejection. Too few voters is no decision.
With ``councils`` each council has a majority of its own, and so many of them make the whole.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from regiodialoog.engines.tally.councils import Councils, read_councils
from regiodialoog.engines.tally.groups import SupportRule, all_tell, is_carried, read_support, support_of
from regiodialoog.engines.tally.pollfile import BadPoll, PollFile, only, share
from regiodialoog.engines.tally.result import N_, Counts, Outcome, Result, Step, Support, Value
from regiodialoog.engines.tally.turnout import enough_voted, read_quorum

CHOICES = ("yes", "no", "abstain")
HALF = Fraction(1, 2)
OPTIONS = frozenset({"threshold", "base", "quorum", "min_response", "support", "councils"})
_OUTCOMES = {
    Outcome.ACCEPTED: N_("So it is accepted."),
    Outcome.REJECTED: N_("So it is rejected."),
    Outcome.NO_DECISION: N_("So there is no decision."),
}
_MAJORITY = {
    ("cast", True): N_("More than half of the %(base)s votes for and against had to be for. For were %(yes)s."),
    ("cast", False): N_(
        "At least %(share)s of the %(base)s votes for and against had to be for, that is %(needed)s. For were %(yes)s."
    ),
    ("roll", True): N_("More than half of the %(base)s people on the roll had to be for. For were %(yes)s."),
    ("roll", False): N_(
        "At least %(share)s of the %(base)s people on the roll had to be for, that is %(needed)s. For were %(yes)s."
    ),
}


@dataclass(frozen=True)
class YesNo:
    """The rule as numbers. ``quorum``: the share of the roll that has to vote (the larger of ``quorum`` and
    ``min_response``), 0 when no such share is asked. ``councils``: each has a majority of its own."""

    threshold: Fraction
    base: str
    quorum: Fraction
    support: SupportRule | None
    councils: Councils | None


def read_rule(rule: Mapping[str, Any]) -> YesNo:
    """Raises BadPoll for an option that is not one of this rule, or a value that cannot be."""
    only(rule, OPTIONS)
    threshold = share(rule.get("threshold", "1/2"), ("rule", "threshold"))
    if threshold < HALF:
        raise BadPoll(("rule", "threshold"), "this must be a half or more")
    base = rule.get("base", "cast")
    if base not in ("cast", "roll"):
        raise BadPoll(("rule", "base"), 'this must be "cast" or "roll"')
    councils = read_councils(rule.get("councils"))
    if councils is not None and base == "roll":
        raise BadPoll(("rule", "base"), 'with councils this must be "cast": the file does not tell the roll of each')
    return YesNo(threshold, base, read_quorum(rule), read_support(rule.get("support")), councils)


def count(poll: PollFile) -> Result:
    """Count a poll file of this rule. Raises BadPoll."""
    rule = read_rule(poll.rule)
    for ballot in poll.ballots:
        if ballot.choice not in CHOICES:
            raise BadPoll((*ballot.place, "choice"), 'this must be "yes", "no" or "abstain"')
    counted = Counter(ballot.choice for ballot in poll.ballots)
    counts = {choice: counted[choice] for choice in CHOICES}
    support = support_of(poll.ballots, CHOICES)
    steps = [Step(N_(
        "Voted: %(cast)s of the %(roll)s people on the roll. For: %(yes)s, against: %(no)s, blank: %(abstain)s."
    ), {"cast": len(poll.ballots), "roll": poll.roll_size, **counts})]  # fmt: skip
    outcome = Outcome.ACCEPTED
    if not enough_voted(rule.quorum, len(poll.ballots), poll.roll_size, steps):
        outcome = Outcome.NO_DECISION
    elif not _majority(rule, poll, counts, support, steps):
        outcome = Outcome.REJECTED
    elif rule.support is not None:
        all_tell(rule.support, poll.ballots)
        carried, step = is_carried(rule.support, support.get(rule.support.by, {}))
        steps.append(step)
        outcome = Outcome.ACCEPTED if carried else Outcome.REJECTED
    return Result(outcome, counts, support, (*steps, Step(_OUTCOMES[outcome])))


def _majority(rule: YesNo, poll: PollFile, counts: Counts, support: Support, steps: list[Step]) -> bool:
    if rule.councils is not None:
        rule.councils.all_known(poll.ballots)
        agreed, step = rule.councils.agree(support.get("municipality", {}), lambda of: _is_enough(rule, of, 0))
        steps.append(step)
        return agreed
    yes, no = counts["yes"], counts["no"]
    base = yes + no if rule.base == "cast" else poll.roll_size
    needed = math.ceil(rule.threshold * base)
    values: dict[str, Value] = {"base": base, "yes": yes, "share": str(rule.threshold), "needed": needed}
    steps.append(Step(_MAJORITY[rule.base, rule.threshold == HALF], values))
    if yes == no and yes:
        steps.append(Step(N_("There are as many votes for as against. That is not enough.")))
    return _is_enough(rule, counts, poll.roll_size)


def _is_enough(rule: YesNo, counts: Counts, roll: int) -> bool:
    yes, no = counts["yes"], counts["no"]
    bound = rule.threshold * (yes + no if rule.base == "cast" else roll)
    return (yes > bound if rule.threshold == HALF else yes >= bound) and yes > no
