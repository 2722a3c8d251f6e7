"""Who can approve a poll is reminded once, a day before it would open without them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.i18n import format_moment
from regiodialoog.core.jobs import Job
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.polls import actions, sealing
from regiodialoog.polls.models import Poll
from regiodialoog.polls.waiting_listeners import SOON, SOON_JOB, remind_who_can
from tests.accounts.people import staff
from tests.polls.conftest import DAY, Table, offered
from tests.polls.test_waiting import of_another_theme


def ahead(table: Table, **more: Any) -> Poll:
    """Prepared, and open in three days."""
    return table.prepared(opens_at=clock.now() + 3 * DAY, **more)


def jobs(poll: Poll) -> list[Job]:
    query = select(Job).where(Job.kind == SOON_JOB).order_by(Job.id)
    return [job for job in db.session.scalars(query) if job.payload["poll_id"] == poll.id]


def run(job: Job) -> None:
    """As the worker does, in a transaction of its own."""
    payload = dict(job.payload)
    db.session.commit()
    remind_who_can(payload)


def reminded() -> list[OutboxMessage]:
    query = select(OutboxMessage).where(OutboxMessage.dedupe_key.startswith("poll-soon:"))
    return list(db.session.scalars(query.order_by(OutboxMessage.id)))


def at_the_hour(poll: Poll) -> datetime:
    return poll.opens_at - SOON


def test_a_day_before_the_opening_who_can_approve_gets_one_mail(table: Table) -> None:
    staff(name="Bo Bureau", address="bo@example.nl")
    of_another_theme(table)
    poll = ahead(table)
    (job,) = jobs(poll)
    assert job.run_at == at_the_hour(poll)
    said = format_moment(poll.opens_at).replace("\xa0", " ")
    with clock.at(job.run_at):
        run(job)
        db.session.add(job)
        run(job)
    assert {mail.address for mail in reminded()} == {"bea@example.nl", "bo@example.nl"}, "not who prepared it"
    assert len(reminded()) == 2, "once, also when the job is done again"
    (mail, _other) = reminded()
    assert mail.subject == "Een stemming gaat bijna open en wacht nog: Bekijk deze stemming en keur haar goed"
    assert f"Deze stemming zou opengaan op {said}." in mail.body
    assert "Komt dit in ons advies?" in mail.body
    assert "/themas/fietspaden/stemmingen/1/goedkeuren" in mail.body


def approved(poll: Poll, table: Table) -> None:
    actions.approve(poll, by=table.bureau.id)


def dropped(poll: Poll, table: Table) -> None:
    actions.drop(poll, reason="Toch niet.", by=table.bureau.id)


def later(poll: Poll, table: Table) -> None:
    moments = {"opens_at": poll.opens_at + DAY, "closes_at": poll.closes_at + DAY}
    actions.change_poll(poll, options=offered(table.proposals), by=table.moderator.id, **moments)


@pytest.mark.parametrize("meanwhile", [approved, dropped, later])
def test_nobody_is_reminded_of_what_waits_no_more_or_opens_later(table: Table, meanwhile) -> None:
    poll = ahead(table)
    (job,) = jobs(poll)
    meanwhile(poll, table)
    with clock.at(job.run_at):
        run(job)
    assert not reminded()


def test_a_later_opening_has_a_reminder_of_its_own(table: Table) -> None:
    poll = ahead(table)
    later(poll, table)
    first, second = jobs(poll)
    assert second.run_at == first.run_at + DAY == at_the_hour(poll)
    with clock.at(second.run_at):
        run(second)
    assert [mail.address for mail in reminded()] == ["bea@example.nl"]


def test_other_changes_ask_for_no_second_reminder(table: Table) -> None:
    poll = ahead(table)
    actions.change_poll(poll, options=offered(table.proposals), by=table.moderator.id, question="Nemen wij dit op?")
    assert len(jobs(poll)) == 1


@pytest.mark.parametrize(("late", "mails"), [(timedelta(hours=20), 1), (SOON, 0), (timedelta(days=3), 0)])
def test_a_worker_that_was_away_reminds_only_while_it_helps(table: Table, late: timedelta, mails: int) -> None:
    poll = ahead(table)
    (job,) = jobs(poll)
    with clock.at(job.run_at + late):
        run(job)
    assert len(reminded()) == mails


def test_a_poll_that_is_prepared_on_the_last_day_needs_no_reminder(table: Table) -> None:
    """Who can approve it gets the mail that it waits at that very moment."""
    assert jobs(table.prepared()) == []
    assert jobs(table.prepared(opens_at=clock.now() + DAY / 2)) == []


def test_a_secret_poll_reminds_of_the_key_that_is_missing(table: Table) -> None:
    poll = ahead(table, secret=True)
    actions.make_key(poll, public_key=sealing.new_key()[1], by=table.moderator.id)
    (job,) = jobs(poll)
    with clock.at(job.run_at):
        run(job)
    (mail,) = reminded()
    assert mail.address == "bea@example.nl"
    assert "/stemmingen/1/sleutel" in mail.body
    db.session.commit()
    remind_who_can({"poll_id": 2**31 - 1, "opens_at": ""})
    assert len(reminded()) == 1
