"""Questions for a composition that a bureau can take over and change: content in Dutch, in ``library.json``."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from regiodialoog.core.text import fold
from regiodialoog.groups.asking import Rules, read
from regiodialoog.groups.models import Source


@dataclass(frozen=True)
class Ready:
    """``lines``: the rules, as ``asking.read`` takes them; none where only the region itself can write them."""

    key: str
    feature: str
    source: Source
    lines: tuple[str, ...]
    why: str

    def rules(self) -> Rules:
        """Without the year whose ages count. Raises BadRules when there are no lines."""
        return read(self.source, "\n".join(self.lines))

    @property
    def answers(self) -> tuple[str, ...]:
        """Of which can be known how many people give them."""
        return self.rules().values if self.lines else ()


@cache
def library() -> dict[str, Ready]:
    """By its key."""
    rows = json.loads(files("regiodialoog.groups").joinpath("library.json").read_text("utf-8"))
    made = [Ready(**{**row, "source": Source(row["source"]), "lines": tuple(row["lines"])}) for row in rows]
    return {one.key: one for one in made}


def counted() -> dict[str, Ready]:
    """Those of which can be known how many people give each answer, by their key."""
    return {key: one for key, one in library().items() if one.lines}


def about(feature: str) -> Ready | None:
    """The question of the library about this feature, case and accents aside."""
    return next((one for one in counted().values() if fold(one.feature) == fold(feature)), None)
