"""Reading the work that got stuck."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import case, func, or_, select

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.core.jobs import Job, JobState
from regiodialoog.core.rows import LARGEST_ID

LONG = timedelta(minutes=15)
SHOWN = 100


def stuck() -> Sequence[Job]:
    """Jobs that failed, then those that wait long, oldest first; SHOWN at most.

    Work planned for later does not wait; work of which a try failed does, until a try succeeds.
    """
    long_ago = clock.now() - LONG
    late = or_(Job.run_at < long_ago, (Job.attempts > 0) & (Job.created_at < long_ago))
    waits = (Job.state == JobState.WAITING) & late
    abandoned = (Job.state == JobState.RUNNING) & (Job.lease_until < long_ago)
    query = select(Job).where(or_(Job.state == JobState.FAILED, waits, abandoned))
    failed_first = case((Job.state == JobState.FAILED, 0), else_=1)
    return db.session.scalars(query.order_by(failed_first, Job.created_at, Job.id).limit(SHOWN)).all()


def failed() -> Sequence[Job]:
    """Every job that was given up, oldest first, locked until the end of the transaction."""
    query = select(Job).where(Job.state == JobState.FAILED).order_by(Job.id)
    return db.session.scalars(query.with_for_update()).all()


def failed_count() -> int:
    return db.session.scalar(select(func.count()).where(Job.state == JobState.FAILED)) or 0


def job(job_id: int) -> Job:
    """Raises NotFound."""
    found = db.session.get(Job, job_id) if 0 < job_id <= LARGEST_ID else None
    if found is None:
        raise NotFound
    return found
