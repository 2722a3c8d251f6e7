"""A poll among council members, council by council, beside what the councils decided themselves."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import MandateAgreement, Theme
from regiodialoog.polls import labels
from regiodialoog.polls.models import MATTERS, PollOption, PollQuestion
from regiodialoog.polls.queries import Counted
from regiodialoog.polls.ways import BY_KIND

Numbers = Counter[str]
Wins = Callable[[str, Numbers, int], bool]


def _more_for(_key: str, numbers: Numbers, _voters: int) -> bool:
    return numbers["yes"] > numbers["no"]


def _more_than_half(key: str, numbers: Numbers, voters: int) -> bool:
    return 2 * numbers[key] > voters


def _most(key: str, numbers: Numbers, _voters: int) -> bool:
    return all(numbers[key] > number for other, number in numbers.items() if other != key) and numbers[key] > 0


MAJORITIES: dict[str, tuple[Wins, Any]] = {
    "yes-no": (_more_for, _l("more for than against")),
    "approval": (_more_than_half, _l("ticked by more than half of those who voted")),
    "dots": (_most, _l("the most dots")),
}
"""By the kind of the rule: when a council counts as a majority for an option, and that in words."""


@dataclass(frozen=True)
class Council:
    """The votes of one council: ``numbers`` in the order of the columns, empty where fewer than five voted, or where
    others could be worked out from them."""

    name: str
    numbers: list[int]


@dataclass(frozen=True)
class InCouncils:
    """What came of one question per council. ``overview``: of each option, in how many councils it has a majority;
    ``of``: how many councils could be told apart. ``together``: the last row holds the others."""

    question: PollQuestion
    title: str
    unit: str
    columns: list[Any]
    rows: list[Council]
    overview: list[tuple[PollOption, int]]
    of: int
    together: bool


@dataclass(frozen=True)
class Decided:
    """What a council itself said of the assignment on the theme of the poll; None: nothing yet."""

    name: str
    entry: MandateAgreement | None


def in_councils(counted: Counted) -> InCouncils | None:
    """None where the rule knows no majority of a council, or where too few voted to show any number."""
    question = counted.question
    poll = question.poll
    if poll.kind not in MAJORITIES or not counted.numbers_are_public:
        return None
    wins, unit = MAJORITIES[poll.kind][0], BY_KIND[poll.kind].unit
    matter = poll.kind in MATTERS
    keys = [word.value for word in labels.WORDS[poll.kind]] if matter else [each.key for each in question.options]
    sizes = Counter(str(one["municipality"]) for one in counted.file["ballots"])
    found = {name: Counter[str](counts) for name, counts in counted.result.support.get("municipality", {}).items()}
    apart = [name for name in found if name in counted.apart["municipality"]]
    rows = [
        Council(name, [found[name][key] for key in keys] if name in apart else []) for name in _names(poll.theme, apart)
    ]
    rest = sum((counts for name, counts in found.items() if name not in apart), Counter[str]())
    if rest and apart:
        rows.append(Council(str(_("Other municipalities together")), [rest[key] for key in keys]))
    return InCouncils(
        question=question,
        title=question.options[0].name if matter else poll.question,
        unit=str(unit or ""),
        columns=[labels.CHOICES[word] for word in labels.WORDS[poll.kind]] if matter
        else [each.name for each in question.options],
        rows=rows,
        overview=[
            (each, sum(wins(each.key, found[name], sizes[name]) for name in apart)) for each in question.options
        ],
        of=len(apart),
        together=bool(rest and apart),
    )  # fmt: skip


def decided(theme: Theme) -> Sequence[Decided]:
    """What every council of a theme decided itself, in people's order. Two queries."""
    mandate = dialogues.mandate_of(theme)
    entries = dialogues.agreements_of(mandate) if mandate is not None else ()
    return [Decided(each.municipality.name, each.entry) for each in dialogues.answers(theme, entries)]


def _names(theme: Theme, apart: Sequence[str]) -> list[str]:
    """Every municipality of the theme, and those that voted while they still were."""
    rows = sorted(theme.municipalities, key=lambda row: row.municipality.sort_key)
    names = [row.municipality.name for row in rows]
    return [*names, *(name for name in apart if name not in names)]
