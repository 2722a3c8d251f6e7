"""Whoever touches somebody's keys, the owner of the mailbox hears of it."""

from datetime import timedelta

import pytest
from flask_babel import force_locale

from regiodialoog.accounts import actions
from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.outbox import OutboxMessage
from tests.accounts.people import PASSWORD, VAULT, app_code, become, enrolled, mails_to, staff
from tests.support.client import HouseClient

ADDRESS = "bram@example.nl"
NEW = "zeven groene stoelen dansen"
STEP = "/inloggen/tweede-stap"


def told() -> list[str]:
    return [mail.subject for mail in mails_to(ADDRESS)]


def last() -> OutboxMessage:
    return mails_to(ADDRESS)[-1]


def test_setting_up_the_second_step_is_told(client: HouseClient, noon: object) -> None:
    person = staff()
    become(client, person, second_factor=False)
    client.submit(f"{STEP}/instellen", {"password": PASSWORD})
    secret = VAULT.open(db.session.get_one(Person, person.id).totp_secret)
    client.submit(f"{STEP}/app", {"code": app_code(secret)})
    assert told() == ["Uw wachtwoord is ingesteld", "Uw tweede stap is ingesteld"]


def test_another_password_is_told(client: HouseClient, noon: object) -> None:
    person = staff()
    secret, _ = enrolled(person)
    become(client, person, second_factor=False)
    before = len(told())
    with clock.at(clock.now() + timedelta(minutes=1)):
        client.submit("/inloggen/wachtwoord-vergeten", {"code": app_code(secret), "password": NEW})
    assert told()[before:] == ["Uw wachtwoord is ingesteld"]
    assert last().person_id == person.id


def test_a_password_that_was_refused_is_not_told(client: HouseClient, noon: object) -> None:
    person = staff()
    enrolled(person)
    become(client, person, second_factor=False)
    before = told()
    client.submit("/inloggen/wachtwoord-vergeten", {"code": "000000", "password": NEW})
    assert told() == before


def test_new_recovery_codes_are_told_each_time(client: HouseClient, noon: object) -> None:
    person = staff()
    enrolled(person)
    become(client, person)
    before = len(told())
    client.submit(f"{STEP}/herstelcodes")
    client.submit(f"{STEP}/herstelcodes")  # the codes are kept safe: nothing new
    with clock.at(clock.now() + timedelta(minutes=1)):
        client.submit(f"{STEP}/herstelcodes")
    assert told()[before:] == ["U hebt nieuwe herstelcodes"] * 2


def test_a_form_sent_twice_is_told_once(client: HouseClient, noon: object) -> None:
    become(client, staff(), second_factor=False)
    page = client.get(f"{STEP}/instellen")
    for _again in range(2):
        client.send(page, {"password": PASSWORD})
    assert told() == ["Uw wachtwoord is ingesteld"]


def test_the_same_password_set_again_is_told_again(session: object) -> None:
    person = staff()
    for _again in range(2):
        actions.start_enrolment(person, PASSWORD, VAULT)
    assert told() == ["Uw wachtwoord is ingesteld"] * 2


def test_setting_up_anew_after_a_reset_is_told_again(session: object, noon: object) -> None:
    person, first, second = (
        staff(),
        staff(name="Eva", address="eva@example.nl"),
        staff(name="Ada", address="a@example.nl"),
    )
    enrolled(person)
    actions.approve_reset(actions.ask_reset(person, by=first.id), by=second.id)
    with clock.at(clock.now() + timedelta(minutes=1)):
        enrolled(person)
    assert told().count("Uw tweede stap is ingesteld") == 2


def test_a_notice_holds_no_secret_and_says_what_to_do(session: object, noon: object) -> None:
    person = staff()
    secret, codes = enrolled(person)
    codes += actions.renew_recovery_codes(person)
    notices = mails_to(ADDRESS)
    assert len(notices) == 3
    for mail in notices:
        assert not mail.secret
        assert not any(one in mail.body for one in (PASSWORD, secret, *codes))
        assert "Bram Bureau" in mail.body
        assert "Was u dit niet?" in mail.body
        assert "/mijn/overal-uitloggen" in mail.body


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_notice_is_in_the_language_of_the_person(session: object, noon: object, language: str) -> None:
    person = staff()
    person.language = language
    with force_locale("nl"):
        enrolled(person)
    assert told()[-1] == {"nl": "Uw tweede stap is ingesteld", "en": "Your second step has been set up"}[language]
