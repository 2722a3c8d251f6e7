"""The rooms of the bureau: the list of people, inviting, one person."""

import pytest

from regiodialoog.core.db import db
from regiodialoog.core.policy import Role
from tests.accounts.people import administrator, become, kinds, mails_to, someone, staff
from tests.support.client import HouseClient
from tests.support.database import count_queries
from tests.support.pages import check_page

PAGES = ["/beheer", "/beheer/mensen", "/beheer/mensen/nieuw"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", [Role.BUREAU, Role.ADMINISTRATOR])
def test_the_pages_are_in_order(client: HouseClient, path: str, role: Role) -> None:
    become(client, staff(role))
    page = client.get(path)
    assert page.status_code == 200
    check_page(page)


@pytest.mark.parametrize("path", [*PAGES, "/beheer/mensen/1"])
def test_they_are_closed_to_everybody_else(client: HouseClient, path: str) -> None:
    staff()
    path = path.replace("/1", f"/{someone().id}")
    db.session.commit()
    assert client.get(path).location.startswith("/inloggen?")
    become(client, someone("Ben", "ben@example.nl"))
    assert client.get(path).status_code == 403


def test_people_are_found_by_a_part_of_name_or_address(client: HouseClient) -> None:
    become(client, administrator())
    someone("Zoë Çelik", "zoe@voorbeeld.example")
    someone("100% Jan", "jan@example.nl")
    for search, name in (
        ("zoe cel", "Zoë Çelik"),
        ("VOORBEELD", "Zoë Çelik"),
        ("100", "100% Jan"),
        ("jan@", "100% Jan"),
    ):
        page = client.get("/beheer/mensen", query_string={"zoek": search})
        check_page(page)
        assert name in page.text, search
        assert "Ada Beheer</a></th>" not in page.text, search
    assert "Ada Beheer</a></th>" not in client.get("/beheer/mensen?zoek=%25%25").text
    nobody = client.get("/beheer/mensen?zoek=xyzzy&pagina=abc")
    check_page(nobody)


def test_the_list_takes_a_fixed_number_of_queries(client: HouseClient) -> None:
    become(client, administrator())
    counts = []
    for size in (3, 70):
        for number in range(size):
            staff(name=f"Persoon {size}-{number}", address=f"p{size}-{number}@example.nl")
        db.session.commit()
        with count_queries() as queries:
            page = client.get("/beheer/mensen")
        check_page(page)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    last = client.get("/beheer/mensen?pagina=2")
    check_page(last)
    assert last.text.count("@example.nl</td>") == 24
    assert client.get("/beheer/mensen?pagina=999").text.count("@example.nl</td>") == 24


def test_a_part_of_the_list_is_a_block_of_the_page(client: HouseClient) -> None:
    become(client, administrator())
    part = client.get("/beheer/mensen?zoek=ada", headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "<html" not in part.text
    assert "Ada Beheer" in part.text


def test_somebody_is_invited_and_told_how_to_sign_in(client: HouseClient) -> None:
    become(client, staff())
    given = {"name": "Gina Griffier", "address": "gina@example.nl", "language": "nl", "municipality_id": ""}
    answer = client.submit("/beheer/mensen/nieuw", given, follow=True)
    check_page(answer)
    assert "Gina Griffier" in answer.text
    (mail,) = mails_to("gina@example.nl")
    assert "/inloggen\n" in mail.body
    assert not mail.secret
    assert kinds()[-1] == "accounts.person_registered"


def test_a_wrong_invitation_is_kept(client: HouseClient) -> None:
    become(client, staff())
    refused = client.submit("/beheer/mensen/nieuw", {"name": "Gina", "address": "gina", "language": "nl"})
    assert refused.status_code == 422
    assert 'value="Gina"' in refused.text
    check_page(refused)
    assert mails_to("gina") == []


def test_a_repeated_invitation_makes_one_account(client: HouseClient) -> None:
    become(client, staff())
    page = client.get("/beheer/mensen/nieuw")
    given = {"name": "Gina", "address": "gina@example.nl", "language": "nl"}
    first, second = client.send(page, given), client.send(page, given)
    assert first.location == second.location
    assert len(mails_to("gina@example.nl")) == 1
