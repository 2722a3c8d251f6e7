"""Who can do what a poll waits for hears of it by mail, once for each step; and once more a day before an opening for
which nobody approved it."""

from datetime import timedelta
from typing import Any

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock, jobs, mails
from regiodialoog.core.db import transaction
from regiodialoog.core.errors import NotFound
from regiodialoog.core.events import Told, listens
from regiodialoog.core.text import N_
from regiodialoog.polls import labels, queries, waiting
from regiodialoog.polls.events import (
    BoxLayerOpened,
    BoxOpened,
    KeyMade,
    PaperDropped,
    PaperTaken,
    PollApproved,
    PollChanged,
    PollClosedEarly,
    PollPrepared,
    PollRecounted,
)
from regiodialoog.polls.models import Poll, Standing, Step

WAITS_JOB, SOON_JOB = "polls.waits", "polls.opens_soon"
SOON = timedelta(days=1)


@listens(PollPrepared)
@listens(PollChanged)
@listens(KeyMade)
@listens(PollClosedEarly)
@listens(PaperTaken)
@listens(PaperDropped)
@listens(BoxLayerOpened)
@listens(BoxOpened)
@listens(PollRecounted)
def look_what_waits(told: Told) -> None:
    """Something was done: perhaps now somebody else has to do something."""
    number = told.event.subject_id
    key = f"{WAITS_JOB}:{number}:{type(told.event).__name__}:{told.at.isoformat()}"
    jobs.enqueue(WAITS_JOB, {"poll_id": number}, dedupe_key=key)


@listens(PollApproved)
def look_after_the_closing(told: Told) -> None:
    poll = queries.by_id(told.event.subject_id)
    key = f"{WAITS_JOB}:{poll.id}:closed"
    jobs.enqueue(WAITS_JOB, {"poll_id": poll.id}, dedupe_key=key, run_at=poll.closes_at)


@listens(PollPrepared)
@listens(PollChanged)
def remind_before_the_opening(told: Told) -> None:
    """For each opening that is more than a day away: a later one asks for a reminder of its own."""
    poll = queries.by_id(told.event.subject_id)
    run_at, opens_at = poll.opens_at - SOON, poll.opens_at.isoformat()
    if poll.standing is Standing.PREPARED and run_at > clock.now():
        payload = {"poll_id": poll.id, "opens_at": opens_at}
        jobs.enqueue(SOON_JOB, payload, dedupe_key=f"{SOON_JOB}:{poll.id}:{opens_at}", run_at=run_at)


@jobs.handles(SOON_JOB, says=N_("Remind who can approve a poll a day before it would open"))
def remind_who_can(payload: dict[str, Any]) -> None:
    """Nobody, once it was approved or dropped, opens at another moment, or should have been open already."""
    with transaction():
        poll = _found(payload)
        if poll is None or poll.standing is not Standing.PREPARED or poll.opens_at.isoformat() != payload["opens_at"]:
            return
        step = waiting.step_of(poll)
        if step is None or step is Step.LATE:
            return
        for person in waiting.people(poll, step):
            _mail("opens_soon", person, poll, step, key=f"poll-soon:{payload['opens_at']}:{poll.id}:{person.id}")


@jobs.handles(WAITS_JOB, says=N_("Tell who has to do something for a poll"))
def tell_who_can(payload: dict[str, Any]) -> None:
    """One mail for each person and step, about how it stands when this runs."""
    with transaction():
        poll = _found(payload)
        step = waiting.step_of(poll) if poll is not None else None
        if poll is None or step is None or step is Step.LATE:
            return
        for person in waiting.people(poll, step):
            _mail("waits", person, poll, step, key=f"poll-waits-{step.value}:{poll.id}:{person.id}")


def _found(payload: dict[str, Any]) -> Poll | None:
    try:
        return queries.by_id(payload["poll_id"])
    except NotFound:
        return None


def _mail(what: str, person: Person, poll: Poll, step: Step, *, key: str) -> None:
    if person.address:
        mails.post(
            f"emails/polls/{what}.txt",
            address=person.address,
            language=person.language,
            dedupe_key=key,
            person_id=person.id,
            person=person,
            poll=poll,
            step=step,
            page=waiting.PAGES[step],
            labels=labels,
        )
