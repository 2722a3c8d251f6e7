"""Signing in by mail, as sentences."""

from datetime import timedelta

import pytest
from flask import Flask

from regiodialoog.accounts import actions
from regiodialoog.accounts.models import SignInToken
from regiodialoog.core import clock
from regiodialoog.core.db import db
from tests.accounts.people import become, kinds, link_in, mails_to, someone, staff
from tests.support.client import HouseClient
from tests.support.database import count_queries
from tests.support.pages import check_page


def ask(client: HouseClient, address: str = "anna@example.nl", query: str = "") -> str:
    """Ask for a link and return its path."""
    answer = client.submit(f"/inloggen{query}", {"address": address})
    assert answer.status_code == 303
    return link_in(mails_to(address)[-1])


def test_a_person_signs_in_with_the_link_from_the_mail(client: HouseClient) -> None:
    someone()
    link = ask(client)
    page = client.get(link)
    check_page(page)
    assert "Welkom, Anna de Wit" in page.text or "Welcome, Anna de Wit" in page.text
    answer = client.send(page)
    assert (answer.status_code, answer.location) == (303, "/mijn")
    check_page(client.get("/mijn"))
    assert kinds()[-1] == "accounts.person_signed_in"


def test_the_answer_never_tells_who_has_an_account(client: HouseClient) -> None:
    someone()
    known = client.submit("/inloggen", {"address": "anna@example.nl"}, follow=True)
    unknown = client.submit("/inloggen", {"address": "niemand@example.nl"}, follow=True)
    assert known.status_code == unknown.status_code == 200
    assert known.text == unknown.text


def test_a_known_and_an_unknown_address_cost_the_same_statements(client: HouseClient) -> None:
    someone()
    pages = {address: client.get("/inloggen") for address in ("anna@example.nl", "niemand@example.nl")}
    cost = {}
    for address, page in pages.items():
        with count_queries() as queries:
            client.send(page, {"address": address})
        cost[address] = [" ".join(query.split()[:3]) for query in queries]
    assert cost["anna@example.nl"] == cost["niemand@example.nl"]


def test_a_stranger_is_told_how_to_make_an_account_and_gets_no_link(client: HouseClient) -> None:
    client.submit("/inloggen", {"address": "niemand@example.nl"})
    (mail,) = mails_to("niemand@example.nl")
    assert "/aanmelden" in mail.body
    with pytest.raises(AssertionError):
        link_in(mail)


def test_a_link_works_once(client: HouseClient, app: Flask) -> None:
    someone()
    link = ask(client)
    client.submit(link)
    again = app.test_client().get(link)
    assert again.status_code == 410
    check_page(again)
    assert 'href="/inloggen"' in again.text


def test_opening_a_link_does_not_use_it_up(client: HouseClient) -> None:
    someone()
    link = ask(client)
    for _ in range(3):
        assert client.get(link).status_code == 200
    assert client.submit(link).status_code == 303


def test_a_link_is_over_after_fifteen_minutes(client: HouseClient, noon: object) -> None:
    someone()
    link = ask(client)
    with clock.at(clock.now() + timedelta(minutes=14, seconds=59)):
        page = client.get(link)
        assert page.status_code == 200
    with clock.at(clock.now() + timedelta(minutes=15)):
        assert client.send(page).status_code == 410


def test_a_made_up_link_is_answered_kindly(client: HouseClient) -> None:
    answer = client.get("/inloggen/" + "x" * 43)
    assert answer.status_code == 410
    check_page(answer)


def test_a_link_works_on_another_device_and_remembers_where_to(client: HouseClient, app: Flask) -> None:
    someone()
    link = ask(client, query="?verder=/mijn/profiel")
    phone = app.test_client()
    assert isinstance(phone, HouseClient)
    assert phone.submit(link).location == "/mijn/profiel"
    assert phone.get("/mijn").status_code == 200
    assert client.get("/mijn").status_code == 303


@pytest.mark.parametrize(
    "evil", ["https://kwaad.example", "//kwaad.example", "/\\kwaad.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_site(client: HouseClient, evil: str) -> None:
    someone()
    link = ask(client, query=f"?verder={evil}")
    assert client.submit(link).location == "/mijn"


def test_people_who_share_an_address_choose_who_they_are(client: HouseClient) -> None:
    someone("Anna de Wit")
    other = someone("Ben de Wit", "ANNA@example.nl")
    link = ask(client)
    page = client.get(link)
    check_page(page)
    refused = client.send(page, {"person_id": None})
    assert refused.status_code == 422
    check_page(refused)
    assert client.submit(link, {"person_id": str(other.id)}).status_code == 303
    assert "Ben de Wit" in client.get("/mijn").text


def test_nobody_chooses_a_person_of_another_address(client: HouseClient) -> None:
    someone("Anna de Wit")
    someone("Ben de Wit", "anna@example.nl")
    stranger = someone("Carla", "carla@example.nl")
    link = ask(client)
    assert client.submit(link, {"person_id": str(stranger.id)}).status_code == 422


def test_only_a_hash_of_the_link_is_stored_and_the_mail_is_secret(client: HouseClient) -> None:
    someone()
    token = ask(client).rpartition("/")[2]
    (row,) = db.session.query(SignInToken).all()
    assert token not in str(vars(row))
    assert mails_to("anna@example.nl")[0].secret


def test_a_wrong_address_is_refused_and_kept(client: HouseClient) -> None:
    refused = client.submit("/inloggen", {"address": "anna@"})
    assert refused.status_code == 422
    assert 'value="anna@"' in refused.text
    check_page(refused)
    assert mails_to("anna@") == []


def test_signing_in_starts_a_new_session(client: HouseClient) -> None:
    someone()
    link = ask(client)
    with client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
        before = cookie.get("csrf_token")
    client.submit(link)
    with client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie.get("csrf_token") != before


def test_a_member_of_staff_goes_on_to_the_second_step(client: HouseClient) -> None:
    staff()
    link = ask(client, "bram@example.nl", "?verder=/beheer")
    assert client.submit(link).location == "/inloggen/tweede-stap?verder=/beheer"


def test_signing_out_ends_the_session_and_keeps_the_language(client: HouseClient) -> None:
    become(client, someone())
    with client.session_transaction() as cookie:
        cookie["language"] = "en"
    check_page(client.get("/uitloggen"))
    assert client.submit("/uitloggen").status_code == 303
    assert client.get("/mijn").status_code == 303
    with client.session_transaction() as cookie:
        assert cookie["language"] == "en"


def test_signing_out_everywhere_ends_the_other_sessions_and_open_links(client: HouseClient, app: Flask) -> None:
    person = someone()
    phone = app.test_client()
    assert isinstance(phone, HouseClient)
    become(phone, person)
    become(client, person)
    token = actions.sign_in_token_for(person)
    assert phone.get("/mijn").status_code == 200
    assert client.submit("/mijn/overal-uitloggen").status_code == 303
    assert phone.get("/mijn").status_code == 303
    assert client.get("/mijn").status_code == 303
    assert client.get(f"/inloggen/{token}").status_code == 410


@pytest.mark.parametrize(("hours", "status"), [(13 * 24, 200), (14 * 24 + 1, 303)])
def test_a_session_ends_after_two_weeks(client: HouseClient, noon: object, hours: int, status: int) -> None:
    become(client, someone())
    with clock.at(clock.now() + timedelta(hours=hours)):
        assert client.get("/mijn").status_code == status


@pytest.mark.parametrize(("hours", "status"), [(9, 200), (11, 303)])
def test_a_session_of_staff_ends_after_ten_hours(client: HouseClient, noon: object, hours: int, status: int) -> None:
    become(client, staff())
    with clock.at(clock.now() + timedelta(hours=hours)):
        assert client.get("/mijn").status_code == status


def test_a_request_finds_its_person_in_one_query(client: HouseClient) -> None:
    become(client, staff())
    client.get("/mijn/gegevens")
    with count_queries() as queries:
        assert client.get("/uitloggen").status_code == 200
    assert len([query for query in queries if "people" in query or "role_grants" in query]) == 1, str(queries)
