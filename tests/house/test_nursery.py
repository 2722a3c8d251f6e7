"""A process from the nursery is one like any other: its own environment, folder, session, files and end."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from tests.support import nursery
from tests.support.server import environment

READS_MORE = """
import sys
from regiodialoog.__main__ import main
from tests.support import nursery

nursery.read_the_code()
known = set(sys.modules)
sys.argv = ["regiodialoog", "db", "upgrade"]
try:
    main()
finally:
    print(sorted(name for name in set(sys.modules) - known if name.startswith("regiodialoog")))
"""


def test_a_child_says_and_ends_as_a_process_of_its_own_would(tmp_path: Path) -> None:
    env = environment("", tmp_path)
    wanted = subprocess.run(
        [sys.executable, "-m", "regiodialoog", "tally", "nowhere.json"],
        env=env, cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = nursery.run("tally", "nowhere.json", env=env, cwd=tmp_path)
    assert (found.returncode, found.stdout, found.stderr) == (wanted.returncode, wanted.stdout, wanted.stderr)
    assert found.returncode == 2


def test_a_child_finds_all_code_of_the_product_read(tmp_path: Path) -> None:
    """Reading it takes four times as long as making the application, and there are hundreds of children."""
    told = subprocess.run(
        [sys.executable, "-c", READS_MORE], env=environment("", tmp_path), cwd=nursery.ROOT,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (told.returncode, told.stdout) == (0, "[]\n"), told.stderr


def test_children_have_nothing_of_each_other(tmp_path: Path) -> None:
    first, second = (tmp_path / name for name in ("first", "second"))
    for folder in (first, second):
        assert nursery.run("db", "upgrade", env=environment("", folder)).returncode == 0
    assert nursery.run("db", "upgrade", env={}).returncode == 2, "no setting of an earlier child is left"
    assert all((folder / "regiodialoog.db").is_file() for folder in (first, second))


def test_a_child_is_killed_alone_and_that_is_told(tmp_path: Path) -> None:
    assert nursery.run("db", "upgrade", env=environment("", tmp_path)).returncode == 0
    with tempfile.TemporaryFile() as output:
        one, other = (nursery.start("worker", env=environment("", tmp_path), output=output) for _ in range(2))
        while os.getsid(one.pid) != one.pid:  # a child takes a session of its own some time after the fork
            assert one.poll() is None
            time.sleep(0.01)
        with pytest.raises(subprocess.TimeoutExpired):
            one.wait(0.01)
        one.send_signal(signal.SIGKILL)
        assert one.wait(10) == -signal.SIGKILL
        assert not psutil.pid_exists(one.pid)
        assert other.poll() is None
        other.send_signal(signal.SIGTERM)
        assert other.wait(20) in {0, -signal.SIGTERM}  # it may not have come to where it listens
