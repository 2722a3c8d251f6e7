"""Counting a poll: from the ballots of a poll file and its rule to an outcome, with every step in a sentence.

A rule is a small module beside ``yes_no``: it reads its own options and ballots, and answers a ``Result``. All numbers
are whole numbers and fractions; nothing is rounded, and no tie is resolved in silence.
"""

from regiodialoog.engines.tally.pollfile import FORMAT, BadPoll, Ballot, PollFile, read_poll
from regiodialoog.engines.tally.published import ballots_root, publish, published_faults, roll_sha256, rules_sha256
from regiodialoog.engines.tally.result import Outcome, Result, Step
from regiodialoog.engines.tally.rules import RULES, check_rule, tally
from regiodialoog.engines.tally.small_groups import LEAST, shown_apart

__all__ = [
    "FORMAT",
    "LEAST",
    "RULES",
    "BadPoll",
    "Ballot",
    "Outcome",
    "PollFile",
    "Result",
    "Step",
    "ballots_root",
    "check_rule",
    "publish",
    "published_faults",
    "read_poll",
    "roll_sha256",
    "rules_sha256",
    "shown_apart",
    "tally",
]
