"""The exact draw, by itself and beside the maximin of sortition-algorithms on the same pools; CPU seconds, one core."""

import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
PEER = ROOT / ".venv-peers" / "bin" / "python"
POOLS = {"syn_200_24": 24, "syn_500_40": 40, "syn_1000_60": 60, "syn_2000_110": 110}
GOALS = {"syn_500_40": 2.5, "syn_1000_60": 5.0, "syn_2000_110": 10.0, "n=5000 k=150": 35.0}
BESIDE = (
    ("syn_500_40", "highspy", 20),
    ("syn_1000_60", "highspy", 30),
    ("syn_1000_60", "mip-cbc", 6),
    ("syn_2000_110", "mip-cbc", 6),
)
FEATURES = {
    "category": ["resident", "civil_society", "business", "education", "profession"],
    "municipality": [f"M{n}" for n in range(1, 8)],
    "age": ["16-24", "25-39", "40-54", "55-69", "70+"],
    "gender": ["female", "male"],
    "education": ["basic", "vocational", "upper_secondary", "tertiary"],
}
SMALL = "n=60 k=10 with cuts, median"


def _beside(name: str, backend: str) -> str:
    return f"{name}: in times of its maximin ({backend})"


LIMITS = {
    **{f"{name}: CPU": seconds for name, seconds in GOALS.items()},
    **{f"{name}: peak memory": 250.0 for name in GOALS},
    **{_beside(name, backend): 1 / times for name, backend, times in BESIDE},
    f"{SMALL}: CPU": 2.0,
    "largest rounding of a chance": 1e-4,
    "smallest chance below its maximin, at most": 1e-6,
}


def run() -> list[tuple[str, float, str]]:
    data = Path(os.environ.get("REGIODIALOOG_SHARED", ROOT.parent / "shared")) / "data" / "sortition"
    found: list[tuple[str, float, str]] = []
    rounded, ours = [], {}
    with tempfile.TemporaryDirectory() as folder:
        cases = {
            name: (data / name / "categories.csv", data / name / "respondents.csv", seats)
            for name, seats in POOLS.items()
        }
        cases["n=5000 k=150"] = _pool(Path(folder), 5000, 150, seed=1)
        for name, files in cases.items():
            one = ours[name] = _ours(*files)
            rounded.append(one["rounding"])
            found += [
                (f"{name}: CPU", one["seconds"], "s"),
                (f"{name}: peak memory", one["megabytes"], "MB"),
                (f"{name}: types", one["types"], ""),
                (f"{name}: panels", one["panels"], ""),
                (f"{name}: smallest chance", one["smallest"], ""),
            ]
        small = [_ours(*_pool(Path(folder), 60, 10, seed=seed)) for seed in range(40)]
        cut = [one["seconds"] for one in small if one["cuts"]]
        rounded += [one["rounding"] for one in small]
        found += [
            ("n=60 k=10: draws with cuts, of 40", len(cut), ""),
            (f"{SMALL}: CPU", statistics.median(cut), "s"),
            ("n=60 k=10 with cuts, slowest: CPU", max(cut), "s"),
            ("largest rounding of a chance", max(rounded), ""),
        ]
        below = -1.0
        for name, backend, _times in BESIDE:
            peer = _json(PEER, ROOT / "benchmarks" / "_peer.py", *cases[name], backend)
            below = max(below, peer["smallest"] - ours[name]["smallest"])
            found += [
                (f"{name}: CPU of its maximin ({backend})", peer["seconds"], "s"),
                (_beside(name, backend), ours[name]["seconds"] / peer["seconds"], ""),
            ]
        found.append(("smallest chance below its maximin, at most", below, ""))
    return found


def _ours(features: Path, pool: Path, seats: int) -> dict[str, Any]:
    return _json(Path(sys.executable), "-m", "benchmarks._draws", features, pool, seats)


def _json(*command: object) -> dict[str, Any]:
    alone = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    parts = [str(part) for part in command]
    done = subprocess.run(parts, cwd=ROOT, env=alone, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _pool(folder: Path, people: int, seats: int, *, seed: int) -> tuple[Path, Path, int]:
    """A random pool, with quotas of one place around a panel of it: tight, and possible."""
    random = np.random.default_rng(seed)
    shares = {feature: random.dirichlet(np.ones(len(values)) * 3) for feature, values in FEATURES.items()}
    pool = [{f: str(random.choice(values, p=shares[f])) for f, values in FEATURES.items()} for _ in range(people)]
    once = [pool[n] for n in random.choice(people, seats, replace=False)]
    features_file, pool_file = folder / f"features{seed}-{people}.csv", folder / f"pool{seed}-{people}.csv"
    with features_file.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["feature", "value", "min", "max"])
        for feature, values in FEATURES.items():
            for value in values:
                count, below = sum(one[feature] == value for one in once), int(random.integers(0, 2))
                writer.writerow([feature, value, max(0, count - below), count + 1 - below])
    with pool_file.open("w", newline="") as file:
        table = csv.DictWriter(file, list(FEATURES))
        table.writeheader()
        table.writerows(pool)
    return features_file, pool_file, seats
