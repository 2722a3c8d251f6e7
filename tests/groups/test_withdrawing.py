"""Who withdraws leaves a row that can be counted and no name; the page says exactly what is left."""

import pytest

from regiodialoog.accounts import actions as accounts
from regiodialoog.core.db import db
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import news
from regiodialoog.groups.models import RegistrationState
from tests.accounts.people import become, someone
from tests.groups.conftest import Table
from tests.groups.test_pages import MANAGE, text_of
from tests.support.client import HouseClient

NAME = "Zwaantje Zonderling"


def gone(table: Table) -> int:
    """Somebody with an unmistakable name who signed up and withdrew."""
    row = table.sign_up(person=someone(NAME, "zwaantje@example.nl"))
    actions.withdraw(row)
    return row.id


def rows_of(bureau: HouseClient, query: str = "") -> str:
    return text_of(bureau, f"{MANAGE}{query}").split('id="lijst"', 1)[1].split("</section>", 1)[0]


def test_the_list_counts_who_withdrew_and_names_nobody(table: Table, bureau: HouseClient) -> None:
    number = gone(table)
    page = text_of(bureau, MANAGE)
    assert NAME not in page
    assert "Iemand die zich terugtrok" in rows_of(bureau)
    assert "1 persoon" in rows_of(bureau), "it is counted"
    assert f"/balie/{number}" not in page
    assert NAME not in rows_of(bureau, "?stand=withdrawn")
    found = rows_of(bureau, "?q=Zwaantje")
    assert "Iemand die zich terugtrok" not in found, "searching a name does not tell it either"
    assert "0 personen" in found
    assert "14 september 2026" not in rows_of(bureau)


@pytest.mark.parametrize("room", ["", "/bevestiging.pdf", "/afgedrukt", "/nieuwe-code", "/wijzigen", "/intrekken"])
def test_no_page_of_the_bureau_shows_who_withdrew(table: Table, bureau: HouseClient, room: str) -> None:
    row = table.sign_up(person=someone(NAME, "zwaantje@example.nl"))
    assert NAME in text_of(bureau, f"{MANAGE}/balie/{row.id}")
    actions.withdraw(row)
    assert bureau.get(f"{MANAGE}/balie/{row.id}{room}").status_code == 404


def test_for_whom_somebody_spoke_is_wiped_too(table: Table) -> None:
    row = table.sign_up()
    row.organisation_id = table.province_id()
    actions.withdraw(row)
    db.session.refresh(row)
    (shown,) = queries.sign_ups_page(queries.SignUpWish(table.theme.id), 1).rows
    assert queries.registration(row.id).organisation_id is None
    assert (shown.person, shown.organisation, shown.answers, shown.evenings) == ("", None, {}, [])


def test_who_left_a_place_is_known_to_the_bureau(table: Table, bureau: HouseClient) -> None:
    row = table.fill(person=someone(NAME, "zwaantje@example.nl"))
    actions.leave(table.seat_of(row.person_id), by=table.bureau.id, reason="Verhuisd.")
    assert NAME in rows_of(bureau)
    assert text_of(bureau, f"{MANAGE}/balie/{row.id}")


def test_the_page_says_what_is_left(table: Table, client: HouseClient) -> None:
    row, room = table.sign_up(), f"{table.path}/aanmelden/intrekken"
    become(client, row.person)
    page = text_of(client, room)
    for said in ("Wat blijft er daarna over?", "Uw naam staat daar niet meer bij.", "Uw account met uw naam blijft"):
        assert said in page, said
    assert "op de hoogte" not in page.split("<main", 1)[1].split("</main", 1)[0]
    assert "loting" not in page.split("<main", 1)[1].split("</main", 1)[0]
    news.keep_informed(table.theme, row.person)
    assert "U blijft op de hoogte" in text_of(client, room)
    client.submit(room)
    assert "het bureau ziet daar uw naam niet meer" in text_of(client, f"{table.path}/groep")


def test_whoever_removes_an_account_reads_what_goes_of_their_groups_and_it_does(
    table: Table, client: HouseClient
) -> None:
    table.ask_ages()
    sits, waits = table.fill(0, 0), table.sign_up(1, 0, answers={"Leeftijd": "jong"})
    become(client, waits.person)
    html = client.get("/mijn/verwijderen").get_data(as_text=True)
    assert "uw aanmeldingen voor groepen, met alles wat u hebt geantwoord" in html
    assert "uw plek in een groep: die komt vrij voor iemand anders" in html
    for row in (sits, waits):
        accounts.erase(row.person)
    assert waits.answers == {}
    assert waits.state is RegistrationState.WITHDRAWN
    assert queries.seat_of(table.theme, sits.person_id) is None
