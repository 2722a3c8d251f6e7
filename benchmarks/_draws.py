"""Runs one draw in a process of its own, so that its time and memory are its own.

``python -m benchmarks._draws FEATURES.csv POOL.csv SEATS`` prints ``{"seconds", "smallest", "panels", "types", "cuts",
"rounding", "megabytes"}``: CPU seconds without reading the files; how far the tickets of a person are from the exact
chance, at most; peak memory of the process with all libraries.
"""

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np

from regiodialoog.engines.sortition import files, tickets
from regiodialoog.engines.sortition.leximin import Lottery, fairest
from regiodialoog.engines.sortition.pool import Demands


def demands_of(features: Path, pool: Path, seats: int) -> Demands:
    quotas, _ignored = files.read_quotas(features.read_bytes(), file=features.name)
    names, people = files.read_pool(pool.read_bytes(), quotas, file=pool.name)
    return Demands(names, people, seats, quotas)


def rounding(demands: Demands, lottery: Lottery) -> float:
    """The largest difference of a person's share of the tickets and the exact chance."""
    starts = [tickets.start(kind) for kind in demands.kinds]
    counted = tickets.counts(demands.kinds, starts, tickets.ranges(lottery))
    exact = np.repeat(lottery.chances, [len(kind.ids) for kind in demands.kinds])
    return float(np.abs(np.array(list(counted.values())) / tickets.TICKETS - exact).max())


def main(features: str, pool: str, seats: str) -> None:
    demands = demands_of(Path(features), Path(pool), int(seats))
    began = time.process_time()
    lottery = fairest(demands)
    seconds = time.process_time() - began
    assert lottery.exact
    print(
        json.dumps(
            {
                "seconds": seconds,
                "smallest": lottery.smallest,
                "panels": len(lottery.weights),
                "types": len(demands.kinds),
                "cuts": lottery.cuts,
                "rounding": rounding(demands, lottery),
                "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
