"""A session ends when it should, for whoever holds a copy of it, and opens no more than it was shown keys for."""

from datetime import timedelta

import pytest
from flask import Flask

from regiodialoog.accounts import actions
from regiodialoog.accounts.credentials import Vault, new_totp_secret, totp_step
from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import db
from tests.accounts.people import (
    PASSWORD,
    VAULT,
    administrator,
    app_code,
    become,
    enrolled,
    link_in,
    mails_to,
    someone,
    staff,
)
from tests.support.client import HouseClient


def another(app: Flask) -> HouseClient:
    client = app.test_client()
    assert isinstance(client, HouseClient)
    return client


def test_an_address_and_one_that_only_looks_like_it_are_two_people(client: HouseClient, app: Flask) -> None:
    """ß is not ss in the name of a site: whoever has one of the two must not come in as the other."""
    victim = someone("Zoë Straat", "zoe@strasse.example")
    someone("Aad Kwaad", "zoe@straße.example")
    client.submit("/inloggen", {"address": "zoe@strasse.example"})
    (mail,) = mails_to("zoe@strasse.example")
    assert mails_to("zoe@straße.example") == []
    assert "Aad" not in client.get(link_in(mail)).text
    client.submit("/inloggen", {"address": "zoe@straße.example"})
    (mail,) = mails_to("zoe@straße.example")
    assert victim.name not in another(app).get(link_in(mail)).text


def test_signing_out_everywhere_also_ends_the_usual_link_in_the_mailbox(client: HouseClient) -> None:
    person = someone()
    client.submit("/inloggen", {"address": person.address})
    link = link_in(mails_to(person.address)[0])
    become(client, person)
    client.submit("/mijn/overal-uitloggen")
    assert client.get(link).status_code == 410


def test_a_new_password_ends_the_links_that_lie_in_the_mailbox(client: HouseClient, noon: object) -> None:
    person = staff()
    secret, _codes = enrolled(person)
    client.submit("/inloggen", {"address": person.address})
    link = link_in(mails_to(person.address)[-1])
    become(client, person, second_factor=False)
    with clock.at(clock.now() + timedelta(minutes=1)):
        given = {"password": "zeven groene lampen dansen", "code": app_code(secret)}
        assert client.submit("/inloggen/wachtwoord-vergeten", given).status_code == 303
        assert client.get(link).status_code == 410


def test_another_address_ends_the_sessions_of_who_read_the_old_mailbox(client: HouseClient, app: Flask) -> None:
    person = someone()
    thief = another(app)
    become(thief, person)
    become(client, person)
    client.submit("/mijn/adres", {"address": "nieuw@example.nl"})
    client.submit(link_in(mails_to("nieuw@example.nl")[0]))
    assert thief.get("/mijn").status_code == 303
    assert client.get("/mijn").status_code == 200


def test_a_link_asked_at_the_old_address_opens_nothing_after_the_change(client: HouseClient, app: Flask) -> None:
    person = someone()
    another(app).submit("/inloggen", {"address": person.address})
    old = link_in(mails_to(person.address)[0])
    actions.ask_address_change(person, "nieuw@example.nl")
    client.submit(link_in(mails_to("nieuw@example.nl")[0]))
    assert another(app).get(old).status_code == 410


@pytest.mark.parametrize(
    "path", ["/mijn", "/mijn/profiel", "/mijn/berichten", "/mijn/gegevens", "/", "/mijn/gegevens.json"]
)
def test_nothing_seen_while_signed_in_stays_in_the_browser(client: HouseClient, path: str) -> None:
    """The button Back on the computer of the library shows nothing of who sat there before."""
    become(client, someone())
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_a_visitor_may_keep_a_page(client: HouseClient) -> None:
    assert client.get("/").headers["Cache-Control"] == "private, no-cache"
    become(client, someone())
    assert "no-store" not in client.get("/api/v1/openapi.json").headers["Cache-Control"]


def test_another_key_of_the_installation_makes_no_code_right(noon: object) -> None:
    """Locked with a key that was since replaced, the secret is unknown; the codes of an empty one are not."""
    assert totp_step("", "000000", clock.now(), after=0) is None
    secret = new_totp_secret()
    assert totp_step(secret, app_code(secret), clock.now(), after=0) is not None


def test_after_a_new_key_the_app_gives_no_entry_but_a_recovery_code_does(client: HouseClient, noon: object) -> None:
    person = staff()
    _secret, codes = enrolled(person)
    person.totp_secret = Vault("another key, from before the burglary").lock(VAULT.open(person.totp_secret))
    become(client, person, second_factor=False)
    for code, status in (("000000", 422), (codes[0], 303)):
        given = {"password": PASSWORD, "code": code}
        with clock.at(clock.now() + timedelta(minutes=2)):
            assert client.submit("/inloggen/tweede-stap", given).status_code == status


def test_half_a_set_up_under_another_key_begins_again(client: HouseClient, noon: object) -> None:
    person = staff()
    actions.start_enrolment(person, PASSWORD, Vault("another key, from before the burglary"))
    become(client, person, second_factor=False)
    assert client.get("/inloggen/tweede-stap/app").location == "/inloggen/tweede-stap/instellen"


STAFF_ONLY = ["/beheer/mensen/nieuw", "/beheer/mensen/{id}/rollen/clerk/municipality",
              "/beheer/mensen/{id}/rollen/bureau/region", "/beheer/mensen/{id}/tweede-stap", "/mijn/adres",
              "/mijn/verwijderen", "/inloggen/tweede-stap/herstelcodes"]  # fmt: skip


@pytest.mark.parametrize("path", STAFF_ONLY)
def test_a_form_of_staff_sent_straight_away_without_the_second_step_does_nothing(
    client: HouseClient, path: str
) -> None:
    boss, other = administrator(), someone()
    become(client, boss, second_factor=False)
    page = client.get("/mijn/profiel").text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    given = {
        "csrf_token": token,
        "idempotency_key": "k" * 24,
        "name": "X",
        "address": "x@example.nl",
        "sure": "y",
        "language": "nl",
    }
    answer = client.post(path.format(id=other.id), data=given)
    assert answer.status_code in (401, 403)
    assert db.session.query(Person).count() == 2


def test_the_session_of_a_visitor_cannot_be_planted(client: HouseClient, app: Flask) -> None:
    """The cookie from before signing in is worth nothing after it, for whoever knew it."""
    someone()
    client.get("/inloggen")
    planted = client.get_cookie("regiodialoog")
    client.submit("/inloggen", {"address": "anna@example.nl"})
    client.submit(link_in(mails_to("anna@example.nl")[0]))
    thief = another(app)
    assert planted is not None
    thief.set_cookie("regiodialoog", planted.value)
    assert thief.get("/mijn").status_code == 303


def test_a_token_of_another_session_does_not_send_a_form(client: HouseClient, app: Flask) -> None:
    become(client, someone())
    page = another(app).get("/inloggen").text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    assert client.submit("/mijn/overal-uitloggen", {"csrf_token": token}).status_code == 422
    assert client.get("/mijn").status_code == 200


def test_who_lost_a_role_loses_its_rights_at_once(client: HouseClient) -> None:
    boss, person = administrator(), staff()
    become(client, person)
    assert client.get("/beheer").status_code == 200
    actions.end_role(person.active_grants[0], by=boss.id, reason="Andere baan.")
    assert client.get("/beheer").status_code == 403


def test_what_somebody_sent_is_not_repeated_for_another(client: HouseClient, app: Flask) -> None:
    """A key is spent by a person at one form: neither its answer nor its refusal is for somebody else."""
    boss, bureau = administrator(), staff()
    for actor, name in ((boss, "Een"), (bureau, "Twee")):
        become(client, actor)
        given = {"name": name, "address": f"{name}@example.nl", "idempotency_key": "dezelfde-sleutel"}
        assert client.submit("/beheer/mensen/nieuw", given).status_code == 303
    assert db.session.query(Person).filter(Person.name.in_(["Een", "Twee"])).count() == 2
    visitor = another(app)
    answer = visitor.post("/beheer/mensen/nieuw", data={"idempotency_key": "dezelfde-sleutel"})
    assert answer.status_code == 401


def test_a_visitor_does_not_learn_which_people_there_are(client: HouseClient) -> None:
    person, boss = someone(), administrator()
    asked = actions.ask_reset(person, by=boss.id)
    for path in ("/beheer/mensen/{}", "/beheer/mensen/{}/tweede-stap", "/beheer/mensen/{}/rollen/clerk/municipality"):
        assert client.get(path.format(person.id)).status_code == client.get(path.format(99999)).status_code == 303
    for path in ("/beheer/herstel/{}/goedkeuren", "/beheer/herstel/{}/intrekken"):
        assert client.get(path.format(asked.id)).status_code == client.get(path.format(99999)).status_code == 303
    become(client, someone("Ben", "ben@example.nl"))
    assert (
        client.get(f"/beheer/mensen/{person.id}").status_code == client.get("/beheer/mensen/99999").status_code == 403
    )


@pytest.mark.parametrize(
    ("role", "kind"), [("moderator", "theme"), ("representative", "organisation"), ("clerk", "municipality")]
)
def test_a_role_over_something_that_does_not_exist_is_not_given(client: HouseClient, role: str, kind: str) -> None:
    boss, person = administrator(), someone()
    become(client, boss)
    for scope_id in ("", "1", "999999", "-1", "None", "１"):
        answer = client.submit(f"/beheer/mensen/{person.id}/rollen/{role}/{kind}", {"scope_id": scope_id})
        assert answer.status_code == 422
