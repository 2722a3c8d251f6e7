"""The desk and the telephone: signed up by the bureau, told by a caller, who sees no answers."""

import io
import re
from datetime import timedelta

import pypdf
import pytest
from sqlalchemy import update

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import calling, recruiting
from regiodialoog.groups.models import Call, CallState, CameBy, Channel, ChannelKind, Letter, RegistrationState
from regiodialoog.meetings import actions as meetings
from tests.accounts.people import become, held, mails_to, someone
from tests.dialogues.conftest import in_phase
from tests.groups.conftest import Table
from tests.groups.test_pages import MANAGE, SECRET, filled_in, latest, text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page, count_queries
from tests.support.told import told

DESK = f"{MANAGE}/balie"


def at_desk(table: Table, bureau: HouseClient, **more: str) -> str:
    """The bureau signs somebody up. Returns where the receipt is."""
    answer = bureau.submit(DESK, filled_in(table, **({"name": "Oma Jansen", "phone": "033 123 45 67"} | more)))
    assert answer.status_code == 303
    return str(answer.location)


def caller_of(table: Table) -> Person:
    person = someone("Bea Beller", "bea@example.nl")
    accounts.give_role(person, Role.CALLER, ScopeKind.THEME, table.theme.id, by=table.bureau.id, tell=False)
    return person


def paper(client: HouseClient, path: str) -> str:
    answer = client.get(f"{path}/bevestiging.pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages).split())


# ── signing up ───────────────────────────────────────────────────────────────


def test_somebody_without_e_mail_is_signed_up_at_the_desk_and_gets_a_receipt_with_a_code(
    table: Table, bureau: HouseClient
) -> None:
    table.ask_ages()
    start = clock.now() + timedelta(days=40)
    meetings.plan_meeting(table.theme, "Eerste avond", starts_at=start, ends_at=start + timedelta(hours=2))
    receipt = at_desk(table, bureau, answer_0="jong", evenings=start.date().isoformat())
    row = latest()
    assert (row.person.name, row.answers, row.person.mail_address) == ("Oma Jansen", {"Leeftijd": "jong"}, "")
    arrival = queries.arrival(row.id)
    assert (arrival.how, arrival.filled_in_by, arrival.phone) == (CameBy.DESK, table.bureau.id, "033 123 45 67")
    assert queries.channel_totals(table.theme.id)[arrival.channel_id].signed_up == 1
    told = paper(bureau, receipt)
    for said in ("Oma Jansen", "jong", "033 123 45 67", table.places[0].name, table.interests[1].name, "terugtrekken"):
        assert said in told, told
    (code,) = re.findall(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b", told)
    visitor = bureau.application.test_client()
    assert isinstance(visitor, HouseClient)
    assert visitor.submit("/code", {"code": code}).location == f"{table.path}/aanmelden"
    assert "jong" in text_of(visitor, f"{table.path}/aanmelden")
    bureau.submit(f"{receipt}/afgedrukt")
    assert code not in paper(bureau, receipt), "once it is printed nobody can read it here"
    assert bureau.get(f"{receipt}/afgedrukt").status_code == 404


def code_on(told: str) -> str:
    (code,) = re.findall(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b", told)
    return str(code)


def test_who_lost_the_code_gets_another_and_the_old_one_opens_nothing(table: Table, bureau: HouseClient) -> None:
    receipt = at_desk(table, bureau)
    old = code_on(paper(bureau, receipt))
    assert bureau.get(f"{receipt}/nieuwe-code").status_code == 404, "the first is still to be printed"
    bureau.submit(f"{receipt}/afgedrukt")
    assert f"{receipt}/nieuwe-code" in text_of(bureau, receipt)
    shown = bureau.get(f"{receipt}/nieuwe-code")
    answer = bureau.send(shown)
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("application/pdf", "no-store")
    new = code_on(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages))
    assert bureau.send(shown).status_code == 303, "sent twice it is renewed once"
    visitor = bureau.application.test_client()
    assert isinstance(visitor, HouseClient)
    assert visitor.submit("/code", {"code": old}).status_code == 422
    assert visitor.submit("/code", {"code": new}).location == f"{table.path}/aanmelden"
    at_desk(table, bureau, name="Vera Vos", address="vera@example.nl")
    assert bureau.get(f"{DESK}/{latest().id}/nieuwe-code").status_code == 404, "who has an address needs no code"


def test_somebody_with_e_mail_counts_at_once_gets_a_mail_and_no_code(table: Table, bureau: HouseClient) -> None:
    receipt = at_desk(table, bureau, name="Vera Vos", address="vera@example.nl")
    assert [row.person.name for row in queries.registrations(table.theme.id)] == ["Vera Vos"]
    assert mails_to("vera@example.nl")[-1].subject == "U bent aangemeld voor: Fietspaden"
    assert queries.arrival(latest().id).phone == "", "with an address no number is kept"
    assert not db.session.query(Letter).all()
    assert "vera@example.nl" in paper(bureau, receipt)


def test_who_has_an_account_by_that_name_gets_no_second_one(table: Table, bureau: HouseClient) -> None:
    known = someone("Vera Vos", "vera@example.nl")
    at_desk(table, bureau, name="vera vos", address="VERA@example.nl")
    assert latest().person_id == known.id
    again = bureau.submit(DESK, filled_in(table, name="Vera Vos", address="vera@example.nl"))
    assert again.status_code == 422
    assert "Vera Vos staat al op de lijst" in again.get_data(as_text=True)
    at_desk(table, bureau, name="Wim Vos", address="vera@example.nl")
    assert latest().person_id != known.id, "somebody else at the same address"


def test_the_desk_asks_the_same_and_keeps_to_the_same_term(table: Table, bureau: HouseClient) -> None:
    for field in ("municipality_id", "interest_id", "old_enough", "name"):
        answer = bureau.submit(DESK, filled_in(table, name="Oma Jansen") | {field: ""})
        assert answer.status_code == 422, field
        check_page(answer)
    assert bureau.submit(DESK, filled_in(table, name="x" * 300)).status_code == 422
    in_phase(table.theme, PhaseKind.DIALOGUE)
    assert "Aanmelden kon tot en met" in text_of(bureau, DESK)


def test_sent_twice_somebody_is_signed_up_once(table: Table, bureau: HouseClient) -> None:
    shown = bureau.get(DESK)
    first, second = (bureau.send(shown, filled_in(table, name="Oma Jansen", phone="0331234567")) for _n in range(2))
    assert first.location == second.location
    assert len(queries.registrations(table.theme.id)) == 1


def test_who_calls_to_withdraw_is_off_the_list_without_a_trace_of_the_answers(
    table: Table, bureau: HouseClient
) -> None:
    table.ask_ages()
    receipt = at_desk(table, bureau, answer_0="jong")
    assert "033 123 45 67" in text_of(bureau, receipt)
    bureau.submit(f"{receipt}/intrekken")
    row = latest()
    assert (row.state, row.answers, queries.arrival(row.id).phone) == (RegistrationState.WITHDRAWN, {}, "")
    assert bureau.get(f"{receipt}/intrekken").status_code == 404


def test_the_desk_is_for_the_bureau_and_of_one_theme(table: Table, bureau: HouseClient) -> None:
    receipt = at_desk(table, bureau)
    other = dialogues.create_theme(table.theme.round, "Wandelpaden", question="Waar?", municipalities=table.places)
    actions.make_group(other, "Wandelgroep", size=2)
    assert bureau.get(receipt.replace(table.theme.slug, other.slug)).status_code == 404
    become(bureau, caller_of(table))
    for path in (
        DESK,
        receipt,
        f"{receipt}/bevestiging.pdf",
        f"{receipt}/intrekken",
        f"{receipt}/afgedrukt",
        f"{receipt}/nieuwe-code",
    ):
        assert bureau.get(path).status_code == 403, path


# ── calls ────────────────────────────────────────────────────────────────────


def seated_without_mail(table: Table, bureau: HouseClient, **more: str) -> Call:
    """Somebody without e-mail gets a place: the mail about it becomes a call."""
    at_desk(table, bureau, **more)
    row = queries.registration(latest().id)
    actions.assign_seat(table.seat(1, 0), row, by=table.bureau.id)
    db.session.commit()
    return db.session.query(Call).one()


def test_what_others_read_in_a_mail_the_caller_tells(table: Table, bureau: HouseClient) -> None:
    call = seated_without_mail(table, bureau)
    become(bureau, caller_of(table))
    assert 'href="/bellen"' in text_of(bureau, "/mijn"), "a caller finds the way"
    listed = text_of(bureau, "/bellen")
    for said in ("Oma Jansen", "033 123 45 67", "U hebt een plek in de groep: Fietspaden", "nog niet gebeld"):
        assert said in listed, said
    shown = text_of(bureau, f"/bellen/{call.id}")
    assert "U hebt een plek aan tafel voor" in shown
    assert 'href="tel:0331234567"' in shown
    assert bureau.submit(f"/bellen/{call.id}", {}).status_code == 422
    bureau.submit(f"/bellen/{call.id}", {"outcome": "again"})
    assert "1 keer gebeld" in text_of(bureau, "/bellen")
    bureau.submit(f"/bellen/{call.id}", {"outcome": "reached"})
    assert "Oma Jansen" not in text_of(bureau, "/bellen")
    assert bureau.get(f"/bellen/{call.id}").status_code == 409
    done = db.session.get_one(Call, call.id)
    assert (done.state, done.tries, done.body) == (CallState.REACHED, 2, "")


def test_signing_up_at_the_desk_asks_for_no_call(table: Table, bureau: HouseClient) -> None:
    at_desk(table, bureau)
    assert not db.session.query(Call).all(), "they have the receipt in their hands"


def test_the_caller_sees_no_answers_and_no_sign_ups_on_any_page(table: Table, bureau: HouseClient) -> None:
    call = seated_without_mail(table, bureau)
    row, other = latest(), table.sign_up()
    channel, name = db.session.query(Channel).one(), other.person.name
    for one in (row, other):
        one.answers = {"Vraag": SECRET}
    db.session.commit()
    become(bureau, caller_of(table))
    seen = 0
    for rule in bureau.application.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] not in ("groups", "dialogues", "accounts", "pages", "api"):
            continue
        values = {"slug": "fietspaden", "key": row.id, "number": 1, "code": channel.code, "person_id": row.person_id}
        values |= {"grant_id": 1, "reset_id": 1, "token": "x", "role": "clerk", "kind": "region", "how": "stoppen"}
        if "GET" not in (rule.methods or ()) or not rule.arguments <= set(values):
            continue
        for key in (row.id, call.id):
            with bureau.application.test_request_context():
                path = rule.build(values | {"key": key}, append_unknown=False)
            if path is None or path[1].startswith("/uitloggen"):
                continue
            answer = bureau.get(path[1])
            seen += 1
            assert SECRET not in told(answer), path[1]
            assert name not in told(answer), path[1]
    assert seen > 80
    assert "Oma Jansen" in text_of(bureau, "/bellen")


def test_a_caller_of_another_theme_sees_nothing(table: Table, bureau: HouseClient) -> None:
    call = seated_without_mail(table, bureau)
    caller = someone("Bea Beller", "bea@example.nl")
    accounts.give_role(caller, Role.CALLER, ScopeKind.THEME, table.theme.id + 1000, by=table.bureau.id, tell=False)
    become(bureau, caller)
    assert "Oma Jansen" not in text_of(bureau, "/bellen")
    assert bureau.get(f"/bellen/{call.id}").status_code == 403
    become(bureau, caller, second_factor=False)
    assert bureau.get("/bellen").status_code in (302, 303, 401), "callers show a second factor"


def test_the_bureau_gives_the_role_and_sees_every_call(table: Table, bureau: HouseClient) -> None:
    seated_without_mail(table, bureau)
    person = someone("Bea Beller", "bea@example.nl")
    db.session.commit()
    bureau.submit(f"/beheer/mensen/{person.id}/rollen/caller/theme", {"scope_id": str(table.theme.id)})
    assert held(person) == {Role.CALLER}
    assert "Oma Jansen" in text_of(bureau, "/bellen")


def test_nobody_is_called_who_removed_the_account(table: Table, bureau: HouseClient) -> None:
    call = seated_without_mail(table, bureau)
    accounts.erase(db.session.get_one(Person, call.person_id))
    assert not db.session.query(Call).all()


def test_a_mail_with_a_personal_link_is_no_text_for_a_caller(table: Table, bureau: HouseClient) -> None:
    call = seated_without_mail(table, bureau)
    db.session.execute(update(Call).values(body=""))
    assert "persoonlijke link" in text_of(bureau, f"/bellen/{call.id}")


@pytest.mark.parametrize("outcome", ["waiting", "onzin"])
def test_only_outcomes_are_outcomes(table: Table, bureau: HouseClient, outcome: str) -> None:
    call = seated_without_mail(table, bureau)
    assert bureau.submit(f"/bellen/{call.id}", {"outcome": outcome}).status_code == 422


def test_the_list_of_calls_asks_as_many_questions_of_the_database_however_long_it_is(
    table: Table, bureau: HouseClient
) -> None:
    first = seated_without_mail(table, bureau)
    bureau.get("/bellen")
    with count_queries() as few:
        bureau.get("/bellen")
    channel = recruiting.channel_of_kind(table.theme, ChannelKind.DESK, name="Balie")
    for n in range(5):
        row = table.sign_up()
        recruiting.came(row, how=CameBy.DESK, channel=channel, phone=f"033 000 00 0{n}")
        calling.ask_call(first.theme_id, row.person_id, subject="Bel", body="", dedupe_key=f"proef-{n}")
    db.session.commit()
    with count_queries() as many:
        bureau.get("/bellen")
    assert len(many) == len(few)


# ── afterwards ───────────────────────────────────────────────────────────────


def test_without_address_and_number_the_bureau_says_that_they_come_by(table: Table, bureau: HouseClient) -> None:
    given = filled_in(table, name="Oma Jansen", phone="")
    refused = bureau.submit(DESK, given)
    assert refused.status_code == 422
    assert "Vul een e-mailadres, een telefoonnummer of een adres voor brieven in." in refused.text
    assert bureau.submit(DESK, given | {"unreachable": "y"}).status_code == 303
    assert "Wij kunnen deze persoon niet bereiken" in text_of(bureau, f"{DESK}/{latest().id}")


def test_whoever_signed_up_is_found_from_the_list_and_answers_are_changed_at_the_desk(
    table: Table, bureau: HouseClient
) -> None:
    table.ask_ages()
    at_desk(table, bureau, answer_0="jong")
    row = latest()
    path = f"{DESK}/{row.id}"
    assert f'href="{path}"' in text_of(bureau, MANAGE)
    assert "read_aloud" not in text_of(bureau, f"{path}/wijzigen"), "they heard this very text before"
    assert bureau.submit(f"{path}/wijzigen", {"answer_0": "oud", "phone": "06 12 34 56 78"}).status_code == 303
    assert row.answers == {"Leeftijd": "oud"}
    assert queries.arrival(row.id).phone == "06 12 34 56 78"
    assert row.of_age is True, "what was said before stays"
    assert bureau.submit(f"{path}/wijzigen", {"phone": ""}).status_code == 422
    bureau.submit(f"{path}/intrekken")
    assert bureau.get(f"{path}/wijzigen").status_code == 404


def test_who_signed_up_on_the_site_can_be_helped_by_phone_as_well(table: Table, bureau: HouseClient) -> None:
    row = table.sign_up(0, 0)
    path = f"{DESK}/{row.id}"
    assert row.person.address in text_of(bureau, path)
    page = text_of(bureau, f"{path}/wijzigen")
    assert 'name="phone"' not in page
    other = {"interest_id": str(table.interests[1].id)}
    assert bureau.submit(f"{path}/wijzigen", other).status_code == 422, "they agreed to nothing yet"
    assert bureau.submit(f"{path}/wijzigen", other | {"read_aloud": "y"}).status_code == 303
    assert row.interest_id == table.interests[1].id
    assert bureau.get(f"{DESK}/999999").status_code == 404


def test_nobody_signs_up_for_a_place_that_the_plan_does_not_have(table: Table, bureau: HouseClient) -> None:
    """Somebody of the whole region may; a municipality without a place for the interest is told, with what there is."""
    first, second = table.interests
    for seat in table.seats:
        if seat.interest_id == second.id and seat.municipality_id != table.places[0].id:
            actions.remove_seat(seat)
    given = filled_in(table, name="Oma", phone="033 123 45 67", municipality_id=str(table.places[1].id))
    refused = bureau.submit(DESK, given)
    assert refused.status_code == 422
    said = f"Voor {second.name} uit {table.places[1].name} is er in deze groep geen plek. Wel voor: {first.name}."
    assert said in refused.text
    assert bureau.submit(DESK, given | {"interest_id": str(first.id)}).status_code == 303
