"""JSON read strictly, for files that are evidence: what is no JSON, or might be read in two ways, is refused with its
place. Refused are floating-point numbers, keys that are there twice, and anything but UTF-8."""

import json
import re
from collections.abc import Iterable
from typing import Any

from regiodialoog.engines.trail import LARGEST

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|NaN|-?Infinity')
_LONGEST_NUMBER = 20


class BadInput(ValueError):
    """A file that cannot be read. ``line`` and ``column`` count from 1; a column counts characters, in a table the
    cells of a row."""

    def __init__(self, file: str, line: int, column: int, says: str) -> None:
        super().__init__(f"{file}, line {line}, column {column}: {says}")
        self.file, self.line, self.column, self.says = file, line, column, says


def read(data: bytes, *, file: str, line: int = 1) -> Any:
    """The value of a document that begins on ``line`` of a file. Raises BadInput."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        raise BadInput(file, line + before.count("\n"), _column(before), "this is not UTF-8") from error
    try:
        return json.loads(text, parse_float=_refuse, parse_constant=_refuse, parse_int=_whole, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        says = f"this is not JSON ({error.msg})"
        raise BadInput(file, line + error.lineno - 1, error.colno, says) from error
    except _Refused as refused:
        place = refused.place(text)
        before = text[:place]
        raise BadInput(file, line + before.count("\n"), _column(before), str(refused)) from refused
    except RecursionError as error:
        raise BadInput(file, line, 1, "lists and objects stand too deep inside each other") from error


class _Refused(Exception):
    """``token`` is what stands there, as it is written, ``nth`` which of several (from 0)."""

    def __init__(self, token: str, says: str, nth: int = 0) -> None:
        super().__init__(says)
        self.token, self.nth = token, nth

    def place(self, text: str) -> int:
        """Where the refused token stands; the start of the document when it is a key that is written in escapes."""
        found = [each.start() for each in _TOKEN.finditer(text) if each.group() == self.token]
        return found[min(self.nth, len(found) - 1)] if found else 0


def _refuse(token: str) -> Any:
    raise _Refused(token, f"{token[:_LONGEST_NUMBER]} is no whole number")


def _whole(token: str) -> int:
    if len(token) > _LONGEST_NUMBER or abs(int(token)) > LARGEST:
        raise _Refused(token, "this number is too large")
    return int(token)


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Refused(json.dumps(key, ensure_ascii=False), f"the key {key!r} is there twice", nth=1)
        found[key] = value
    return found


def _column(before: str) -> int:
    return len(before) - (before.rfind("\n") + 1) + 1
