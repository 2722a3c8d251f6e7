"""After the seal staff correct with a reason; the sealed draw and who is next in line stay as they were."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from regiodialoog.accounts.actions import give_role, register_without_address
from regiodialoog.accounts.events import Registration as How
from regiodialoog.accounts.own_data import collect
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import correcting, guard
from regiodialoog.groups.models import Correction, Registration, RegistrationState
from tests.accounts.people import become, mails_to, someone, staff
from tests.groups.conftest import Table
from tests.groups.test_drawing import prepared, sealed_draw
from tests.groups.test_letters import another
from tests.groups.test_pages import MANAGE
from tests.support.client import HouseClient
from tests.support.html import check_page

WHY = "Belde op: wij hadden het verkeerd opgeschreven."


def path(row: Registration) -> str:
    return f"{MANAGE}/balie/{row.id}/verbeteren"


def correct(table: Table, row: Registration, **more: Any) -> Correction:
    given: dict[str, Any] = {"reason": WHY, "by": table.bureau.id, "answers": dict(row.answers), "evenings": []}
    return correcting.correct_registration(row, **{**given, **more})


def field_of(bureau: HouseClient, row: Registration, value: str) -> str:
    """The name of the field in which an answer stands."""
    return bureau.get(path(row)).text.split(f'value="{value}"')[0].rpartition('name="')[2].partition('"')[0]


def signed_up(table: Table) -> list[Registration]:
    """Six people of one age who can be drawn."""
    table.ask_ages(minimum=0)
    return [table.sign_up(n % 2, n // 2 % 2, answers={"Leeftijd": "jong"}) for n in range(6)]


@pytest.fixture
def sealed(table: Table) -> Registration:
    """Somebody in a draw that was sealed."""
    rows = signed_up(table)
    sealed_draw(table)
    return rows[0]


def test_while_it_can_still_be_changed_there_is_nothing_to_correct(table: Table, bureau: HouseClient) -> None:
    row = table.sign_up()
    assert bureau.get(path(row)).status_code == 404
    with pytest.raises(Conflict):
        correcting.correct_registration(row, reason=WHY, by=table.bureau.id, answers={}, evenings=[], name="Anders")


def test_name_and_answer_are_corrected_and_the_sealed_draw_is_not(
    table: Table, bureau: HouseClient, sealed: Registration
) -> None:
    (draw,) = queries.draws(table.group.id)
    before = draw.file, draw.seal, dict(draw.inputs), dict(draw.codes), draw.pool_sha256
    page = bureau.get(path(sealed))
    check_page(page)
    assert "De verzegelde loting verandert niet" in page.text
    field = field_of(bureau, sealed, "oud")
    assert bureau.submit(path(sealed), {"name": "Dénise de Vries", field: "oud", "reason": ""}).status_code == 422
    answer = bureau.submit(path(sealed), {"name": "Dénise de Vries", field: "oud", "reason": WHY})
    assert answer.location.endswith(f"/balie/{sealed.id}")
    db.session.expire_all()
    assert (sealed.person.name, sealed.answers) == ("Dénise de Vries", {"Leeftijd": "oud"})
    (draw,) = queries.draws(table.group.id)
    assert (draw.file, draw.seal, dict(draw.inputs), dict(draw.codes), draw.pool_sha256) == before
    (made,) = queries.corrections(sealed.id)
    assert (made.fields, made.reason, made.corrected_by) == (["name", "answers"], WHY, table.bureau.id)
    page = bureau.get(f"{MANAGE}/balie/{sealed.id}")
    check_page(page)
    assert WHY in page.text


def test_the_person_hears_of_it_and_the_event_says_only_which_fields(table: Table, sealed: Registration) -> None:
    correcting.correct_registration(
        sealed, reason=WHY, by=table.bureau.id, answers={"Leeftijd": "oud"}, evenings=["2027-01-12"]
    )
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "groups.registration_corrected")).one()
    assert event.data["fields"] == ["answers", "evenings"]
    assert not [word for word in (WHY, "oud", "jong", "2027") if word in str(event.data)]
    mail = mails_to(sealed.person.address)[-1]
    assert "verbeterd" in mail.subject
    assert not [word for word in (WHY, "oud", "jong") if word in mail.body]
    (told,) = collect(sealed.person)["groups"]["registrations"]
    assert [(one["fields"], one["reason"]) for one in told["corrected"]] == [(["answers", "evenings"], WHY)]


def test_chance_decides_and_who_is_next_in_line_by_what_was_sealed(table: Table) -> None:
    rows = signed_up(table)
    draw = sealed_draw(table)
    file = draw.file
    for row in rows[:3]:
        correct(table, row, answers={"Leeftijd": "oud"})
    with clock.at(clock.now() + timedelta(days=2)):
        for who in (table.bureau.id, staff(Role.BUREAU).id):
            actions.type_outcome(draw, outcome="3 1 6 6 2 5", by=who)
        actions.announce_draw(draw, replace_until=clock.today() + timedelta(days=30))
        for row in rows[3:]:
            correct(table, row, answers={"Leeftijd": "oud"})
        first = list(queries.offers(draw.id))
        actions.accept_offer(first[0])
        actions.decline_offer(first[1])
    assert len(queries.offers(draw.id)) == len(first) + 1
    assert draw.file == file
    assert "oud" not in json.dumps(json.loads(file)["pool"])


def test_who_may_be_next_cannot_change_what_was_sealed_and_staff_correct_it(table: Table, client: HouseClient) -> None:
    rows = signed_up(table)
    draw = sealed_draw(table)
    with clock.at(clock.now() + timedelta(days=2)):
        for who in (table.bureau.id, staff(Role.BUREAU).id):
            actions.type_outcome(draw, outcome="3 1 6 6 2 5", by=who)
        actions.announce_draw(draw, replace_until=clock.today() + timedelta(days=30))
    waits = next(row for row in rows if row.state is RegistrationState.REGISTERED)
    become(client, waits.person)
    assert "Mijn aanmelding veranderen" not in client.get(f"{table.path}/aanmelden").text
    answer = client.get(f"{table.path}/aanmelden/wijzigen")
    assert answer.status_code == 409
    assert "aan de beurt" in answer.text
    with pytest.raises(Conflict):
        actions.change_registration(waits, answers={"Leeftijd": "oud"}, evenings=[])
    assert correct(table, waits, answers={"Leeftijd": "oud"}).fields == ["answers"]
    with clock.at(clock.now() + timedelta(days=40)):
        assert not guard.may_be_next(waits), "nobody is asked any more"


def test_a_draw_after_one_that_was_let_go_of_knows_what_was_corrected(table: Table) -> None:
    rows = signed_up(table)
    draw = sealed_draw(table)
    correct(table, rows[0], answers={"Leeftijd": "oud"})
    actions.abandon_draw(draw, reason="Proef.")
    assert not correcting.can_be_corrected(rows[0]), "nothing is sealed, so they change it themselves"
    assert '"oud"' in prepared(table, reason="Proef.").file


def test_without_a_reason_without_a_difference_and_with_an_unknown_answer_nothing_happens(
    table: Table, sealed: Registration
) -> None:
    given: dict[str, Any] = {"by": table.bureau.id, "evenings": []}
    with pytest.raises(Invalid):
        correcting.correct_registration(sealed, reason="  ", answers={"Leeftijd": "oud"}, **given)
    with pytest.raises(Invalid):
        correcting.correct_registration(sealed, reason=WHY, answers={"Leeftijd": "stokoud"}, **given)
    with pytest.raises(Conflict):
        correcting.correct_registration(sealed, reason=WHY, answers={"Leeftijd": "jong"}, **given)
    assert not queries.corrections(sealed.id)


def test_nobody_else_corrects_and_not_of_another_theme(table: Table, bureau: HouseClient, sealed: Registration) -> None:
    for who in (sealed.person, someone("Nel Nieuwsgierig", "nel@example.nl"), staff(Role.ADMINISTRATOR)):
        browser = another(bureau)
        become(browser, who)
        assert browser.get(path(sealed)).status_code in (403, 404), who
        assert browser.post(path(sealed), data={"name": "Mallory", "reason": WHY}).status_code in (400, 403, 404)
    assert another(bureau).get(path(sealed)).status_code == 303
    assert bureau.get(f"{MANAGE}/balie/{sealed.id + 999}/verbeteren").status_code == 404
    assert bureau.get(path(sealed).replace(table.theme.slug, "bestaat-niet")).status_code == 404


def test_a_form_that_is_sent_twice_corrects_once_and_long_names_are_refused(
    table: Table, bureau: HouseClient, sealed: Registration
) -> None:
    page = bureau.get(path(sealed))
    for _n in range(2):
        bureau.send(page, {"name": "Denise", "reason": WHY})
    assert len(queries.corrections(sealed.id)) == 1
    assert bureau.submit(path(sealed), {"name": "N" * 300, "reason": WHY}).status_code == 422
    assert bureau.submit(path(sealed), {"name": "Denise", "reason": WHY}).status_code == 409


def test_the_account_of_a_colleague_keeps_its_name(table: Table, sealed: Registration) -> None:
    give_role(sealed.person, Role.CALLER, ScopeKind.THEME, table.theme.id, by=None, tell=False)
    name = sealed.person.name
    db.session.expire_all()
    if sealed.person.is_staff:
        with pytest.raises(Conflict):
            correcting.correct_registration(
                sealed, reason=WHY, by=table.bureau.id, answers=sealed.answers, evenings=[], name="Mallory"
            )
        assert sealed.person.name == name


def test_the_reason_goes_with_the_answers(table: Table, sealed: Registration) -> None:
    correcting.correct_registration(sealed, reason=WHY, by=table.bureau.id, answers={}, evenings=[])
    with clock.at(clock.now() + timedelta(days=3000)):
        actions.clear_answers()
    (made,) = db.session.scalars(select(Correction)).all()
    db.session.refresh(made)
    assert made.reason == ""
    assert made.cleared_at is not None
    assert made.fields == ["answers"]


def test_who_has_no_address_is_called_and_the_caller_reads_no_answer_and_no_reason(
    table: Table, bureau: HouseClient
) -> None:
    person = register_without_address(name="Oma Jansen", language="nl", municipality_id=None, how=How.DESK)
    table.ask_ages(minimum=0)
    row = table.sign_up(person=person, answers={"Leeftijd": "jong"})
    for n in range(1, 4):
        table.sign_up(n % 2, n // 2 % 2)
    sealed_draw(table)
    given = {"phone": "033 765 43 21", "reason": WHY, field_of(bureau, row, "oud"): "oud"}
    assert bureau.submit(path(row), given).status_code == 303
    (made,) = queries.corrections(row.id)
    assert made.fields == ["answers", "phone"]
    caller = someone("Carla Beller", "carla@example.nl")
    give_role(caller, Role.CALLER, ScopeKind.THEME, table.theme.id, by=None, tell=False)
    browser = another(bureau)
    become(browser, caller)
    (call,) = [one for one in queries.open_calls([table.theme.id]) if "verbeterd" in one.subject]
    page = browser.get(f"/bellen/{call.id}").text
    assert "033 765 43 21" in page
    assert not [word for word in (WHY, "jong", "Leeftijd") if word in page]
    assert browser.get(path(row)).status_code == 403
