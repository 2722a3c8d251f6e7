"""Processes of the product, forked from one that has read its code already: what each would spend on reading is
spent once per test process, and on compiling templates once per run. They are processes of their own in all else:
environment, folder, session, files, signals.

Run as a program this is the mother; it takes orders on the socket that it was given, and ends with whoever holds the
other end. Her children outlive that, as processes do. She finds what is beside her under the names of the standard
library, so she imports nothing but that before she looks elsewhere.
"""

import array
import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]
NUMBER = "i"
CLOCK = "NURSERY_CLOCK"
"""In the environment of a child: the file of the moved clock by which it lives."""


class Child:
    """``python -m regiodialoog …`` as subprocess.Popen would have it: ``wait`` raises subprocess.TimeoutExpired."""

    def __init__(self, arguments: Sequence[str], pid: int, ending: int) -> None:
        self.args = list(arguments)
        self.pid = pid
        self.returncode: int | None = None
        self._ending = ending

    def __del__(self) -> None:
        if self.returncode is None:
            os.close(self._ending)

    def poll(self) -> int | None:
        return self._look(0)

    def wait(self, timeout: float | None = None) -> int:
        if (code := self._look(timeout)) is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def _look(self, timeout: float | None) -> int | None:
        if self.returncode is None:
            with selectors.DefaultSelector() as waiting:
                waiting.register(self._ending, selectors.EVENT_READ)
                if waiting.select(timeout):
                    told = os.read(self._ending, 4)
                    self.returncode = array.array(NUMBER, told)[0] if told else -signal.SIGKILL
                    os.close(self._ending)
        return self.returncode


def start(
    *arguments: str, env: Mapping[str, str], output: IO[Any], errors: IO[Any] | None = None, cwd: Path | None = None
) -> Child:
    """Start a command of the product in a session of its own, with nothing to read. ``errors`` go with the output
    where no other place is given."""
    order = json.dumps(
        {"arguments": arguments, "env": dict(env), "cwd": str(cwd or Path.cwd()), "templates": _templates()}
    ).encode()
    ended, ending = os.pipe()
    files = [output.fileno(), (errors or output).fileno(), ending]
    try:
        pid = _mother().order(order, files)
    finally:
        os.close(ending)
    return Child(arguments, pid, ended)


def run(
    *arguments: str, env: Mapping[str, str], cwd: Path | None = None, timeout: float = 120
) -> "subprocess.CompletedProcess[str]":
    """A command of the product, to its end."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        child = start(*arguments, env=env, output=output, errors=errors, cwd=cwd)
        try:
            code = child.wait(timeout)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            raise
        told = []
        for file in (output, errors):
            file.seek(0)
            told.append(file.read().decode())
        return subprocess.CompletedProcess(child.args, code, *told)


def _templates() -> str:
    """The folder with what the applications of this process compiled of their templates; "" where they keep none."""
    from flask import Flask
    from jinja2 import FileSystemBytecodeCache

    kept = Flask.jinja_options.get("bytecode_cache")
    return kept.directory if isinstance(kept, FileSystemBytecodeCache) else ""


class _Mother:
    def __init__(self) -> None:
        self._line, hers = socket.socketpair()
        self._taking = threading.Lock()
        with hers:
            self._process = subprocess.Popen(
                [sys.executable, __file__, str(hers.fileno())],
                pass_fds=[hers.fileno()],
                env={name: value for name, value in os.environ.items() if not name.startswith("REGIODIALOOG_")},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )

    def order(self, what: bytes, files: list[int]) -> int:
        """The process id of the child."""
        with self._taking:
            socket.send_fds(self._line, [len(what).to_bytes(4, "big")], files)
            self._line.sendall(what)
            told = self._line.recv(4, socket.MSG_WAITALL)
        if len(told) < 4:
            raise RuntimeError("the process that starts the product's processes ended; its errors are above")
        return array.array(NUMBER, told)[0]

    def close(self) -> None:
        self._line.close()
        self._process.wait(10)


_mothers: list[_Mother] = []


def _mother() -> _Mother:
    if not _mothers:
        _mothers.append(_Mother())
    return _mothers[0]


def close() -> None:
    while _mothers:
        _mothers.pop().close()


# ── the mother ───────────────────────────────────────────────────────────────


def _take(line: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """The next order and its files; None when nobody is there any more."""
    size, files, _flags, _address = socket.recv_fds(line, 4, 3)
    if not size:
        return None
    what = line.recv(int.from_bytes(size, "big"), socket.MSG_WAITALL)
    return json.loads(what), files


def _bury(children: dict[int, int]) -> None:
    """Tell of each child that ended how it did."""
    while children:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        ending = children.pop(pid)
        code = array.array(NUMBER, [os.waitstatus_to_exitcode(status)]).tobytes()
        with contextlib.suppress(BrokenPipeError):  # whoever started it may not ask any more
            os.write(ending, code)
        os.close(ending)


def _become(order: dict[str, Any], files: list[int]) -> None:
    """From here on a process like any other."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    for file, place in zip(files, (1, 2), strict=False):
        os.dup2(file, place)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["env"])
    time.tzset()
    if order["templates"]:
        from flask import Flask
        from jinja2 import FileSystemBytecodeCache

        Flask.jinja_options["bytecode_cache"] = FileSystemBytecodeCache(order["templates"])
    if CLOCK in os.environ:
        from regiodialoog.core import clock
        from tests.support.moved_clock import MovedClock

        clock._fixed = MovedClock(Path(os.environ[CLOCK]))  # type: ignore[assignment]
    sys.argv = ["regiodialoog", *order["arguments"]]


def _serve(line: socket.socket) -> bool:
    """Take orders. Returns True in a child that shall do one; False when there are no more."""
    woken, waking = os.pipe()
    for end in (woken, waking):
        os.set_blocking(end, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waking, warn_on_full_buffer=False)
    children: dict[int, int] = {}
    with selectors.DefaultSelector() as waiting:
        waiting.register(line, selectors.EVENT_READ)
        waiting.register(woken, selectors.EVENT_READ)
        while True:
            for key, _ in waiting.select():
                if key.fileobj is woken:
                    os.read(woken, 4096)
                    _bury(children)
                    continue
                if (taken := _take(line)) is None:
                    return False
                order, files = taken
                pid = os.fork()
                if not pid:
                    _become(order, files)
                    return True
                children[pid] = files[2]
                for file in files[:2]:
                    os.close(file)
                line.sendall(array.array(NUMBER, [pid]).tobytes())


def read_the_code() -> None:
    """All that a child may need: what a command reads only when it runs, the application before all, too."""
    from sqlalchemy.orm import configure_mappers

    import regiodialoog.app  # noqa: F401 - the longest to read, by far
    from regiodialoog.cli.main import COMMANDS
    from regiodialoog.core import i18n

    for place in COMMANDS.values():
        importlib.import_module(f"regiodialoog.cli.{place.partition(':')[0]}")
    for name in ("alembic.command", "gunicorn.workers.gthread"):
        importlib.import_module(name)
    configure_mappers()
    for language in i18n.LANGUAGES:
        i18n.catalog(language)


if __name__ == "__main__":
    sys.path[0] = str(ROOT)
    read_the_code()
    from regiodialoog.__main__ import main

    gc.freeze()  # a child that ends looks through all that it was born with, for half a second, and finds nothing
    if _serve(socket.socket(fileno=int(sys.argv[1]))):
        main()
