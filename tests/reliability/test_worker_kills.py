"""A worker that is killed while it delivers mail, its postman that is killed, and workers that deliver side by side."""

import signal
import time

import pytest

from tests.reliability.post_office import PostOffice, Worker, application, wait_for, write_letters
from tests.reliability.sink import BEFORE_THE_DOT
from tests.support.server import lives

pytestmark = pytest.mark.slow


def _with_letters(office: PostOffice, count: int) -> None:
    with application(office.url, office.storage) as app:
        write_letters(app, count)


def test_a_killed_worker_loses_no_letter_and_repeats_none(post_office, kills):
    _with_letters(post_office, 15 * kills)
    delivery = post_office.deliver_under_fire(kills=kills, seed=2022)
    print(f"\n{post_office.stored.engine.dialect.name}: {delivery}")
    assert delivery.lost == set()
    assert delivery.copied == set()
    assert len(post_office.sink.raw) == delivery.letters


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_worker_killed_anywhere_before_the_dot_repeats_nothing(post_office):
    _with_letters(post_office, 2)
    for step in BEFORE_THE_DOT:
        post_office.sink.stall(step)
        worker = post_office.worker()
        assert post_office.sink.reached.wait(60), step
        worker.kill()
        post_office.sink.go_on()
    post_office.finish()
    assert sorted(post_office.sink.by_id().values()) == [1, 1]


def _worker_stopped_at(office: PostOffice, step: str) -> Worker:
    office.sink.stall(step)
    worker = office.worker()
    assert office.sink.reached.wait(60)
    return worker


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_worker_killed_between_the_dot_and_the_note_repeats_nothing(post_office):
    """The server has it, and the worker dies before it hears so: its postman writes it down for the next worker."""
    _with_letters(post_office, 1)
    _worker_stopped_at(post_office, "TAKEN").kill()
    assert post_office.ids("handing_over") == post_office.ids()
    post_office.sink.go_on()
    post_office.finish()
    assert list(post_office.sink.by_id().values()) == [1]
    assert post_office.ids("sent") == post_office.ids()
    assert not list((post_office.storage / "handed-over").iterdir()), "no file stays behind"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_next_worker_waits_for_the_answer_to_a_killed_one(post_office):
    _with_letters(post_office, 1)
    _worker_stopped_at(post_office, "TAKEN").kill()
    following = post_office.worker()
    time.sleep(2.5)  # the lease of the killed one was a second
    assert post_office.ids("handing_over") == post_office.ids()
    post_office.sink.go_on()
    wait_for(lambda: post_office.ids("sent") == post_office.ids())
    following.kill()
    assert post_office.sink.met == 1


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_letter_that_was_refused_after_its_worker_was_killed_is_offered_again(post_office):
    _with_letters(post_office, 1)
    post_office.sink.answers = {"DATA": ["452 full"]}
    _worker_stopped_at(post_office, "DATA").kill()
    post_office.sink.go_on()
    post_office.finish()
    assert list(post_office.sink.by_id().values()) == [1]
    assert "offered_again" not in post_office.log()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_letter_whose_postman_was_killed_is_offered_again_under_the_same_message_id(post_office):
    """Nobody is left to hear what the server said: a copy is better than a loss."""
    _with_letters(post_office, 1)
    worker = _worker_stopped_at(post_office, "TAKEN")
    worker.postman().kill()
    post_office.sink.go_on()
    wait_for(lambda: post_office.ids("sent") == post_office.ids())  # by the same worker, five seconds later
    worker.kill()
    assert list(post_office.sink.by_id().values()) == [2]
    assert post_office.sink.raw[0] == post_office.sink.raw[1]
    assert "mail.offered_again" in post_office.log()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_letter_whose_file_is_lost_is_offered_again_under_the_same_message_id(post_office):
    """Another machine goes on, or the disk was lost: nobody can know, and a copy is better than a loss."""
    _with_letters(post_office, 1)
    worker = _worker_stopped_at(post_office, "TAKEN")
    postman = worker.postman()
    worker.kill()
    post_office.sink.go_on()
    wait_for(lambda: not lives(postman))
    for file in (post_office.storage / "handed-over").iterdir():
        file.unlink()
    post_office.finish()
    assert list(post_office.sink.by_id().values()) == [2]
    assert post_office.sink.raw[0] == post_office.sink.raw[1]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_worker_and_its_postman_killed_at_once_before_the_word_go_repeat_nothing(post_office):
    _with_letters(post_office, 1)
    worker = _worker_stopped_at(post_office, "DATA_BEGINS")
    postman = worker.postman()
    worker.kill()
    postman.kill()
    post_office.sink.go_on()
    post_office.finish()
    assert list(post_office.sink.by_id().values()) == [1]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_worker_that_is_asked_to_stop_with_its_postman_finishes_the_letter(post_office):
    """As a supervisor does that signals all processes of a service."""
    _with_letters(post_office, 2)
    worker = _worker_stopped_at(post_office, "TAKEN")
    worker.postman().send_signal(signal.SIGTERM)
    worker.process.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    post_office.sink.go_on()
    worker.finish()
    assert len(post_office.ids("sent")) == 1
    assert len(post_office.sink.raw) == 1


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_worker_has_one_postman_for_all_its_letters(post_office):
    _with_letters(post_office, 8)
    worker = _worker_stopped_at(post_office, "RCPT")
    postman = worker.postman()
    post_office.sink.go_on()
    wait_for(lambda: post_office.ids("sent") == post_office.ids())
    assert worker.postman() == postman
    worker.kill()
    wait_for(lambda: not lives(postman))


def test_two_workers_deliver_each_letter_once(post_office):
    _with_letters(post_office, 40)
    workers = [post_office.worker("--until-empty") for _ in range(2)]
    for worker in workers:
        worker.finish()
    assert post_office.ids() == post_office.ids("sent")
    assert set(post_office.sink.by_id().values()) == {1}
    assert len(post_office.sink.raw) == 40


def test_a_mail_server_slower_than_the_lease_gets_one_copy(post_office):
    _with_letters(post_office, 1)
    post_office.sink.slow["TAKEN"] = 2.5  # the workers' lease is one second
    workers = [post_office.worker() for _ in range(2)]
    wait_for(lambda: post_office.ids("sent") == post_office.ids())
    time.sleep(1.5)
    for worker in workers:
        worker.kill()
    assert list(post_office.sink.by_id().values()) == [1]
