"""Nobody tries more often than is allowed by writing the same thing otherwise."""

from datetime import timedelta

import pytest

from regiodialoog.core import clock
from tests.accounts.people import become, enrolled, mails_to, someone, staff
from tests.support.client import HouseClient

SPELLINGS = ["anna@example.nl", "an\u200bna@example.nl", "anna@exam\u00adple.nl", "\ufeffanna@example.nl",
             "ANNA@example.nl", "anna@example.nl\u200e", "anna@ex\u2060ample.nl", " anna@example.nl "]  # fmt: skip


@pytest.mark.parametrize("path", ["/inloggen", "/aanmelden"])
def test_invisible_signs_do_not_make_another_address(client: HouseClient, noon: object, path: str) -> None:
    someone()
    page = client.get(path)
    statuses = [
        client.send(page, {"name": "Anna", "address": spelling, "idempotency_key": f"key-{n}"}).status_code
        for n, spelling in enumerate(SPELLINGS)
    ]
    assert statuses.count(303) == 5, statuses
    assert len(mails_to("anna@example.nl")) <= 5


def test_invisible_signs_give_no_more_guesses_of_a_password(client: HouseClient, noon: object) -> None:
    page = client.get("/inloggen/wachtwoord")
    statuses = [
        client.send(page, {"address": one, "password": "raden", "code": "1", "idempotency_key": f"{n}"}).status_code
        for n, one in enumerate(SPELLINGS)
    ]
    assert statuses.count(422) == 5, statuses


def test_who_only_says_to_come_from_elsewhere_is_counted_all_the_same(client: HouseClient, noon: object) -> None:
    page = client.get("/inloggen")
    for number in range(101):
        given = {"address": f"gast{number}@example.nl", "idempotency_key": f"{number}"}
        elsewhere = {"X-Forwarded-For": f"203.0.113.{number}", "Forwarded": f"for=203.0.113.{number}"}
        answer = client.send(page, given, form="", follow=False, **elsewhere)
        assert answer.status_code == (303 if number < 100 else 429)


def test_the_addresses_of_one_ipv6_network_count_together(client: HouseClient, noon: object) -> None:
    page = client.get("/inloggen")
    for number in range(101):
        client.environ_base["REMOTE_ADDR"] = f"2001:db8:1:2::{number:x}"
        answer = client.send(page, {"address": f"gast{number}@example.nl", "idempotency_key": f"{number}"})
        assert answer.status_code == (303 if number < 100 else 429)
    client.environ_base["REMOTE_ADDR"] = "2001:db8:1:3::1"
    assert client.send(page, {"address": "ander@example.nl", "idempotency_key": "z"}).status_code == 303


def test_codes_cannot_be_guessed_for_days(client: HouseClient, noon: object) -> None:
    """Three of a million codes are right at any moment: six tries each quarter of an hour would find one in a year."""
    person = staff()
    enrolled(person)
    guessed = 0
    for quarter in range(40):
        with clock.at(clock.now() + timedelta(minutes=16 * quarter)):
            become(client, person, second_factor=False)
            page = client.get("/inloggen/tweede-stap")
            for number in range(6):
                given = {"password": "raden", "code": "000000", "idempotency_key": f"{quarter}-{number}"}
                guessed += client.send(page, given).status_code == 422
    assert guessed <= 40
