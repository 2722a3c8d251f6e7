"""For tests of what a page costs when there is much of everything."""

from typing import Any

from sqlalchemy import insert

from regiodialoog.core.db import db
from tests.support.client import HouseClient
from tests.support.database import count_queries


def insert_all(kind: Any, given: list[dict[str, Any]]) -> list[int]:
    """The ids of these rows, in their order."""
    return list(db.session.scalars(insert(kind).returning(kind.id, sort_by_parameter_order=True), given))


def cost(client: HouseClient, path: str) -> int:
    """How many queries a page takes."""
    with count_queries() as queries:
        answer = client.get(path)
    assert answer.status_code == 200, f"{path} answers {answer.status_code}"
    return len(queries)
