"""``./dev demo`` of a fresh clone: with nothing there, and again. Cold includes fetching the packages."""

import os
import re
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COLD, WARM = "cold start, until the first page", "start again, until the first page"
LIMITS = {COLD: 60.0, WARM: 5.0}


def run() -> list[tuple[str, float, str]]:
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", "--depth=1", f"file://{ROOT}", clone], check=True)
        rows: list[tuple[str, float, str]] = []
        for what in (COLD, WARM):
            seconds, parts = _start(clone)
            rows.append((what, seconds, "s"))
            rows += [(f"  of which {part}", amount, "s") for part, amount in parts]
    return rows


def _start(clone: Path) -> tuple[float, list[tuple[str, float]]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("REGIODIALOOG_", "VIRTUAL_ENV"))}
    log = clone.parent / f"{port}.log"
    started = time.perf_counter()
    with log.open("wb") as out:
        process = subprocess.Popen(
            [clone / "dev", "demo", "--port", str(port)],
            env=kept, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True,
        )  # fmt: skip
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).close()
                break
            except (urllib.error.URLError, ConnectionError):
                if process.poll() is not None or time.perf_counter() - started > 600:
                    raise RuntimeError(log.read_text()) from None
                time.sleep(0.05)
        seconds = time.perf_counter() - started
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    parts = re.findall(r"^(\w+) +(\d+\.\d+) s$", log.read_text(), re.MULTILINE)
    return seconds, [(part, float(amount)) for part, amount in parts]
