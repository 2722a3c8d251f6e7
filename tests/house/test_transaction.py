"""Rules 1, 2, 4 and 7 in one hook, each seen to refuse what breaks it."""

import threading
from collections.abc import Iterator
from contextvars import copy_context

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import db as database
from regiodialoog.core.db import Model, UnrecordedWrite, db, separately, transaction
from regiodialoog.core.web import transaction as hook
from regiodialoog.organisations.models import Interest
from tests.conftest import dispose, make_app, settings_for
from tests.house import broken
from tests.support.client import HouseClient
from tests.support.database import Databases


@pytest.fixture(scope="module")
def building(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application with rooms that break the rules, on a database of its own."""
    url = databases.new()
    app = make_app(settings_for(url, tmp_path_factory.mktemp("building")))
    app.register_blueprint(broken.bp)
    yield app
    dispose(app)
    databases.drop(url)


@pytest.fixture
def emptied(building: Flask) -> Flask:
    """The same without a row: commits are real, so what the test before left is removed. No context is open."""
    with building.app_context(), db.engine.begin() as connection:
        for table in reversed(Model.metadata.sorted_tables):
            connection.execute(table.delete())
    return building


@pytest.fixture
def house(emptied: Flask) -> HouseClient:
    """A visitor of it."""
    client = emptied.test_client()
    assert isinstance(client, HouseClient)
    return client


def stored(client: HouseClient) -> list[str]:
    with client.application.app_context():
        return list(db.session.scalars(select(Interest.name).order_by(Interest.id)))


def told(client: HouseClient) -> int:
    with client.application.app_context():
        return db.session.scalar(select(func.count()).select_from(AuditEvent)) or 0


def keeps_session(client: HouseClient) -> bool:
    with client.session_transaction() as session:
        return session.get("kept") == "ja"


def test_a_good_form_is_stored_and_told_once(house: HouseClient) -> None:
    answer = house.submit("/proef/goed", {"word": "Jeugd"})
    assert (answer.status_code, stored(house), told(house)) == (303, ["Jeugd"], 1)
    assert keeps_session(house)


def test_an_answer_that_nobody_authorised_is_not_given(house: HouseClient) -> None:
    answer = house.get("/proef/zonder-recht")
    assert answer.status_code == 500, "A view without authorize() or @public must be refused (docs/rules.md, 2)"
    assert "geheim" not in answer.text


def test_a_visitor_is_sent_to_sign_in_and_back(house: HouseClient) -> None:
    answer = house.get("/proef/voor-mensen?a=1")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/inloggen?verder=/proef/voor-mensen?a%3D1"


def test_reading_never_writes(house: HouseClient) -> None:
    answer = house.get("/proef/lezen-schrijft")
    assert (answer.status_code, stored(house)) == (500, []), "A GET that writes must be refused (docs/rules.md, 1)"


def test_reading_tells_of_nothing_either(house: HouseClient) -> None:
    """The row of an event goes past the unit of work, so that this has to be looked at as well."""
    answer = house.get("/proef/lezen-vertelt")
    assert (answer.status_code, told(house)) == (500, 0)


def test_a_post_that_checked_no_form_stores_nothing(house: HouseClient) -> None:
    assert house.post("/proef/zonder-formulier").status_code == 500
    assert stored(house) == [], "Only a form that was checked (form.sent()) may commit (docs/rules.md, 1)"


def test_a_write_that_tells_nobody_is_not_kept(house: HouseClient) -> None:
    answer = house.submit("/proef/zwijgt", {"word": "stil"})
    assert (answer.status_code, stored(house)) == (500, []), "Every action emits an event (docs/rules.md, 4)"
    assert not keeps_session(house)


def test_the_command_line_may_not_write_in_silence_either(emptied: Flask) -> None:
    with emptied.app_context():
        with pytest.raises(UnrecordedWrite), transaction():
            broken.add("stil", tell=False)
        assert db.session.scalar(select(func.count()).select_from(Interest)) == 0


def test_a_failure_halfway_leaves_nothing(house: HouseClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(house.application.config, "PROPAGATE_EXCEPTIONS", False)
    assert house.submit("/proef/valt-om", {"word": "half"}).status_code == 500
    assert (stored(house), told(house), keeps_session(house)) == ([], 0, False)


def test_a_commit_that_fails_sends_no_session_cookie(house: HouseClient, monkeypatch: pytest.MonkeyPatch) -> None:
    page = house.get("/proef/goed")

    def full_disk() -> None:
        raise OperationalError("COMMIT", {}, Exception("database or disk is full"))

    monkeypatch.setattr(hook.database, "commit", full_disk)
    answer = house.send(page, {"word": "vol"})
    assert answer.status_code == 500
    assert "Set-Cookie" not in answer.headers
    assert (stored(house), keeps_session(house)) == ([], False)


def test_a_broken_key_at_the_end_is_refused(house: HouseClient) -> None:
    assert house.submit("/proef/dubbel", {"word": "twee"}).status_code >= 400
    assert (stored(house), keeps_session(house)) == ([], False)


def test_a_form_sent_twice_is_done_once(house: HouseClient) -> None:
    page = house.get("/proef/goed")
    first, second = (house.send(page, {"word": "eenmaal"}) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert stored(house) == ["eenmaal"]


def test_an_old_form_that_was_changed_is_not_taken_for_a_repeat(house: HouseClient) -> None:
    page = house.get("/proef/goed")
    house.send(page, {"word": "eerst"})
    answer = house.send(page, {"word": "toen"})
    assert answer.status_code == 303
    assert stored(house) == ["eerst", "toen"], "who goes back and sends something else must not lose it"


def test_a_form_sent_twice_at_once_is_done_once(house: HouseClient) -> None:
    page = house.get("/proef/goed")
    answers = []
    start = threading.Barrier(4)

    def send() -> None:
        other = house.application.test_client()
        for cookie in house._cookies.values():
            other._cookies[cookie._storage_key] = cookie
        start.wait()
        answers.append(other.send(page, {"word": "tegelijk"}).headers.get("Location"))

    tabs = [threading.Thread(target=copy_context().run, args=(send,)) for _ in range(4)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert stored(house) == ["tegelijk"]
    assert set(answers) == {answers[0]}


def test_a_refused_form_spends_no_key(house: HouseClient) -> None:
    page = house.get("/proef/goed")
    refused = house.send(page, {"word": "x" * 300})
    assert refused.status_code == 422
    assert "x" * 300 in refused.text
    assert house.send(page, {"word": "kort"}).status_code == 303
    assert stored(house) == ["kort"]


def test_a_form_without_its_key_is_refused(house: HouseClient) -> None:
    assert house.submit("/proef/goed", {"word": "sleutelloos", "idempotency_key": None}).status_code == 400
    assert stored(house) == []


def test_one_visitor_cannot_spend_the_key_of_another(house: HouseClient) -> None:
    page = house.get("/proef/goed")
    house.send(page, {"word": "van mij"})
    stranger = house.application.test_client()
    own = stranger.get("/proef/goed")
    key = page.text.split('name="idempotency_key"')[1].split('value="')[1].split('"')[0]
    answer = stranger.send(own, {"word": "van u", "idempotency_key": key})
    assert answer.status_code == 303
    assert stored(house) == ["van mij", "van u"]


def test_a_false_token_keeps_what_was_typed(house: HouseClient) -> None:
    answer = house.submit("/proef/goed", {"word": "Behouden", "csrf_token": "vals"})
    assert answer.status_code == 422
    assert "Behouden" in answer.text
    assert stored(house) == []


@pytest.mark.parametrize("status", [404, 409, 422, 429])
def test_a_refusal_is_a_page_with_its_status(house: HouseClient, status: int) -> None:
    answer = house.get(f"/proef/weiger/{status}")
    assert answer.status_code == status
    assert '<html lang="nl"' in answer.text


def test_a_body_that_is_too_large_is_refused(house: HouseClient) -> None:
    answer = house.post("/proef/goed", data={"word": "x" * (3 * 1024 * 1024)})
    assert answer.status_code == 413
    assert '<html lang="nl"' in answer.text


def test_separately_survives_the_rollback_and_refuses_to_wait_for_itself(emptied: Flask) -> None:
    with emptied.app_context():
        with separately() as own:
            own.add(Interest(slug="apart", name="Apart", position=1))
        database.expect_writes(True)
        assert db.session.scalar(select(Interest.name)) == "Apart"
        with pytest.raises(RuntimeError, match="before the first statement"), separately():
            pass
        db.session.rollback()
        database.expect_writes(False)


def test_a_reader_does_not_wait_for_a_writer(emptied: Flask) -> None:
    read: list[int] = []

    def reading() -> None:
        with emptied.app_context():
            read.append(db.session.scalar(select(func.count()).select_from(Interest)) or 0)

    with emptied.app_context(), transaction():
        broken.add("half")
        reader = threading.Thread(target=reading)
        reader.start()
        reader.join(5)
        assert read == [0]
