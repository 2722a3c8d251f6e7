"""The real server in a process of its own, on a free loopback port, as an installation runs it."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import psutil

from tests.support import nursery

SECRET = "the-secret-of-the-tests-which-is-long-enough"
OWN = (
    "REGIODIALOOG_UPDATE_DOCS",
    "REGIODIALOOG_SHARED",
    "REGIODIALOOG_REQUIRE_SHARED",
    "REGIODIALOOG_CHROMIUM",
    "REGIODIALOOG_SCREENSHOTS",
    "REGIODIALOOG_AXE",
)


def environment(database_url: str, storage: Path, **more: str) -> dict[str, str]:
    """The environment of an installation under test: nothing of the developer's own settings gets in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REGIODIALOOG_")}
    return kept | {
        "REGIODIALOOG_DATABASE_URL": database_url,
        "REGIODIALOOG_SECRET_KEY": SECRET,
        "REGIODIALOOG_STORAGE": str(storage),
        "REGIODIALOOG_QUICKEST_FORM": "0",
        **more,
    }


class LiveServer:
    """gunicorn serving the application at ``url``; ``kill()`` and ``start()`` as often as a test likes."""

    def __init__(self, database_url: str, storage: Path, settings: Mapping[str, str], *, workers: int = 1) -> None:
        self.database_url = database_url
        self.storage = storage
        self.settings = dict(settings)
        self.workers = workers
        self.log_path = storage / "server.log"
        self.process: nursery.Child | subprocess.Popen[bytes] | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return self.log_path.read_text(errors="replace")

    def start(self) -> None:
        settings = {"REGIODIALOOG_BASE_URL": self.url, "REGIODIALOOG_WORKERS": str(self.workers), **self.settings}
        with self.log_path.open("ab") as log:
            self.process = self._launch(environment(self.database_url, self.storage, **settings), log)
        self._wait_until_ready()

    def _launch(self, env: dict[str, str], log: IO[bytes]) -> "nursery.Child | subprocess.Popen[bytes]":
        return nursery.start("serve", "--port", str(self.port), env=env, output=log)

    def kill(self) -> None:
        """As a power cut: every process of the server at once, in the middle of whatever it does."""
        if self.process is not None:
            family: list[psutil.Process] = []
            with suppress(psutil.NoSuchProcess, ProcessLookupError):  # somebody may have killed it before us
                family = [psutil.Process(self.process.pid)]
                family += family[0].children(recursive=True)
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)
            self.process = None
            while any(lives(member) for member in family) or self._listens():
                time.sleep(0.005)

    def _listens(self) -> bool:
        """Whether the port is still held: by threads of a process whose first thread is gone already, say."""
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except ConnectionRefusedError:
            return False
        except OSError:
            return True
        return True

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                raise RuntimeError(f"The server stopped while starting:\n{self.log}")
            with suppress(urllib.error.URLError, ConnectionError, TimeoutError):
                urllib.request.urlopen(f"{self.url}/health", timeout=2).close()
                return
            time.sleep(0.05)
        raise RuntimeError(f"The server did not answer in 30 s:\n{self.log}")


def lives(process: psutil.Process) -> bool:
    """Whether it can still do anything: a zombie that nobody waited for cannot."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@contextmanager
def serving(
    database_url: str, storage: Path, *, workers: int = 1, kind: type[LiveServer] = LiveServer, **settings: str
) -> Iterator[LiveServer]:
    """A live server on a database; ``settings`` by their full names (``REGIODIALOOG_DEMO="1"``)."""
    server = kind(database_url, storage, settings, workers=workers)
    server.start()
    try:
        yield server
    finally:
        server.kill()  # a polite goodbye takes gunicorn two seconds
