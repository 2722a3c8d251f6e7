"""What somebody gets who joins, and with what they are helped to come: chosen by the bureau, ticked by who signs up."""

import json
from datetime import timedelta
from typing import Any

import lxml.html
import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from regiodialoog.accounts.own_data import collect
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db, transaction
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.groups import actions, letters, queries
from regiodialoog.groups.actions import correcting, keeping_setups, tidying
from regiodialoog.groups.consent import agreed_now
from regiodialoog.groups.models import CompensationKind, Group, Help, Registration
from regiodialoog.groups.paid import in_return
from regiodialoog.groups.setups import all_setups, setups
from tests.accounts.people import become, someone
from tests.groups.conftest import Table
from tests.groups.test_desk import DESK, at_desk
from tests.groups.test_drawing import sealed_draw
from tests.groups.test_letters import made, typed, without_mail
from tests.groups.test_pages import MANAGE, filled_in, latest, text_of
from tests.support.client import HouseClient

WORDS = "Hulp bij lezen"
ALL = [Help.TRAVEL, Help.CARE, Help.INTERPRETER]
TEXT = f"{MANAGE}/tekst"
ROOM = f"{MANAGE}/hulp"


def offer(table: Table, *kinds: Help, words: str = WORDS) -> None:
    given: dict[str, Any] = {"help_offered": [kind.value for kind in kinds or ALL], "costs": words}
    voucher = {"compensation_kind": CompensationKind.VOUCHER, "compensation": "50 euro per avond"}
    actions.change_group(table.group, **given, **voucher)


def ticks(html: str) -> list[str]:
    tree: Any = lxml.html.fromstring(html)
    return [each.get("value") for each in tree.xpath('//input[@name="help_needed"]')]


def ticked(html: str) -> list[str]:
    tree: Any = lxml.html.fromstring(html)
    return [each.get("value") for each in tree.xpath('//input[@name="help_needed"][@checked]')]


# ── the bureau chooses ───────────────────────────────────────────────────────


def test_the_bureau_chooses_kind_amount_and_help(table: Table, bureau: HouseClient) -> None:
    page = bureau.get(TEXT)
    text_of(bureau, TEXT)
    given = {"compensation_kind": "voucher", "compensation": "30 euro", "help_offered": ["travel", "care"], "costs": ""}
    assert bureau.send(page, given).status_code == 303
    group = table.group
    db.session.refresh(group)
    assert (group.compensation_kind, group.compensation) == (CompensationKind.VOUCHER, "30 euro")
    assert group.helps == (Help.TRAVEL, Help.CARE)
    assert in_return(group).plain == ["U krijgt een bon: 30 euro", "We helpen met: reiskosten, oppas."]
    assert bureau.send(page, given).status_code == 303, "sent twice it is saved once"


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"compensation_kind": "money", "compensation": ""}, "compensation", "Schrijf op hoeveel het is"),
        ({"compensation_kind": "voucher", "compensation": " "}, "compensation", "Schrijf op hoeveel het is"),
        ({"compensation_kind": "none", "compensation": "50 euro"}, "compensation", "U koos geen vergoeding."),
        ({"compensation_kind": None, "compensation": "50 euro"}, "compensation_kind", "Kies één antwoord."),
        ({"compensation_kind": "gold", "compensation": "50 euro"}, "compensation_kind", ""),
        ({"compensation_kind": "money", "compensation": "1", "help_offered": "butler"}, "help_offered", ""),
        ({"compensation_kind": "money", "compensation": "1", "help_offered": "other"}, "help_offered", ""),
    ],
)
def test_what_does_not_fit_is_told_at_its_place(
    table: Table, bureau: HouseClient, given: dict[str, Any], field: str, said: str
) -> None:
    answer = bureau.submit(TEXT, given)
    assert answer.status_code == 422
    assert f'href="#{field}' in answer.text
    assert said in answer.text
    db.session.refresh(table.group)
    assert (table.group.compensation_kind, table.group.compensation) == (CompensationKind.MONEY, "50 euro per avond")


def test_no_compensation_is_said_as_well(table: Table, bureau: HouseClient, client: HouseClient) -> None:
    assert bureau.submit(TEXT, {"compensation_kind": "none", "compensation": ""}).status_code == 303
    assert "U krijgt geen vergoeding." in text_of(client, f"{table.path}/aanmelden")


def test_the_database_wants_words_with_money_and_none_without(table: Table) -> None:
    for kind, words in (("none", "50 euro"), ("money", "")):
        wrong = {"compensation_kind": CompensationKind(kind), "compensation": words}
        change = update(Group).where(Group.id == table.group.id).values(**wrong)
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(change)


def test_what_was_written_before_there_were_choices_stays_as_it_is(table: Table, client: HouseClient) -> None:
    actions.change_group(table.group, compensation_kind=None, costs="Reiskosten en oppas.")
    assert in_return(table.group).plain == ["50 euro per avond", "We betalen ook: Reiskosten en oppas."]
    page = text_of(client, f"{table.path}/aanmelden")
    assert "<li>50 euro per avond</li>" in page
    assert ticks(page) == ["other"]
    assert "Reiskosten en oppas." in page


def test_setups_carry_it_also_those_that_are_kept(table: Table, bureau: HouseClient) -> None:
    offer(table, Help.CARE)
    given: dict[str, Any] = {"why": "Klein.", "evenings": 3, "weeks_between": 2}
    row = keeping_setups.keep_setup(table.group, name="Zes mensen", **given)
    kept = all_setups()[f"eigen-{row.id}"]
    assert (kept.compensation_kind, kept.help_offered, kept.costs) == (CompensationKind.VOUCHER, ("care",), WORDS)
    assert "U krijgt een bon: 50 euro per avond" in text_of(bureau, f"{MANAGE}/opzetten")
    ours = setups()["30-5"]
    assert (ours.compensation_kind, ours.help_offered) == (CompensationKind.VOUCHER, ("travel", "care", "interpreter"))


# ── who signs up ticks ───────────────────────────────────────────────────────


def test_only_what_is_offered_can_be_ticked_and_nobody_has_to(table: Table, client: HouseClient) -> None:
    path = f"{table.path}/aanmelden"
    assert ticks(text_of(client, path)) == []
    offer(table, Help.TRAVEL)
    page = text_of(client, path)
    assert ticks(page) == ["travel", "other"]
    for said in (WORDS, "We regelen het dan.", "We wissen dit met uw antwoorden.", "U krijgt een bon:"):
        assert said in page
    become(client, someone("Aagje", "aagje@example.nl"))
    assert client.submit(path, filled_in(table, help_needed="care")).status_code == 422
    assert client.submit(path, filled_in(table)).status_code == 303
    assert latest().help_needed == []


def test_who_ticked_can_change_it_until_the_seal(table: Table, client: HouseClient) -> None:
    offer(table)
    resident = someone("Aagje", "aagje@example.nl")
    become(client, resident)
    path, change = f"{table.path}/aanmelden", f"{table.path}/aanmelden/wijzigen"
    assert client.submit(path, filled_in(table) | {"help_needed": ["interpreter", "travel"]}).status_code == 303
    row = latest()
    assert row.help_needed == ["travel", "interpreter"]
    assert "reiskosten, een tolk" in text_of(client, path)
    assert ticked(text_of(client, change)) == ["travel", "interpreter"]
    assert client.submit(change, {"help_needed": ["other"]}).status_code == 303
    assert row.help_needed == ["other"]
    told = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "groups.registration_changed")).all()
    assert told[-1].data["fields"] == ["help_needed"]
    for n in range(6):
        table.sign_up(n % 2, n // 2 % 2)
    sealed_draw(table)
    facts: dict[str, Any] = {"interest_id": row.interest_id, "municipality_id": row.municipality_id}
    with pytest.raises(Conflict):
        actions.change_registration(row, **facts, answers={}, evenings=[], help_needed=["travel"])
    correcting.correct_registration(
        row, reason="Belde op.", by=table.bureau.id, answers={}, evenings=[], help_needed=["travel"]
    )
    (made_,) = queries.corrections(row.id)
    assert (row.help_needed, made_.fields) == (["travel"], ["help_needed"])


def test_help_that_is_not_offered_any_more_goes_when_somebody_changes(table: Table, client: HouseClient) -> None:
    offer(table)
    row = table.sign_up(help_needed=["care", "travel"])
    offer(table, Help.TRAVEL, words="")
    become(client, row.person)
    change = f"{table.path}/aanmelden/wijzigen"
    assert ticked(text_of(client, change)) == ["travel"]
    assert client.submit(change, {}).status_code == 303
    assert row.help_needed == ["travel"]


@pytest.mark.parametrize("wanted", [["butler"], ["care"], ["travel", "other"]])
def test_nothing_else_is_kept(table: Table, wanted: list[str]) -> None:
    offer(table, Help.TRAVEL, words="")
    with pytest.raises(Invalid):
        table.sign_up(help_needed=wanted)


def test_at_the_desk_by_letter_and_in_a_correction_it_is_the_same(table: Table, bureau: HouseClient) -> None:
    offer(table)
    receipt = at_desk(table, bureau, help_needed="care")
    row = latest()
    assert row.help_needed == ["care"]
    assert "oppas" in text_of(bureau, receipt)
    assert bureau.submit(f"{receipt}/wijzigen", {"help_needed": "other", "read_aloud": "y"}).status_code == 303
    assert row.help_needed == ["other"]
    _batch, (code, _other) = made(table)
    visitor = bureau.application.test_client()
    assert isinstance(visitor, HouseClient)
    typed(visitor, code)
    assert visitor.submit("/code/aanmelden", without_mail(table) | {"help_needed": "travel"}).status_code == 303
    assert latest().help_needed == ["travel"]
    for n in range(6):
        table.sign_up(n % 2, n // 2 % 2)
    sealed_draw(table)
    where = f"{DESK}/{row.id}/verbeteren"
    assert ticked(text_of(bureau, where)) == ["other"]
    assert bureau.submit(where, {"help_needed": "interpreter", "reason": "Hij belde."}).status_code == 303
    assert row.help_needed == ["interpreter"]
    assert "de hulp" in text_of(bureau, receipt)


# ── the bureau arranges ──────────────────────────────────────────────────────


def test_the_bureau_sees_how_many_at_the_table_need_what_and_who(table: Table, bureau: HouseClient) -> None:
    assert "Deze groep biedt geen hulp." in text_of(bureau, ROOM)
    offer(table)
    sits = table.fill(help_needed=["travel", "care"])
    waits = table.sign_up(1, 0, help_needed=["travel", "interpreter"])
    page = text_of(bureau, ROOM)
    counts = {part.split("</h2>")[0]: part.split("<p")[1] for part in page.split('<h2 class="rd-m0">')[1:]}
    assert {name: "1 persoon" in said for name, said in counts.items()} == {
        "Reiskosten": True, "Oppas": True, "Een tolk": False, "Andere hulp": False,
    }  # fmt: skip
    assert sits.person.name in page
    assert waits.person.name not in page
    assert "zonder zich aan te melden" not in page
    assert f'href="{ROOM}"' in text_of(bureau, MANAGE)


def test_who_sits_without_having_signed_up_was_not_asked(table: Table, bureau: HouseClient) -> None:
    offer(table)
    invited = actions.invite(table.seat(0, 0), name="Noor", address="noor@example.nl", by=table.bureau.id)
    actions.accept(invited, name="Noor", language="nl", municipality_id=None, met={})
    assert "1 persoon heeft een plek zonder zich aan te melden." in text_of(bureau, ROOM)


def test_the_room_is_for_the_bureau(table: Table, client: HouseClient) -> None:
    become(client, table.fill().person)
    assert client.get(ROOM).status_code == 403


# ── it is nowhere else, and goes ─────────────────────────────────────────────


def test_it_is_in_no_draw_and_no_event_and_in_ones_own_data(table: Table, bureau: HouseClient) -> None:
    offer(table)
    for n in range(6):
        table.sign_up(n % 2, n // 2 % 2, help_needed=["interpreter"])
    row = table.sign_up(help_needed=["interpreter"])
    sealed_draw(table)
    (draw,) = queries.draws(table.group.id)
    events = str(db.session.scalars(select(AuditEvent.data)).all())
    waits = bureau.get(f"{MANAGE}/bestanden/aanmeldingen.csv").text
    assert str(row.id) in waits
    assert not [text for text in (str(draw.file), str(draw.inputs), events, waits) if "interpreter" in text]
    (told,) = collect(row.person)["groups"]["registrations"]
    assert told["help_needed"] == ["interpreter"]


def test_it_goes_with_the_answers_and_when_somebody_withdraws(table: Table) -> None:
    offer(table)
    first, second = table.sign_up(help_needed=["care"]), table.sign_up(1, 0, help_needed=["care"])
    actions.withdraw(first)
    assert first.help_needed == []
    late = clock.now() + (max(phase.ends_on for phase in table.theme.phases) - clock.today()) + timedelta(days=92)
    number = second.id
    db.session.commit()
    with clock.at(late), transaction():
        tidying.clear_answers()
    assert db.session.scalar(select(Registration.help_needed).where(Registration.id == number)) == []


def test_the_text_that_people_agree_to_tells_of_it_only_where_help_is_offered(table: Table) -> None:
    said = "Welke hulp u nodig hebt om te kunnen komen, als u die aanvinkt: om het te regelen."
    assert said not in agreed_now(table.theme, table.group).text.body
    offer(table)
    assert said in agreed_now(table.theme, table.group).text.body


def test_a_letter_says_it_in_words(table: Table) -> None:
    offer(table)
    batch, codes = made(table)
    leads_to = letters.address_of(batch.channel)
    data = json.dumps(letters.invitation(table.theme, table.group, leads_to, codes), default=str)
    assert "U krijgt een bon: 50 euro per avond" in data
    assert f"We helpen met: reiskosten, oppas, een tolk. {WORDS}" in data


def test_long_words_and_formulas_stay_text(table: Table, client: HouseClient) -> None:
    offer(table, words="=HYPERLINK(1)<b>" + "x" * 300)
    page = text_of(client, f"{table.path}/aanmelden")
    assert "=HYPERLINK(1)&lt;b&gt;" in page
