"""What actions do to rows: set what differs and say what it was; store, or say that somebody was first."""

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified, set_committed_value

from regiodialoog.core.db import Model, db
from regiodialoog.core.errors import Conflict, NotFound
from regiodialoog.core.text import slugify

LARGEST_ID = 2**31 - 1
"""The largest number a row can have; an address may ask for a larger one, and a database refuses to look for it."""


def assign(row: Model, **values: Any) -> tuple[str, ...]:
    """Set the attributes that differ, flush, and answer their names in order; nothing differs: nothing is written."""
    changed = tuple(name for name, value in values.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        _touch(row, changed)
        flush()
    return changed


def hold(row: Model, *, shared: bool = False) -> None:
    """Lock a row until the end of the transaction and read its columns anew, and not what it is related to: a tenth of
    what ``refresh`` costs, for what is frozen besides. ``shared``: others may hold it in the same way, and nobody may
    change it. What is held already is not asked for again. Raises NotFound when it is gone."""
    if shared and row in held():
        return
    names, query = _holding(type(row), shared)
    found = db.session.execute(query, {"row": row.id}).first()  # type: ignore[attr-defined]
    if found is None:
        raise NotFound
    for name, value in zip(names, found, strict=True):
        set_committed_value(row, name, value)


def note_held(row: Model) -> None:
    """This row was read under a shared lock (``with_for_update(read=True)``) by the query that found it."""
    held()[row] = row


def held() -> dict[Any, Any]:
    """What this transaction locked, by whatever stands for it; empty once it ended."""
    now: dict[Any, Any] = db.session().info.setdefault("held", {})
    return now


@cache
def _holding(kind: Any, shared: bool) -> tuple[tuple[str, ...], Select[Any]]:
    mapper = inspect(kind)
    if mapper.composites:
        raise TypeError(f"hold() would leave the composites of {kind.__name__} as they were; refresh it")
    columns = {attribute.key: attribute.columns[0] for attribute in mapper.column_attrs}
    query = select(*columns.values()).where(columns["id"] == bindparam("row"))
    return tuple(columns), query.with_for_update(read=shared)


def store(row: Model) -> None:
    """Add a row and flush. Raises Conflict when the database says that there is one like it."""
    db.session.add(row)
    flush()


def flush() -> None:
    """Flush; a broken unique key becomes Conflict: two people did the same at once."""
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Conflict from error


def free_slug(kind: Any, text: str) -> str:
    """A slug for ``text`` that no row of this table has: with -2, -3 … behind it if needed."""
    base = slugify(text)
    like = db.session.query(kind.slug).filter(kind.slug.startswith(base, autoescape=True))
    used = {row[0] for row in like}
    if base not in used:
        return base
    return next(slug for n in range(2, len(used) + 3) if (slug := f"{base}-{n}") not in used)


def _touch(row: Model, changed: tuple[str, ...]) -> None:
    """A change of a list of related rows alone must count as a new version of this one too."""
    columns = inspect(type(row)).column_attrs
    if hasattr(row, "version") and not any(name in columns for name in changed):
        flag_modified(row, next(column.key for column in columns if column.key not in {"id", "version"}))
