"""The front page and the pages that a site of the government owes its visitors."""

from datetime import UTC, datetime

import pytest

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from tests.support.pages import check_page, count_queries
from tests.support.region import add_region

PAGES = ["/", "/hulp", "/toegankelijkheid", "/privacy", "/zoeken"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_in_order_before_there_is_a_region(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    check_page(answer)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_in_order_with_a_region(client, session, path):
    add_region(session)
    answer = client.get(path)
    assert answer.status_code == 200
    check_page(answer)
    assert "Regio Proef" in answer.text


def test_the_front_page_counts_what_there_is(client, session):
    add_region(session)
    tree = check_page(client.get("/"))
    assert [b.text for b in tree.xpath("//ul[@class='rd-stats']//b")] == ["2", "2", "2"]
    text = tree.text_content()
    assert "Leefomgeving" in text
    assert len(tree.xpath("//*[contains(@class, 'rd-map__area ')]")) == 2
    assert tree.xpath("//main//a[@href='/gemeenten/oosterstad']")


def test_the_front_page_takes_a_fixed_number_of_queries(client, session):
    add_region(session)
    with count_queries() as before:
        client.get("/")
    from regiodialoog.agenda.models import AgendaTheme
    from tests.support.region import add_actions

    theme = session.query(AgendaTheme).first()
    add_actions(session, theme, [f"Nog een {n}" for n in range(200)], first=100)
    with count_queries() as after:
        client.get("/")
    assert len(after) == len(before) <= 13, str(after)


def test_security_txt_says_whom_to_tell_and_until_when(client, session):
    add_region(session)
    with clock.at(datetime(2026, 9, 14, 22, 30, tzinfo=UTC)):
        answer = client.get("/.well-known/security.txt")
    assert answer.content_type == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert lines["Contact"] == "mailto:bureau@voorbeeld.nl"
    assert lines["Expires"] == "2027-03-14T00:00:00Z"
    assert lines["Canonical"].endswith("/.well-known/security.txt")


def test_security_txt_has_a_contact_before_there_is_a_region(client):
    assert "Contact: http://127.0.0.1:8000/hulp\n" in client.get("/.well-known/security.txt").text


def test_robots_may_read_what_is_public(client):
    answer = client.get("/robots.txt")
    assert "Disallow: /mijn\n" in answer.text
    assert "Disallow: /\n" not in answer.text


def test_privacy_tells_what_every_feature_keeps(client):
    text = check_page(client.get("/privacy")).text_content()
    for word in ("14", "15"):
        assert word in text
    assert len(check_page(client.get("/privacy")).xpath("//main//details")) >= 6


def test_the_style_guide_is_not_for_everybody(client):
    assert client.get("/beheer/stijl").status_code == 303


def test_the_style_guide_shows_every_part(app, session, monkeypatch):
    """The guide itself, past its door: a form with errors, and every macro."""
    from regiodialoog.core import policy

    monkeypatch.setattr("regiodialoog.pages.views.authorize", lambda _rule: setattr(policy.g, "authorised_by", "test"))
    answer = app.test_client().get("/beheer/stijl")
    assert answer.status_code == 200
    tree = check_page(answer)
    assert tree.xpath("//*[contains(@class, 'rd-summary')]")


@pytest.fixture
def invented(session):
    person = Person(name="Bo (fictief)", address="bo@voorbeeld.example", address_key="bo@voorbeeld.example")
    other = Person(name="Echt Iemand", address="echt@voorbeeld.nl", address_key="echt@voorbeeld.nl")
    session.add_all([person, other])
    session.flush()
    return person


def test_in_the_demonstration_one_may_be_somebody_else(client, session, invented, monkeypatch):
    settings = client.application.config["SETTINGS"]
    monkeypatch.setitem(client.application.config, "SETTINGS", settings.model_copy(update={"demo": True}))
    tree = check_page(client.get("/"))
    assert tree.xpath(f"//main//a[@href='/demo/inloggen/{invented.id}']")
    assert "Echt Iemand" not in tree.text_content()
    tree = check_page(client.get("/inloggen?verder=/mijn"))
    assert tree.xpath(f"//main//details[@open]//a[@href='/demo/inloggen/{invented.id}?verder=/mijn']")


def test_outside_the_demonstration_nobody_is_offered(client, session, invented):
    for path in ("/", "/inloggen"):
        assert "Bo (fictief)" not in client.get(path).text
