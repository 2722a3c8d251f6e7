"""Who can do what a poll waits for hears of it by mail, once for each step."""

from typing import Any

from regiodialoog.core import jobs, mails
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
from regiodialoog.polls.models import Step

WAITS_JOB = "polls.waits"


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


@jobs.handles(WAITS_JOB, says=N_("Tell who has to do something for a poll"))
def tell_who_can(payload: dict[str, Any]) -> None:
    """One mail for each person and step, about how it stands when this runs."""
    with transaction():
        try:
            poll = queries.by_id(payload["poll_id"])
        except NotFound:
            return
        step = waiting.step_of(poll)
        if step is None or step is Step.LATE:
            return
        for person in waiting.people(poll, step):
            if person.address:
                mails.post(
                    "emails/polls/waits.txt",
                    address=person.address,
                    language=person.language,
                    dedupe_key=f"poll-waits-{step.value}:{poll.id}:{person.id}",
                    person_id=person.id,
                    person=person,
                    poll=poll,
                    step=step,
                    page=waiting.PAGES[step],
                    labels=labels,
                )
