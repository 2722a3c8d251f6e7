"""Work that waits: a table of jobs, taken by a worker under a lease, tried again after a failure.

``enqueue`` is part of the action's transaction: no commit, no job. A job runs at least once; a handler makes its own
effect happen once (it looks at the state of its row first). Works alike on SQLite and PostgreSQL.
"""

import contextvars
import enum
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import structlog
from flask import Flask, current_app
from sqlalchemy import CheckConstraint, Index, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from regiodialoog.core import clock
from regiodialoog.core.db import Infrastructure, Model, db, enum_type, transaction
from regiodialoog.core.workflow import Workflow

log = structlog.get_logger(__name__)
LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 8
Handler = Callable[[dict[str, Any]], None]
HANDLERS: dict[str, Handler] = {}
SAYS: dict[str, str] = {}
"""What a kind of job does, as a msgid."""


class JobState(enum.StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


WORKFLOW: Workflow[JobState] = Workflow(
    {
        JobState.WAITING: {JobState.RUNNING},
        JobState.RUNNING: {JobState.DONE, JobState.WAITING, JobState.FAILED, JobState.RUNNING},
        JobState.DONE: set(),
        JobState.FAILED: {JobState.WAITING},
    }
)


class Job(Model, Infrastructure):
    """One piece of work. ``dedupe_key`` is unique: enqueuing the same thing twice stores it once."""

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint("(state = 'running') = (lease_until IS NOT NULL)", name="lease_iff_running"),
        CheckConstraint("(state IN ('done', 'failed')) = (ended_at IS NOT NULL)", name="ended_iff_over"),
        Index("ix_jobs_due", "state", "run_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]]
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    state: Mapped[JobState] = mapped_column(enum_type(JobState), default=JobState.WAITING)
    run_at: Mapped[datetime] = mapped_column(default=clock.now)
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]


def handles(kind: str, *, says: str = "") -> Callable[[Handler], Handler]:
    """Register the function that does jobs of a kind. It gets the payload and its own transaction to open.

    ``says``: what it does, in a few words marked ``N_("…")``, for whoever looks after the work.
    """

    def register(handler: Handler) -> Handler:
        if kind in HANDLERS:
            raise ValueError(f"There are two handlers for {kind}")
        HANDLERS[kind] = handler
        if says:
            SAYS[kind] = says
        return handler

    return register


def enqueue(kind: str, payload: dict[str, Any], *, dedupe_key: str, run_at: datetime | None = None) -> None:
    """Ask for work, within the current transaction. Asking again with the same key changes nothing."""
    if kind not in HANDLERS:
        raise ValueError(f"Nobody handles {kind}")
    exists = db.session.scalar(select(Job.id).where(Job.dedupe_key == dedupe_key))
    if exists is None:
        db.session.add(Job(kind=kind, payload=payload, dedupe_key=dedupe_key, run_at=run_at or clock.now()))
        db.session.flush()


class LeaseLost(RuntimeError):
    """This worker was away for so long that its job went to another one."""


class Taken(NamedTuple):
    """A job in this worker's hands.

    ``attempt`` tells it from the same job in another worker's hands, and ``run_at`` from the same attempt after people
    had it tried again from the start.
    """

    job_id: int
    attempt: int
    run_at: datetime
    kind: str
    payload: dict[str, Any]


_current: contextvars.ContextVar[Taken | None] = contextvars.ContextVar("taken", default=None)


def run_next(lease: timedelta = LEASE) -> bool:
    """Take one due job and do it. Returns False when nothing is due.

    ``lease`` is how long others leave it alone once this process is gone; while it lives the lease is renewed.
    """
    taken = _take(lease)
    if taken is None:
        return False
    log.info("job.started", job=taken.job_id, kind=taken.kind)
    token = _current.set(taken)
    try:
        with _kept(taken, lease):
            HANDLERS[taken.kind](taken.payload)
    except Exception as error:
        db.session.remove()
        log.exception("job.failed", job=taken.job_id, kind=taken.kind)
        _give_back(taken, error)
    else:
        _finish(taken)
    finally:
        _current.reset(token)
    return True


def hold() -> None:
    """Within a transaction, before what cannot be taken back: make sure that the job at hand is still ours.

    Raises LeaseLost. Means nothing outside a job.
    """
    taken = _current.get()
    if taken is not None and _ours(db.session(), taken) is None:
        raise LeaseLost(f"job {taken.job_id}")


def _take(lease: timedelta) -> Taken | None:
    with transaction() as session:
        now = clock.now()
        waiting = (Job.state == JobState.WAITING) & (Job.run_at <= now)
        abandoned = (Job.state == JobState.RUNNING) & (Job.lease_until < now)
        query = select(Job).where(or_(waiting, abandoned)).order_by(Job.run_at, Job.id).limit(1)
        job = session.scalar(query.with_for_update(skip_locked=True))
        if job is None:
            return None
        WORKFLOW.move(job, JobState.RUNNING)
        job.lease_until = now + lease
        job.attempts += 1
        return Taken(job.id, job.attempts, job.run_at, job.kind, dict(job.payload))


def _ours(session: Session, taken: Taken) -> Job | None:
    same_try = (Job.attempts == taken.attempt) & (Job.run_at == taken.run_at)
    mine = (Job.id == taken.job_id) & same_try & (Job.state == JobState.RUNNING)
    return session.scalar(select(Job).where(mine).with_for_update())


@contextmanager
def _kept(taken: Taken, lease: timedelta) -> Iterator[None]:
    """Renew the lease from a thread of its own while the work goes on, however long that takes."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    over = threading.Event()
    renewing = threading.Thread(
        target=contextvars.copy_context().run, args=(_renew, app, taken, lease, over), name="lease", daemon=True
    )
    renewing.start()
    try:
        yield
    finally:
        over.set()
        renewing.join()


def _renew(app: Flask, taken: Taken, lease: timedelta, over: threading.Event) -> None:
    with app.app_context():
        while not over.wait(lease.total_seconds() / 3):
            try:
                with transaction() as session:
                    if (job := _ours(session, taken)) is None:
                        return
                    job.lease_until = clock.now() + lease
            except Exception:
                log.exception("job.lease_not_renewed", job=taken.job_id)


def _finish(taken: Taken) -> None:
    with transaction() as session:
        if (job := _ours(session, taken)) is None:
            log.warning("job.lost", job=taken.job_id)
            return
        WORKFLOW.move(job, JobState.DONE)
        job.lease_until, job.ended_at = None, clock.now()


def _give_back(taken: Taken, error: Exception) -> None:
    """Try again later, ever slower; after MAX_ATTEMPTS it stays as failed for people to look at."""
    with transaction() as session:
        if (job := _ours(session, taken)) is None:
            log.warning("job.lost", job=taken.job_id)
            return
        job.last_error = type(error).__name__
        job.lease_until = None
        if job.attempts >= MAX_ATTEMPTS:
            WORKFLOW.move(job, JobState.FAILED)
            job.ended_at = clock.now()
        else:
            WORKFLOW.move(job, JobState.WAITING)
            job.run_at = clock.now() + timedelta(seconds=5 * 4 ** min(job.attempts - 1, 6))
