"""Poll files for tests."""

from typing import Any

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
