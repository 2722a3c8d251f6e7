"""Who may join: asked once, told kindly, never drawn or seated without it, and resolved before a draw is sealed."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts.models import Person
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import drawing
from regiodialoog.groups.models import Condition, Registration, RegistrationState
from tests.accounts.people import become, kinds, someone, staff
from tests.groups.conftest import Table
from tests.groups.mails import link_of
from tests.groups.test_drawing import DICE, pool, prepared, sealed_draw
from tests.groups.test_pages import filled_in, latest, text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page, count_queries

MANAGE = "/beheer/groepen/fietspaden"
ROOM = f"{MANAGE}/voorwaarden"
AGE, PLACE, OFFICE = Condition


def ask(table: Table, *, place: bool = True, office: bool = True, household: bool = False) -> None:
    actions.change_conditions(table.group, asks_place=place, asks_no_office=office, one_per_household=household)


def met(**told: bool | None) -> dict[Condition, bool | None]:
    return {Condition(name): value for name, value in told.items()}


# ── signing up ───────────────────────────────────────────────────────────────


def test_each_condition_is_asked_once_before_the_name(table: Table, client: HouseClient) -> None:
    ask(table)
    page = text_of(client, f"{table.path}/aanmelden")
    assert page.count("Bent u 16 jaar of ouder?") == 1
    assert page.count("Bent u raadslid, burgemeester of wethouder, of werkt u bij het bureau?") == 1
    assert page.count("Geen van deze gemeenten") == 1
    assert page.index("Bent u raadslid") < page.index("Uw naam")
    assert "U bent geen raadslid" not in page, "the question says it"


def test_what_does_not_hold_is_not_asked(table: Table, client: HouseClient) -> None:
    page = text_of(client, f"{table.path}/aanmelden")
    for said in ("raadslid", "Geen van deze gemeenten", "Postcode"):
        assert said not in page


def test_only_yes_or_no_is_kept(table: Table, client: HouseClient) -> None:
    ask(table)
    become(client, someone())
    assert client.submit(f"{table.path}/aanmelden", filled_in(table, office="n")).status_code == 303
    row = latest()
    assert (row.of_age, row.of_place, row.no_office) == (True, True, True)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"old_enough": "n"}, "leeftijd"),
        ({"municipality_id": "0"}, "gemeente"),
        ({"office": "y"}, "functie"),
    ],
)
def test_who_cannot_join_hears_it_kindly_and_nothing_of_them_is_kept(
    table: Table, client: HouseClient, given: dict[str, str], why: str
) -> None:
    ask(table)
    before = [db.session.scalar(select(func.count()).select_from(each)) for each in (Person, Registration)]
    visitor = {"name": "Vera Vos", "address": "vera@example.nl", "office": "n"} | given
    answer = client.submit(f"{table.path}/aanmelden", filled_in(table, **visitor))
    assert answer.location == f"{table.path}/aanmelden/kan-niet/{why}"
    page = text_of(client, answer.location)
    assert "Wij hebben niets bewaard" in page
    assert f'href="{table.path}"' in page
    assert before == [db.session.scalar(select(func.count()).select_from(each)) for each in (Person, Registration)]
    assert not list(db.session.scalars(select(OutboxMessage)))


def test_the_bureau_sees_how_many_could_not_join_and_nobody_sees_who(table: Table, client: HouseClient) -> None:
    ask(table)
    person = someone()
    become(client, person)
    page = client.get(f"{table.path}/aanmelden")
    for _twice in range(2):  # the same form again counts once
        client.send(page, filled_in(table, office="y"))
    client.submit(f"{table.path}/aanmelden", filled_in(table, office="y"))
    db.session.refresh(table.group)
    group = table.group
    assert (group.turned_away_office, group.turned_away_age, group.turned_away_place) == (2, 0, 0)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "groups.turned_away")).first()
    assert event is not None
    assert event.person_id is None, "the trace does not say that it was them"
    become(client, table.bureau)
    row = text_of(client, ROOM).partition("en werkt niet bij het bureau</th>")[2]
    assert row.startswith('<td class="rd-num">2</td>')


def test_an_unknown_reason_is_no_page(table: Table, client: HouseClient) -> None:
    assert client.get(f"{table.path}/aanmelden/kan-niet/politiek").status_code == 404


@pytest.mark.parametrize("given", [{"office": ""}, {"office": "misschien"}, {"old_enough": "misschien"}])
def test_an_answer_that_is_none_names_the_question(table: Table, client: HouseClient, given: dict[str, str]) -> None:
    ask(table)
    become(client, someone())
    answer = client.submit(f"{table.path}/aanmelden", filled_in(table, office="n") | given)
    assert answer.status_code == 422
    check_page(answer)
    assert f'href="#{next(iter(given))}-0"' in answer.get_data(as_text=True)


def test_who_changes_a_registration_is_not_asked_again_and_cannot_move_away(table: Table, client: HouseClient) -> None:
    ask(table)
    row = table.sign_up()
    become(client, row.person)
    room = f"{table.path}/aanmelden/wijzigen"
    page = text_of(client, room)
    for said in ("raadslid", "Bent u 16 jaar", "Geen van deze gemeenten"):
        assert said not in page
    assert client.submit(room, {"municipality_id": "0"}).status_code == 422
    assert client.submit(room, {"interest_id": str(table.interests[1].id)}).status_code == 303
    db.session.refresh(row)
    assert row.no_office is True


# ── who does not meet a condition ────────────────────────────────────────────


def test_who_does_not_meet_a_condition_enters_no_pool_and_no_suggestion_and_gets_no_place(table: Table) -> None:
    ask(table)
    rows = pool(table)
    table.sign_up()
    out = rows[0]
    actions.tell_conditions(out, met(office=False))
    assert out not in drawing.can_be_drawn(table.group, table.seats)
    suggested = table.suggested()
    assert out.id not in [*suggested.seats.values(), *(one for each in suggested.others.values() for one in each)]
    seat = table.seat()
    assert out.id not in {row.id for row in queries.sign_ups_page(queries.placeable(seat), 1).rows}
    with pytest.raises(Conflict, match="voldoet niet aan een voorwaarde"):
        actions.assign_seat(seat, out, by=table.bureau.id)
    actions.invite(seat, name=out.person.name, address=out.person.address, by=None)
    invited = actions.invitation(link_of(out.person.address))
    with pytest.raises(Conflict, match="Bel of schrijf het bureau"):
        actions.accept(invited, name=out.person.name, municipality_id=None, language="nl")


def test_a_condition_that_does_not_hold_bars_nobody(table: Table) -> None:
    row = table.sign_up(met={PLACE: False, OFFICE: False, AGE: True})
    assert row in drawing.can_be_drawn(table.group, table.seats)
    actions.assign_seat(table.seat(), row, by=table.bureau.id)


def test_not_known_blocks_the_seal_until_somebody_says_so(table: Table) -> None:
    rows = pool(table)
    rows[0].of_age = None
    draw = prepared(table)
    draw.group.theme = table.theme
    given: dict[str, Any] = {"source": DICE, "opens_at": clock.now() + timedelta(days=1), "file_is_public": True}
    with pytest.raises(actions.NotKnown, match="Van 1 persoon in deze loting"):
        actions.seal_draw(draw, **given)
    actions.tell_conditions(rows[0], met(age=True))
    actions.seal_draw(draw, **given)


def test_who_turns_out_not_to_meet_a_condition_makes_a_prepared_draw_out_of_date(table: Table) -> None:
    rows = pool(table, 5)
    draw = prepared(table)
    actions.tell_conditions(rows[0], met(age=False))
    given: dict[str, Any] = {"source": DICE, "opens_at": clock.now() + timedelta(days=1), "file_is_public": True}
    with pytest.raises(Conflict, match="bereid"):
        actions.seal_draw(draw, **given)


def test_nothing_of_it_changes_beneath_a_sealed_draw(table: Table) -> None:
    rows = pool(table)
    sealed_draw(table)
    with pytest.raises(Conflict):
        actions.tell_conditions(rows[0], met(age=False))
    with pytest.raises(Conflict):
        ask(table)


# ── the bureau's room ────────────────────────────────────────────────────────


def test_the_seal_says_of_how_many_it_is_not_known_and_leads_there(table: Table, bureau: HouseClient) -> None:
    pool(table)[0].of_age = None
    prepared(table)
    room = f"{table.path}/loting/1/verzegelen"
    assert f'href="{ROOM}"' in text_of(bureau, room)
    day = (clock.today() + timedelta(days=3)).isoformat()
    answer = bureau.submit(room, {"source": DICE, "opens_on": day, "opens_time": "20:00"})
    assert answer.status_code == 409
    check_page(answer)
    said = answer.get_data(as_text=True)
    assert "Van 1 persoon in deze loting" in said
    assert f'href="{ROOM}"' in said


def test_the_bureau_says_yes_or_no_for_each_with_a_trace(table: Table, bureau: HouseClient) -> None:
    ask(table, place=False)
    one, other = table.sign_up(met={}), table.sign_up(met={})
    page = text_of(bureau, ROOM)
    assert "Van 2 mensen weten wij het niet" in page
    given = {f"age_{one.id}": "y", f"office_{one.id}": "n"}
    assert bureau.submit(ROOM, given).status_code == 303
    db.session.refresh(one)
    assert (one.of_age, one.no_office, one.of_place) == (True, False, None)
    assert other.of_age is None
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "groups.conditions_told")).one()
    assert event.data == {"registration_id": one.id, "fields": ["of_age", "no_office"]}
    assert one.person.name not in text_of(bureau, ROOM), "nothing of this one is unknown any more"
    assert one.person.name in text_of(bureau, f"{ROOM}?wie=iedereen")
    before = kinds()
    bureau.submit(ROOM)
    assert kinds() == before, "nothing was said, so nothing happened"


def test_the_bureau_chooses_which_conditions_hold(table: Table, bureau: HouseClient) -> None:
    assert bureau.submit(f"{ROOM}/instellen", {"asks_no_office": "y"}).status_code == 303
    db.session.refresh(table.group)
    assert (table.group.asks_no_office, table.group.asks_place) == (True, False)
    assert "is geen raadslid" in text_of(bureau, ROOM)
    check_page(bureau.get(f"{ROOM}/instellen"))


def test_nobody_but_the_bureau_gets_in(table: Table, client: HouseClient) -> None:
    row = table.sign_up(met={})
    officer = someone("Otto Officier", "otto@example.nl")
    accounts.give_role(officer, Role.MUNICIPALITY_OFFICER, ScopeKind.MUNICIPALITY, table.places[0].id, by=None)
    administrator = staff(Role.ADMINISTRATOR, "Ada Beheer", "ada@example.nl")
    for person in (row.person, officer, administrator):
        become(client, person)
        for room in (ROOM, f"{ROOM}/instellen", f"{MANAGE}/dubbel", f"{MANAGE}/huishoudens"):
            assert client.get(room).status_code == 403, (person.name, room)
            assert client.post(room).status_code in {400, 403, 405, 409}
    db.session.refresh(row)
    assert row.of_age is None


def test_queries_do_not_grow_with_the_list_and_it_goes_by_pages(table: Table, bureau: HouseClient) -> None:
    def counted() -> int:
        with count_queries() as seen:
            bureau.get(ROOM)
        return len(seen)

    table.sign_up(met={})
    few = counted()
    for _more in range(30):
        table.sign_up(met={})
    assert counted() == few
    assert "pagina=2" in text_of(bureau, ROOM)
    assert text_of(bureau, f"{ROOM}?pagina=2").count("<legend>") == 6


def test_withdrawing_wipes_what_is_known(table: Table) -> None:
    row = table.sign_up()
    actions.withdraw(row)
    assert (row.of_age, row.of_place, row.no_office) == (None, None, None)
    assert row.state is RegistrationState.WITHDRAWN
