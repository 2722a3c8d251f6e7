"""Questions for a composition that a bureau can take over and change: content in Dutch, in ``library.json``."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from regiodialoog.groups.models import Source


@dataclass(frozen=True)
class Ready:
    """``lines``: the rules, as ``asking.read`` takes them; none where only the region itself can write them."""

    key: str
    feature: str
    source: Source
    lines: tuple[str, ...]
    why: str


@cache
def library() -> dict[str, Ready]:
    """By its key."""
    rows = json.loads(files("regiodialoog.groups").joinpath("library.json").read_text("utf-8"))
    made = [Ready(**{**row, "source": Source(row["source"]), "lines": tuple(row["lines"])}) for row in rows]
    return {one.key: one for one in made}
