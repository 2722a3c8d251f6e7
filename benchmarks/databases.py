"""PostgreSQL beside SQLite: server CPU and waiting time of the same pages of the demonstration."""

import statistics
import time
from functools import partial

from benchmarks._databases import demo_on
from benchmarks._serving import Installed, Line, cost, interleaved, line
from tests.support.server import serving

PAGES = ("/", "/agenda", "/gemeenten/soest")


def run(*, requests: int = 40, rounds: int = 5) -> list[tuple[str, float, str]]:
    rows: list[tuple[str, float, str]] = []
    with (
        demo_on("sqlite") as (small, small_storage),
        demo_on("postgresql") as (large, large_storage),
        serving(
            small, small_storage, kind=Installed, REGIODIALOOG_DEMO="1", REGIODIALOOG_LOG_LEVEL="WARNING"
        ) as sqlite,
        serving(
            large, large_storage, kind=Installed, REGIODIALOOG_DEMO="1", REGIODIALOOG_LOG_LEVEL="WARNING"
        ) as postgresql,
        line(sqlite.port) as to_sqlite,
        line(postgresql.port) as to_postgresql,
    ):
        for page in PAGES:
            one = partial(cost, postgresql, partial(to_postgresql.get, page), requests)
            other = partial(cost, sqlite, partial(to_sqlite.get, page), requests)
            one(), other()
            rows.append((f"{page}: CPU on PostgreSQL, in SQLite's", interleaved(one, other, rounds)[2], ""))
            waits = partial(_waiting, to_postgresql, page, requests), partial(_waiting, to_sqlite, page, requests)
            rows.append((f"{page}: waiting for PostgreSQL, in SQLite's", interleaved(*waits, rounds)[2], ""))
    return rows


def _waiting(visitor: Line, page: str, requests: int) -> float:
    """Median milliseconds from question to answer."""
    took = []
    for _ in range(requests):
        started = time.perf_counter()
        visitor.get(page)
        took.append(1000 * (time.perf_counter() - started))
    return statistics.median(took)
