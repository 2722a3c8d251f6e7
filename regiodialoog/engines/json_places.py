"""Where a value stands in a JSON text: from a path such as ``("ballots", 3, "choice")`` to a line and a column."""

import re
from collections.abc import Iterator, Sequence

_SIGN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def locate(text: str, path: Sequence[str | int]) -> tuple[int, int]:
    """Line and column (from 1) of the value at a path of a valid JSON text; of the last value on the way that is
    there when the path goes further. Keys are compared as they are written, without escapes."""
    at = _walk(text, tuple(path))
    before = text[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1


def _walk(text: str, path: tuple[str | int, ...]) -> int:
    """The offset of the deepest value that lies on the path."""
    best, depth = 0, -1
    for at, here in _values(text):
        if len(here) > depth and here == path[: len(here)]:
            best, depth = at, len(here)
            if depth == len(path):
                break
    return best


def _values(text: str) -> Iterator[tuple[int, tuple[str | int, ...]]]:
    """Every value of the text with its path, in order."""
    steps: list[str | int] = []
    is_object: list[bool] = []
    wants_key = False
    for found in _SIGN.finditer(text):
        sign = found.group()
        if sign in "}]":
            steps.pop()
            is_object.pop()
            wants_key = False
        elif sign == ",":
            last = steps[-1]
            steps[-1] = last + 1 if isinstance(last, int) else ""
            wants_key = is_object[-1]
        elif sign == ":":
            wants_key = False
        elif wants_key:
            steps[-1] = sign[1:-1]
        else:
            yield found.start(), tuple(steps)
            if sign in "{[":
                is_object.append(sign == "{")
                steps.append("" if sign == "{" else 0)
                wants_key = sign == "{"
