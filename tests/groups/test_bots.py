"""Machines at the sign-up form: stopped without a riddle, and nothing that a person typed is lost."""

from collections.abc import Iterator
from datetime import timedelta

import lxml.html
import pytest
from flask import Flask

from regiodialoog.core import clock
from regiodialoog.groups import queries
from tests.accounts.people import become, link_in, mails_to, someone
from tests.groups.conftest import Table
from tests.groups.test_pages import filled_in, text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page

VERA = {"name": "Vera Vos", "address": "vera@example.nl"}


@pytest.fixture
def strict(app: Flask) -> Iterator[None]:
    """As an installation is: nobody fills in the form within three seconds."""
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = settings.model_copy(update={"quickest_form": 3})
    yield
    app.config["SETTINGS"] = settings


def test_a_form_sent_within_three_seconds_is_asked_again_with_all_that_was_typed(
    table: Table, client: HouseClient, strict: None
) -> None:
    answer = client.submit(f"{table.path}/aanmelden", filled_in(table, **VERA))
    assert answer.status_code == 422
    check_page(answer)
    assert "Klopt alles hieronder?" in answer.text
    assert "Dat ging erg snel." in answer.text
    for fault in ("Er klopt nog iets niet", "Fout:", "aria-invalid"):
        assert fault not in answer.text, "it is a question, and nothing that somebody did wrong"
    assert not mails_to("vera@example.nl")
    with clock.at(clock.now() + timedelta(seconds=4)):
        again = client.send(answer)
    assert again.location == f"{table.path}/aanmelden/gestuurd", "one more press, nothing typed anew"
    assert len(mails_to("vera@example.nl")) == 1


def test_what_is_really_wrong_is_told_alone(table: Table, client: HouseClient, strict: None) -> None:
    answer = client.submit(f"{table.path}/aanmelden", filled_in(table, **VERA) | {"address": "vera"})
    assert answer.status_code == 422
    assert "Dat ging erg snel." not in answer.text
    again = client.send(answer, {"address": "vera@example.nl"})
    assert again.status_code == 422, "mended within three seconds: still too fast"
    with clock.at(clock.now() + timedelta(seconds=4)):
        assert client.send(again).status_code == 303


def test_who_takes_three_seconds_notices_nothing(table: Table, client: HouseClient, strict: None) -> None:
    shown = client.get(f"{table.path}/aanmelden")
    with clock.at(clock.now() + timedelta(seconds=3)):
        assert client.send(shown, filled_in(table, **VERA)).status_code == 303


@pytest.mark.parametrize("opened", ["", "1", "WzFd.verzonnen", None])
def test_a_moment_of_ones_own_making_does_not_help(
    table: Table, client: HouseClient, strict: None, opened: str | None
) -> None:
    answer = client.submit(f"{table.path}/aanmelden", filled_in(table, **VERA) | {"opened": opened})
    assert answer.status_code == 422
    with clock.at(clock.now() + timedelta(seconds=4)):
        assert client.send(answer).status_code == 303, "a person who got here can still go on"


def test_a_field_that_no_person_sees_stays_empty(table: Table, client: HouseClient) -> None:
    shown = client.get(f"{table.path}/aanmelden")
    trap = lxml.html.document_fromstring(shown.text).find(".//input[@name='website']")
    assert trap is not None
    assert any("hidden" in one.attrib for one in trap.iterancestors()), "for eyes, keyboards and screen readers"
    answer = client.send(shown, filled_in(table, **VERA) | {"website": "https://example.com"})
    assert answer.status_code == 422
    check_page(answer)
    assert not mails_to("vera@example.nl")
    assert client.send(answer).status_code == 303, "filled in by a browser: one more press is enough"


def test_who_is_signed_in_is_not_asked(table: Table, client: HouseClient, strict: None) -> None:
    become(client, someone())
    assert client.submit(f"{table.path}/aanmelden", filled_in(table)).status_code == 303


def test_an_address_gets_five_mails_in_a_quarter_of_an_hour(table: Table, client: HouseClient, noon: object) -> None:
    for number in range(6):
        visitor = client.application.test_client()
        assert isinstance(visitor, HouseClient)
        given = filled_in(table, name=f"Vera {number}", address="vera@example.nl")
        answer = visitor.submit(f"{table.path}/aanmelden", given)
        assert answer.status_code == (303 if number < 5 else 429)
    assert len(mails_to("vera@example.nl")) == 5


def test_what_is_for_machines_is_kept_nowhere(table: Table, client: HouseClient) -> None:
    client.submit(f"{table.path}/aanmelden", filled_in(table, **VERA))
    (mail,) = mails_to("vera@example.nl")
    client.submit(link_in(mail))
    (row,) = queries.registrations(table.theme.id)
    assert row.answers == {}
    assert "Vera Vos" in text_of(client, "/mijn")
