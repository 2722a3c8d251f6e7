"""A worker that is killed while it delivers mail, and workers that deliver side by side."""

import time

import pytest

from tests.reliability.post_office import PostOffice, application, wait_for, write_letters
from tests.reliability.sink import BEFORE_THE_DOT

pytestmark = pytest.mark.slow


def _with_letters(office: PostOffice, count: int) -> None:
    with application(office.url, office.storage) as app:
        write_letters(app, count)


def test_a_killed_worker_loses_no_letter_and_repeats_only_one_whose_dot_was_sent_but_not_noted(post_office, kills):
    _with_letters(post_office, 15 * kills)
    delivery = post_office.deliver_under_fire(kills=kills, seed=2022)
    print(f"\n{post_office.stored.engine.dialect.name}: {delivery}")
    assert delivery.lost == set()
    assert delivery.copied <= delivery.unknown
    assert len(post_office.sink.raw) <= delivery.letters + len(delivery.unknown)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_worker_killed_anywhere_before_the_dot_repeats_nothing(post_office):
    _with_letters(post_office, 2)
    for step in BEFORE_THE_DOT:
        post_office.sink.stall(step)
        worker = post_office.worker()
        assert post_office.sink.reached.wait(30), step
        worker.kill()
        post_office.sink.go_on()
    post_office.finish()
    assert sorted(post_office.sink.by_id().values()) == [1, 1]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_worker_killed_between_the_dot_and_the_note_repeats_nothing(post_office):
    """The server has it, and the worker dies before it hears so: the trace of the dot tells the next worker."""
    _with_letters(post_office, 1)
    post_office.sink.stall("TAKEN")
    worker = post_office.worker()
    assert post_office.sink.reached.wait(30)
    worker.kill()
    post_office.sink.go_on()
    assert post_office.ids("handing_over") == post_office.ids()
    post_office.finish()
    assert list(post_office.sink.by_id().values()) == [1]
    assert post_office.ids("sent") == post_office.ids()
    assert not list((post_office.storage / "handed-over").iterdir()), "no trace stays behind"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_letter_whose_trace_is_lost_is_offered_again_under_the_same_message_id(post_office):
    """Another machine goes on, or the disk was lost: nobody can know, and a copy is better than a loss."""
    _with_letters(post_office, 1)
    post_office.sink.stall("TAKEN")
    worker = post_office.worker()
    assert post_office.sink.reached.wait(30)
    worker.kill()
    post_office.sink.go_on()
    for trace in (post_office.storage / "handed-over").iterdir():
        trace.unlink()
    post_office.finish()
    assert list(post_office.sink.by_id().values()) == [2]
    assert post_office.sink.raw[0] == post_office.sink.raw[1]


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
    post_office.sink.slow["TAKEN"] = 3.5  # the workers' lease is one second
    workers = [post_office.worker() for _ in range(2)]
    wait_for(lambda: post_office.ids("sent") == post_office.ids())
    time.sleep(1.5)
    for worker in workers:
        worker.kill()
    assert list(post_office.sink.by_id().values()) == [1]
