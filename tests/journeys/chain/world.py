"""The demonstration in a server of this very process, where the test moves time for everybody at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from socketserver import BaseServer

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from regiodialoog.core import clock, jobs
from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.core.db import db
from regiodialoog.core.watching import look_around
from tests.conftest import make_app, settings_for
from tests.support.moved_clock import MovedClock


class World:
    """``url`` is where the site stands; ``work()`` does what the worker would have done by now."""

    def __init__(self, app: Flask, url: str, moving: MovedClock) -> None:
        self.app, self.url, self._clock = app, url, moving

    @property
    def today(self) -> date:
        return clock.today()

    def comes_to(self, day: date, hour: int = 10, minute: int = 0) -> None:
        """Let it become that time in the region, and let the worker do what has become due."""
        self._clock.move_to(datetime.combine(day, time(hour, minute), tzinfo=AMSTERDAM))
        self.work()

    def passes(self, **much: int) -> None:
        """``passes(days=2)``: so much later, at ten in the morning; ``passes(hours=1)``: an hour later."""
        if "days" in much or "weeks" in much:
            self.comes_to(self.today + timedelta(**much))
        else:
            self._clock.move_to(self._clock.get().astimezone(AMSTERDAM) + timedelta(**much))
            self.work()

    def work(self) -> None:
        with self.app.app_context():
            look_around()
            while jobs.run_next():
                pass
            failed = db.session.execute(select(jobs.Job.kind, jobs.Job.last_error).where(jobs.Job.last_error != ""))
            assert not failed.all(), "a job of the worker failed; the log above says why"
            db.session.remove()


class _Silent(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


@contextmanager
def answering(server: BaseServer) -> Iterator[None]:
    """Within, a server answers, in a thread of its own."""
    serving = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    serving.start()
    try:
        yield
    finally:
        server.shutdown()
        serving.join()
        server.server_close()


@contextmanager
def demonstration(storage: Path, patch: pytest.MonkeyPatch) -> Iterator[World]:
    """Serve the demonstration that lies in ``storage``, beginning tomorrow morning: nothing in it is still to come."""
    moving = MovedClock(storage / "clock")
    patch.setattr(clock, "_fixed", moving)
    server = make_server("127.0.0.1", 0, _not_yet, threaded=True, request_handler=_Silent)
    url = f"http://127.0.0.1:{server.server_port}"
    server.app = app = make_app(settings_for("", storage, demo=True, base_url=url))
    with answering(server):
        world = World(app, url, moving)
        world.passes(days=1)
        yield world


def _not_yet(_environ: object, _start_response: object) -> list[bytes]:
    raise RuntimeError("nobody asks before there is an application")
