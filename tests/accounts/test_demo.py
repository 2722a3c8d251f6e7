"""The demonstration lets anybody be one of the invented people; the real site never does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from regiodialoog.accounts import actions
from regiodialoog.accounts.events import Registration
from regiodialoog.core.db import db, transaction
from regiodialoog.core.policy import Role, ScopeKind
from tests.conftest import make_app, settings_for
from tests.support.client import HouseClient
from tests.support.database import Databases
from tests.support.pages import check_page


@pytest.fixture
def demo(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    url = databases.new()
    made = make_app(settings_for(url, tmp_path, demo=True))
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()
    databases.drop(url)


def bureau(app: Flask) -> int:
    with app.app_context(), transaction():
        person = actions.register_person(
            name="Bram Bureau", address="bram@example.nl", how=Registration.LOADED, confirmed=True
        )
        actions.give_role(person, Role.BUREAU, ScopeKind.REGION, by=None)
        return person.id


def test_a_visitor_of_the_demonstration_becomes_anybody(demo: Flask) -> None:
    person_id = bureau(demo)
    client = demo.test_client()
    assert isinstance(client, HouseClient)
    page = client.get(f"/demo/inloggen/{person_id}?verder=/beheer")
    check_page(page)
    assert client.submit(f"/demo/inloggen/{person_id}?verder=/beheer").location == "/beheer"
    assert client.get("/beheer").status_code == 200
    assert client.get("/demo/inloggen/999").status_code == 404


def test_everybody_reads_the_mails_of_the_demonstration(demo: Flask) -> None:
    bureau(demo)
    client = demo.test_client()
    assert isinstance(client, HouseClient)
    sent = client.submit("/inloggen", {"address": "bram@example.nl"}, follow=True)
    check_page(sent)
    assert "/mijn/berichten" in sent.text
    page = client.get("/mijn/berichten")
    check_page(page)
    assert 'href="http://127.0.0.1:8000/inloggen/' in page.text


def test_the_real_site_has_no_such_address(client: HouseClient) -> None:
    person = actions.register_person(name="Bram", address="bram@example.nl", how=Registration.LOADED, confirmed=True)
    db.session.commit()
    assert client.get(f"/demo/inloggen/{person.id}").status_code == 404
