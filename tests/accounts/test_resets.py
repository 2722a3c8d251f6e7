"""A lost phone takes two administrators."""

import pytest
from flask import Flask

from regiodialoog.accounts import actions, queries
from regiodialoog.accounts.models import Person
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Forbidden
from tests.accounts.people import administrator, become, enrolled, kinds, mails_to, staff
from tests.support.client import HouseClient
from tests.support.pages import check_page


def ask(person: Person) -> str:
    return f"/beheer/mensen/{person.id}/tweede-stap"


def test_one_administrator_asks_and_another_approves(client: HouseClient, app: Flask, noon: object) -> None:
    first, second, person = administrator(), administrator("Eva Beheer", "eva@example.nl"), staff()
    enrolled(person)
    theirs = app.test_client()
    assert isinstance(theirs, HouseClient)
    become(theirs, person)
    become(client, first)
    check_page(client.get(ask(person)))
    assert client.submit(ask(person)).status_code == 303
    reset = queries.open_reset(person.id)
    assert reset is not None
    approve = f"/beheer/herstel/{reset.id}/goedkeuren"
    assert client.get(approve).status_code == 403
    become(client, second)
    check_page(client.get("/beheer"))
    check_page(client.get(f"/beheer/mensen/{person.id}"))
    check_page(client.get(approve))
    assert client.submit(approve).status_code == 303
    after = db.session.get_one(Person, person.id)
    assert (after.password_hash, after.totp_secret, after.totp_since) == ("", "", None)
    assert queries.recovery_codes_left(person.id) == 0
    assert theirs.get("/mijn").status_code == 303
    subjects = [mail.subject for mail in mails_to("bram@example.nl")]
    assert subjects[-2:] == ["Er is gevraagd om uw tweede stap te herstellen", "Uw tweede stap is hersteld"]
    assert kinds()[-1] == "accounts.second_factor_reset"
    assert client.get(approve).status_code == 403


def test_the_person_approves_nothing_about_themselves(client: HouseClient) -> None:
    boss, other = administrator(), administrator("Eva Beheer", "eva@example.nl")
    reset = actions.ask_reset(boss, by=other.id)
    become(client, boss)
    assert client.get(f"/beheer/herstel/{reset.id}/goedkeuren").status_code == 403
    assert client.get(f"/beheer/herstel/{reset.id}/intrekken").status_code == 403
    assert client.get(ask(boss)).status_code == 403
    for by in (boss.id, other.id):
        with pytest.raises(Forbidden):
            actions.approve_reset(reset, by=by)


def test_the_bureau_has_no_part_in_it(client: HouseClient) -> None:
    boss, person = administrator(), staff()
    reset = actions.ask_reset(person, by=boss.id)
    become(client, staff(name="Cor Bureau", address="cor@example.nl"))
    for path in (ask(person), f"/beheer/herstel/{reset.id}/goedkeuren", f"/beheer/herstel/{reset.id}/intrekken"):
        assert client.get(path).status_code == 403


def test_a_reset_is_withdrawn_and_may_be_asked_again(client: HouseClient, noon: object) -> None:
    boss, person = administrator(), staff()
    enrolled(person)
    reset = actions.ask_reset(person, by=boss.id)
    with pytest.raises(Conflict):
        actions.ask_reset(person, by=boss.id)
    become(client, boss)
    path = f"/beheer/herstel/{reset.id}/intrekken"
    check_page(client.get(path))
    assert client.submit(path).status_code == 303
    assert client.submit(path).status_code == 409
    assert db.session.get_one(Person, person.id).totp_since is not None
    assert actions.ask_reset(queries.person(person.id), by=boss.id).id != reset.id
    assert client.get("/beheer/herstel/999999/goedkeuren").status_code == 404
