"""``regiodialoog serve`` and ``regiodialoog worker``: the two processes of an installation."""

import os
import signal
import time
from datetime import timedelta
from types import FrameType
from typing import Any

import click
import structlog
from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from regiodialoog.cli.database import MakeApp
from regiodialoog.core import jobs
from regiodialoog.core.db import db
from regiodialoog.core.tidying import tidy_up
from regiodialoog.core.watching import look_around
from regiodialoog.settings import Settings, load_settings

log = structlog.get_logger(__name__)
PAUSE = 0.5
HOUSEKEEPING_EVERY = timedelta(hours=1).total_seconds()


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn with threads; ``make_app`` is called in every worker process."""

    def __init__(self, make_app: MakeApp, settings: Settings, bind: str) -> None:
        self.make_app, self.settings, self.bind = make_app, settings, bind
        super().__init__()

    def load_config(self) -> None:
        wanted: dict[str, Any] = {
            "bind": self.bind,
            "workers": self.settings.workers,
            "worker_class": "gthread",
            "threads": self.settings.threads,
            "timeout": 60,
            "graceful_timeout": 20,
            "keepalive": 5,
            "max_requests": 0,
            "accesslog": None,
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        for name, value in wanted.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.make_app(self.settings)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.pass_obj
def serve(make_app: MakeApp, host: str, port: int) -> None:
    """Serve the site (behind a reverse proxy that speaks HTTPS)."""
    Server(make_app, load_settings(), f"{host}:{port}").run()


@click.command()
@click.option("--until-empty", is_flag=True, help="Stop when nothing is due.")
@click.option("--parent", type=int, default=None, help="Stop when this process is gone.")
@click.option("--lease-seconds", type=int, default=int(jobs.LEASE.total_seconds()), show_default=True)
@click.pass_obj
def worker(make_app: MakeApp, until_empty: bool, parent: int | None, lease_seconds: int) -> None:
    """Do the work that waits: send mail, seal, tidy up. Several may run at once."""
    app = make_app()
    stop = _stop_on_signal()
    tidied = 0.0
    with app.app_context():
        while not stop and (parent is None or os.getppid() == parent):
            if time.monotonic() - tidied > HOUSEKEEPING_EVERY or not tidied:
                tidy_up()
                tidied = time.monotonic()
            try:
                look_around()
                busy = jobs.run_next(timedelta(seconds=lease_seconds))
            except Exception:
                db.session.remove()
                log.exception("worker.failed")  # the database may be away for a moment; the work stays where it is
                busy = False
                time.sleep(5 * PAUSE)
            if not busy:
                if until_empty:
                    break
                time.sleep(PAUSE)


def _stop_on_signal() -> list[int]:
    """A list that is no longer empty once we were asked to stop; the work in hand is finished first."""
    stop: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        stop.append(number)

    signal.signal(signal.SIGTERM, note)
    signal.signal(signal.SIGINT, note)
    return stop
