"""Runs in the environment of the peers, knows nothing of the product: maximin of sortition-algorithms on two CSV files.

``python _peer.py FEATURES.csv POOL.csv SEATS BACKEND`` prints ``{"seconds", "smallest", "panels"}``; CPU seconds of
this process, without reading the files.
"""

import csv
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

from sortition_algorithms.committee_generation.maximin import find_distribution_maximin
from sortition_algorithms.features import read_in_features
from sortition_algorithms.people import read_in_people
from sortition_algorithms.settings import Settings


def main(features_file: str, pool_file: str, seats: str, backend: str) -> None:
    with Path(features_file).open(encoding="utf-8") as file:
        read = list(csv.DictReader(file))
    rows = [{"feature": row["category"], "value": row["feature"], "min": row["min"], "max": row["max"]} for row in read]
    features, *_rest = read_in_features(list(rows[0]), rows)
    with Path(pool_file).open(encoding="utf-8") as file:
        people_rows = [{"id": f"p{n}", **row} for n, row in enumerate(csv.DictReader(file), 1)]
    settings = Settings(id_column="id", columns_to_keep=[])
    people, _report = read_in_people(list(people_rows[0]), people_rows, features, settings)
    began = time.process_time()
    panels, weights, _report = find_distribution_maximin(features, people, int(seats), [], backend)
    seconds = time.process_time() - began
    chances = defaultdict(float)
    for panel, weight in zip(panels, weights, strict=True):
        for person in panel:
            chances[person] += weight
    smallest = min(chances[row["id"]] for row in people_rows)
    print(json.dumps({"seconds": seconds, "smallest": smallest, "panels": len(panels)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
