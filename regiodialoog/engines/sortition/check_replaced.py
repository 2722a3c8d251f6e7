"""Checking who came in somebody's place after a draw: each was next in line, and nobody was passed over."""

from collections.abc import Mapping
from typing import Any

from regiodialoog.engines.sortition import replace, shapes
from regiodialoog.engines.sortition.shapes import REPLACEMENTS, Wrong, fits, quoted, sealed_file


def check(data: bytes, draw: Mapping[str, Any], result: Mapping[str, Any]) -> int:
    """How many places changed hands. Raises Wrong for the first that should not have gone as it did, BadInput for what
    cannot be read. ``draw`` and ``result`` have been checked."""
    whole = sealed_file(data, REPLACEMENTS, replace.FORMAT, "sha256", shapes.REPLACEMENTS_FILE)
    if whole["result"] != result["sha256"]:
        raise Wrong("result", "these are replacements of another result", REPLACEMENTS)
    values = replace.values_of(draw)
    drawn, gone = set(result["persons"]), set[str]()
    for n, line in enumerate(whole["replacements"]):
        place = f"replacement {n}"
        fits(line, shapes.REPLACEMENT, place, file=REPLACEMENTS)
        vacancy = replace.Vacancy(line["like"], set(line["kept"]), set(line["gone"]))
        _adds_up(place, vacancy, drawn, gone, values)
        if len(vacancy.kept) >= draw["config"]["seats"]:
            raise Wrong(place, "no place is free", REPLACEMENTS)
        right = replace.next_in_line(draw, result, vacancy)
        if line["person"] != right:
            says = f"{quoted(right)} was next in line" if right else "nobody could be asked"
            raise Wrong(place, says, REPLACEMENTS)
        drawn.add(line["person"])
        gone = set(vacancy.gone)
    return len(whole["replacements"])


def _adds_up(
    place: str, vacancy: replace.Vacancy, drawn: set[str], gone: set[str], values: Mapping[str, Mapping[str, str]]
) -> None:
    """Whoever was drawn holds a place or is gone, and who is gone does not come back."""
    kept, now = set(vacancy.kept), set(vacancy.gone)
    for person in sorted((kept | now) - values.keys()):
        raise Wrong(place, f"{quoted(person)} is not in the pool", REPLACEMENTS)
    for person in sorted(kept & now):
        raise Wrong(place, f"{quoted(person)} is kept and gone", REPLACEMENTS)
    for person in sorted(kept - drawn):
        raise Wrong(place, f"{quoted(person)} holds a place and was not drawn", REPLACEMENTS)
    for person in sorted(drawn - kept - now):
        raise Wrong(place, f"{quoted(person)} was drawn, and is neither kept nor gone", REPLACEMENTS)
    for person in sorted(gone - now):
        raise Wrong(place, f"{quoted(person)} was gone before", REPLACEMENTS)
    if not any(vacancy.like.items() <= values[person].items() for person in now & drawn):
        raise Wrong(place, "nobody left a place like this one", REPLACEMENTS)
