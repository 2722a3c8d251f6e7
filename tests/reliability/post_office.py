"""An outbox with letters, workers that are killed while they deliver, and the count of what came of it."""

import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from flask import Flask

from regiodialoog.accounts import actions
from regiodialoog.app import create_app
from regiodialoog.core.db import db, transaction
from regiodialoog.settings import load_settings
from tests.reliability.installation import Stored
from tests.reliability.sink import Sink
from tests.support import nursery, server

FOLLOWS = 0.12
"""Seconds after the first letter of a worker within which it is killed: a handful of letters."""


@contextmanager
def application(url: str, storage: Path, mail_url: str = "") -> Iterator[Flask]:
    """The application in this process, on a database where commits are real."""
    given = {"database_url": url, "storage": storage, "secret_key": server.SECRET, "testing": True}
    app = create_app(load_settings(**given, mail_url=mail_url, mail_from="bureau@voorbeeld.example"))
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def write_letters(app: Flask, count: int) -> None:
    """Invite people: each gets a letter, in the transaction of the invitation."""
    with app.test_request_context(), transaction():
        for n in range(count):
            actions.invite(name=f"Genodigde {n}", address=f"genodigde{n}@voorbeeld.example", language="nl")


class Worker:
    """``regiodialoog worker`` in a process of its own."""

    def __init__(self, url: str, storage: Path, mail_url: str, *options: str, **more: str) -> None:
        settings = more | {
            "REGIODIALOOG_MAIL_URL": mail_url,
            "REGIODIALOOG_MAIL_FROM": "bureau@voorbeeld.example",
            "REGIODIALOOG_LOG_LEVEL": "WARNING",
        }
        with (storage / "worker.log").open("ab") as log:
            env = server.environment(url, storage, **settings)
            self.process = nursery.start("worker", "--lease-seconds", "1", *options, env=env, output=log)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)

    def finish(self) -> None:
        assert self.process.wait(300) == 0

    def postman(self) -> psutil.Process:
        (found,) = psutil.Process(self.process.pid).children()
        return found


@dataclass
class Delivery:
    """``under_way``: Message-IDs whose worker was killed between its leave for the dot and its note of the answer."""

    letters: int
    kills: int = 0
    under_way: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    copied: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        return (
            f"{self.letters} letters, {self.kills} kills: {len(self.lost)} lost, {len(self.copied)} copied; "
            f"{len(self.under_way)} kills between the leave for the dot and the note"
        )


class PostOffice:
    def __init__(self, url: str, storage: Path, sink: Sink, mail_url: str) -> None:
        self.url, self.storage, self.sink, self.mail_url = url, storage, sink, mail_url
        self.stored = Stored(url)

    def worker(self, *options: str) -> Worker:
        return Worker(self.url, self.storage, self.mail_url, *options)

    def log(self) -> str:
        return (self.storage / "worker.log").read_text()

    def ids(self, state: str = "%") -> set[str]:
        """The Message-IDs of the letters in a state."""
        return {
            row[0] for row in self.stored.all("SELECT message_id FROM outbox_messages WHERE state LIKE :s", s=state)
        }

    def deliver_under_fire(self, *, kills: int, seed: int) -> Delivery:
        """Kill a worker at random moments after its first letter, that often, and let a last one finish."""
        chance, delivery = random.Random(seed), Delivery(len(self.ids()))
        for _ in range(kills):
            worker, before = self.worker(), len(self.sink.raw)
            wait_for(lambda before=before: len(self.sink.raw) > before, 120, self.log)  # type: ignore[misc]
            time.sleep(chance.uniform(0, FOLLOWS))
            worker.kill()
            delivery.kills += 1
            delivery.under_way |= self.ids("handing_over")
        self.finish()
        counted = self.sink.by_id()
        delivery.lost = self.ids() - set(counted)
        delivery.copied = {one for one, times in counted.items() if times > 1}
        return delivery

    def finish(self) -> None:
        """Let workers run until every letter is noted as sent."""
        deadline = time.monotonic() + 300
        while self.ids() != self.ids("sent"):
            assert time.monotonic() < deadline, self.log()[-4000:]
            self.worker("--until-empty").finish()
            time.sleep(0.3)


def wait_for(
    what: Callable[[], bool], seconds: float = 60, told: Callable[[], str] = str, *, every: float = 0.002
) -> None:
    """``told``: what is known when it does not happen. ``every``: how many seconds to wait before asking again."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, f"it did not happen: {told()[-4000:]}"
        time.sleep(every)
