"""Two of the bureau who press the same button at once: one draw goes on, and nobody gets two places."""

import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from regiodialoog.cli import demo_people
from regiodialoog.core import clock
from regiodialoog.core.db import transaction
from regiodialoog.dialogues import queries as themes
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import agreeing_anew, drawing
from regiodialoog.groups.consent import agreed_now
from regiodialoog.groups.models import Draw, SeatFilling, SeatState
from tests.conftest import dispose, make_app, settings_for
from tests.reliability.assault import sign_in_as_bureau
from tests.reliability.installation import Stored
from tests.reliability.test_crowds import busy_demo
from tests.reliability.visitor import Visitor
from tests.support.server import LiveServer

__all__ = ["busy_demo"]
pytestmark = pytest.mark.slow
THEME = "ontmoeten-in-de-buurt"
LOTTERY = f"/themas/{THEME}/loting"
CROWD = 5
BACKENDS = ["sqlite", "postgresql"] if int(os.environ.get("KILLS", "2")) >= 10 else ["postgresql"]


@contextmanager
def inside(live: LiveServer, storage: Path) -> Iterator[None]:
    """Within, the actions work on the database of the running server."""
    app = make_app(settings_for(live.database_url, storage, demo=True))
    try:
        with app.app_context(), transaction():
            yield
    finally:
        dispose(app)


def at_once(visitor: Visitor, path: str, **typed: str) -> Counter[int]:
    """The same form, opened so many times and sent at once: the statuses."""
    forms = [visitor.form(path) | typed for _n in range(CROWD)]
    assert len({form["idempotency_key"] for form in forms}) == CROWD
    requests = [visitor.request("POST", path, form) for form in forms]
    with ThreadPoolExecutor(CROWD) as crowd:
        answers = list(crowd.map(lambda request: visitor.again().fetch(request), requests))
    return Counter(answer.status for answer in answers)


def decide(draw: Draw) -> None:
    drawing.keep_prepared(draw, *drawing.computed(draw.inputs))
    opens = clock.now() + timedelta(days=1)
    why = "Voor hen is er geen plek."
    actions.seal_draw(draw, source="Dobbelstenen", opens_at=opens, file_is_public=True, barred_reason=why)
    people = {one.mailbox: person.id for one, person in demo_people.found().items()}
    with clock.at(opens + timedelta(minutes=1)):
        for mailbox in ("bureau", "bureau2"):
            actions.type_outcome(draw, outcome="6 6 6", by=people[mailbox])


# SQLite has one writer at a time: there it is the form of the second that is refused.
@pytest.mark.parametrize("backend", BACKENDS, indirect=True)
def test_a_draw_that_everybody_runs_at_once_is_run_once(busy_demo: LiveServer, tmp_path: Path, backend: str) -> None:
    stored, visitor = Stored(busy_demo.database_url), Visitor(busy_demo.port)
    sign_in_as_bureau(visitor, stored)
    with inside(busy_demo, tmp_path / "storage"):
        theme = themes.theme(THEME)
        seats = queries.seats(queries.group_of(theme).id)
        for interest in {seat.interest_id for seat in seats}:
            for seat in [each for each in seats if each.interest_id == interest and each.state is SeatState.OPEN][:2]:
                actions.change_seat(seat, filling=SeatFilling.DRAWN, municipality_id=None)
        for row in agreeing_anew.to_ask(queries.group_of(theme)):
            agreeing_anew.agree_anew(row, agreed_now(theme, queries.group_of(theme)))
    statuses = at_once(visitor, f"{LOTTERY}/voorbereiden")
    assert statuses[303] == 1
    assert set(statuses) <= {303, 409, 422}, "later ones hear of the first, or are asked why they draw again"
    assert stored.one("SELECT COUNT(*) FROM draws WHERE state = 'preparing'") == 1
    with inside(busy_demo, tmp_path / "storage"):
        decide(queries.draw(themes.theme(THEME), 1))
    before = len(stored.all("SELECT id FROM outbox_messages"))
    statuses = at_once(visitor, f"{LOTTERY}/1/bekendmaken", answer_days="7", replace_until=str(clock.today()))
    assert statuses == {303: 1, 409: CROWD - 1}
    offers = stored.all("SELECT seat_id, registration_id FROM offers WHERE draw_id = (SELECT MAX(id) FROM draws)")
    assert len(offers) == len({seat for seat, _row in offers}) == len({row for _seat, row in offers}) > 0
    pool = stored.one("SELECT pool_size FROM draws ORDER BY id DESC LIMIT 1")
    told = len(stored.all("SELECT id FROM outbox_messages")) - before
    assert len(offers) < told <= pool, "each hears once: drawn, or not drawn"
    stored.close()
