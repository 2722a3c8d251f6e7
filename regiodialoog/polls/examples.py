"""What comes of a small example in each way to choose: counted by the same engine as the real polls."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from regiodialoog.engines.tally import FORMAT, Result, read_poll, tally
from regiodialoog.polls.models import MATTERS
from regiodialoog.polls.ways import WAYS

NAMES = {"a": _l("a bench"), "b": _l("a tree"), "c": _l("a lamp")}
COSTS = {"a": 300, "b": 400, "c": 500}
_ORDERS = [
    [["a"], ["b"], ["c"]], [["a"], ["b"], ["c"]], [["b"], ["c"], ["a"]], [["c"], ["b"], ["a"]], [["c"], ["b"], ["a"]]
]  # fmt: skip
_RULES: dict[str, dict[str, Any]] = {
    "yes-no": {},
    "consent": {},
    "dots": {"points": 5, "per_option": 3},
    "approval": {},
    "score": {"max": 5},
    "schulze": {},
    "irv": {},
    "run-off": {},
    "stv": {"seats": 2},
    "equal-shares": {"budget": 900, "utility": "cost", "completion": "until-over-budget"},
}
_BALLOTS: dict[str, list[Any]] = {
    "yes-no": ["yes", "yes", "yes", "no", "abstain"],
    "consent": ["consent", "consent", "consent", "consent", "concern"],
    "dots": [{"a": 3, "b": 2}, {"b": 3, "c": 2}, {"a": 3, "b": 2}, {"c": 3, "b": 2}, {"b": 3, "a": 2}],
    "approval": [["a", "b"], ["b"], ["b", "c"], ["a"], ["b", "a"]],
    "score": [{"a": 5, "b": 4}, {"b": 4, "c": 1}, {"a": 2, "b": 5}, {"c": 5}, {"b": 3}],
    "schulze": _ORDERS,
    "irv": _ORDERS,
    "run-off": _ORDERS,
    "stv": _ORDERS,
    "equal-shares": [["a", "b"], ["a"], ["b", "c"], ["a", "b"], ["c"]],
}


@dataclass(frozen=True)
class Example:
    """``steps``: the count in sentences."""

    steps: list[str]


@cache
def _counted(kind: str, *titles: str) -> Result:
    options = [
        {"id": key, "title": title} | ({"cost": COSTS[key]} if kind == "equal-shares" else {})
        for key, title in zip(NAMES, titles, strict=True)
    ]
    return tally(read_poll({
        "format": FORMAT, "question": "", "rule": {"kind": kind, **_RULES[kind]},
        "options": options[:1] if kind in MATTERS else options, "roll": {"size": len(_BALLOTS[kind])},
        "ballots": [{"receipt": str(n), "choice": choice} for n, choice in enumerate(_BALLOTS[kind])],
    }))  # fmt: skip


def example(kind: str) -> Example:
    """The count of five people who choose about a bench, a tree and a lamp."""
    result = _counted(kind, *map(str, NAMES.values()))
    return Example([step.in_words(_) for step in result.steps])


def all_of_them() -> dict[str, Example]:
    """By the kind of rule."""
    return {way.kind: example(way.kind) for way in WAYS}
