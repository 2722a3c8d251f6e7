"""Equal Shares and Schulze on very many ballots, alone and beside pabutools and abcvoting; CPU seconds, one core.

The ballots are invented, with a fixed seed: popularities as long-tailed as in real participatory budgets, four wishes a
ballot on average. Our counts are whole: from the values of a poll file to its result in steps.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks._tallies import CASES, made

ROOT = Path(__file__).resolve().parents[1]
PEER = ROOT / ".venv-peers" / "bin" / "python"
BESIDE = (
    ("equal shares, small", "pabutools, fractions"),
    ("equal shares, 6,586 × 64", "pabutools, fractions"),
    ("equal shares, 6,586 × 64, no completion", "pabutools, fractions"),
    ("equal shares, 65,101 × 119, no completion", "pabutools, fractions"),
    ("phragmén, 6,586 × 64", "pabutools, fractions"),
    ("phragmén, 12 seats", "abcvoting, fractions"),
)
"""What the others are asked for; the rest would take them hours."""
LIMITS = {
    "equal shares, 6,586 × 64: CPU": 1.0,
    "equal shares, 65,101 × 119: CPU": 2.5,
    "schulze, 100,000 × 50: CPU": 2.0,
    **{f"{name}: other winners": 0.0 for name, _peer in BESIDE},
}


def run() -> list[tuple[str, float, str]]:
    found: list[tuple[str, float, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        ours: dict[str, dict[str, Any]] = {}
        for name in CASES:
            file = Path(folder) / f"{len(ours)}.json"
            file.write_text(json.dumps(made(name)))
            one = ours[name] = _json(Path(sys.executable), "-m", "benchmarks._tallies", file)
            found += [
                (f"{name}: CPU", one["seconds"], "s"),
                (f"{name}: peak memory", one["megabytes"], "MB"),
                (f"{name}: winners", len(one["winners"]), ""),
            ]
        for name, library in BESIDE:
            file = Path(folder) / f"{list(CASES).index(name)}.json"
            peer = _json(PEER, ROOT / "benchmarks" / "_tally_peer.py", file)
            found += [
                (f"{name}: CPU of {library}", peer["seconds"], "s"),
                (f"{name}: other winners", float(sorted(peer["winners"]) != sorted(ours[name]["winners"])), ""),
            ]
    return found


def _json(*command: object) -> dict[str, Any]:
    alone = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    parts = [str(part) for part in command]
    done = subprocess.run(parts, cwd=ROOT, env=alone, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
