"""What a worker looks after by itself."""

from datetime import timedelta

import pytest

from regiodialoog.core import watching
from regiodialoog.core.watching import look_around, watches


@pytest.fixture
def clock_of_the_machine(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(watching, "_watches", [])
    monkeypatch.setattr(watching.time, "monotonic", lambda: now[0])
    return now


def test_a_watch_is_called_at_the_start_and_then_every_so_often(clock_of_the_machine):
    seen = []
    watches(every=timedelta(seconds=10))(lambda: seen.append(clock_of_the_machine[0]))
    for moment in (1000, 1001, 1009.9, 1010, 1019, 1021):
        clock_of_the_machine[0] = moment
        look_around()
    assert seen == [1000, 1010, 1021]


def test_a_watch_that_fails_is_called_again_when_its_time_comes(clock_of_the_machine):
    seen = []

    @watches(every=timedelta(seconds=10))
    def fails():
        seen.append(clock_of_the_machine[0])
        raise OSError("no database")

    for moment in (1000, 1005, 1010):
        clock_of_the_machine[0] = moment
        if moment != 1005:
            with pytest.raises(OSError, match="no database"):
                look_around()
        else:
            look_around()
    assert seen == [1000, 1010]
