"""The list page with 1,000 actions beside a bare list of the same rows and as many bytes, over HTTP."""

import tempfile
from functools import partial
from pathlib import Path

from benchmarks._beside import CHANGED, SIGNED_IN, VISITOR, ListPage, beside, member, product
from benchmarks._content import lengthen_agenda
from benchmarks._serving import cost, interleaved, line
from tests.reliability.installation import demo_database


def _in_lists(who: str) -> str:
    return f"list page {who}, in bare lists"


LIMITS = {_in_lists(who): 2.5 for who in (VISITOR, SIGNED_IN, CHANGED)}
ACTIONS = """
SELECT a.slug, a.title, a.id, a.part_id, a.theme_id, a.parent_id
FROM agenda_actions a JOIN agenda_parts p ON a.part_id = p.id LEFT JOIN agenda_themes t ON a.theme_id = t.id
WHERE a.ended_on IS NULL ORDER BY p.number, t.number IS NOT NULL, t.number, a.position, a.id
"""


def run(*, actions: int = 1000, requests: int = 60, rounds: int = 9) -> list[tuple[str, float, str]]:
    with tempfile.TemporaryDirectory() as folder:
        storage = Path(folder) / "storage"
        url = demo_database(storage)
        lengthen_agenda(url, storage, actions)
        with product(url, storage) as server, line(server.port) as visitor:
            found = beside(server, {"agenda": ListPage("/agenda", ACTIONS)}, requests, rounds)["agenda"]
            cookie = member(server)
            plain = partial(visitor.get, "/agenda", Cookie=cookie)
            packed = partial(visitor.get, "/agenda", **{"Cookie": cookie, "Accept-Encoding": "br"})
            wire = len(packed().body)
            both = partial(cost, server, packed, requests), partial(cost, server, plain, requests)
            compressing, _, more = interleaved(*both, max(1, rounds // 3))
    return [
        ("actions in the list", float(actions), ""),
        ("bytes of either page", float(found.size), "B"),
        ("bare list, CPU of the server per request", found.bare, "ms"),
        *((f"list page {who}, CPU per request", made, "ms") for who, (made, _ratio) in found.of.items()),
        *((_in_lists(who), ratio, "") for who, (_made, ratio) in found.of.items()),
        ("list page compressed, CPU per request", compressing, "ms"),
        ("list page compressed, in list pages", more, ""),
        ("list page compressed, on the wire", float(wire), "B"),
    ]
