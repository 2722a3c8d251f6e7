"""Input that no honest browser sends: it is refused, quickly, and never breaks anything."""

import json
import time
from io import BytesIO

import pytest

from regiodialoog.accounts.credentials import is_weak
from regiodialoog.core.text import clean_line, fold, sort_key
from tests.accounts.people import PASSWORD, administrator, become, enrolled, mails_to, someone, staff
from tests.support.client import HouseClient

MARKS = "a" + "\u0301\u0316" * 100_000  # Unicode sorts marks; a long run of two kinds takes it minutes


@pytest.mark.parametrize("read", [clean_line, sort_key, fold, is_weak])
def test_a_flood_of_accents_is_read_quickly(read: object) -> None:
    started = time.process_time()
    read(MARKS)  # type: ignore[operator]
    assert time.process_time() - started < 2


@pytest.mark.parametrize("path", ["/inloggen", "/aanmelden", "/inloggen/wachtwoord"])
def test_a_flood_of_accents_in_a_form_is_refused_quickly(client: HouseClient, path: str) -> None:
    started = time.process_time()
    fields = dict.fromkeys(("address", "name", "password", "code"), MARKS)
    assert client.submit(path, fields).status_code in (413, 422)
    assert time.process_time() - started < 4


@pytest.mark.parametrize("key", ["\x00", "a\x00b"])
def test_a_key_with_a_nul_is_refused(client: HouseClient, key: str) -> None:
    assert client.submit("/inloggen", {"address": "anna@example.nl", "idempotency_key": key}).status_code in (400, 422)
    assert mails_to("anna@example.nl") == []


@pytest.mark.parametrize("path", [
    "/beheer/mensen?zoek=%00", "/beheer/mensen?zoek=a%00b&pagina=%00", "/beheer/mensen?pagina=%C2%B2",
    "/zoeken?q=a%00b", "/organisaties?q=%00&soort=%00", "/agenda?q=%00&gemeente=%00", "/logboek?onderwerp=%00&voor=%00",
    "/beheer/logboek?voor=999999999999999999", "/inloggen?verder=%00", "/mijn?taal=%00",
])  # fmt: skip
def test_a_nul_or_a_strange_number_in_an_address_breaks_nothing(client: HouseClient, path: str) -> None:
    become(client, administrator())
    assert client.get(path).status_code in (200, 404)


def test_what_is_sent_as_a_file_is_no_answer_to_a_question(client: HouseClient) -> None:
    answer = client.submit("/inloggen", {"address": (BytesIO(b"anna@example.nl"), "address.txt")})
    assert answer.status_code == 422


@pytest.mark.parametrize("body", ['{"address": 1}', "[1]", '{"address": "anna@example.nl"}', "{", '"x"'])
def test_a_form_takes_no_json(client: HouseClient, body: str) -> None:
    client.get("/inloggen")
    with client.session_transaction() as cookie:
        token = cookie["csrf_token"]
    assert token
    answer = client.post("/inloggen", data=body, content_type="application/json")
    assert answer.status_code == 422
    assert mails_to("anna@example.nl") == []


def test_json_is_no_way_around_the_limits(client: HouseClient) -> None:
    """The fields of a JSON body are not those that the limits count."""
    page = client.get("/inloggen/wachtwoord").text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    given = {
        "csrf_token": token,
        "idempotency_key": "x" * 20,
        "address": "a@example.nl",
        "password": "\ud800",
        "code": "1",
    }
    assert (
        client.post("/inloggen/wachtwoord", data=json.dumps(given), content_type="application/json").status_code == 422
    )


@pytest.mark.parametrize("code", ["１２３４５６", "é", "😀" * 20, "\x00"])
def test_a_code_of_strange_signs_is_a_wrong_code(client: HouseClient, noon: object, code: str) -> None:
    person = staff()
    enrolled(person)
    become(client, person, second_factor=False)
    given = {"password": PASSWORD, "code": code}
    assert client.submit("/inloggen/tweede-stap", given).status_code == 422
    assert client.submit("/inloggen/wachtwoord", {**given, "address": person.address}).status_code == 422


@pytest.mark.parametrize("url", ["http://[", "http://[::1", "//[", "http://a]b/"])
def test_a_strange_current_page_of_htmx_breaks_nothing(client: HouseClient, url: str) -> None:
    answer = client.get("/mijn", headers={"HX-Request": "true", "HX-Current-URL": url})
    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"].startswith("/inloggen?verder=/")


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=", "text/xml", "x", ""])
def test_a_body_of_another_kind_is_an_empty_form(client: HouseClient, kind: str) -> None:
    answer = client.post("/inloggen", data=b"\xff\x00--", headers={"Content-Type": kind})
    assert answer.status_code in (400, 422)


@pytest.mark.parametrize("path", ["/mijn", "/beheer", "/inloggen", "/api/v1/gemeenten", "/", "/mijn/gegevens.json"])
def test_asking_for_options_is_no_mistake_of_ours(client: HouseClient, path: str) -> None:
    answer = client.options(path)
    assert answer.status_code in (200, 204, 405)
    assert answer.text == "" or answer.status_code == 405


@pytest.mark.parametrize("host", ["evil.example", "evil.example:99999", "a b", "[::1", "..", "", "é.nl", "a@b", "x/y"])
def test_a_strange_host_is_answered_or_refused(client: HouseClient, host: str) -> None:
    for path in ("/", "/inloggen", "/mijn//profiel", "/niets"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code < 500, (path, answer.status_code)
        assert "evil.example" not in answer.text
        assert "evil.example" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("place", ["/%5Cevil.example", "/%09/evil.example", "/%0A/evil.example", "/%5C/evil.example/x"])
def test_the_choice_of_language_leads_to_no_other_site(client: HouseClient, place: str) -> None:
    page = client.get(place)
    links = [part.split('"')[0] for part in page.text.split('href="')[1:] if "taal=" in part.split('"')[0]]
    assert links
    for link in links:
        plain = link.replace("\\", "/").replace("\t", "").replace("\n", "").replace("&#9;", "").replace("&#10;", "")
        assert not plain.startswith("//"), link
    answer = client.get(f"{place}?taal=en")
    assert answer.status_code == 302
    assert not answer.headers["Location"].replace("\\", "/").replace("\t", "").startswith("//"), answer.headers[
        "Location"
    ]


def test_names_that_are_advertisements_are_not_mailed(client: HouseClient) -> None:
    for name in (
        "Win nu op https://kwaad.example",
        "kijk op www.kwaad.example",
        "gratis.kwaad.example",
        "x@kwaad.example",
    ):
        assert client.submit("/aanmelden", {"name": name, "address": "anna@example.nl"}).status_code == 422, name
    assert mails_to("anna@example.nl") == []
    for name in ("J.P. van den Berg-de Vries", "Zoë O'Neill", "Şule Öztürk", "J.van Dijk"):
        assert client.submit("/aanmelden", {"name": name, "address": f"{len(name)}@example.nl"}).status_code == 303, (
            name
        )


@pytest.mark.parametrize("address", [
    "x:anna@example.nl", "anna(x)@example.nl", '"anna"@example.nl', "an[na@example.nl", "anna\\@example.nl",
    "anna@example.nl\nBcc: ben@example.nl", "anna@example.nl%0ABcc:ben", "anna@exa(mple).nl",
])  # fmt: skip
def test_an_address_that_a_mailer_reads_otherwise_is_refused(client: HouseClient, address: str) -> None:
    assert client.submit("/inloggen", {"address": address}).status_code == 422


def test_the_name_of_a_person_is_text_on_every_page(client: HouseClient) -> None:
    boss, evil = administrator(), someone("<img src=x onerror=alert(1)>{{7*7}}%(x)s")
    become(client, boss)
    for path in (
        "/beheer/mensen",
        f"/beheer/mensen/{evil.id}",
        f"/beheer/mensen/{evil.id}/tweede-stap",
        "/beheer/logboek",
    ):
        page = client.get(path)
        assert page.status_code == 200
        assert "<img src=x" not in page.text
    client.submit(f"/beheer/mensen/{evil.id}/tweede-stap")
    page = client.get(f"/beheer/mensen/{evil.id}")
    assert "<img src=x" not in page.text
    assert "49" not in page.text.split("<main")[1].split("</h1>")[0]
