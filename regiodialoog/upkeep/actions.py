"""Trying again what the worker gave up."""

from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.events import emit
from regiodialoog.core.jobs import WORKFLOW, Job, JobState
from regiodialoog.upkeep import queries
from regiodialoog.upkeep.events import JobRetried


def retry(job: Job) -> None:
    """Let the worker take a failed job again, with all its tries. Raises Conflict when it is not failed any more."""
    db.session.refresh(job, with_for_update=True)
    if job.state is not JobState.FAILED:  # RUNNING may become WAITING as well, but that is for its worker to say
        raise Conflict(_("Somebody had this tried again already."))
    _wait_again(job)


def retry_all() -> int:
    """The same for every failed job. Returns how many there were."""
    found = queries.failed()
    for job in found:
        _wait_again(job)
    return len(found)


def _wait_again(job: Job) -> None:
    WORKFLOW.move(job, JobState.WAITING)
    job.attempts, job.ended_at, job.run_at = 0, None, clock.now()
    db.session.flush()
    emit(JobRetried(subject_id=job.id))
