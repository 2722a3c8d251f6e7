"""Checking who came in somebody's place after a draw: each was next in line for a place that was free, and nobody was
passed over."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from regiodialoog.engines.sortition import replace, sealed, shapes
from regiodialoog.engines.sortition.shapes import REPLACEMENTS, Wrong, fits, quoted, sealed_file
from regiodialoog.engines.strict_json import BadInput


@dataclass(frozen=True)
class Replaced:
    """``filled``: how often a place changed hands. ``open``: how many are free now, None where the file does not tell;
    ``in_line``: for how many of those somebody could still be asked. ``unsealed``: how many lines ask something that
    nothing sealed, so that only the word of the organiser says that the place asks it."""

    filled: int
    open: int | None
    in_line: int
    unsealed: int


def check(data: bytes, draw: Mapping[str, Any], result: Mapping[str, Any]) -> Replaced:
    """Raises Wrong for the first place that should not have gone as it did, BadInput for what cannot be read. ``draw``
    and ``result`` have been checked."""
    whole = _read(data)
    if whole["result"] != result["sha256"]:
        raise Wrong("result", "these are replacements of another result", REPLACEMENTS)
    return _Story(draw, result).check(whole)


def _read(data: bytes) -> dict[str, Any]:
    try:
        return sealed_file(data, REPLACEMENTS, replace.FORMAT, "sha256", shapes.REPLACEMENTS_FILE)
    except BadInput:
        return sealed_file(data, REPLACEMENTS, replace.OLDER, "sha256", shapes.OLDER_REPLACEMENTS_FILE)


class _Story:
    """What happened after a result, line after line."""

    def __init__(self, draw: Mapping[str, Any], result: Mapping[str, Any]) -> None:
        self.draw, self.result = draw, result
        self.values = replace.values_of(draw)
        self.drawn, self.gone = set(result["persons"]), set[str]()
        order = sealed.result(draw, ticket=result["ticket"])["persons"]
        self.places = replace.Places(draw, order)
        self.sealed = "places" in draw["config"]
        self.unsealed = 0

    def check(self, whole: Mapping[str, Any]) -> Replaced:
        lines, left = whole["replacements"], None
        for n, line in enumerate(lines):
            self._line(f"replacement {n}", line)
            left = self.draw["config"]["seats"] - len(line["kept"]) - 1
        in_line = 0
        if whole["format"] == replace.FORMAT:
            now = replace.Vacancy({}, set(whole["kept"]), set(whole["gone"]))
            self._adds_up("kept and gone", now)
            left = self.draw["config"]["seats"] - len(now.kept)
            in_line = self._in_line(now)
        return Replaced(len(lines), left, in_line, self.unsealed)

    def _line(self, place: str, line: Any) -> None:
        fits(line, shapes.REPLACEMENT, place, file=REPLACEMENTS)
        vacancy = replace.Vacancy(line["like"], set(line["kept"]), set(line["gone"]))
        self._adds_up(place, vacancy)
        self._asks(place, vacancy)
        right = replace.next_in_line(self.draw, self.result, vacancy)
        if line["person"] != right:
            says = f"{quoted(right)} was next in line" if right else "nobody could be asked"
            raise Wrong(place, says, REPLACEMENTS)
        self.places.take(vacancy.like, vacancy.kept, line["person"])
        self.drawn.add(line["person"])
        self.gone = set(vacancy.gone)

    def _asks(self, place: str, vacancy: replace.Vacancy) -> None:
        """A place is free, and it asks just what the line says."""
        if len(vacancy.kept) >= self.draw["config"]["seats"]:
            raise Wrong(place, "no place is free", REPLACEMENTS)
        if self.sealed:
            if not any(self.places.asks[n] == vacancy.like for n in self.places.vacant(vacancy.kept)):
                raise Wrong(place, "no free place asks just this", REPLACEMENTS)
            return
        left = set(vacancy.gone) & self.drawn
        if not any(vacancy.like.items() <= self.values[person].items() for person in left):
            raise Wrong(place, "nobody left a place like this one", REPLACEMENTS)
        self.unsealed += bool(vacancy.like)

    def _in_line(self, now: replace.Vacancy) -> int:
        if not self.sealed:
            return 0
        asks = [self.places.asks[n] for n in self.places.vacant(now.kept)]
        free = [replace.Vacancy(ask, now.kept, now.gone) for ask in asks]
        return sum(replace.next_in_line(self.draw, self.result, each) is not None for each in free)

    def _adds_up(self, place: str, vacancy: replace.Vacancy) -> None:
        """Whoever was drawn holds a place or is gone, and who is gone does not come back."""
        kept, now = set(vacancy.kept), set(vacancy.gone)
        for person in sorted((kept | now) - self.values.keys()):
            raise Wrong(place, f"{quoted(person)} is not in the pool", REPLACEMENTS)
        for person in sorted(kept & now):
            raise Wrong(place, f"{quoted(person)} is kept and gone", REPLACEMENTS)
        for person in sorted(kept - self.drawn):
            raise Wrong(place, f"{quoted(person)} holds a place and was not drawn", REPLACEMENTS)
        for person in sorted(self.drawn - kept - now):
            raise Wrong(place, f"{quoted(person)} was drawn, and is neither kept nor gone", REPLACEMENTS)
        for person in sorted(self.gone - now):
            raise Wrong(place, f"{quoted(person)} was gone before", REPLACEMENTS)
