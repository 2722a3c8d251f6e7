"""What comes of a count: the outcome, the numbers, and the way there in sentences."""

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
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


Value = int | str | Fraction | Sequence[tuple[str, Fraction]]
"""What goes into a sentence: a fraction in hundredths, a list as ``A 12, B 3.50``."""
_HUNDREDTHS = N_("%(whole)s.%(hundredths)s")
_ABOUT = N_("%(whole)s.%(hundredths)s…")


@dataclass(frozen=True)
class Step:
    """One sentence of the way to the outcome: a msgid, and the numbers that go into it."""

    says: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.in_words()

    def in_words(self, translate: Callable[[str], str] = str) -> str:
        """``translate`` gives a msgid in the reader's language."""
        return translate(self.says) % {name: _shown(value, translate) for name, value in self.values.items()}


def _shown(value: Value, translate: Callable[[str], str]) -> int | str:
    if isinstance(value, Fraction):
        whole, hundredths = divmod(value.numerator * 100 // value.denominator, 100)
        if value.denominator == 1:
            return whole
        exact = (value * 100).denominator == 1
        return translate(_HUNDREDTHS if exact else _ABOUT) % {"whole": whole, "hundredths": f"{hundredths:02d}"}
    if isinstance(value, int | str):
        return value
    return ", ".join(f"{name} {_shown(part, translate)}" for name, part in value)


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
            "steps": [step.in_words(translate) for step in self.steps],
        }
