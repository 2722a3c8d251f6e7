"""Other lists, of 1,000 rows, beside a bare list of the rows that they show and as many bytes, over HTTP."""

import tempfile
from pathlib import Path

from benchmarks._beside import SIGNED_IN, VISITOR, ListPage, beside, product
from benchmarks._content import lengthen_lists
from tests.reliability.installation import demo_database


def _in_lists(name: str, who: str) -> str:
    return f"{name}: {who}, in bare lists"


LIMITS = {_in_lists(name, who): 2.5 for name in ("proposals", "placement", "studies") for who in (VISITOR, SIGNED_IN)}
PROPOSALS = """
SELECT p.slug, p.title, p.number, p.summary, p.state, p.submitted_at, t.slug, t.title
FROM proposals p JOIN themes t ON p.theme_id = t.id WHERE p.is_open ORDER BY p.number DESC LIMIT 20
"""
BOARD = """
SELECT p.slug, p.title, p.number, t.title, c.state, m.name, o.promised_on
FROM (SELECT * FROM placement_offers ORDER BY offered_on DESC, id DESC LIMIT 25) o
JOIN proposals p ON o.proposal_id = p.id JOIN themes t ON p.theme_id = t.id
JOIN placements c ON c.offer_id = o.id JOIN municipalities m ON c.municipality_id = m.id
ORDER BY o.offered_on DESC, o.id DESC, c.id
"""
STUDIES = """
SELECT p.slug, p.title, p.number, t.title, v.kind, m.name, w.verdict, s.promised_on
FROM (SELECT s.* FROM studies s JOIN proposals p ON s.proposal_id = p.id ORDER BY p.number DESC LIMIT 30) s
JOIN proposals p ON s.proposal_id = p.id JOIN themes t ON p.theme_id = t.id
JOIN study_views v ON v.study_id = s.id JOIN municipalities m ON v.municipality_id = m.id
LEFT JOIN study_verdicts w ON w.study_id = s.id ORDER BY p.number DESC, v.id
"""


def run(*, rows: int = 1000, requests: int = 60, rounds: int = 9) -> list[tuple[str, float, str]]:
    with tempfile.TemporaryDirectory() as folder:
        storage = Path(folder) / "storage"
        url = demo_database(storage)
        lengthen_lists(url, storage, rows)
        lists = {
            "proposals": ListPage("/voorstellen", PROPOSALS),
            "placement": ListPage("/plaatsing", BOARD),
            "studies": ListPage("/haalbaarheid", STUDIES),
        }
        with product(url, storage) as server:
            found = beside(server, lists, requests, rounds)
    printed: list[tuple[str, float, str]] = []
    for name, one in found.items():
        printed += [
            (f"{name}: bytes of either page", float(one.size), "B"),
            (f"{name}: bare list, CPU per request", one.bare, "ms"),
        ]
        for who, (made, ratio) in one.of.items():
            printed += [(f"{name}: {who}, CPU per request", made, "ms"), (_in_lists(name, who), ratio, "")]
    return printed
