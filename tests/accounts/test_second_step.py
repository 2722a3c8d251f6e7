"""The second step of staff: setting it up, showing it, and what it opens."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from regiodialoog.accounts import queries
from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import db
from tests.accounts.people import PASSWORD, VAULT, app_code, become, enrolled, kinds, someone, staff
from tests.support.client import HouseClient
from tests.support.pages import check_page

STEP = "/inloggen/tweede-stap"


def later(seconds: int = 60) -> datetime:
    return clock.now() + timedelta(seconds=seconds)


def test_a_role_gives_no_right_before_the_second_step(client: HouseClient) -> None:
    become(client, staff(), second_factor=False)
    answer = client.get("/beheer")
    assert (answer.status_code, answer.location) == (303, f"{STEP}?verder=/beheer")
    check_page(client.get("/mijn"))


def test_the_first_time_staff_set_up_password_app_and_codes(client: HouseClient, noon: object) -> None:
    person = staff()
    become(client, person, second_factor=False)
    assert client.get(f"{STEP}?verder=/beheer").location == f"{STEP}/instellen?verder=/beheer"
    check_page(client.get(f"{STEP}/instellen?verder=/beheer"))
    answer = client.submit(f"{STEP}/instellen?verder=/beheer", {"password": PASSWORD})
    assert answer.location == f"{STEP}/app?verder=/beheer"
    page = client.get(answer.location)
    check_page(page)
    secret = VAULT.open(db.session.get_one(Person, person.id).totp_secret)
    assert secret[:4] in page.text
    assert page.headers["Cache-Control"] == "no-store"
    answer = client.send(page, {"code": app_code(secret)})
    assert answer.location == f"{STEP}/herstelcodes?verder=/beheer"
    page = client.get(answer.location)
    check_page(page)
    assert page.text.count("<code>") == 10
    assert client.send(page).location == "/beheer"
    assert client.get("/beheer").status_code == 200
    assert "<code>" not in client.get(f"{STEP}/herstelcodes").text


def test_the_recovery_codes_do_not_stand_in_the_cookie(client: HouseClient, noon: object) -> None:
    become(client, staff())
    client.submit(f"{STEP}/herstelcodes")
    page = client.get(f"{STEP}/herstelcodes").text
    first = page.split("<code>")[1].split("<")[0]
    with client.session_transaction() as cookie:
        assert first not in str(dict(cookie))


@pytest.mark.parametrize(
    "weak", ["kort", "wachtwoord2026", "Welkom123456!", "bram bureau 1", "aaaaaaaaaaaaaaa", "x" * 300]
)
def test_a_weak_password_is_refused(client: HouseClient, weak: str) -> None:
    become(client, staff(), second_factor=False)
    refused = client.submit(f"{STEP}/instellen", {"password": weak})
    assert refused.status_code == 422
    assert weak not in refused.text
    check_page(refused)


def test_a_wrong_code_does_not_connect_the_app(client: HouseClient, noon: object) -> None:
    person = staff()
    become(client, person, second_factor=False)
    client.submit(f"{STEP}/instellen", {"password": PASSWORD})
    refused = client.submit(f"{STEP}/app", {"code": "000000"})
    assert refused.status_code == 422
    check_page(refused)
    assert db.session.get_one(Person, person.id).totp_since is None


def test_password_and_code_open_the_role(client: HouseClient, noon: object) -> None:
    person = staff()
    secret, _ = enrolled(person)
    become(client, person, second_factor=False)
    with clock.at(later()):
        check_page(client.get(STEP))
        answer = client.submit(f"{STEP}?verder=/beheer", {"password": PASSWORD, "code": app_code(secret)})
        assert answer.location == "/beheer"
        assert client.get("/beheer").status_code == 200
    assert kinds()[-1] == "accounts.second_factor_shown"


@pytest.mark.parametrize(("password", "good_code"), [("iets heel anders dan dat", True), (PASSWORD, False)])
def test_one_of_the_two_is_not_enough(client: HouseClient, noon: object, password: str, good_code: bool) -> None:
    person = staff()
    secret, _ = enrolled(person)
    become(client, person, second_factor=False)
    with clock.at(later()):
        code = app_code(secret) if good_code else "123456"
        refused = client.submit(STEP, {"password": password, "code": code})
        assert refused.status_code == 422
        assert password not in refused.text
        check_page(refused)
        assert client.get("/beheer").status_code == 303


def test_a_code_works_once(client: HouseClient, app: Flask, noon: object) -> None:
    person = staff()
    secret, _ = enrolled(person)
    thief = app.test_client()
    assert isinstance(thief, HouseClient)
    become(client, person, second_factor=False)
    become(thief, person, second_factor=False)
    with clock.at(later()):
        given = {"password": PASSWORD, "code": app_code(secret)}
        assert client.submit(STEP, given).status_code == 303
        assert thief.submit(STEP, given).status_code == 422


def test_an_older_code_than_the_last_is_refused_too(client: HouseClient, noon: object) -> None:
    person = staff()
    secret, _ = enrolled(person)
    with clock.at(later(90)):
        become(client, person, second_factor=False)
        assert client.submit(STEP, {"password": PASSWORD, "code": app_code(secret)}).status_code == 303
        become(client, person, second_factor=False)
        older = app_code(secret, clock.now() - timedelta(seconds=30))
        assert client.submit(STEP, {"password": PASSWORD, "code": older}).status_code == 422


@pytest.mark.parametrize(("drift", "status"), [(-60, 422), (-30, 303), (30, 303), (60, 422)])
def test_a_clock_may_be_half_a_minute_off(client: HouseClient, noon: object, drift: int, status: int) -> None:
    person = staff()
    secret, _ = enrolled(person)
    become(client, person, second_factor=False)
    with clock.at(later(300)):
        code = app_code(secret, clock.now() + timedelta(seconds=drift))
        assert client.submit(STEP, {"password": PASSWORD, "code": code}).status_code == status


def test_a_recovery_code_works_once_however_it_is_typed(client: HouseClient, noon: object) -> None:
    person = staff()
    _, codes = enrolled(person)
    become(client, person, second_factor=False)
    typed = codes[0].upper().replace("-", " ")
    assert client.submit(STEP, {"password": PASSWORD, "code": typed}).status_code == 303
    assert queries.recovery_codes_left(person.id) == 9
    become(client, person, second_factor=False)
    assert client.submit(STEP, {"password": PASSWORD, "code": codes[0]}).status_code == 422
    assert client.submit(STEP, {"password": PASSWORD, "code": codes[1]}).status_code == 303


def test_a_wrong_password_does_not_use_up_a_code(client: HouseClient, noon: object) -> None:
    person = staff()
    _, codes = enrolled(person)
    become(client, person, second_factor=False)
    client.submit(STEP, {"password": "niet het wachtwoord", "code": codes[0]})
    assert queries.recovery_codes_left(person.id) == 10


def test_new_recovery_codes_replace_the_old(client: HouseClient, noon: object) -> None:
    person = staff()
    _, codes = enrolled(person)
    become(client, person)
    check_page(client.get(f"{STEP}/herstelcodes"))
    client.submit(f"{STEP}/herstelcodes")
    assert queries.recovery_codes_left(person.id) == 10
    become(client, person, second_factor=False)
    assert client.submit(STEP, {"password": PASSWORD, "code": codes[0]}).status_code == 422


def test_staff_sign_in_directly_with_password_and_code(client: HouseClient, noon: object) -> None:
    person = staff()
    secret, _ = enrolled(person)
    db.session.commit()
    with clock.at(later()):
        given = {"address": "BRAM@example.nl", "password": PASSWORD, "code": app_code(secret)}
        check_page(client.get("/inloggen/wachtwoord"))
        answer = client.submit("/inloggen/wachtwoord?verder=/beheer", given)
        assert answer.location == "/beheer"
        assert client.get("/beheer").status_code == 200


@pytest.mark.parametrize("wrong", [{"address": "niemand@example.nl"}, {"password": "x" * 20}, {"code": "000000"}])
def test_a_wrong_part_gets_the_same_answer(client: HouseClient, noon: object, wrong: dict[str, str]) -> None:
    secret, _ = enrolled(staff())
    db.session.commit()
    with clock.at(later()):
        given = {"address": "bram@example.nl", "password": PASSWORD, "code": app_code(secret)} | wrong
        refused = client.submit("/inloggen/wachtwoord", given)
    assert refused.status_code == 422
    assert given["address"] in refused.text
    assert given["password"] not in refused.text
    check_page(refused)
    assert client.get("/mijn").status_code == 303


def test_a_forgotten_password_takes_the_mail_and_the_app(client: HouseClient, app: Flask, noon: object) -> None:
    person = staff()
    secret, _ = enrolled(person)
    elsewhere = app.test_client()
    assert isinstance(elsewhere, HouseClient)
    become(elsewhere, person)
    become(client, person, second_factor=False)
    page = "/inloggen/wachtwoord-vergeten"
    check_page(client.get(page))
    with clock.at(later()):
        new = "zeven groene stoelen dansen"
        assert client.submit(page, {"code": "000000", "password": new}).status_code == 422
        assert client.submit(page, {"code": app_code(secret), "password": new}).status_code == 303
        assert client.get("/beheer").status_code == 200
        assert elsewhere.get("/mijn").status_code == 303


def test_who_has_no_such_role_has_no_second_step(client: HouseClient) -> None:
    become(client, someone(), second_factor=False)
    assert client.get(STEP).location == "/mijn"
    assert client.get(f"{STEP}/instellen").status_code == 403
    assert client.get(f"{STEP}/herstelcodes").status_code == 403


def test_the_set_up_cannot_be_done_again_by_mail_alone(client: HouseClient, noon: object) -> None:
    person = staff()
    enrolled(person)
    become(client, person, second_factor=False)
    assert client.get(f"{STEP}/instellen").location == STEP
    assert client.get(f"{STEP}/app").status_code == 303
    assert client.get(f"{STEP}/herstelcodes").location.startswith(STEP)


def test_the_secret_of_the_app_is_stored_encrypted(session: object, noon: object) -> None:
    person = staff()
    secret, codes = enrolled(person)
    assert secret not in person.totp_secret
    assert PASSWORD not in person.password_hash
    assert person.password_hash.startswith("$argon2id$")
    assert len(set(codes)) == 10
