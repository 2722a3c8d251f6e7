"""Many at once, on the real server with two processes: nothing locks, nothing is lost, nothing is there twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.reliability.assault import INVITATION, sign_in_as_bureau
from tests.reliability.installation import Stored, demo_database
from tests.reliability.visitor import Visitor
from tests.support.server import serving

pytestmark = pytest.mark.slow
CROWD = 16
EACH = 4


@pytest.fixture
def busy_demo(durable_databases, demo_loaded, tmp_path):
    url = demo_database(tmp_path / "storage", loaded=demo_loaded, postgres=durable_databases.server)
    with serving(url, tmp_path / "storage", workers=2, REGIODIALOOG_DEMO="1", REGIODIALOOG_LOG_LEVEL="WARNING") as live:
        yield live


@pytest.fixture
def bureau(busy_demo):
    """Somebody of the bureau, signed in, with an eye on the database."""
    visitor, stored = Visitor(busy_demo.port), Stored(busy_demo.database_url)
    sign_in_as_bureau(visitor, stored)
    yield visitor, stored
    stored.close()


def test_a_form_that_arrives_sixteen_times_at_once_is_done_once(busy_demo, bureau):
    visitor, stored = bureau
    for number in range(1, EACH + 1):
        form = visitor.form(INVITATION.path) | INVITATION.typed(number)
        request = visitor.request("POST", INVITATION.path, form)
        with ThreadPoolExecutor(CROWD) as crowd:
            answers = list(crowd.map(lambda _n, request=request: visitor.again().fetch(request), range(CROWD)))
        assert {answer.status for answer in answers} == {303}, busy_demo.log[-3000:]
        assert len({answer.header("Location") for answer in answers}) == 1, "all are led to the same page"
        assert INVITATION.rows(stored, number) == 1
    assert {count for _, count in stored.all(INVITATION.events)} == {1}


def test_sixteen_people_who_send_at_once_are_all_served(busy_demo, bureau):
    visitor, stored = bureau

    def work(who: int) -> list[int]:
        own = visitor.again()
        return [own.submit(INVITATION.path, **INVITATION.typed(100 * who + n)).status for n in range(EACH)]

    with ThreadPoolExecutor(CROWD) as crowd:
        statuses = [status for each in crowd.map(work, range(1, CROWD + 1)) for status in each]
    assert statuses == [303] * CROWD * EACH, busy_demo.log[-3000:]
    assert len(stored.all(INVITATION.events)) == CROWD * EACH
    assert {count for _, count in stored.all(INVITATION.events)} == {1}
    assert "locked" not in busy_demo.log
