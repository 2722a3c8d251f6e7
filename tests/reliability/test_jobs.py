"""Work that fails, letters that are refused, and a worker that comes back too late."""

import time
from datetime import timedelta

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from regiodialoog.core import clock, delivery, jobs, outbox, postman
from regiodialoog.core.db import db, transaction
from regiodialoog.core.jobs import Job, JobState
from regiodialoog.core.outbox import MessageState, OutboxMessage
from tests.reliability.post_office import application, write_letters
from tests.reliability.postmen import postman_in_this_process
from tests.reliability.sink import sink


@pytest.fixture
def letters(databases, tmp_path):
    """An application with one letter in its outbox, and the mail server it goes to."""
    url = databases.new()
    with sink() as (found, mail_url), application(url, tmp_path, mail_url) as app:
        write_letters(app, 1)
        with app.app_context():
            yield found
    delivery.service.dismiss(30)
    databases.drop(url)


def _job() -> Job:
    db.session.remove()
    return db.session.scalars(sa.select(Job)).one()


def _state() -> MessageState:
    db.session.remove()
    state = db.session.scalars(sa.select(OutboxMessage.state)).one()
    db.session.remove()
    return state


def _run_until(state: JobState, runs: int) -> None:
    """Run what is due, each time at the moment it is due."""
    for n in range(runs):
        job = _job()
        assert job.state is not state, f"after {n} runs"
        when = job.run_at
        db.session.remove()
        with clock.at(when + timedelta(seconds=1)):
            assert jobs.run_next()
    assert _job().state is state
    db.session.remove()


def test_work_that_fails_is_tried_again_later_and_in_the_end_left_to_people(letters, monkeypatch):
    tried = []

    def fails(payload):
        tried.append(payload)
        raise ValueError("no")

    monkeypatch.setitem(jobs.HANDLERS, "mail.send", fails)
    assert jobs.run_next()
    assert not jobs.run_next(), "it was tried again at once"
    _run_until(JobState.FAILED, jobs.MAX_ATTEMPTS - 1)
    assert len(tried) == jobs.MAX_ATTEMPTS
    assert _job().last_error == "ValueError"


def test_a_letter_that_is_refused_for_now_is_sent_once_later(letters):
    letters.answers = {"RCPT": ["451 later"], "DATA": ["452 full"]}
    assert jobs.run_next()
    assert _state() is MessageState.WAITING
    _run_until(JobState.DONE, 2)
    assert len(letters.raw) == 1
    assert _state() is MessageState.SENT


def test_a_mail_server_that_thinks_longer_than_we_wait_for_other_answers_gets_one_copy(letters, monkeypatch):
    monkeypatch.setattr("regiodialoog.core.smtp.TIMEOUT", 0.5)
    letters.slow["TAKEN"] = 1.5
    with postman_in_this_process(monkeypatch):
        assert jobs.run_next()
    assert _state() is MessageState.SENT
    assert len(letters.raw) == 1


def test_a_mail_server_that_never_answers_leaves_the_letter_to_be_offered_again(letters, monkeypatch):
    monkeypatch.setattr("regiodialoog.core.smtp.LAST_TIMEOUT", 0.3)
    letters.slow["TAKEN"] = 1
    with postman_in_this_process(monkeypatch):
        assert jobs.run_next()
        assert _state() is MessageState.HANDING_OVER
        assert _job().last_error == "SMTPServerDisconnected"
        letters.slow.clear()
        _run_until(JobState.DONE, 1)
    assert _state() is MessageState.SENT
    assert list(letters.by_id().values()) == [2]


def test_a_worker_that_was_away_for_longer_than_its_lease_does_not_send_the_dot(letters, monkeypatch):
    offer = delivery.Letter.offer

    def away(self, *given, **named):
        offer(self, *given, **named)
        with transaction() as session:
            session.execute(sa.update(Job).values(attempts=Job.attempts + 1))  # another worker took it

    monkeypatch.setattr(delivery.Letter, "offer", away)
    assert jobs.run_next()
    assert letters.raw == []
    assert _state() is MessageState.WAITING
    assert _job().state is JobState.RUNNING, "it is the other worker's"


def test_a_worker_that_says_go_too_late_sends_nothing_and_tries_again(letters, monkeypatch):
    """It stood still between the commit and the word; the postman let go of the letter, for others to take."""
    monkeypatch.setattr(postman, "GO_WITHIN", 0.3)
    hand_over = delivery.Letter.hand_over

    def late(self):
        time.sleep(0.6)
        return hand_over(self)

    with postman_in_this_process(monkeypatch):
        with monkeypatch.context() as once:
            once.setattr(delivery.Letter, "hand_over", late)
            assert jobs.run_next()
        assert letters.raw == []
        assert _state() is MessageState.HANDING_OVER
        assert _job().last_error == "TooLate"
        _run_until(JobState.DONE, 1)
    assert list(letters.by_id().values()) == [1]


def test_a_worker_that_ends_between_the_commit_and_the_word_go_repeats_nothing(letters, monkeypatch):
    def ends(self):
        delivery.service.dismiss(30)  # what the end of a process does: the pipe closes
        raise RuntimeError("ended")

    with monkeypatch.context() as once:
        once.setattr(delivery.Letter, "hand_over", ends)
        assert jobs.run_next()
        assert _state() is MessageState.HANDING_OVER
        assert letters.raw == []
    with capture_logs() as logs:
        _run_until(JobState.DONE, 1)
    assert list(letters.by_id().values()) == [1]
    assert "mail.offered_again" not in {entry["event"] for entry in logs}


def test_a_yes_is_noted_also_when_the_database_is_away_for_a_moment(letters, monkeypatch):
    begin, away = outbox.transaction, [1, 1]

    def sometimes():
        if away:
            away.pop()
            raise sa.exc.OperationalError("", {}, Exception("away"))
        return begin()

    hand_over = delivery.Letter.hand_over

    def answered(self):
        yes = hand_over(self)
        monkeypatch.setattr(outbox, "transaction", sometimes)
        return yes

    monkeypatch.setattr(delivery.Letter, "hand_over", answered)
    monkeypatch.setattr(outbox, "NOTE_AGAIN_AFTER", (0.01, 0.01))
    assert jobs.run_next()
    assert _state() is MessageState.SENT
    assert len(letters.raw) == 1


def test_a_yes_that_could_not_be_noted_is_found_in_the_letters_file(letters, monkeypatch):
    def gone(message_id, secret):
        raise sa.exc.OperationalError("", {}, Exception("away"))

    with monkeypatch.context() as once:
        once.setattr(outbox, "_note_sent", gone)
        assert jobs.run_next()
    assert _state() is MessageState.HANDING_OVER
    _run_until(JobState.DONE, 1)
    assert _state() is MessageState.SENT
    assert list(letters.by_id().values()) == [1]


@pytest.mark.parametrize("trouble", ["no folder", "no room"])
def test_a_letter_that_cannot_have_its_file_is_not_offered_and_tried_again(letters, tmp_path, trouble):
    folder = outbox.letters_folder()
    if trouble == "no folder":
        folder.touch()
    else:
        folder.mkdir()
        (folder / "1").symlink_to("/dev/full")
    assert jobs.run_next()
    assert letters.met == 0
    assert _state() is MessageState.WAITING
    (folder if trouble == "no folder" else folder / "1").unlink()
    _run_until(JobState.DONE, 1)
    assert list(letters.by_id().values()) == [1]


def test_a_postman_that_died_is_replaced_by_the_next(letters):
    delivery.service.ready()
    delivery.service._process.popen.kill()
    delivery.service._process.popen.wait()
    assert jobs.run_next()
    assert _state() is MessageState.SENT


def test_a_letter_arrives_as_it_was_written(letters):
    with transaction() as session:
        session.execute(sa.update(OutboxMessage).values(body="Beste één,\n.\n.. met punten\nen “haken”\n"))
    assert jobs.run_next()
    mail = letters.mails()[0]
    assert mail.get_content().replace("\r\n", "\n") == "Beste één,\n.\n.. met punten\nen “haken”\n"
    assert mail["To"] == "genodigde0@voorbeeld.example"
