"""For tests of what a page costs when there is much of everything."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import insert, inspect

from regiodialoog.core.db import db
from tests.support.client import HouseClient
from tests.support.database import count_queries


def insert_all(kind: Any, given: list[dict[str, Any]]) -> list[int]:
    """The ids of these rows, in their order."""
    return list(db.session.scalars(insert(kind).returning(kind.id, sort_by_parameter_order=True), given))


def columns_of(row: Any) -> dict[str, Any]:
    """What a row holds, but for its own key and version."""
    own = {"id", "version"}
    return {each.key: getattr(row, each.key) for each in inspect(type(row)).column_attrs if each.key not in own}


def copies(row: Any, count: int, **each: Callable[[int], Any]) -> list[int]:
    """So many rows more like this one, with what ``each`` says of copy n. Their ids."""
    held = columns_of(row)
    return insert_all(type(row), [held | {name: made(n) for name, made in each.items()} for n in range(count)])


def cost(client: HouseClient, path: str) -> int:
    """How many queries a page takes."""
    with count_queries() as queries:
        answer = client.get(path)
    assert answer.status_code == 200, f"{path} answers {answer.status_code}"
    return len(queries)
