"""Who does not meet a condition at the desk, and whose own roles say that they do not."""

import pytest

from regiodialoog.accounts import actions as accounts
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.groups import actions, queries
from tests.accounts.people import become, someone
from tests.groups.conftest import Table
from tests.groups.test_conditions import ask
from tests.groups.test_desk import DESK
from tests.groups.test_pages import filled_in, text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page


def count(table: Table) -> int:
    return len(queries.registrations(table.theme.id))


def test_the_desk_reads_whom_it_turned_away_and_why_and_goes_on_at_the_desk(table: Table, bureau: HouseClient) -> None:
    ask(table)
    given = filled_in(table, name="Joke Jansen", phone="033 123 45 67", office="y")
    answer = bureau.submit(DESK, given)
    assert answer.location == f"{DESK}/kan-niet/functie"
    shown = bureau.get(answer.location)
    check_page(shown)
    html = shown.get_data(as_text=True)
    assert "Joke Jansen kan niet in deze groep" in html
    assert "er zelf niet in" in html
    assert f'href="{DESK}"' in html
    assert f'href="{table.path}/aanmelden"' not in html, "that would sign up the worker herself"
    assert "Joke" not in text_of(bureau, answer.location), "the name is shown once and kept nowhere"
    assert (count(table), table.group.turned_away_office) == (0, 1)
    assert bureau.get(f"{DESK}/kan-niet/onzin").status_code == 404


def test_nobody_else_reads_the_page_of_the_desk(table: Table, client: HouseClient) -> None:
    become(client, someone())
    assert client.get(f"{DESK}/kan-niet/functie").status_code == 403


@pytest.mark.parametrize("role", [Role.BUREAU, Role.COUNCIL_MEMBER, Role.ALDERMAN])
def test_a_role_says_more_than_an_answer(table: Table, client: HouseClient, role: Role) -> None:
    person = someone("Roos Raadslid", "roos@example.nl")
    bureau = role is Role.BUREAU
    kind, of = (ScopeKind.REGION, None) if bureau else (ScopeKind.MUNICIPALITY, table.places[0].id)
    become(client, person)
    opened = client.get(f"{table.path}/aanmelden")
    accounts.give_role(person, role, kind, of, by=None, tell=False)
    ask(table)
    become(client, person)
    with_answer = client.send(opened, filled_in(table, office="n"))
    assert with_answer.status_code == 200, "no form any more, whatever is sent"
    html = with_answer.get_data(as_text=True)
    assert "Uw account heeft een rol" in html
    check_page(client.get(f"{table.path}/aanmelden"))
    assert (DESK in html) is bureau
    assert count(table) == 0
    with pytest.raises(actions.HoldsOffice):
        table.sign_up(person=person)


def test_a_role_matters_only_where_the_group_asks_it_and_while_it_is_held(table: Table, client: HouseClient) -> None:
    person = someone("Roos Raadslid", "roos@example.nl")
    accounts.give_role(person, Role.COUNCIL_MEMBER, ScopeKind.MUNICIPALITY, table.places[0].id, by=None, tell=False)
    become(client, person)
    assert "Uw naam" not in text_of(client, f"{table.path}/aanmelden")
    assert client.submit(f"{table.path}/aanmelden", filled_in(table)).status_code == 303
    client.submit(f"{table.path}/aanmelden/intrekken")
    ask(table)
    assert "Uw account heeft een rol" in text_of(client, f"{table.path}/aanmelden")
    for grant in list(person.active_grants):
        accounts.end_role(grant, by=table.bureau.id, reason="Termijn voorbij.")
    become(client, person)
    assert client.submit(f"{table.path}/aanmelden", filled_in(table, office="n")).status_code == 303
    assert count(table) == 2


def test_somebody_of_the_bureau_at_the_desk_or_with_a_letter_is_known_by_the_account(
    table: Table, bureau: HouseClient
) -> None:
    colleague = someone("Bram Collega", "collega@example.nl")
    accounts.give_role(colleague, Role.BUREAU, ScopeKind.REGION, None, by=None, tell=False)
    ask(table)
    given = filled_in(table, name="Bram Collega", address="collega@example.nl", office="n")
    assert bureau.submit(DESK, given).location == f"{DESK}/kan-niet/functie"
    assert count(table) == 0


def test_at_the_desk_who_is_on_the_list_or_sits_is_named_at_the_form(table: Table, bureau: HouseClient) -> None:
    sits = table.fill(0, 0).person
    refused = table.sign_up(0, 1)
    actions.refuse(refused, reason="Geen plek.")
    for person, said in ((sits, "heeft al een plek"), (refused.person, "staat al op de lijst")):
        answer = bureau.submit(DESK, filled_in(table, name=person.name, address=person.address))
        assert answer.status_code == 422
        check_page(answer)
        assert f"{person.name} {said}" in answer.get_data(as_text=True)
    actions.withdraw(refused)
    given = filled_in(table, name=refused.person.name, address=refused.person.address)
    assert bureau.submit(DESK, given).status_code == 303
