"""The path of a proposal: every dated step that a feature knows of, from the dialogue to what became of it.

A feature writes ``@path_steps(order=40)`` above a function that takes a proposal and gives its ``Step``s; the page of
the path knows none of them. Steps only tell what everybody may read.
"""

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from regiodialoog.core.dates import FuzzyDate
from regiodialoog.proposals.models import Proposal

When = date | FuzzyDate | None


class StepKind(enum.StrEnum):
    """PAST is done, NOW goes on, NEXT was promised, STOPPED is where it ended."""

    PAST = "past"
    NOW = "now"
    NEXT = "next"
    STOPPED = "stopped"


@dataclass(frozen=True, kw_only=True)
class Step:
    """``when``: a day, a date in somebody's own words, or None where no source says. ``title``, ``behalf`` and ``text``
    are in the reader's language; ``named`` is what the region itself calls something, after the text; ``link`` is the
    name of the page at ``url``; ``source``: the document it is from. ``by``: a next step comes on that day at the
    latest; else it begins on that day."""

    when: When
    title: str
    kind: StepKind = StepKind.PAST
    text: str = ""
    named: str = ""
    behalf: str = ""
    reason: str = ""
    url: str = ""
    link: str = ""
    source: str = ""
    by: bool = False

    @property
    def day(self) -> date | None:
        """The first day that it may be, by which steps stand in order."""
        return self.when.start if isinstance(self.when, FuzzyDate) else self.when


Steps = Callable[[Proposal], Iterable[Step]]
_makers: list[tuple[int, str, Steps]] = []


def path_steps(*, order: int) -> Callable[[Steps], Steps]:
    """Register a function ``proposal -> steps``; ``order`` decides between steps of one day, and of those without."""

    def register(maker: Steps) -> Steps:
        _makers.append((order, f"{maker.__module__}.{maker.__qualname__}", maker))
        _makers.sort(key=lambda entry: entry[:2])
        return maker

    return register


def path_of(proposal: Proposal) -> list[Step]:
    """Every step, oldest first. A step without a day stands behind the one that its own feature gave before it; what
    was promised comes last."""
    placed: list[tuple[bool, date, int, Step]] = []
    for n, (_order, _name, maker) in enumerate(_makers):
        last = date.min if n == 0 else max((day for ahead, day, _n, _step in placed if not ahead), default=date.min)
        for step in maker(proposal):
            last = step.day or last
            placed.append((step.kind is StepKind.NEXT, last, n, step))
    return [step for *_place, step in sorted(placed, key=lambda entry: entry[:3])]


def next_of(path: Iterable[Step]) -> Step | None:
    """The next promised step."""
    return next((step for step in path if step.kind is StepKind.NEXT), None)
