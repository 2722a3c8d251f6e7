"""SQLite gives the number of a deleted last row to the next one: no mail may be lost to that."""

from datetime import timedelta

from sqlalchemy import delete, select

from regiodialoog.accounts import actions
from regiodialoog.accounts.actions.tokens import forget_tokens
from regiodialoog.core import clock, outbox
from regiodialoog.core.db import db
from regiodialoog.core.jobs import Job, JobState
from regiodialoog.core.outbox import OutboxMessage
from tests.accounts.people import mails_to, someone


def waiting_for(message: OutboxMessage) -> list[Job]:
    """The jobs that will send a message."""
    jobs = db.session.scalars(select(Job).where(Job.kind == "mail.send", Job.state == JobState.WAITING))
    return [job for job in jobs if job.payload == {"message_id": message.id}]


def test_a_link_asked_after_all_others_were_forgotten_is_mailed(session: object) -> None:
    someone()
    actions.ask_sign_in("anna@example.nl", language="nl")
    with clock.at(clock.now() + timedelta(days=2)):
        forget_tokens()
        actions.ask_sign_in("anna@example.nl", language="nl")
    assert len(mails_to("anna@example.nl")) == 2


def test_a_mail_after_that_of_somebody_who_left_gets_its_own_job(session: object) -> None:
    outbox.post(address="weg@example.nl", subject="Eerste", body="Dag", dedupe_key="first")
    (first,) = mails_to("weg@example.nl")
    (job,) = waiting_for(first)
    job.state, job.ended_at = JobState.DONE, clock.now()
    db.session.execute(delete(OutboxMessage).where(OutboxMessage.id == first.id))
    outbox.post(address="nieuw@example.nl", subject="Tweede", body="Dag", dedupe_key="second")
    (second,) = mails_to("nieuw@example.nl")
    assert len(waiting_for(second)) == 1
