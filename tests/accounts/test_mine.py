"""One's own page: profile, address, mails, data, and leaving."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from regiodialoog.accounts import actions
from regiodialoog.accounts.events import PersonErased
from regiodialoog.accounts.models import Person, RecoveryCode, RoleGrant, SignInToken
from regiodialoog.core import clock, events, outbox
from regiodialoog.core.db import db
from regiodialoog.core.outbox import OutboxMessage
from tests.accounts.people import PASSWORD, administrator, become, enrolled, kinds, link_in, mails_to, someone, staff
from tests.support.client import HouseClient
from tests.support.pages import check_page

PAGES = ["/mijn", "/mijn/profiel", "/mijn/adres", "/mijn/overal-uitloggen", "/mijn/berichten", "/mijn/gegevens",
         "/mijn/verwijderen"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_are_in_order_and_for_the_person_only(client: HouseClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.location) == (303, f"/inloggen?verder={path}")
    become(client, someone())
    page = client.get(path)
    assert page.status_code == 200
    check_page(page)


@pytest.mark.parametrize("path", ["/mijn/adres", "/mijn/gegevens", "/mijn/gegevens.json", "/mijn/verwijderen"])
def test_staff_change_their_account_only_with_the_second_step(client: HouseClient, path: str) -> None:
    become(client, staff(), second_factor=False)
    assert client.get(path).location == f"/inloggen/tweede-stap?verder={path}"


def test_a_profile_is_changed(client: HouseClient) -> None:
    person = someone()
    become(client, person)
    given = {"name": "Anna Zwart", "language": "en", "municipality_id": ""}
    assert client.submit("/mijn/profiel", given).status_code == 303
    assert db.session.get_one(Person, person.id).name == "Anna Zwart"
    page = client.get("/mijn")
    assert '<html lang="en">' in page.text
    refused = client.submit("/mijn/profiel", {**given, "name": "", "language": "nl"})
    assert refused.status_code == 422
    check_page(refused)


def test_an_address_changes_when_the_new_one_answers(client: HouseClient, app: Flask) -> None:
    person = someone()
    become(client, person)
    refused = client.submit("/mijn/adres", {"address": "fout"})
    assert refused.status_code == 422
    check_page(refused)
    client.submit("/mijn/adres", {"address": "nieuw@example.nl"})
    assert db.session.get_one(Person, person.id).address == "anna@example.nl"
    (warning,) = mails_to("anna@example.nl")
    assert "n…@example.nl" in warning.body
    link = link_in(mails_to("nieuw@example.nl")[0])
    phone = app.test_client()
    assert isinstance(phone, HouseClient)
    check_page(phone.get(link))
    assert phone.submit(link).location == "/mijn/adres/veranderd"
    check_page(phone.get("/mijn/adres/veranderd"))
    assert db.session.get_one(Person, person.id).address_key == "nieuw@example.nl"
    assert len(mails_to("anna@example.nl")) == 2
    assert phone.get(link).status_code == 410
    assert kinds()[-2:] == ["accounts.address_change_asked", "accounts.address_changed"]


def test_the_link_for_a_new_address_signs_nobody_in(client: HouseClient) -> None:
    actions.ask_address_change(someone(), "nieuw@example.nl")
    link = link_in(mails_to("nieuw@example.nl")[0])
    assert client.get(link.replace("/mijn/adres/", "/inloggen/")).status_code == 410
    sign_in = "/mijn/adres/" + actions.sign_in_token_for(someone("Ben", "ben@example.nl"))
    assert client.get(sign_in).status_code == 410


def test_the_link_for_a_new_address_is_over_after_fifteen_minutes(client: HouseClient, noon: object) -> None:
    actions.ask_address_change(someone(), "nieuw@example.nl")
    with clock.at(clock.now() + timedelta(minutes=15)):
        assert client.get(link_in(mails_to("nieuw@example.nl")[0])).status_code == 410


def test_people_read_their_own_mails_without_the_links(client: HouseClient) -> None:
    person = someone()
    actions.ask_sign_in("anna@example.nl", language="nl")
    actions.ask_sign_in("ander@example.nl", language="nl")
    become(client, person)
    page = client.get("/mijn/berichten")
    check_page(page)
    assert page.text.count("<article") == 1
    assert "/inloggen/" not in page.text.split("<main")[1].split("</main>")[0]


def test_mails_stand_in_the_order_of_time_whatever_their_numbers(client: HouseClient) -> None:
    """The demonstration writes its history after its present."""
    person = someone()
    mails = {"Morgen": timedelta(days=1), "Gisteren": timedelta(days=-1), "Vandaag": timedelta()}
    for subject, ahead in mails.items():
        with clock.at(clock.now() + ahead):
            outbox.post(address=person.address, subject=subject, body="x", dedupe_key=subject, person_id=person.id)
    become(client, person)
    page = client.get("/mijn/berichten").text
    places = [page.index(subject) for subject in ("Morgen", "Vandaag", "Gisteren")]
    assert places == sorted(places)


def test_the_own_data_are_a_file(client: HouseClient) -> None:
    become(client, someone())
    answer = client.get("/mijn/gegevens.json")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "no-store"
    data = json.loads(answer.text)
    assert data["accounts"]["address"] == "anna@example.nl"


def test_leaving_needs_a_yes(client: HouseClient) -> None:
    person = someone()
    become(client, person)
    refused = client.submit("/mijn/verwijderen")
    assert refused.status_code == 422
    check_page(refused)
    assert db.session.get_one(Person, person.id).name == "Anna de Wit"


def test_who_leaves_keeps_nothing_here_but_a_number(client: HouseClient, noon: object) -> None:
    person, _boss = staff(), administrator()
    enrolled(person)
    actions.ask_sign_in(person.address, language="nl")
    actions.ask_address_change(person, "nieuw@example.nl")
    become(client, person)
    answer = client.submit("/mijn/verwijderen", {"sure": "y"}, follow=True)
    assert answer.request.path == "/mijn/verwijderd"
    check_page(answer)
    assert client.get("/mijn").status_code == 303
    after = db.session.get_one(Person, person.id)
    assert (after.name, after.address, after.address_key, after.sort_key) == ("", "", "", "")
    assert (after.password_hash, after.totp_secret, after.totp_since) == ("", "", None)
    assert after.display_name
    for table in (OutboxMessage, SignInToken, RecoveryCode):
        assert db.session.scalars(select(table)).all() == []
    grants = db.session.scalars(select(RoleGrant).where(RoleGrant.person_id == person.id)).all()
    assert [grant.ended_by for grant in grants] == [person.id]
    assert kinds()[-1] == "accounts.person_erased"


def test_an_erased_person_is_not_found_and_cannot_sign_in(client: HouseClient) -> None:
    person = someone()
    token = actions.sign_in_token_for(person)
    actions.erase(person)
    assert client.get(f"/inloggen/{token}").status_code == 410
    become(client, administrator())
    assert client.get(f"/beheer/mensen/{person.id}").status_code == 404


def test_other_features_hear_that_somebody_left(session: object) -> None:
    heard: list[int] = []
    events.listens(PersonErased)(lambda told: heard.append(told.event.subject_id))
    try:
        person = someone()
        actions.erase(person)
    finally:
        events._listeners.pop()
    assert heard == [person.id]


def test_somebody_else_at_the_address_stays(session: object) -> None:
    person, other = someone(), someone("Ben de Wit", "anna@example.nl")
    actions.erase(person)
    assert other.address == "anna@example.nl"
    assert other.erased_at is None


def test_no_event_carries_a_secret(session: object, noon: object) -> None:
    person = staff()
    secret, codes = enrolled(person)
    token = actions.sign_in_token_for(person)
    actions.ask_address_change(person, "nieuw@example.nl")
    rows = str(db.session.execute(select(events_table())).all())
    for hidden in (secret, token, PASSWORD, person.address, "nieuw@example.nl", person.name, *codes):
        assert hidden not in rows


def events_table():
    from regiodialoog.audit.models import AuditEvent

    return AuditEvent.__table__
