"""No room for another page: the kernel refuses every write past a size, as a full disk does."""

import resource
import sqlite3
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from tests.reliability.assault import INVITATION, sign_in_as_bureau
from tests.reliability.visitor import Visitor

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("backend", ["sqlite"], indirect=True)]


def _limit_files(server, size: int) -> None:
    """How large a file the server's processes may write. Python ignores the signal, so that the write itself fails."""
    master = psutil.Process(server.process.pid)
    for process in (master, *master.children(recursive=True)):
        process.rlimit(psutil.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def _begin_log_anew(database: Path) -> None:
    """A log that was written back is filled again from its beginning: then it has room within its size."""
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() == (0, 0, 0)


def test_a_full_disk_is_told_in_dutch_and_loses_nothing(durable_demo, stored):
    visitor = Visitor(durable_demo.port)
    sign_in_as_bureau(visitor, stored)
    _begin_log_anew(durable_demo.storage / "regiodialoog.db")
    before = range(1, 6)
    for number in before:
        assert visitor.submit(INVITATION.path, **INVITATION.typed(number)).status == 303
    request = visitor.request("POST", INVITATION.path, visitor.form(INVITATION.path) | INVITATION.typed(6))

    _limit_files(durable_demo, (durable_demo.storage / "regiodialoog.db-wal").stat().st_size)
    for _ in range(3):
        refused = visitor.fetch(request)
        assert refused.status == 500
        assert "<h1" in refused.text
        assert "Er ging bij ons iets mis" in refused.text
        assert "niet opgeslagen" in refused.text
        assert visitor.get("/agenda").status == 200, "reading goes on"
    assert INVITATION.rows(stored, 6) == 0

    _limit_files(durable_demo, resource.RLIM_INFINITY)
    assert visitor.fetch(request).status == 303, "with room again the very same form is stored"
    assert [INVITATION.rows(stored, number) for number in (*before, 6)] == [1] * 6
    assert {count for _, count in stored.all(INVITATION.events)} == {1}
    assert stored.one("PRAGMA integrity_check") == "ok"
