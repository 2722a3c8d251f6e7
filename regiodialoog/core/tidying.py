"""What nobody will ask for again is removed, by the worker, once an hour. Each room says what is its own to remove."""

from collections.abc import Callable
from datetime import timedelta

import structlog
from sqlalchemy import delete

from regiodialoog.core import clock
from regiodialoog.core.db import db, transaction
from regiodialoog.core.jobs import Job, JobState
from regiodialoog.core.letterfile import left_behind
from regiodialoog.core.outbox import DONE, MessageState, OutboxMessage, letters_folder
from regiodialoog.core.security import RateCounter
from regiodialoog.core.web import idempotency

log = structlog.get_logger(__name__)
DONE_JOBS_KEPT = timedelta(days=30)
MAILS_KEPT = timedelta(days=90)
Tidier = Callable[[], None]
_tidiers: list[Tidier] = []


def tidies(function: Tidier) -> Tidier:
    """Register a function that removes what has had its time; it runs within a transaction."""
    _tidiers.append(function)
    return function


def tidy_up() -> None:
    """Let every room remove its own, each in a transaction of its own: one that fails is told in the log, and keeps
    neither the others nor the worker from theirs."""
    for tidier in _tidiers:
        try:
            with transaction():
                tidier()
        except Exception:
            log.exception("tidying.failed", tidier=f"{tidier.__module__}.{tidier.__name__}")


tidies(idempotency.forget_old)


@tidies
def forget_counters() -> None:
    db.session.execute(delete(RateCounter).where(RateCounter.expires_at < int(clock.now().timestamp())))


@tidies
def forget_finished_work() -> None:
    old = clock.now() - DONE_JOBS_KEPT
    db.session.execute(delete(Job).where(Job.state == JobState.DONE, Job.ended_at < old))


@tidies
def forget_sent_mail() -> None:
    old = clock.now() - MAILS_KEPT
    db.session.execute(delete(OutboxMessage).where(OutboxMessage.state.in_(DONE), OutboxMessage.sent_at < old))


@tidies
def forget_letters_that_are_settled() -> None:
    """Files of letters whose worker was killed when all was done. One that is being handed over keeps its outcome."""
    try:
        for number, letter in left_behind(letters_folder()):
            message = db.session.get(OutboxMessage, number)
            if message is not None and message.state is MessageState.HANDING_OVER:
                letter.let_go()
            else:
                letter.remove()
    except OSError as error:
        log.warning("mail.letters_not_tidied", error=type(error).__name__)
