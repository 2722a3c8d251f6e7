"""What the files of a draw look like: the keys of their objects, and what each holds. And a fault in one of them."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from regiodialoog.engines.sortition.tickets import TICKETS
from regiodialoog.engines.strict_json import BadInput, read
from regiodialoog.engines.trail import NotCanonical, canonical, sha256

DRAW, CHANCES, RESULT, REPLACEMENTS = "draw.json", "chances.csv", "result.json", "replacements.json"
Test = Callable[[Any], bool]
Shape = Mapping[str, Test]


@dataclass(frozen=True)
class Fault:
    """``place``: what of ``file`` it is about. Types, panels, quotas and rows count from 0, lines of a CSV from 1."""

    file: str
    place: str
    says: str

    def __str__(self) -> str:
        return f"{self.file}, {self.place}: {self.says}" if self.place else f"{self.file}: {self.says}"


class Wrong(Exception):
    def __init__(self, place: str, says: str, file: str = DRAW) -> None:
        super().__init__(says)
        self.fault = Fault(file, place, says)


def is_number(value: Any) -> bool:
    """Yes and no are no numbers, though Python takes them for such."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(is_number, value))


def _is(*kinds: type) -> Test:
    return lambda value: isinstance(value, kinds)


def _texts(least: int) -> Test:
    return lambda value: isinstance(value, list) and len(value) >= least and all(isinstance(t, str) for t in value)


def _from(least: int, most: int | None = None) -> Test:
    return lambda value: is_number(value) and least <= value and (most is None or value <= most)


def _hash(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[0-9a-f]{64}", value) is not None


def _outcome(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value.strip() != "")


def _something(value: Any) -> bool:
    return value is not None


_TEXT, _TEXT_OR_NOT, _LIST, _OBJECT = _is(str), _is(str, type(None)), _is(list), _is(dict)
DRAW_FILE: Shape = {
    "format": _TEXT, "exact": _is(bool), "config": _OBJECT, "pool": _LIST, "pool_sha256": _hash,
    "types": _LIST, "panels": _LIST, "chances": _OBJECT, "seal": _hash,
}  # fmt: skip
CONFIG: Shape = {
    "seats": _from(1), "quotas": _LIST, "must": _texts(0), "never": _texts(0), "household": _TEXT_OR_NOT,
    "source": _TEXT_OR_NOT, "opens": _TEXT_OR_NOT, "engine": _something, "versions": _something,
}  # fmt: skip
QUOTA: Shape = {"feature": _TEXT, "value": _TEXT, "min": _from(0), "max": _from(0)}
PERSON: Shape = {"id": _TEXT, "type": is_number}
AT_HOME: Shape = {**PERSON, "household": is_number}
TYPE: Shape = {"values": _texts(0), "ids": _texts(1), "start": is_number}
PANEL: Shape = {"types": _LIST, "tickets": _LIST}
RESULT_FILE: Shape = {
    "format": _TEXT, "seal": _hash, "outcome": _outcome, "ticket": _from(0, TICKETS - 1), "panel": is_number,
    "persons": _texts(0), "sha256": _hash,
}  # fmt: skip
OLDER_REPLACEMENTS_FILE: Shape = {"format": _TEXT, "result": _hash, "replacements": _LIST, "sha256": _hash}
REPLACEMENTS_FILE: Shape = {**OLDER_REPLACEMENTS_FILE, "kept": _texts(0), "gone": _texts(0)}
REPLACEMENT: Shape = {"like": _OBJECT, "kept": _texts(0), "gone": _texts(0), "person": _TEXT}


def fits(value: Any, shape: Shape, place: str, *, file: str = DRAW, more: bool = False) -> None:
    """Raises Wrong for what is no object, lacks a key, or has one that does not belong there, unless ``more`` may."""
    if not isinstance(value, dict):
        raise Wrong(place, "this is no object", file)
    for name in sorted(shape.keys() | value.keys()):
        if name not in value:
            raise Wrong(place, f"{name} is missing", file)
        if name in shape and not shape[name](value[name]):
            raise Wrong(place, f"{name} does not look as it should", file)
        if name not in shape and not more:
            raise Wrong(place, f"{shown(name)} does not belong here", file)


def sealed_file(data: bytes, file: str, wanted: str, seal: str, shape: Shape) -> dict[str, Any]:
    """A file that is in the form of its format, and is what was hashed; every text in normal form C."""
    try:
        value = json.loads(canonical(read(data, file=file)))
    except (NotCanonical, RecursionError) as error:
        raise BadInput(file, 1, 1, str(error)) from error
    if not isinstance(value, dict) or value.get("format") != wanted:
        raise BadInput(file, 1, 1, f"this is no {wanted}")
    if value.get(seal) != sha256(canonical({name: each for name, each in value.items() if name != seal})):
        raise Wrong(seal, "this file was changed", file)
    fits(value, shape, "", file=file)
    return value


def shown(text: str) -> str:
    """Somebody's text on one line of a screen."""
    whole = "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)
    return whole if len(whole) <= 60 else whole[:59] + "…"


def quoted(person: str) -> str:
    return f'person "{shown(person)}"'
