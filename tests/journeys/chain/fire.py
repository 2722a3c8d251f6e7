"""The demonstration in a real server with a real worker, and between them and the browsers somebody who kills both at
random moments of what people send. The browser waits, as a person would who sends the same form again."""

import random
import re
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from regiodialoog.audit.models import AuditEvent, TrailLine
from regiodialoog.core import clock, jobs
from regiodialoog.core.db import db
from regiodialoog.core.web.idempotency import SpentKey, of_form
from tests.conftest import dispose, make_app, settings_for
from tests.journeys.chain.world import World, answering
from tests.reliability.post_office import Worker, wait_for
from tests.reliability.visitor import Answer, Submit, Visitor
from tests.support import nursery
from tests.support.moved_clock import MovedClock
from tests.support.server import LiveServer, serving

KEY = re.compile(r"""\bidempotency_key(?:=|"\r\n\r\n)([\w-]+)""")
"""In a form with a file and in one without."""
FORMS = 55
"""So many are sent in the story, signing in aside: the kills are spread over them."""


class Fire:
    """Carries requests to the server, and kills it, the worker or both while ``kills`` of them are under way.

    ``sent``: the forms so far. ``lost``: the addresses of forms that were acknowledged and of which nothing is stored.
    """

    def __init__(self, live: LiveServer, workers: "Workers", kills: int, chance: random.Random) -> None:
        self._live, self._workers, self._chance = live, workers, chance
        self._planned = Counter(chance.choices(range(FORMS), k=kills))
        self._visitor = Visitor(live.port)
        self._seconds = [0.1]
        self.sent = 0
        self._alone = threading.Lock()
        self.hits: Counter[str] = Counter()
        self.acknowledged = 0
        self.lost: list[str] = []

    def carry(self, path: str, request: bytes, form: str) -> bytes:
        """The whole answer to a request; ``form`` is what was typed, "" if nothing is sent in."""
        with self._alone:
            if form and "/inloggen" not in path:
                for _ in range(self._planned[self.sent]):
                    self._kill_under(path, request, form)
                self.sent += 1
            answer = self._visitor.fetch(request)
        assert answer.raw, f"no answer from {path}"
        if form:
            self._seconds.append(answer.seconds)
        return answer.raw

    def _kill_under(self, path: str, request: bytes, form: str) -> None:
        submit = Submit(self._visitor, request)
        time.sleep(self._chance.uniform(0, 1.2 * statistics.median(self._seconds)))
        what = self._chance.choice(("server", "worker", "both"))
        if what != "server":
            self._workers.kill()
        if what != "worker":
            self._live.kill()
        submit.join()
        if what != "worker":
            self._live.start()
        if what != "server":
            self._workers.start()
        self.hits[what] += 1
        self._note(path, submit.answer, form)

    def _note(self, path: str, answer: Answer, form: str) -> None:
        if answer.complete and answer.status == 303:
            self.acknowledged += 1
            key = KEY.search(form)
            if key is None or not self._workers.is_spent(key[1]):
                self.lost.append(path)


class Workers:
    """One worker after the other."""

    def __init__(self, app: Flask, live: LiveServer, **settings: str) -> None:
        self._app, self.live, self._settings = app, live, settings
        self.start()

    def start(self) -> None:
        self._worker = Worker(self.live.database_url, self.live.storage, "", **self._settings)

    def kill(self) -> None:
        self._worker.kill()

    def is_spent(self, key: str) -> bool:
        """Whether what was sent with this key is stored: the key stands in the same transaction."""
        spent = select(func.count()).where(SpentKey.key.startswith(of_form(key)), SpentKey.location != "")
        with self._app.app_context():
            return bool(db.session.scalar(spent))

    def wait(self) -> None:
        """Until all is done that is due. Fails if some of it went wrong."""
        due = select(func.count()).where(
            jobs.Job.state.in_((jobs.JobState.WAITING, jobs.JobState.RUNNING)), jobs.Job.run_at <= clock.now()
        )
        failed = select(jobs.Job.kind, jobs.Job.last_error).where(jobs.Job.last_error != "")
        self.wait_until(lambda: db.session.scalar(due) == 0)
        with self._app.app_context():
            assert not db.session.execute(failed).all(), "a job of the worker failed"

    def wait_until(self, what: Callable[[], bool]) -> None:
        """``what`` is asked in a transaction of its own every time."""

        def now() -> bool:
            db.session.rollback()
            return what()

        with self._app.app_context():
            wait_for(now, 120, self.log, every=0.05)

    def log(self) -> str:
        return (self.live.storage / "worker.log").read_text()


class WorldUnderFire(World):
    """``fire`` knows what was killed, ``live`` is the server behind it."""

    def __init__(self, app: Flask, url: str, moving: MovedClock, workers: Workers, fire: Fire) -> None:
        super().__init__(app, url, moving)
        self._workers, self.fire, self.live = workers, fire, workers.live

    def work(self) -> None:
        self._workers.wait()

    def rest(self) -> None:
        """Until all of the log is sealed, too."""
        unsealed = select(
            select(func.count()).where(AuditEvent.public).scalar_subquery()
            - select(func.count()).select_from(TrailLine).scalar_subquery()
        )
        self._workers.wait_until(lambda: db.session.scalar(unsealed) == 0)


def _handler(carry: Callable[[str, bytes, str], bytes]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._carry()

        def do_POST(self) -> None:
            self._carry()

        def _carry(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            heads = [(name, value) for name, value in self.headers.items() if name.lower() != "connection"]
            lines = [self.requestline, *(f"{name}: {value}" for name, value in heads), "Connection: close"]
            request = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body
            self.wfile.write(carry(self.path, request, body.decode("latin-1")))
            self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the library
            pass

    return Handler


@contextmanager
def under_fire(
    database_url: str, storage: Path, patch: pytest.MonkeyPatch, kills: int, seed: int = 29
) -> Iterator[WorldUnderFire]:
    """Serve the demonstration of this database, beginning tomorrow morning: nothing in it is still to come."""
    file = storage / "clock"
    moving = MovedClock(file)
    patch.setattr(clock, "_fixed", moving)
    settings: Any = {"REGIODIALOOG_DEMO": "1", "REGIODIALOOG_LOG_LEVEL": "WARNING", nursery.CLOCK: str(file)}
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    url = f"http://127.0.0.1:{proxy.server_port}"
    app = make_app(settings_for(database_url, storage, demo=True, base_url=url))
    with serving(database_url, storage, REGIODIALOOG_BASE_URL=url, **settings) as live:
        workers = Workers(app, live, **settings)
        fire = Fire(live, workers, kills, random.Random(seed))
        proxy.RequestHandlerClass = _handler(fire.carry)
        try:
            with answering(proxy):
                world = WorldUnderFire(app, url, moving, workers, fire)
                world.passes(days=1)
                yield world
        finally:
            workers.kill()
            dispose(app)
