"""The trail as files: in parts, so that a long one fits in any memory and no reader keeps the database waiting."""

from collections.abc import Iterable, Iterator
from typing import Any

from regiodialoog.audit import queries
from regiodialoog.audit.lines import stored_line, stored_seal, stored_text
from regiodialoog.core.db import db
from regiodialoog.engines.trail import canonical

PART = 500
Row = dict[str, Any]


def line_rows(upto: int) -> Iterator[Row]:
    after = 0
    while found := queries.lines(after=after, upto=upto, limit=PART):
        rows, after = [stored_line(row) for row in found], found[-1].n
        yield from _let_go(rows)


def seal_rows(upto: int) -> Iterator[Row]:
    after = 0
    while found := queries.seals(after=after, upto=upto, limit=PART):
        rows, after = [stored_seal(row) for row in found], found[-1].upto
        yield from _let_go(rows)


def text_rows(upto: int) -> Iterator[Row]:
    after = 0
    while found := queries.texts(after=after, upto=upto, limit=PART):
        rows, after = [stored_text(text) for _n, text in found], found[-1][0]
        yield from _let_go(rows)


def trail_files() -> dict[str, Iterable[Row]]:
    """The three files, as far as they are sealed now: what is sealed meanwhile does not make them differ."""
    seal = queries.last_seal()
    upto = seal.upto if seal else 0
    return {"trail.jsonl": line_rows(upto), "seals.json": seal_rows(upto), "texts.jsonl": text_rows(upto)}


def per_line(rows: Iterable[Row]) -> Iterator[bytes]:
    """JSON Lines, a part at a time."""
    waiting: list[bytes] = []
    for row in rows:
        waiting.append(canonical(row) + b"\n")
        if len(waiting) == PART:
            yield b"".join(waiting)
            waiting.clear()
    yield b"".join(waiting)


def as_list(rows: Iterable[Row]) -> Iterator[bytes]:
    """One JSON list, a part at a time."""
    begin = b"["
    for part in per_line(rows):
        if part:
            yield begin + part[:-1].replace(b"\n", b",")
            begin = b","
    yield b"[]" if begin == b"[" else b"]"


def _let_go(rows: list[Row]) -> list[Row]:
    """End the reading transaction before somebody with a slow line takes minutes for these rows."""
    db.session.rollback()
    return rows
