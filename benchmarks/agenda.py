"""The list page with 1,000 actions beside a bare list of the same rows and as many bytes, over HTTP."""

import tempfile
from functools import partial
from pathlib import Path

from benchmarks._content import lengthen_agenda
from benchmarks._serving import BareServer, Installed, cost, interleaved, line
from tests.reliability.installation import demo_database
from tests.support.server import serving

RATIO = "the list page costs, in bare lists"
LIMITS = {RATIO: 2.5}


def run(*, actions: int = 1000, requests: int = 60, rounds: int = 9) -> list[tuple[str, float, str]]:
    with tempfile.TemporaryDirectory() as folder:
        storage = Path(folder) / "storage"
        url = demo_database(storage)
        lengthen_agenda(url, storage, actions)
        with serving(url, storage, kind=Installed, REGIODIALOOG_DEMO="1", REGIODIALOOG_LOG_LEVEL="WARNING") as product:
            with line(product.port) as visitor:
                page = visitor.get("/agenda")
                wire = visitor.get("/agenda", **{"Accept-Encoding": "br"})
            settings = {"BARE_URL": url, "BARE_BYTES": str(len(page.body)), "REGIODIALOOG_DEMO": "1"}
            bare_storage = Path(folder) / "bare"
            bare_storage.mkdir()
            bare = BareServer(url, bare_storage, settings)
            bare.start()
            try:
                with line(product.port) as visitor, line(bare.port) as other:
                    assert len(other.get("/bare").body) == len(page.body)
                    ours = partial(cost, product, partial(visitor.get, "/agenda"), requests)
                    theirs = partial(cost, bare, partial(other.get, "/bare"), requests)
                    ours(), theirs()
                    one, another, ratio = interleaved(ours, theirs, rounds)
                    packed = partial(visitor.get, "/agenda", **{"Accept-Encoding": "br"})
                    compressing, _, more = interleaved(
                        partial(cost, product, packed, requests), ours, max(1, rounds // 3)
                    )
            finally:
                bare.kill()
    return [
        ("actions in the list", float(actions), ""),
        ("bytes of either page", float(len(page.body)), "B"),
        ("list page, CPU of the server per request", one, "ms"),
        ("bare list, CPU of the server per request", another, "ms"),
        (RATIO, ratio, ""),
        ("list page compressed, CPU per request", compressing, "ms"),
        ("list page compressed, in list pages", more, ""),
        ("list page compressed, on the wire", float(len(wire.body)), "B"),
    ]
