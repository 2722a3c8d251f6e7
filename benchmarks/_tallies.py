"""Invented polls of given sizes; and one count in a process of its own, so that its time and memory are its own.

``python -m benchmarks._tallies POLL.json`` prints ``{"seconds", "winners", "megabytes"}``: CPU seconds without reading
the text of the file; peak memory of the process with all libraries.
"""

import json
import random
import resource
import sys
import time
from pathlib import Path
from typing import Any

from regiodialoog.engines.tally import read_poll, tally

EQUAL_SHARES: dict[str, Any] = {"kind": "equal-shares", "utility": "cost", "completion": "until-over-budget"}
CASES: dict[str, tuple[int, int, dict[str, Any]]] = {
    "equal shares, small": (150, 20, EQUAL_SHARES | {"budget": 20_000}),
    "equal shares, 6,586 × 64": (6_586, 64, EQUAL_SHARES | {"budget": 1_200_000}),
    "equal shares, 6,586 × 64, no completion": (
        *(6_586, 64),
        EQUAL_SHARES | {"budget": 1_200_000, "completion": "none"},
    ),
    "equal shares, 65,101 × 119": (65_101, 119, EQUAL_SHARES | {"budget": 10_000_000}),
    "equal shares, 65,101 × 119, no completion": (
        *(65_101, 119),
        EQUAL_SHARES | {"budget": 10_000_000, "completion": "none"},
    ),
    "phragmén, 6,586 × 64": (6_586, 64, {"kind": "phragmen", "budget": 1_200_000}),
    "phragmén, 12 seats": (6_586, 64, {"kind": "phragmen", "seats": 12}),
    "schulze, 100,000 × 50": (100_000, 50, {"kind": "schulze"}),
    "stv, 10,000 × 20, 5 seats": (10_000, 20, {"kind": "stv", "seats": 5}),
}
"""Ballots, options and rule."""


def made(name: str) -> dict[str, Any]:
    """A poll file."""
    voters, size, rule = CASES[name]
    chance = random.Random(1)
    options = [f"p{n}" for n in range(size)]
    popular = [chance.lognormvariate(0, 1) for _ in options]
    budget = rule.get("budget", 1000)
    costs = [1 + int(budget / 16 * chance.lognormvariate(0, 0.8)) for _ in options]
    say = _ranking if rule["kind"] in ("schulze", "stv") else _approvals
    return {
        "format": "regiodialoog-poll/1",
        "question": "",
        "rule": rule,
        "options": [{"id": one, "title": one, "cost": cost} for one, cost in zip(options, costs, strict=True)],
        "roll": {"size": voters},
        "ballots": [{"receipt": f"{n:07d}", "choice": say(chance, options, popular)} for n in range(voters)],
    }


def _approvals(chance: random.Random, options: list[str], popular: list[float]) -> list[str]:
    number = min(len(options), 1 + int(chance.expovariate(1 / 4)))
    return list(dict.fromkeys(chance.choices(options, popular, k=number)))


def _ranking(chance: random.Random, options: list[str], popular: list[float]) -> list[list[str]]:
    """All options, the popular ones more often in front; some of them together."""
    keys = {one: chance.expovariate(weight) for one, weight in zip(options, popular, strict=True)}
    ranks: list[list[str]] = []
    for one in sorted(options, key=keys.__getitem__):
        if ranks and chance.random() < 0.05:
            ranks[-1].append(one)
        else:
            ranks.append([one])
    return ranks


def main(file: str) -> None:
    value = json.loads(Path(file).read_bytes())
    began = time.process_time()
    result = tally(read_poll(value))
    seconds = time.process_time() - began
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "winners": result.winners, "megabytes": megabytes}))


if __name__ == "__main__":
    main(*sys.argv[1:])
