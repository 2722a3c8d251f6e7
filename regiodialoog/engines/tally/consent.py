"""Consent: does anybody have an objection? A concern is noted and stops nothing; one objection does.

Source: sociocracy (Endenburg). Silence is no consent: with ``min_response`` too few answers is no decision, and so is
nobody at all. With ``support`` a group is for when more of it have no objection than have one. There are no ties.
"""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from regiodialoog.engines.tally.groups import SupportRule, all_tell, is_carried, read_support, support_of
from regiodialoog.engines.tally.pollfile import BadPoll, PollFile, only
from regiodialoog.engines.tally.result import N_, Counts, Outcome, Result, Step
from regiodialoog.engines.tally.turnout import TURNOUT, enough_voted, read_quorum

CHOICES = ("consent", "concern", "objection")
OPTIONS = TURNOUT | {"support"}


def read_rule(rule: Mapping[str, Any]) -> tuple[Fraction, SupportRule | None]:
    """Raises BadPoll for an option that is not one of this rule, or a value that cannot be."""
    only(rule, OPTIONS)
    return read_quorum(rule), read_support(rule.get("support"))


def count(poll: PollFile) -> Result:
    """Count a poll file of this rule. Raises BadPoll."""
    quorum, support_rule = read_rule(poll.rule)
    for ballot in poll.ballots:
        if ballot.choice not in CHOICES:
            raise BadPoll((*ballot.place, "choice"), 'this must be "consent", "concern" or "objection"')
    counted = Counter(ballot.choice for ballot in poll.ballots)
    counts = {choice: counted[choice] for choice in CHOICES}
    support = support_of(poll.ballots, CHOICES)
    steps = [Step(N_(
        "Answered: %(cast)s of the %(roll)s people on the roll. Consent: %(consent)s, with a concern: %(concern)s,"
        " objections: %(objection)s."
    ), {"cast": len(poll.ballots), "roll": poll.roll_size, **counts})]  # fmt: skip
    if not enough_voted(quorum, len(poll.ballots), poll.roll_size, steps) or not poll.ballots:
        return Result(Outcome.NO_DECISION, counts, support, (*steps, Step(N_("So there is no decision."))))
    carried = not counts["objection"]
    if carried and support_rule is not None:
        all_tell(support_rule, poll.ballots)
        groups = {group: _for_and_against(found) for group, found in support.get(support_rule.by, {}).items()}
        carried, step = is_carried(support_rule, groups)
        steps.append(step)
    if not carried:
        return Result(Outcome.REJECTED, counts, support, (*steps, Step(N_("So it is not adopted."))))
    adopted = N_("So it is adopted, and the concerns are noted.") if counts["concern"] else N_("So it is adopted.")
    return Result(Outcome.ACCEPTED, counts, support, (*steps, Step(adopted)))


def _for_and_against(counts: Counts) -> Counts:
    return {"yes": counts["consent"] + counts["concern"], "no": counts["objection"]}
