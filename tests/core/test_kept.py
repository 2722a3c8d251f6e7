"""What is kept of the frame is kept for whoever sees the same: menus, name and language never pass to another."""

import lxml.html

from regiodialoog.core.policy import Role
from tests.accounts.people import become, someone, staff
from tests.support.client import HouseClient


def head(client: HouseClient, path: str = "/hulp") -> str:
    page = lxml.html.fromstring(client.get(path).text)
    return str(lxml.html.tostring(page.find(".//header"), encoding="unicode"))


def test_the_head_of_one_reader_is_not_shown_to_another(client: HouseClient) -> None:
    bureau, anna = staff(Role.BUREAU), someone()
    visitor = head(client)
    assert "/inloggen" in visitor
    become(client, bureau)
    assert 'href="/beheer"' in head(client)
    assert bureau.name in head(client)
    become(client, anna)
    assert anna.name in head(client)
    assert bureau.name not in head(client)
    assert 'href="/beheer"' not in head(client)
    client.submit("/uitloggen")
    assert head(client) == visitor


def test_the_head_follows_language_and_address(client: HouseClient) -> None:
    assert "Menu" in head(client)
    assert 'href="/agenda" aria-current="page"' in head(client, "/agenda")
    assert 'href="/agenda" aria-current="page"' not in head(client)
    assert 'href="/hulp?q=fiets&amp;taal=en"' in head(client, "/hulp?q=fiets")
    client.get("/hulp?taal=en")
    assert "Nederlands" in head(client)
    assert "Sign in" in head(client)
