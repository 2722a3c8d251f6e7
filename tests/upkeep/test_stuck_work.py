"""Mail that would not leave is seen by an administrator, who lets it be tried again."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from regiodialoog.core import clock, jobs, outbox
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.jobs import Job, JobState
from regiodialoog.core.policy import Role
from regiodialoog.upkeep import actions, queries
from tests.accounts.people import administrator, become, kinds, someone, staff
from tests.support.client import HouseClient
from tests.support.database import count_queries
from tests.support.pages import check_page

PAGE = "/beheer/verzending"
SECRET_ADDRESS = "geheim@example.nl"


def letter(key: str = "een", *, state: JobState = JobState.WAITING, attempts: int = 0) -> Job:
    """The job of a mail in the outbox, as far as told."""
    outbox.post(address=SECRET_ADDRESS, subject="Vertrouwelijk", body="Niet lezen", dedupe_key=key)
    job = db.session.scalars(select(Job).where(Job.dedupe_key == f"mail:{key}")).one()
    job.state, job.attempts = state, attempts
    job.last_error = "ConnectionRefusedError" if attempts else ""
    job.ended_at = clock.now() if state in (JobState.DONE, JobState.FAILED) else None
    job.lease_until = clock.now() + jobs.LEASE if state is JobState.RUNNING else None
    db.session.flush()
    return job


def failed(key: str = "een") -> Job:
    return letter(key, state=JobState.FAILED, attempts=jobs.MAX_ATTEMPTS)


def test_an_administrator_sees_what_failed_without_addresses_or_texts(client: HouseClient) -> None:
    failed()
    become(client, administrator())
    page = client.get(PAGE)
    check_page(page)
    for words in ("Een e-mail versturen", "ConnectionRefusedError", "Opnieuw proberen"):
        assert words in page.text
    for words in (SECRET_ADDRESS, "Vertrouwelijk", "Niet lezen"):
        assert words not in page.text


def test_the_page_says_so_when_nothing_is_stuck(client: HouseClient) -> None:
    letter("klaar", state=JobState.DONE)
    letter("nieuw")
    become(client, administrator())
    page = client.get(PAGE)
    check_page(page)
    assert "Er is niets blijven liggen" in page.text
    assert "Opnieuw proberen" not in page.text


@pytest.mark.parametrize("role", [None, Role.BUREAU])
def test_nobody_else_may(client: HouseClient, role: Role | None) -> None:
    number = failed().id
    assert client.get(PAGE).location.startswith("/inloggen?")
    become(client, staff(role) if role else someone())
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, data={"job": str(number)}).status_code == 403
    assert db.session.get_one(Job, number).state is JobState.FAILED


def test_one_job_is_tried_again_from_the_start(client: HouseClient) -> None:
    number, other = failed().id, failed("twee").id
    become(client, administrator())
    answer = client.submit(PAGE, {"job": str(number)}, follow=True)
    check_page(answer)
    job = db.session.get_one(Job, number)
    assert (job.state, job.attempts, job.ended_at) == (JobState.WAITING, 0, None)
    assert job.run_at <= clock.now()
    assert db.session.get_one(Job, other).state is JobState.FAILED
    assert kinds()[-1] == "upkeep.job_retried"


def test_all_are_tried_again(client: HouseClient) -> None:
    for key in ("een", "twee", "drie"):
        failed(key)
    waiting = letter("vier", attempts=2).id
    become(client, administrator())
    answer = client.submit(PAGE, {"job": ""}, follow=True)
    assert "3" in answer.text
    assert queries.failed_count() == 0
    assert db.session.get_one(Job, waiting).attempts == 2
    assert kinds().count("upkeep.job_retried") == 3


def test_a_form_sent_twice_tries_again_once(client: HouseClient) -> None:
    number = failed().id
    become(client, administrator())
    page = client.get(PAGE)
    first, second = (client.send(page, {"job": str(number)}) for _again in range(2))
    assert first.location == second.location == PAGE
    assert kinds().count("upkeep.job_retried") == 1


def test_two_buttons_of_one_page_are_two_wishes(client: HouseClient) -> None:
    numbers = [failed(key).id for key in ("een", "twee")]
    become(client, administrator())
    page = client.get(PAGE)
    for number in numbers:
        client.send(page, {"job": str(number)})
    assert queries.failed_count() == 0


@pytest.mark.parametrize("job", ["0", "999999", "99999999999999999999", "x"])
def test_a_job_that_is_not_there_is_not_tried(client: HouseClient, job: str) -> None:
    failed()
    become(client, administrator())
    assert client.submit(PAGE, {"job": job}).status_code in (404, 422)
    assert queries.failed_count() == 1


def test_what_was_tried_again_already_is_refused(session: object) -> None:
    job = failed()
    actions.retry(job)
    with pytest.raises(Conflict):
        actions.retry(job)


def test_somebody_who_comes_second_is_told(client: HouseClient) -> None:
    number = failed().id
    become(client, administrator())
    page = client.get(PAGE)
    actions.retry(db.session.get_one(Job, number))
    db.session.commit()
    answer = client.send(page, {"job": str(number)})
    assert answer.status_code == 409
    check_page(answer)


def test_what_waits_long_is_shown_and_what_is_planned_for_later_is_not(client: HouseClient, noon: object) -> None:
    outbox_job, tried = letter(), letter("twee", attempts=3)
    planned = letter("straks")
    planned.run_at = clock.now() + timedelta(days=7)
    fresh = letter("net")
    with clock.at(clock.now() + queries.LONG + timedelta(minutes=1)):
        fresh.created_at = fresh.run_at = clock.now()
        db.session.flush()
        found = queries.stuck()
        assert {job.id for job in found} == {outbox_job.id, tried.id}
        become(client, administrator())
        page = client.get(PAGE)
    check_page(page)
    assert "wacht" in page.text
    assert "Opnieuw proberen" not in page.text


def test_a_worker_that_stopped_halfway_leaves_work_that_is_shown(session: object, noon: object) -> None:
    job = letter(state=JobState.RUNNING, attempts=1)
    assert queries.stuck() == []
    with clock.at(clock.now() + queries.LONG + timedelta(minutes=2)):
        assert [one.id for one in queries.stuck()] == [job.id]


def test_the_management_shows_the_count_only_when_something_failed(client: HouseClient) -> None:
    become(client, administrator())
    assert "zijn mislukt" not in client.get("/beheer").text
    failed()
    failed("twee")
    db.session.commit()
    page = client.get("/beheer")
    check_page(page)
    assert "2 taken zijn mislukt" in page.text
    become(client, staff())
    assert "zijn mislukt" not in client.get("/beheer").text


def test_the_page_takes_a_fixed_number_of_queries_and_counts_what_it_leaves_out(
    client: HouseClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    become(client, administrator())
    counts = []
    monkeypatch.setattr(queries, "SHOWN", 2)
    for key in ("een", "twee", "drie", "vier"):
        failed(key)
        db.session.commit()
        with count_queries() as counted:
            page = client.get(PAGE)
        counts.append(len(counted))
    assert len(set(counts)) == 1
    assert page.text.count("ConnectionRefusedError") == 2
    assert "4 taken zijn mislukt" in page.text


def test_a_worker_from_before_does_not_take_the_new_try_for_its_own(session: object) -> None:
    job = letter()
    taken = jobs.Taken(job.id, 1, job.run_at, job.kind, job.payload)
    job.state, job.attempts, job.ended_at = JobState.FAILED, jobs.MAX_ATTEMPTS, clock.now()
    db.session.flush()
    actions.retry(job)
    job.state, job.attempts, job.lease_until = JobState.RUNNING, 1, clock.now() + jobs.LEASE
    db.session.flush()
    assert jobs._ours(db.session(), taken) is None
