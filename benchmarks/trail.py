"""Sealing public events beside bare inserts of as many rows, and checking a trail of 100,000 lines."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa

from benchmarks._databases import KINDS, databases
from regiodialoog.audit import actions, listeners
from regiodialoog.audit.files import as_list, per_line, trail_files
from regiodialoog.core.db import db, transaction
from regiodialoog.engines import trail
from regiodialoog.engines.trail_check import check
from tests.audit.happened import many
from tests.reliability.post_office import application

VERIFY = Path(__file__).resolve().parents[1] / "tools" / "verify.py"
LIMITS = {
    **{f"{kind}: CPU of the worker per event": 2.0 for kind in KINDS},
    "checking a long trail, CPU of the platform": 20.0,
    "checking a long trail, CPU of tools/verify.py": 20.0,
}


def run(*, events: int = 5000, lines: int = 100_000, kinds: tuple[str, ...] = KINDS) -> list[tuple[str, float, str]]:
    rows: list[tuple[str, float, str]] = []
    for kind in kinds:
        with databases(kind) as (found, folder), application(found.new(), folder) as app, app.app_context():
            rows += _sealing(kind, events)
    return rows + _checking(lines)


def _sealing(kind: str, events: int) -> list[tuple[str, float, str]]:
    many(events)
    before = time.perf_counter()
    _bare(events)
    bare = time.perf_counter() - before
    before, cpu = time.perf_counter(), time.process_time()
    while listeners.seal_some():
        pass
    sealing, cpu = time.perf_counter() - before, time.process_time() - cpu
    before = time.perf_counter()
    listeners.look_for_unsealed()
    looking = time.perf_counter() - before
    names = dict(zip(files := trail_files(), (per_line, as_list, per_line), strict=True))
    before = time.perf_counter()
    sent = sum(len(part) for name, rows in files.items() for part in names[name](rows))
    writing = time.perf_counter() - before
    db.session.remove()
    return [
        (f"{kind}: events sealed per second", events / sealing, ""),
        (f"{kind}: bare rows inserted per second", events / bare, ""),
        (f"{kind}: sealing, in bare inserts", sealing / bare, "times"),
        (f"{kind}: CPU of the worker per event", 1000 * cpu / events, "ms"),
        (f"{kind}: looking whether there is work", 1000 * looking, "ms"),
        (f"{kind}: files written per second", sent / writing / 1e6, "MB"),
    ]


def _bare(events: int) -> None:
    """As many rows of the same width, in as many transactions, with one unique key."""
    table = sa.Table("bare", sa.MetaData(), sa.Column("n", sa.Integer, primary_key=True), sa.Column("text", sa.Text))
    with transaction() as session:
        table.create(session.connection())
    for begin in range(0, events, actions.BATCH):
        batch = [{"n": begin + n, "text": "x" * 300} for n in range(min(actions.BATCH, events - begin))]
        with transaction() as session:
            session.execute(table.insert(), batch)


def _checking(count: int) -> list[tuple[str, float, str]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder, count)
        before = time.process_time()
        with (folder / "trail.jsonl").open("rb") as lines:
            found = check(lines, (folder / "seals.json").read_bytes(), ())
        engine = time.process_time() - before
        assert (found.lines, found.fault) == (count, None), found.fault
        before = _children()
        subprocess.run([sys.executable, "-I", "-S", str(VERIFY), name], check=True, stdout=subprocess.DEVNULL)
        program = _children() - before
    return [
        ("lines of the long trail", float(count), ""),
        ("checking a long trail, CPU of the platform", engine, "s"),
        ("checking a long trail, CPU of tools/verify.py", program, "s"),
    ]


def _children() -> float:
    """CPU seconds of the processes that this one started and that are over."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _write(folder: Path, count: int) -> None:
    """A trail of ordinary lines with a seal every 100."""
    prev, tree, seals, waiting = trail.START, trail.Tree(0, ()), [], []
    with (folder / "trail.jsonl").open("wb") as file:
        for n in range(1, count + 1):
            line = trail.make_line(
                n=n, at="2026-09-14T10:00:00Z", kind="agenda.theme_changed", subject=f"theme:{n % 90}",
                actor_role="bureau", data={"fields": ["title", "question"]}, prev=prev,
            )  # fmt: skip
            prev = line["sha256"]
            waiting.append(trail.canonical(line))
            file.write(waiting[-1] + b"\n")
            if n % 100 == 0 or n == count:
                tree = tree.grown(waiting)
                waiting.clear()
                seals.append(trail.make_seal(tree, "2026-09-14T10:00:00Z"))
    (folder / "seals.json").write_bytes(trail.canonical(seals))
    (folder / "texts.jsonl").write_bytes(b"")
