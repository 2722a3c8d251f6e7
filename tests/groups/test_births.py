"""The same name and the same year of birth: seen without keeping the year, and nowhere to be read."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts.models import Person
from regiodialoog.accounts.own_data import collect
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db, transaction
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.groups import actions, births, queries
from regiodialoog.groups.actions import correcting, tidying
from regiodialoog.groups.asking import OLDEST
from regiodialoog.groups.births import Born
from regiodialoog.groups.consent import agreed_now
from regiodialoog.groups.models import Registration, Source
from tests.accounts.people import become, mails_to, someone
from tests.groups.conftest import Table
from tests.groups.test_asked import ask, born
from tests.groups.test_desk import DESK, at_desk
from tests.groups.test_doubles import ROOM
from tests.groups.test_drawing import sealed_draw
from tests.groups.test_letters import made, typed, without_mail
from tests.groups.test_pages import filled_in, text_of
from tests.support.client import HouseClient
from tests.support.server import SECRET

NAME = "Jan de Vries"
MIDDLE = {"Leeftijd": "30 t/m 49 jaar"}


def year(age: int) -> int:
    return int(born(age))


def sign_up(table: Table, name: str, address: str, age: int, *, place: int = 0, key: str = SECRET) -> Registration:
    answers = MIDDLE if 30 <= age <= 49 else {"Leeftijd": "50 jaar of ouder"}
    person = someone(name, address)
    return table.sign_up(0, place, person=person, answers=answers, born=Born(year(age), key))


def two(table: Table, *ages: int, name: str = NAME, key: str = SECRET) -> tuple[Registration, Registration]:
    """One name, from two municipalities, with two mailboxes: only the year can say that it is one person."""
    ask(table)
    first = sign_up(table, name, "jan@example.nl", ages[0])
    return first, sign_up(table, name.upper() + ".", "jan@werk.example", ages[1], place=1, key=key)


def pairs(table: Table) -> list[tuple[int, int, bool]]:
    return [(one.first.id, one.second.id, one.by_birth) for one in queries.doubles(table.group, most=50)]


def test_the_same_name_and_year_is_a_pair_and_the_page_says_why(table: Table, bureau: HouseClient) -> None:
    first, second = two(table, 45, 45)
    assert pairs(table) == [(first.id, second.id, True)]
    page = text_of(bureau, ROOM)
    assert "<span>zelfde geboortejaar</span>" in page
    assert "<span>zelfde gemeente</span>" not in page
    assert born(45) not in page
    assert first.birth_hash not in page


def test_another_year_in_the_same_age_group_is_somebody_else(table: Table) -> None:
    first, second = two(table, 45, 44)
    assert first.answers == second.answers
    assert pairs(table) == []


def test_another_name_of_the_same_year_is_no_pair_and_its_hash_tells_nothing(table: Table) -> None:
    ask(table)
    rows = [sign_up(table, name, f"{n}@example.nl", 45) for n, name in enumerate(("Ria Smit", "Henk Smit"))]
    assert pairs(table) == []
    assert len({row.birth_hash for row in rows}) == 2


def test_two_who_told_no_year_are_no_pair_by_it(table: Table) -> None:
    ask(table)
    for n in (0, 1):
        table.sign_up(0, n, person=someone(NAME, f"jan{n}@example.nl"))
    assert pairs(table) == []


def test_one_theme_says_nothing_of_another() -> None:
    one = Born(1957, SECRET)
    assert one.hash_of(1, NAME) == one.hash_of(1, "  JÁN de vries.")
    assert one.hash_of(1, NAME) != one.hash_of(2, NAME)
    assert one.hash_of(1, NAME) != Born(1957, "another key").hash_of(1, NAME)
    assert one.hash_of(1, "???") == ""
    assert "1957" not in repr(one)
    assert SECRET not in repr(one)


def test_with_another_key_old_hashes_match_nothing(table: Table) -> None:
    two(table, 45, 45, key="the key of before, which is another one")
    assert pairs(table) == []


def test_where_no_year_is_asked_nothing_is_made_of_it(table: Table) -> None:
    table.ask_ages()
    row = table.sign_up(answers={"Leeftijd": "oud"}, born=Born(year(45), SECRET))
    assert row.birth_hash == ""


def test_when_the_question_goes_what_was_made_of_it_goes(table: Table) -> None:
    first, _second = two(table, 45, 45)
    (row,) = queries.asked(table.group.id).values()
    actions.stop_asking(row)
    db.session.refresh(first)
    assert first.birth_hash == ""


def test_while_another_year_of_birth_is_asked_it_stays(table: Table) -> None:
    row = ask(table)
    ask(table, "Generatie")
    mine = sign_up(table, NAME, "jan@example.nl", 45)
    actions.stop_asking(row)
    db.session.refresh(mine)
    assert mine.birth_hash


# ── it follows ───────────────────────────────────────────────────────────────


def rename(person: Person, name: str) -> None:
    accounts.change_profile(person, name=name, language="nl", municipality_id=person.municipality_id)


def test_whoever_takes_another_name_is_found_by_the_new_one_only(table: Table) -> None:
    first, second = two(table, 45, 45)
    rename(second.person, "Johannes de Vries")
    assert pairs(table) == []
    third = sign_up(table, "johannes de vries", "johannes@example.nl", 45)
    assert pairs(table) == [(second.id, third.id, True)]
    rename(second.person, NAME)
    assert pairs(table) == [(first.id, second.id, True)]


@pytest.mark.parametrize("age", [OLDEST, 0])
def test_a_name_is_followed_for_every_age(age: int) -> None:
    this_year = 2026
    one = Born(this_year - age, SECRET)
    found = births.renamed(one.hash_of(7, NAME), 7, NAME, "Piet", key=SECRET, this_year=this_year)
    assert found == one.hash_of(7, "Piet")


def test_a_name_cannot_be_followed_with_another_key(table: Table) -> None:
    ask(table)
    row = sign_up(table, NAME, "jan@example.nl", 45, key="the key of before, which is another one")
    rename(row.person, "Piet")
    assert row.birth_hash == ""


def test_the_person_signs_up_and_changes_the_year_on_the_site(table: Table, client: HouseClient) -> None:
    ask(table)
    first = sign_up(table, NAME, "jan@example.nl", 45, place=1)
    become(client, someone(NAME, "jan@werk.example"))
    assert client.submit(f"{table.path}/aanmelden", filled_in(table, answer_0=born(45), old_enough=None)).status_code
    ((one, second, _),) = pairs(table)
    assert one == first.id
    change = f"{table.path}/aanmelden/wijzigen"
    assert client.submit(change, {"answer_0": ""}).status_code == 303
    assert pairs(table) == [(first.id, second, True)], "who fills in nothing leaves it at what it was"
    assert client.submit(change, {"answer_0": born(44)}).status_code == 303
    assert pairs(table) == []
    told = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "groups.registration_changed")).all()
    assert told[-1].data["fields"] == ["answers"], "the age group stayed, and the year is an answer"


def test_at_the_desk_and_with_a_letter_it_is_the_same(table: Table, bureau: HouseClient) -> None:
    ask(table)
    _batch, (code, _other) = made(table)
    at_desk(table, bureau, name=NAME, answer_0=born(45))
    visitor = bureau.application.test_client()
    assert isinstance(visitor, HouseClient)
    typed(visitor, code)
    given = {**without_mail(table), "name": NAME, "answer_0": born(45), "municipality_id": table.places[1].id}
    assert visitor.submit("/code/aanmelden", given).status_code == 303
    ((first, second, by_birth),) = pairs(table)
    assert by_birth
    bureau.submit(f"{DESK}/{first}/wijzigen", {"answer_0": born(44), "read_aloud": "y"})
    assert pairs(table) == []
    bureau.submit(f"{DESK}/{first}/wijzigen", {"answer_0": born(45), "read_aloud": "y"})
    assert pairs(table) == [(first, second, True)]


def test_after_the_seal_staff_correct_the_year_and_the_name(table: Table, bureau: HouseClient) -> None:
    ask(table)
    for n in range(6):
        table.sign_up(n % 2, n // 2 % 2, answers=MIDDLE)
    first, second = sign_up(table, NAME, "jan@example.nl", 45), sign_up(table, NAME, "j@example.nl", 44, place=1)
    sealed_draw(table)
    where = f"{DESK}/{second.id}/verbeteren"
    assert bureau.submit(where, {"answer_0": born(45), "reason": "Zij belde."}).status_code == 303
    (made_,) = queries.corrections(second.id)
    assert made_.fields == ["answers"]
    assert pairs(table) == [(first.id, second.id, True)]
    for row in (first, second):
        given: dict[str, Any] = {"reason": "Schrijffout.", "by": table.bureau.id, "answers": MIDDLE, "evenings": []}
        correcting.correct_registration(row, **given, name="Jan de Vriez")
    assert pairs(table) == [(first.id, second.id, True)]


# ── it goes, and is nowhere ──────────────────────────────────────────────────


def test_it_goes_when_somebody_withdraws_or_removes_the_account_or_is_merged(table: Table) -> None:
    first, second = two(table, 45, 45)
    third, fourth = (sign_up(table, NAME, f"{n}@example.nl", 45) for n in ("drie", "vier"))
    actions.merge(first, second, reason="Zelf gezegd.", by=None)
    actions.withdraw(third)
    accounts.erase(fourth.person)
    rows = [db.session.get(Registration, row.id, populate_existing=True) for row in (first, second, third, fourth)]
    assert [bool(row and row.birth_hash) for row in rows] == [True, False, False, False]


def test_it_goes_with_the_answers(table: Table) -> None:
    first, second = two(table, 45, 45)
    late = clock.now() + (max(phase.ends_on for phase in table.theme.phases) - clock.today()) + timedelta(days=92)
    db.session.commit()
    ids = [first.id, second.id]
    with clock.at(late), transaction():
        tidying.clear_answers()
    kept = select(Registration.birth_hash).where(Registration.id.in_(ids))
    assert list(db.session.scalars(kept)) == ["", ""]


def test_it_stands_in_no_export_no_event_and_no_mail(table: Table) -> None:
    ask(table)
    for n in range(6):
        table.sign_up(n % 2, n // 2 % 2, answers=MIDDLE)
    row = sign_up(table, NAME, "jan@example.nl", 45)
    rename(row.person, "Johannes de Vries")
    sealed_draw(table)
    (draw,) = queries.draws(table.group.id)
    kept = [row.birth_hash, born(45)]
    own = json.dumps(collect(row.person))
    events = str(db.session.scalars(select(AuditEvent.data)).all())
    mails = str(db.session.scalars(select(OutboxMessage.body)).all()) + str(mails_to("jan@example.nl"))
    files = [str(part) for part in (draw.file, draw.inputs, draw.codes)]
    assert "30 t/m 49 jaar" in own
    assert "30 t/m 49 jaar" in str(draw.file)
    for text in (own, events, mails, *files):
        assert not [word for word in kept if word in text]


def test_the_text_that_people_agree_to_tells_of_it_only_where_a_year_is_asked(table: Table) -> None:
    code, only = "Een code van uw naam en dat jaar", "Daarvan bewaren we alleen in welke groep u valt"
    ask(table, "Opleiding", Source.LIST, "praktisch: vmbo; mbo 1\ntheoretisch: hbo; universiteit")
    assert code not in agreed_now(table.theme, table.group).text.body
    ask(table)
    body = agreed_now(table.theme, table.group).text.body
    assert f"{code}: om te zien of iemand zich twee keer aanmeldt" in body
    assert "Het jaar zelf bewaren we niet, alleen in welke groep u valt: 16 t/m 29 jaar;" in body
    assert only not in body, "that would not be so"
