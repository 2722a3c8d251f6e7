"""A server killed between submit and answer, on both databases: what was acknowledged, and what is there."""

from benchmarks._databases import KINDS, demo_on
from tests.reliability.assault import ANSWERING, BEFORE, BETWEEN, Assault
from tests.reliability.installation import Stored
from tests.support.server import serving

LIMITS = {f"{kind}: promises broken": 0.0 for kind in KINDS}


def run(*, kills: int = 50, seed: int = 2022, kinds: tuple[str, ...] = KINDS) -> list[tuple[str, float, str]]:
    rows: list[tuple[str, float, str]] = []
    for kind in kinds:
        with demo_on(kind) as (url, storage), serving(url, storage, REGIODIALOOG_DEMO="1") as server:
            stored = Stored(url)
            report = Assault(server, stored, seed=seed).run(kills)
            stored.close()
        rows += [(f"{kind}: kills {where}", float(report.kills[where]), "") for where in (BEFORE, BETWEEN, ANSWERING)]
        rows += [(f"{kind}: acknowledged", float(report.acknowledged), "")]
        rows += [(f"{kind}: promises broken", float(len(report.faults)), "; ".join(report.faults))]
    return rows
