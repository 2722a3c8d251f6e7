"""A server that is killed between submit and answer."""

import pytest

from tests.reliability.assault import ANSWERING, BEFORE, BETWEEN, Assault

pytestmark = pytest.mark.slow


def test_what_was_acknowledged_survives_a_kill_and_what_is_sent_again_is_stored_once(durable_demo, stored, kills):
    report = Assault(durable_demo, stored, seed=2022).run(kills)
    print(f"\n{stored.engine.dialect.name}: {report}")
    assert report.faults == []
    assert report.kills.total() == kills
    assert report.kills[ANSWERING]
    if kills >= 30:  # with a handful of kills chance decides whether the others are among them
        assert all(report.kills[where] for where in (BEFORE, BETWEEN, ANSWERING)), report
