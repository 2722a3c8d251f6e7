"""``regiodialoog demo``: the demonstration of Regio Amersfoort, on this computer only."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask
from sqlalchemy import inspect, select

from regiodialoog.accounts.models import Person
from regiodialoog.audit.listeners import seal_all
from regiodialoog.cli import (
    demo_applicants,
    demo_dialogue,
    demo_groups,
    demo_people,
    demo_placement,
    demo_polls,
    demo_projects,
    demo_proposals,
    demo_studies,
)
from regiodialoog.cli.database import MakeApp, migrate
from regiodialoog.cli.load_dialogues import load_dialogues
from regiodialoog.cli.load_proposals import load_proposals
from regiodialoog.cli.load_region import FILES, load_region_and_agenda
from regiodialoog.cli.serve import Server
from regiodialoog.core.db import db, transaction
from regiodialoog.core.errors import Conflict
from regiodialoog.core.events import Acting, acting_as
from regiodialoog.core.words import role_name
from regiodialoog.settings import load_settings

LOADER = Acting(person_id=None, role="system", channel="demo")
INVENTOR = Acting(person_id=None, role="system", channel="invented")


@click.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--load-only", is_flag=True, help="Load the demonstration and stop.")
@click.option("--fresh", is_flag=True, help="Forget what was done in the demonstration and start over.")
@click.pass_obj
def demo(make_app: MakeApp, port: int, load_only: bool, fresh: bool) -> None:
    """Load the demonstration if it is not there yet, then serve it with a worker beside it."""
    base_url = os.environ.get("REGIODIALOOG_BASE_URL", f"http://127.0.0.1:{port}")
    os.environ |= {"REGIODIALOOG_DEMO": "1", "REGIODIALOOG_BASE_URL": base_url}
    os.environ.setdefault("REGIODIALOOG_LOG_LEVEL", "WARNING")
    settings = load_settings()
    app = make_app(settings)
    _refuse_real_people(app)
    if fresh:
        _start_over(app)
    _timed("migrate", lambda: migrate(app))
    _timed("load", lambda: load(app))
    if load_only:
        return
    _introduce(app, base_url)
    # the worker leaves when this process does: it looks whose child it is
    subprocess.Popen([sys.executable, "-m", "regiodialoog", "worker", "--parent", str(os.getpid())])  # noqa: S603
    _disconnect(app)  # no connection may be in two processes
    Server(lambda _settings: app, settings, f"127.0.0.1:{port}").run()


def load(app: Flask) -> None:
    """Bring region, agenda, dialogues, invented people and groups to what the files say, in one transaction.

    Then the log is sealed: a visitor need not wait for the worker to see so.
    """
    with app.test_request_context(), acting_as(LOADER), transaction():
        load_region_and_agenda()
        load_proposals(load_dialogues(FILES), FILES)
        with acting_as(INVENTOR):
            demo_dialogue.load_dialogue()
        demo_people.load_people()
        with acting_as(INVENTOR):
            demo_groups.load_groups(FILES)
        demo_proposals.load_proposals()
        demo_polls.load_polls()
        demo_placement.load_placement()
        demo_studies.load_studies()
        demo_projects.load_projects()
        demo_applicants.load_applicants()
    with app.app_context():
        seal_all({})


def _refuse_real_people(app: Flask) -> None:
    """A demonstration opens doors for everybody: never on a database that holds somebody real. Raises Conflict."""
    with app.app_context():
        if not inspect(db.engine).has_table(Person.__tablename__):
            return
        real = select(Person.id).where(Person.address != "", Person.address_key.not_like("%.example")).limit(1)
        if db.session.scalar(real) is not None:
            raise Conflict("this database holds real people; the demonstration needs one of its own")


def _start_over(app: Flask) -> None:
    """Remove the demonstration's database file. Raises Conflict for a database on a server."""
    with app.app_context():
        file = db.engine.url.database
        if db.engine.dialect.name != "sqlite" or not file:
            raise Conflict("--fresh removes a database file; empty the database on its server yourself")
    _disconnect(app)
    for suffix in ("", "-wal", "-shm"):
        Path(file + suffix).unlink(missing_ok=True)


def _disconnect(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _introduce(app: Flask, base_url: str) -> None:
    with app.test_request_context():
        lines = [(one.name, _role(one), person.id) for one, person in demo_people.found().items()]
    click.echo("\nDit is een demonstratie. Meld u aan als een verzonnen persoon:\n")
    for name, role, person_id in lines:
        click.echo(f"  {name:28} {role:48} {base_url}/demo/inloggen/{person_id}")
    click.echo(f"\nDe site staat op {base_url}\n")


def _role(invented: demo_people.Invented) -> str:
    if invented.role is None:
        return "inwoner"
    return role_name(invented.role) + (f" ({invented.place})" if invented.place else "")


def _timed(what: str, work: Callable[[], None]) -> None:
    started = time.perf_counter()
    work()
    click.echo(f"{what:12} {time.perf_counter() - started:.2f} s", err=True)
