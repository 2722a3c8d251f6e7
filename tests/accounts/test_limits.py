"""How often one may try."""

from datetime import timedelta

import pytest

from regiodialoog.core import clock
from tests.accounts.people import become, enrolled, mails_to, someone, staff
from tests.support.client import HouseClient
from tests.support.pages import check_page


@pytest.mark.parametrize("path", ["/inloggen", "/aanmelden"])
def test_an_address_gets_five_mails_in_a_quarter(client: HouseClient, noon: object, path: str) -> None:
    someone()
    page = client.get(path)
    for number in range(5):
        sent = client.send(page, {"name": "Anna", "address": "anna@example.nl", "idempotency_key": f"try-{number}"})
        assert sent.status_code == 303
    refused = client.send(page, {"name": "Anna", "address": "ANNA@example.nl", "idempotency_key": "try-6"})
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "900"
    check_page(refused)
    assert len(mails_to("anna@example.nl")) == 5
    other = client.send(page, {"name": "Ben", "address": "ben@example.nl", "idempotency_key": "try-7"})
    assert other.status_code == 303
    with clock.at(clock.now() + timedelta(minutes=16)):
        assert client.send(page, {"address": "anna@example.nl", "name": "A", "idempotency_key": "8"}).status_code == 303


def test_guessing_a_password_is_stopped_even_with_the_right_one(client: HouseClient, noon: object) -> None:
    page = client.get("/inloggen/wachtwoord")
    for number in range(6):
        wrong = {"address": "bram@example.nl", "password": "raden maar", "code": "1", "idempotency_key": f"{number}"}
        answer = client.send(page, wrong)
        assert answer.status_code == (422 if number < 5 else 429)


def test_guessing_a_code_is_stopped(client: HouseClient, noon: object) -> None:
    person = staff()
    enrolled(person)
    become(client, person, second_factor=False)
    page = client.get("/inloggen/tweede-stap")
    for number in range(7):
        answer = client.send(page, {"password": "raden", "code": "000000", "idempotency_key": f"{number}"})
        assert answer.status_code == (422 if number < 6 else 429)


def test_a_whole_hall_can_sign_in_on_one_network(client: HouseClient, noon: object) -> None:
    page = client.get("/inloggen")
    for number in range(101):
        answer = client.send(page, {"address": f"gast{number}@example.nl", "idempotency_key": f"{number}"})
        assert answer.status_code == (303 if number < 100 else 429)


def test_looking_is_never_counted(client: HouseClient, noon: object) -> None:
    for _ in range(120):
        assert client.get("/inloggen").status_code == 200
