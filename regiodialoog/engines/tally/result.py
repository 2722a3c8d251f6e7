"""What comes of a count: the outcome, the numbers, and the way there in sentences."""

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Counts = Mapping[str, int]
Support = Mapping[str, Mapping[str, Counts]]
"""By dimension ("interest", "municipality"), by group, how often each choice was made."""


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name; an engine imports nothing of the house
    """Mark a sentence for translation by whoever shows it."""
    return msgid


class Outcome(enum.StrEnum):
    """ACCEPTED, REJECTED and NO_DECISION of a matter; ELECTED, SELECTED and TIE where there is something to choose."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NO_DECISION = "no-decision"
    ELECTED = "elected"
    SELECTED = "selected"
    TIE = "tie"


@dataclass(frozen=True)
class Step:
    """One sentence of the way to the outcome: a msgid, and the numbers that go into it."""

    says: str
    values: Mapping[str, int | str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.says % self.values


@dataclass(frozen=True)
class Result:
    """``winners`` and ``ties`` hold ids of options, where a rule chooses among them."""

    outcome: Outcome
    counts: Counts
    support: Support
    steps: tuple[Step, ...]
    winners: tuple[str, ...] = ()
    ties: tuple[tuple[str, ...], ...] = ()

    def as_json(self, translate: Callable[[str], str] = str) -> dict[str, Any]:
        """As plain values, the steps in words; ``translate`` gives a msgid in the reader's language."""
        return {
            "outcome": self.outcome.value,
            "winners": list(self.winners),
            "ties": [list(tie) for tie in self.ties],
            "counts": dict(self.counts),
            "support": {
                by: {group: dict(counts) for group, counts in sorted(groups.items())}
                for by, groups in self.support.items()
            },
            "steps": [translate(step.says) % step.values for step in self.steps],
        }
