"""Whoever is invited, comes for an organisation or stands in meets the same conditions as whoever signs up."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts.models import Person
from regiodialoog.accounts.own_data import collect
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.core.policy import Role
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import asking_organisations, tidying
from regiodialoog.groups.models import (
    Condition,
    DeputyState,
    Eligibility,
    Invitation,
    InvitationState,
    SeatState,
)
from regiodialoog.groups.queries import eligibility
from tests.accounts.people import become, someone, staff
from tests.dialogues.conftest import in_phase
from tests.groups.conftest import Table
from tests.groups.mails import link_of
from tests.groups.organisations import GIVEN, WHO, path_in_mail
from tests.groups.organisations import asked as organisation_asked
from tests.groups.standing import asked, deputy_for, representative, stands_in
from tests.groups.standing import link_of as deputy_link
from tests.groups.test_conditions import ROOM, ask, met
from tests.groups.test_drawing import DICE, pool, prepared
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page, count_queries

ADDRESS = "nadia@example.nl"
YES = {"answer": "yes", "name": "Nadia Nieuw", "old_enough": "y", "of_place": "y", "office": "n"}
INVITED = f"{ROOM}/genodigden"
CANNOT = "/themas/fietspaden/aanmelden/kan-niet"


def invited(table: Table, **more: Any) -> Invitation:
    return actions.invite(table.seat(), name="Nadia Nieuw", address=ADDRESS, by=table.bureau.id, **more)


def anywhere(table: Table) -> Invitation:
    """Into a place that asks no municipality."""
    seat = next(seat for seat in table.seats if seat.municipality_id is None)
    return actions.invite(queries.seat(seat.id), name="Nadia Nieuw", address=ADDRESS, by=None)


def link(table: Table) -> str:
    return f"{table.path}/uitnodiging/{link_of(ADDRESS)}"


def known_of(table: Table, person_id: int | None) -> tuple[bool | None, ...] | None:
    row = eligibility.told_of(table.group.id, person_id)
    return None if row is None else tuple(row.meets(each) for each in Condition)


def turned_away(table: Table) -> tuple[int, int, int]:
    db.session.expire(table.group)
    return table.group.turned_away_age, table.group.turned_away_place, table.group.turned_away_office


def count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def accept(row: Invitation, **told: bool) -> Person:
    given: dict[str, Any] = {"name": row.name, "municipality_id": None, "language": "nl"}
    return actions.accept(row, **given, met={Condition(name): value for name, value in told.items()})


# ── somebody with an invitation ──────────────────────────────────────────────


def test_who_is_invited_is_asked_each_condition_once(table: Table, client: HouseClient) -> None:
    ask(table)
    invited(table)
    page = text_of(client, link(table))
    for said in ("Bent u 16 jaar of ouder?", "Woont of werkt u in een gemeente die meedoet?", "Bent u raadslid"):
        assert page.count(said) == 1
    assert page.index("U bent geen raadslid") < page.index("Uw naam")
    assert all(place.name in page for place in table.places)


def test_only_what_holds_is_asked_and_no_needs_no_answer(table: Table, client: HouseClient) -> None:
    row = invited(table)
    page = text_of(client, link(table))
    assert "Bent u 16 jaar" in page
    assert "raadslid" not in page
    assert client.submit(link(table), {"answer": "no", "name": "Nadia"}).status_code == 303
    assert (row.state, turned_away(table), count(Eligibility)) == (InvitationState.DECLINED, (0, 0, 0), 0)


def test_who_meets_them_sits_and_only_yes_is_kept(table: Table, client: HouseClient) -> None:
    ask(table)
    row = invited(table)
    assert client.submit(link(table), YES).status_code == 303
    assert row.state is InvitationState.ACCEPTED
    assert known_of(table, row.person_id) == (True, True, True)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "groups.eligibility_told")).one()
    assert event.data["fields"] == ["of_age", "of_place", "no_office"]
    assert "true" not in str(event.data).lower()


@pytest.mark.parametrize(
    ("given", "why", "counted"),
    [
        ({"old_enough": "n"}, "leeftijd", (1, 0, 0)),
        ({"of_place": "n"}, "gemeente", (0, 1, 0)),
        ({"office": "y"}, "functie", (0, 0, 1)),
        ({"office": "y", "old_enough": "n"}, "leeftijd", (1, 0, 0)),
    ],
)
def test_who_does_not_hears_it_kindly_is_counted_and_nothing_is_kept(
    table: Table, client: HouseClient, given: dict[str, str], why: str, counted: tuple[int, int, int]
) -> None:
    ask(table)
    row, people, mails = invited(table), count(Person), count(OutboxMessage)
    shown = client.get(link(table))
    answer = client.send(shown, YES | given)
    assert answer.location.startswith(f"{CANNOT}/{why}")
    page = text_of(client, answer.location)
    assert "hebben uw naam en adres gewist" in page
    assert "Vul het opnieuw in" not in page, "there is no form any more to fill in again"
    client.send(shown, YES | given)  # the same form again counts once
    assert turned_away(table) == counted
    assert (row.state, row.name, row.address) == (InvitationState.DECLINED, "", "")
    assert row.seat.state is SeatState.OPEN
    assert (count(Person), count(Eligibility), count(OutboxMessage)) == (people, 0, mails)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "groups.turned_away")).one()
    assert event.person_id is None
    assert client.get(link(table)).status_code == 410, "the link opens nothing any more"


@pytest.mark.parametrize("given", [{"office": ""}, {"office": "misschien"}, {"old_enough": "x"}, {"of_place": None}])
def test_yes_without_an_answer_names_the_question(table: Table, client: HouseClient, given: dict[str, str]) -> None:
    ask(table)
    row = invited(table)
    answer = client.submit(link(table), YES | given)
    assert answer.status_code == 422
    check_page(answer)
    assert f'href="#{next(iter(given))}-0"' in answer.get_data(as_text=True)
    assert (row.state, turned_away(table)) == (InvitationState.SENT, (0, 0, 0))


def test_where_the_municipality_is_asked_its_answer_says_it(table: Table, client: HouseClient) -> None:
    ask(table)
    row = anywhere(table)
    page = text_of(client, link(table))
    assert "Woont of werkt u in een gemeente die meedoet?" not in page
    assert "Geen van deze gemeenten" in page
    given = {name: value for name, value in YES.items() if name != "of_place"}
    assert client.submit(link(table), given).status_code == 422
    elsewhere = next(each for each in table.region_places() if each not in table.places)
    assert client.submit(link(table), given | {"municipality_id": str(elsewhere.id)}).status_code == 422
    assert client.submit(link(table), given | {"municipality_id": str(table.places[1].id)}).status_code == 303
    assert known_of(table, row.person_id) == (True, True, True)
    assert row.seat.home_id == table.places[1].id


def test_none_of_these_municipalities_turns_away(table: Table, client: HouseClient) -> None:
    ask(table)
    row = anywhere(table)
    assert client.submit(link(table), YES | {"municipality_id": "0"}).location.startswith(f"{CANNOT}/gemeente")
    assert (row.state, turned_away(table)) == (InvitationState.DECLINED, (0, 1, 0))


# ── for an organisation ──────────────────────────────────────────────────────


def test_for_an_organisation_it_does_not_matter_where_somebody_lives(table: Table, client: HouseClient) -> None:
    ask(table)
    row = invited(table, organisation_id=table.province_id())
    page = text_of(client, link(table))
    assert "Daarom maakt het niet uit waar u woont of werkt" in page
    assert "Woont of werkt u in een gemeente" not in page
    assert client.submit(link(table), YES | {"of_place": "n"}).status_code == 303
    assert known_of(table, row.person_id) == (True, None, True)
    assert not eligibility.invited(table.group)[0].unknown
    assert eligibility.count_unknown_at_table(table.group) == 0


def test_the_contact_reads_whom_they_can_name_and_who_is_named_is_asked(table: Table, client: HouseClient) -> None:
    ask(table)
    row = organisation_asked(table)
    client.submit(path_in_mail(), form=path_in_mail())
    page = text_of(client, "/code/organisatie")
    assert "Iemand kan meedoen vanaf 16 jaar" in page
    assert "Het maakt niet uit waar zij wonen of werken" in page
    assert client.submit("/code/organisatie", GIVEN).status_code == 303
    named = f"{table.path}/uitnodiging/{link_of(WHO)}"
    answer = client.submit(named, {"answer": "yes", "name": GIVEN["name"], "old_enough": "y", "office": "y"})
    assert answer.location.startswith(f"{CANNOT}/functie")
    assert turned_away(table) == (0, 0, 1)
    db.session.refresh(row)
    assert row.seat.state is SeatState.OPEN


def test_a_letter_to_an_organisation_leads_to_the_same_questions(table: Table) -> None:
    ask(table)
    row = organisation_asked(table, address="")
    asking_organisations.write_letter(row, key="sleutel")
    named = asking_organisations.name_representative(row, language="nl", **GIVEN)
    with pytest.raises(Conflict):
        accept(named, age=True, office=False)
    person = accept(named, age=True, office=True)
    assert known_of(table, person.id) == (True, None, True)


def test_a_deputy_is_asked_as_well(table: Table, client: HouseClient) -> None:
    ask(table)
    seat, _holder, _body = representative(table)
    row = asked(seat)
    page = text_of(client, deputy_link())
    assert "Bent u raadslid" in page
    assert "Daarom maakt het niet uit waar u woont of werkt" in page
    given = {"answer": "yes", "name": "Piet", "old_enough": "y", "office": ""}
    assert client.submit(deputy_link(), given).status_code == 422
    answer = client.submit(deputy_link(), given | {"office": "y"})
    assert answer.location.startswith(f"{CANNOT}/functie")
    assert (row.state, row.address, turned_away(table)) == (DeputyState.DECLINED, "", (0, 0, 1))
    asked(seat)
    assert client.submit(deputy_link(), given | {"office": "n"}).status_code == 303
    assert known_of(table, deputy_for(seat).person_id) == (True, None, True)


# ── not known ────────────────────────────────────────────────────────────────


def test_not_known_of_who_was_invited_blocks_the_seal_until_the_bureau_says_so(
    table: Table, bureau: HouseClient
) -> None:
    pool(table)
    person = accept(invited(table))
    assert known_of(table, person.id) == (None, None, None)
    draw = prepared(table)
    draw.group.theme = table.theme
    given: dict[str, Any] = {"source": DICE, "opens_at": clock.now() + timedelta(days=1), "file_is_public": True}
    with pytest.raises(actions.NotKnown, match="Van 1 persoon in deze loting of in de groep"):
        actions.seal_draw(draw, **given)
    page = text_of(bureau, ROOM)
    assert "Van 1 persoon die is uitgenodigd weten wij het niet" in page
    assert f'href="{INVITED}"' in page
    assert "Nadia Nieuw" in text_of(bureau, INVITED)
    assert bureau.submit(INVITED, {f"age_{person.id}": "y"}).status_code == 303
    assert known_of(table, person.id) == (True, None, None)
    actions.seal_draw(draw, **given)
    with pytest.raises(Conflict):
        actions.tell_invited(table.group, person, met(age=False))


def test_not_known_of_a_deputy_is_shown_and_blocks_nothing(table: Table, bureau: HouseClient) -> None:
    """A deputy counts for no demand."""
    seat, _holder, _body = representative(table)
    stands_in(seat)
    assert eligibility.count_unknown_at_table(table.group) == 0
    page = text_of(bureau, INVITED)
    assert "Piet Plaatsvervanger" in page
    assert "plaatsvervanger</span>" in page


def test_of_who_sits_since_before_a_condition_it_is_not_known(table: Table) -> None:
    accept(invited(table), age=True)
    assert eligibility.count_unknown_at_table(table.group) == 0
    table.fill(1, 0, met={})
    assert eligibility.count_unknown_at_table(table.group) == 1
    ask(table)
    assert eligibility.count_unknown_at_table(table.group) == 2


def test_nobody_but_the_bureau_says_it_and_only_of_who_is_at_this_table(table: Table, client: HouseClient) -> None:
    person = accept(invited(table))
    other = someone("Otto Ander", "otto@example.nl")
    administrator = staff(Role.ADMINISTRATOR, "Ada Beheer", "ada@example.nl")
    for who in (person, other, administrator):
        become(client, who)
        assert client.get(INVITED).status_code == 403
        assert client.post(INVITED).status_code in {400, 403}
    become(client, table.bureau)
    client.submit(INVITED, {f"age_{other.id}": "n", f"age_{person.id}": ""})
    assert count(Eligibility) == 1
    assert known_of(table, other.id) is None
    check_page(client.get(INVITED))


def test_queries_do_not_grow_with_who_is_invited(table: Table, bureau: HouseClient) -> None:
    def counted(path: str) -> int:
        with count_queries() as seen:
            bureau.get(path)
        return len(seen)

    def one_more(n: int) -> None:
        seat = actions.add_seat(table.group, table.interests[0], None, filling=table.seats[0].filling)
        row = actions.invite(queries.seat(seat.id), name=f"Gast {n}", address=f"gast{n}@example.nl", by=None)
        accept(row)

    one_more(0)
    few = [counted(path) for path in (ROOM, INVITED)]
    for n in range(1, 27):
        one_more(n)
    assert [counted(path) for path in (ROOM, INVITED)] == few
    assert text_of(bureau, INVITED).count("<legend>") == 25
    assert text_of(bureau, f"{INVITED}?pagina=2").count("<legend>") == 2


def test_it_is_told_in_own_data_and_wiped_with_the_answers_or_the_account(table: Table) -> None:
    ask(table)
    person = accept(invited(table), age=True, place=True, office=True)
    told = collect(person)["groups"]["conditions_of_invited"]
    assert told == [{"theme": table.theme.title, "conditions": {"age": True, "place": True, "office": True}}]
    last = max(phase.ends_on for phase in table.theme.phases)
    for days, left in ((90, 1), (92, 0)):
        with clock.at(clock.now() + (last - clock.today()) + timedelta(days=days)):
            tidying.clear_answers()
        assert count(Eligibility) == left


def test_an_erased_account_leaves_nothing_of_it(table: Table) -> None:
    person = accept(invited(table), age=True)
    accounts.erase(person)
    assert count(Eligibility) == 0


def test_an_invitation_after_signing_up_closed_still_asks(table: Table, client: HouseClient) -> None:
    ask(table)
    in_phase(table.theme, PhaseKind.DIALOGUE)
    invited(table)
    assert client.submit(link(table), YES | {"old_enough": "n"}).location.startswith(f"{CANNOT}/leeftijd")


def test_the_page_of_the_invited_says_where_one_is_also_when_there_is_nobody(table: Table, bureau: HouseClient) -> None:
    ask(table)
    assert eligibility.invited(table.group) == []
    page = check_page(bureau.get(INVITED))
    assert [one.get("href") for one in page.xpath("//*[@aria-current='page' or @aria-current='true']")][-1:] == [
        INVITED
    ]
