"""On English pages the region's own words are marked as Dutch, so that they are read aloud as such."""

import re

from regiodialoog.accounts.actions import give_role
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.groups import actions, queries
from regiodialoog.organisations import actions as organisations
from regiodialoog.organisations.models import OrganisationKind
from tests.accounts.people import become, someone
from tests.groups.conftest import Table
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient


def test_dutch_words_to_choose_from_are_read_aloud_as_dutch_on_an_english_page(
    table: Table, client: HouseClient
) -> None:
    table.ask_ages()
    body = organisations.create_organisation("Fietsersbond Oost", kind=OrganisationKind.COLLECTION)
    speaks = someone("Vera Vertegenwoordiger", "vera@example.nl")
    give_role(speaks, Role.REPRESENTATIVE, ScopeKind.ORGANISATION, body.id, by=None, tell=False)
    become(client, speaks)
    client.get("/", query_string={"taal": "en"})
    html = text_of(client, f"{table.path}/aanmelden")
    for name in ("Onderwijs", "Inwoners", "Leeftijd", "jong", "oud"):
        assert f'<span lang="nl">{name}</span>' in html, name
    assert re.search(r'<option[^>]* lang="nl"[^>]*>Fietsersbond Oost<', html)
    assert re.search(r"<option[^>]* value=\"\">For myself<", html), "said in English"
    client.get("/", query_string={"taal": "nl"})
    assert 'lang="nl">' not in text_of(client, f"{table.path}/aanmelden").split("<main", 1)[1]


def test_a_refused_choice_names_dutch_words_as_dutch_on_an_english_page(table: Table, client: HouseClient) -> None:
    for seat in table.seats:
        if seat.interest_id == table.interests[0].id and seat.municipality_id != table.places[0].id:
            actions.remove_seat(queries.seat(seat.id))
    client.get("/", query_string={"taal": "en"})
    given = {"municipality_id": str(table.places[1].id), "interest_id": str(table.interests[0].id)}
    answer = client.submit(f"{table.path}/aanmelden", given)
    assert answer.status_code == 422
    html = answer.get_data(as_text=True)
    assert 'no place in this group for <span lang="nl">Onderwijs</span> from' in html
    assert 'There is for: <span lang="nl">Inwoners</span>.' in html
