"""Ways to set a group up that a bureau can begin with and change: content in Dutch, in ``setups.json``."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from regiodialoog.core.text import fold
from regiodialoog.groups.models import SeatFilling
from regiodialoog.organisations.models import Interest


@dataclass(frozen=True)
class Share:
    """So many people of the interests whose name holds this word; without a word, of all others."""

    word: str
    people: int
    filling: SeatFilling


@dataclass(frozen=True)
class Setup:
    """``weeks``: how long each phase takes, by its key; ``weeks_between``: from one evening to the next."""

    key: str
    name: str
    why: str
    people: int
    evenings: int
    weeks_between: int
    shares: tuple[Share, ...]
    compensation: str
    costs: str
    weeks: Mapping[str, int]

    def plan(self, interests: Sequence[Interest]) -> dict[int, tuple[int, SeatFilling]]:
        """Of each interest by its number how many places, and how they are filled. Where a region has no interest of a
        share, its people are shared out over the others."""
        left, found = list(interests), dict[int, tuple[int, SeatFilling]]()
        rest = self.people
        for share in self.shares:
            own = [each for each in left if share.word and fold(share.word) in fold(each.name)]
            for n, each in enumerate(own):
                found[each.id] = (_nth(share.people, len(own), n), share.filling)
            rest -= share.people if own else 0
            left = [each for each in left if each not in own]
        way = next((share.filling for share in self.shares if not share.word), SeatFilling.ASSIGNED)
        found |= {each.id: (_nth(rest, len(left), n), way) for n, each in enumerate(left)}
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
                "shares": tuple(Share(**{**one, "filling": SeatFilling(one["filling"])}) for one in row["shares"]),
            }
        )
        for row in rows
    ]
    return {one.key: one for one in made}
