"""The rules by their ``kind``. A new one is a module of its own and a line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from regiodialoog.engines.tally import (
    approval,
    consent,
    dots,
    equal_shares,
    greedy,
    irv,
    phragmen,
    run_off,
    schulze,
    score,
    stv,
    yes_no,
)
from regiodialoog.engines.tally.pollfile import BadPoll, PollFile
from regiodialoog.engines.tally.result import Result


@dataclass(frozen=True)
class Rule:
    """``read`` looks whether the options of a rule can be, ``count`` counts a file. Both raise BadPoll."""

    read: Callable[[Mapping[str, Any]], object]
    count: Callable[[PollFile], Result]


RULES: dict[str, Rule] = {
    "yes-no": Rule(yes_no.read_rule, yes_no.count),
    "consent": Rule(consent.read_rule, consent.count),
    "approval": Rule(approval.read_rule, approval.count),
    "score": Rule(score.read_rule, score.count),
    "dots": Rule(dots.read_rule, dots.count),
    "schulze": Rule(schulze.read_rule, schulze.count),
    "irv": Rule(irv.read_rule, irv.count),
    "stv": Rule(stv.read_rule, stv.count),
    "run-off": Rule(run_off.read_rule, run_off.count),
    "equal-shares": Rule(equal_shares.read_rule, equal_shares.count),
    "phragmen": Rule(phragmen.read_rule, phragmen.count),
    "greedy": Rule(greedy.read_rule, greedy.count),
}


def check_rule(rule: Mapping[str, Any]) -> None:
    """Raises BadPoll when nobody can count by this rule."""
    _rule(rule).read(rule)


def tally(poll: PollFile) -> Result:
    """Count a poll: the same file gives the same result, on any machine. Raises BadPoll."""
    return _rule(poll.rule).count(poll)


def _rule(rule: Mapping[str, Any]) -> Rule:
    kind = rule.get("kind")
    if not isinstance(kind, str) or kind not in RULES:
        known = ", ".join(f'"{name}"' for name in sorted(RULES))
        raise BadPoll(("rule", "kind") if "kind" in rule else ("rule",), f"kind must be one of {known}")
    return RULES[kind]
