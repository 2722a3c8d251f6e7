"""Poll files for tests."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from regiodialoog.engines.tally import Result, read_poll, tally

YES, NO, ABSTAIN = "yes", "no", "abstain"


def poll(
    choices: list[str], roll: int | None = None, *, groups: list[str] | None = None, **rule: Any
) -> dict[str, Any]:
    """A yes/no file with these choices; ``groups``: the interest of each ballot."""
    ballots: list[dict[str, Any]] = [{"receipt": f"r{n:04d}", "choice": choice} for n, choice in enumerate(choices)]
    for ballot, group in zip(ballots, groups or [], strict=bool(groups)):
        ballot["interest"] = group
    return {
        "format": "regiodialoog-poll/1",
        "question": "Komt dit in ons advies?",
        "rule": {"kind": "yes-no", **rule},
        "options": [{"id": "12", "title": "Een fietspad langs het kanaal"}],
        "roll": {"size": len(choices) if roll is None else roll, "sha256": "0" * 64},
        "ballots": ballots,
    }


def votes(yes: int = 0, no: int = 0, abstain: int = 0) -> list[str]:
    return [YES] * yes + [NO] * no + [ABSTAIN] * abstain


def among(
    kind: str,
    options: str | Sequence[str] | Mapping[str, int],
    choices: Sequence[Any],
    *,
    roll: int | None = None,
    **rule: Any,
) -> dict[str, Any]:
    """A file of a choice among options; their titles are their ids, costs are given by id."""  # fmt: skip
    costs = options if isinstance(options, Mapping) else {}
    return poll(list(choices), roll) | {
        "question": "Wat kiest u?",
        "rule": {"kind": kind, **rule},
        "options": [{"id": one, "title": one} | ({"cost": costs[one]} if one in costs else {}) for one in options],
    }


def ranked(*said: tuple[int, str]) -> list[list[list[str]]]:
    """Ballots from ``(3, "a>bc>d")``: three that put a first, b and c equally second, then d; "" is blank."""
    return [[list(rank) for rank in order.split(">")] if order else [] for number, order in said for _ in range(number)]


def approving(*said: tuple[int, str]) -> list[list[str]]:
    """Ballots from ``(3, "ab")``: three that name a and b."""
    return [list(names) for number, names in said for _ in range(number)]


def counted(*given: Any, **more: Any) -> Result:
    """The result of ``among(…)``."""
    return tally(read_poll(among(*given, **more)))


def debian(file: Path) -> tuple[list[str], list[list[list[str]]]]:
    """Names of the options and the ballots of a tally sheet of a Debian election: a digit (from 10 on a letter) for
    each option is its rank, a dash is no rank."""
    names, ballots = [], []
    for line in file.read_text(encoding="latin-1").splitlines():
        if "Option " in line and ">:" in line:
            names.append(line.split(">:", 1)[1].strip())
        elif line.startswith("V: "):
            ranks: dict[int, list[str]] = {}
            for n, sign in enumerate(line.split()[1]):
                if sign != "-":
                    ranks.setdefault(int(sign, 36), []).append(str(n))
            ballots.append([ranks[rank] for rank in sorted(ranks)])
    return names, ballots
