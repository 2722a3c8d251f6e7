"""gunicorn under measurement: what a server process spends per request, and a client that keeps its line open."""

import http.client
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

import psutil

from tests.support.server import LiveServer


@dataclass
class Fetched:
    status: int
    body: bytes
    headers: dict[str, str]


class Line:
    """One visitor's connection, as a browser holds it open."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str, **headers: str) -> Fetched:
        asked = {"Accept-Encoding": "identity", **headers}
        try:
            self.connection.request("GET", path, headers=asked)
            answer = self.connection.getresponse()
        except ConnectionError:  # the server closed the line while the other one was measured
            self.connection.close()
            self.connection.request("GET", path, headers=asked)
            answer = self.connection.getresponse()
        return Fetched(answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()})

    def close(self) -> None:
        self.connection.close()


@contextmanager
def line(port: int) -> Iterator[Line]:
    made = Line(port)
    try:
        yield made
    finally:
        made.close()


def cpu_seconds(server: LiveServer) -> float:
    """User and system time of all processes of the server so far, in steps of a hundredth of a second."""
    assert server.process is not None
    master = psutil.Process(server.process.pid)
    times = [process.cpu_times() for process in (master, *master.children(recursive=True))]
    return float(sum(time.user + time.system for time in times))


def cost(server: LiveServer, fetch: Callable[[], Fetched], requests: int) -> float:
    """CPU milliseconds of the server per request."""
    before = cpu_seconds(server)
    for _ in range(requests):
        fetched = fetch()
        assert fetched.status == 200, fetched.status
    return 1000 * (cpu_seconds(server) - before) / requests


def interleaved(first: Callable[[], float], second: Callable[[], float], rounds: int) -> tuple[float, float, float]:
    """Medians of both, and the median of the rounds' own ratios first / second."""
    pairs = [(first(), second()) for _ in range(rounds)]
    ratios = [one / other for one, other in pairs if other]
    return (
        statistics.median(one for one, _ in pairs),
        statistics.median(other for _, other in pairs),
        statistics.median(ratios) if ratios else 0.0,
    )


class Installed(LiveServer):
    """The product, started as an installation starts it: what is measured is not forked from a test."""

    module = "regiodialoog"

    def _launch(self, env: dict[str, str], log: IO[bytes]) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", self.module, "serve", "--port", str(self.port)],
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


class BareServer(Installed):
    """The bare list (``_bare``) behind the same gunicorn, with the same settings."""

    module = "benchmarks._bare"
