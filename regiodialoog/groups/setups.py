"""Ways to set a group up that a bureau can begin with and change: those of ``setups.json``, content in Dutch, and those
that it kept itself."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from regiodialoog.core.text import fold, sort_key
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.groups.library import Ready, library
from regiodialoog.groups.models import CompensationKind, OwnSetup, SeatFilling, Source
from regiodialoog.groups.queries import setups as kept
from regiodialoog.organisations import queries as region
from regiodialoog.organisations.models import Interest


@dataclass(frozen=True)
class Share:
    """So many people of the interests whose name holds this word; without a word, of all others. With an
    ``interest_id``: of that very interest, whose name ``word`` is."""

    word: str
    people: int
    filling: SeatFilling
    interest_id: int | None = None

    def is_of(self, interest: Interest) -> bool:
        if self.interest_id is not None:
            return self.interest_id == interest.id
        return bool(self.word) and fold(self.word) in fold(interest.name)


@dataclass(frozen=True)
class Question:
    """What is asked of whoever signs up. ``lines``: the rules, as ``asking.read`` takes them; ``demand``: whether so
    many people of each answer are asked for."""

    feature: str
    source: Source
    lines: tuple[str, ...]
    why: str
    demand: bool

    def as_data(self) -> dict[str, Any]:
        return {**asdict(self), "source": self.source.value, "lines": list(self.lines)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Question":
        return cls(**{**data, "source": Source(data["source"]), "lines": tuple(data["lines"])})

    @classmethod
    def of_library(cls, ready: Ready, *, demand: bool) -> "Question":
        return cls(ready.feature, ready.source, ready.lines, ready.why, demand)


@dataclass(frozen=True)
class Setup:
    """``weeks``: how long each phase takes, by its key; ``weeks_between``: from one evening to the next; ``own_id``: of
    one that the bureau kept."""

    key: str
    name: str
    why: str
    people: int
    evenings: int
    weeks_between: int
    shares: tuple[Share, ...]
    compensation_kind: CompensationKind | None
    compensation: str
    help_offered: tuple[str, ...]
    costs: str
    weeks: Mapping[str, int]
    questions: tuple[Question, ...] = ()
    own_id: int | None = None

    def plan(self, interests: Sequence[Interest]) -> dict[int, tuple[int, SeatFilling]]:
        """Of each interest by its number how many places, and how they are filled. Where a region has no interest of a
        share, its people are shared out over the others."""
        left, found = list(interests), dict[int, tuple[int, SeatFilling]]()
        rest = self.people
        for share in self.shares:
            own = [each for each in left if share.is_of(each)]
            for n, each in enumerate(own):
                found[each.id] = (_nth(share.people, len(own), n), share.filling)
            rest -= share.people if own else 0
            left = [each for each in left if each not in own]
        way = next(
            (share.filling for share in self.shares if not share.word and not share.interest_id), SeatFilling.ASSIGNED
        )
        for n, each in enumerate(left):
            found[each.id] = (_nth(rest, len(left), n), way)
        for n, each in enumerate(interests if not left else ()):
            count, own_way = found[each.id]
            found[each.id] = (count + _nth(rest, len(interests), n), own_way)
        return found


def _nth(count: int, parts: int, n: int) -> int:
    """What the n-th of so many parts has, as evenly as can be."""
    base, more = divmod(count, parts)
    return base + (n < more)


@cache
def setups() -> dict[str, Setup]:
    """By its key, smallest first."""
    rows = json.loads(files("regiodialoog.groups").joinpath("setups.json").read_text("utf-8"))
    made = [
        Setup(
            **{
                **row,
                "compensation_kind": CompensationKind(row["compensation_kind"]),
                "help_offered": tuple(row["help_offered"]),
                "shares": tuple(Share(**{**one, "filling": SeatFilling(one["filling"])}) for one in row["shares"]),
                "questions": tuple(
                    Question.of_library(library()[one["key"]], demand=one["demand"]) for one in row["questions"]
                ),
            }
        )
        for row in rows
    ]
    return {one.key: one for one in made}


def all_setups() -> dict[str, Setup]:
    """By its key: those that the bureau kept, by name, and then those that come with the platform. Two queries."""
    return {one.key: one for one in own_setups()} | setups()


def own_setups() -> list[Setup]:
    """Those that the bureau kept, by name. Two queries."""
    rows = kept.own_setups()
    names = {each.id: each.name for each in region.interests(include_retired=True)} if rows else {}
    return [_kept(row, names) for row in rows]


def is_taken(name: str, *, but: int | None = None) -> bool:
    """Whether another setup has this name, case and accents aside; ``but``: not the kept one of this number."""
    ours = any(sort_key(one.name) == sort_key(name) for one in setups().values())
    return ours or kept.setup_name_taken(name, but=but)


def _kept(row: OwnSetup, names: Mapping[int, str]) -> Setup:
    shares = tuple(
        Share(names.get(each["interest_id"], ""), each["people"], SeatFilling(each["filling"]), each["interest_id"])
        for each in row.shares
    )
    return Setup(
        key=f"eigen-{row.id}",
        name=row.name,
        why=row.why,
        people=row.people,
        evenings=row.evenings,
        weeks_between=row.weeks_between,
        shares=shares,
        compensation_kind=row.compensation_kind,
        compensation=row.compensation,
        help_offered=tuple(row.help_offered),
        costs=row.costs,
        weeks={kind.value: row.weeks[kind] for kind in PhaseKind if kind in row.weeks},
        questions=tuple(Question.from_data(each) for each in row.questions),
        own_id=row.id,
    )
