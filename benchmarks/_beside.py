"""A list page of the product beside the bare list of the same rows and as many bytes: CPU of either server."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks._serving import BareServer, Installed, cost, interleaved, line
from tests.support.server import LiveServer, serving

ANEW = "x=1"
"""The header Cookie of somebody for whom every page is made anew."""


@dataclass(frozen=True)
class ListPage:
    """A page that lists rows, and the select that the bare list does: address and title first."""

    path: str
    query: str


@dataclass(frozen=True)
class Beside:
    """Medians: bytes of either page, CPU milliseconds per request of the page made anew and of the bare list, and the
    rounds' own ratio; the same of the page that visitors get while nothing changes."""

    size: int
    anew: float
    bare: float
    ratio: float
    kept: float
    kept_ratio: float


@contextmanager
def product(url: str, storage: Path) -> Iterator[LiveServer]:
    with serving(url, storage, kind=Installed, REGIODIALOOG_DEMO="1", REGIODIALOOG_LOG_LEVEL="WARNING") as server:
        yield server


def beside(server: LiveServer, lists: dict[str, ListPage], requests: int, rounds: int) -> dict[str, Beside]:
    """Each list of the running product beside its bare list on the same database, in turns."""
    found = {}
    with line(server.port) as visitor:
        sizes = {name: len(visitor.get(one.path).body) for name, one in lists.items()}
        with bare(server, {name: (one.query, sizes[name]) for name, one in lists.items()}) as other:
            for name, one in lists.items():
                with line(other.port) as reader:
                    theirs = partial(reader.get, f"/bare/{name}")
                    anew, kept = partial(visitor.get, one.path, Cookie=ANEW), partial(visitor.get, one.path)
                    assert len(theirs().body) == len(anew().body) == sizes[name]
                    costs = [
                        partial(cost, *each, requests) for each in ((server, anew), (other, theirs), (server, kept))
                    ]
                    for each in costs:
                        each()
                    made, plain, ratio = interleaved(costs[0], costs[1], rounds)
                    given, _, kept_ratio = interleaved(costs[2], costs[1], rounds)
                    found[name] = Beside(sizes[name], made, plain, ratio, given, kept_ratio)
    return found


@contextmanager
def bare(server: LiveServer, lists: dict[str, tuple[str, int]]) -> Iterator[LiveServer]:
    """Bare lists, by their names the select and the bytes, from the database of that server."""
    storage = server.storage.parent / "bare"
    storage.mkdir()
    settings = {"BARE_URL": server.database_url, "BARE_LISTS": json.dumps(lists), "REGIODIALOOG_DEMO": "1"}
    other = BareServer(server.database_url, storage, settings)
    other.start()
    try:
        yield other
    finally:
        other.kill()
