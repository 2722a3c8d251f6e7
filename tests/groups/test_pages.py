"""Groups as people meet them: signing up on a phone, the table for everybody, the names for the group alone."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from regiodialoog.accounts.actions import erase, give_role
from regiodialoog.accounts.models import Person
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.groups import actions, queries
from regiodialoog.groups.models import InvitationState, Registration, RegistrationState, SeatFilling, SeatState
from regiodialoog.meetings import actions as meetings
from tests.accounts.people import become, link_in, mails_to, someone
from tests.dialogues.conftest import in_phase
from tests.groups.conftest import Table
from tests.support.client import HouseClient
from tests.support.pages import check_page, count_queries

SECRET = "zeldzaam antwoord"
MANAGE = "/beheer/groepen/fietspaden"


def text_of(client: HouseClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    check_page(answer)
    return " ".join(answer.get_data(as_text=True).split())


def filled_in(table: Table, **more: str | None) -> dict[str, Any]:
    given = {
        "municipality_id": str(table.places[0].id),
        "interest_id": str(table.interests[1].id),
        "old_enough": "y",
        "read_aloud": "y",
    }
    return given | more


def latest() -> Registration:
    found = db.session.scalars(select(Registration).order_by(Registration.id.desc())).first()
    assert found is not None
    return found


# ── signing up ───────────────────────────────────────────────────────────────


def test_the_page_begins_with_the_days_and_what_one_gets(table: Table, client: HouseClient) -> None:
    start = clock.now() + timedelta(days=40)
    meetings.plan_meeting(table.theme, "Eerste avond", starts_at=start, ends_at=start + timedelta(hours=2))
    table.ask_ages()
    html = text_of(client, f"{table.path}/aanmelden")
    order = [
        "Op welke dagen kunt u komen?",
        "50 euro per avond",
        "Voor een goede mix.",
        "Uw naam",
        "Wij wissen uw antwoorden",
    ]
    places = [html.index(text) for text in order]
    assert places == sorted(places)
    assert "vanaf 16 jaar" in html


def test_somebody_without_an_account_signs_up_on_one_page_and_confirms_by_mail(
    table: Table, client: HouseClient
) -> None:
    table.ask_ages()
    visitor = {"name": "Vera Vos", "address": "vera@example.nl", "answer_0": "jong"}
    answer = client.submit(f"{table.path}/aanmelden", filled_in(table, **visitor))
    assert answer.location == f"{table.path}/aanmelden/gestuurd"
    assert "vera@example.nl" in text_of(client, answer.location), "who typed it wrong sees it"
    assert "vera@example.nl" not in text_of(client, answer.location), "shown once"
    assert latest().answers == {"Leeftijd": "jong"}
    assert not queries.registrations(table.theme.id), "an address that nobody confirmed does not count"
    (confirm,) = mails_to("vera@example.nl")
    assert confirm.subject == "Bevestig uw aanmelding: Fietspaden"
    asked = text_of(client, link_in(confirm))
    assert "Ja, meld mij aan" in asked
    assert "U meldt zich aan voor de groep over Fietspaden." in asked
    entered = client.submit(link_in(confirm))
    assert entered.location == f"{table.path}/aanmelden"
    told = text_of(client, f"{table.path}/aanmelden")
    assert "U bent aangemeld" in told
    assert "Gelukt: u bent aangemeld." in told
    for answered in (table.places[0].name, table.interests[1].name, "jong"):
        assert answered in told, "what one answered can be seen again"
    assert [row.person.name for row in queries.registrations(table.theme.id)] == ["Vera Vos"]
    assert mails_to("vera@example.nl")[-1].subject == "U bent aangemeld voor: Fietspaden"


def test_a_known_address_gets_the_same_answer(table: Table, client: HouseClient) -> None:
    someone("Vera Vos", "vera@example.nl")
    given = filled_in(table, name="Iemand", address="vera@example.nl")
    assert client.submit(f"{table.path}/aanmelden", given).location == f"{table.path}/aanmelden/gestuurd"
    body = mails_to("vera@example.nl")[-1].body
    back = body.index("/inloggen?verder=")
    assert back < body.index("Bent u iemand anders"), "who is there already signs in first"


def test_ones_own_page_leads_to_what_is_open_and_says_what_one_waits_for(table: Table, client: HouseClient) -> None:
    person = someone("Wim Wit", "wim@example.nl")
    become(client, person)
    assert "Aanmelden voor Fietspaden" in text_of(client, "/mijn")
    assert f'href="{table.path}/aanmelden"' in text_of(client, "/")
    table.sign_up(0, 0, person=person)
    page = text_of(client, "/mijn")
    assert "Aanmelden voor Fietspaden" not in page
    assert "wacht op een plek" in page
    become(client, table.bureau)
    assert "Aanmelden voor Fietspaden" not in text_of(client, "/mijn")
    in_phase(table.theme, PhaseKind.DIALOGUE)
    become(client, someone("Truus Tol", "truus@example.nl"))
    assert "Aanmelden voor Fietspaden" not in text_of(client, "/mijn")
    assert f'href="{table.path}/aanmelden"' not in text_of(client, "/")


def test_who_has_a_place_reads_everywhere_what_comes_now(table: Table, client: HouseClient) -> None:
    start = clock.now() + timedelta(days=40)
    meetings.plan_meeting(table.theme, "Eerste avond", starts_at=start, ends_at=start + timedelta(hours=2))
    person = table.fill(0, 0).person
    letter = " ".join(mails_to(person.address)[-1].body.split())
    become(client, person)
    for path in ("/mijn", table.path, f"{table.path}/groep", f"{table.path}/aanmelden"):
        page = text_of(client, path)
        for said in (page, letter):
            assert "Eerste avond" in said, path
            assert "Voorstellen schrijven kan vanaf" in said, path
    page = text_of(client, f"{table.path}/groep")
    assert page.index("Eerste avond") < page.index("Ik wil uit de groep")


def test_who_is_signed_in_need_not_tell_who_they_are(table: Table, client: HouseClient) -> None:
    person = someone()
    become(client, person)
    assert "E-mailadres" not in text_of(client, f"{table.path}/aanmelden")
    client.submit(f"{table.path}/aanmelden", filled_in(table))
    assert latest().person_id == person.id
    client.submit(f"{table.path}/aanmelden/intrekken")
    assert latest().state is RegistrationState.WITHDRAWN


@pytest.mark.parametrize("field", ["municipality_id", "interest_id", "old_enough"])
def test_what_is_needed_is_asked_for(table: Table, client: HouseClient, field: str) -> None:
    become(client, someone())
    answer = client.submit(f"{table.path}/aanmelden", filled_in(table) | {field: None})
    assert answer.status_code == 422
    check_page(answer)
    assert db.session.scalars(select(Registration)).first() is None


def test_too_early_and_too_late_the_address_says_so(table: Table, client: HouseClient) -> None:
    in_phase(table.theme, PhaseKind.DIALOGUE)
    assert "Aanmelden kon tot en met" in text_of(client, f"{table.path}/aanmelden")
    in_phase(table.theme, PhaseKind.THEME_CHOICE)
    assert "Aanmelden kan vanaf" in text_of(client, f"{table.path}/aanmelden")
    assert "Aanmelden kan vanaf" in text_of(client, table.path)


def test_the_page_of_the_theme_leads_to_signing_up(table: Table, client: HouseClient) -> None:
    html = text_of(client, table.path)
    assert f'href="{table.path}/aanmelden"' in html
    assert "6 plekken, voor 2 belangen uit 2 gemeenten." in html


# ── who sees what ────────────────────────────────────────────────────────────


def test_outside_only_counts_are_shown_and_inside_names(table: Table, client: HouseClient) -> None:
    row, outsider = table.fill(), someone("Buiten Staander", "buiten@example.nl")
    name = row.person.name
    assert name not in text_of(client, f"{table.path}/groep")
    become(client, outsider)
    assert name not in text_of(client, f"{table.path}/groep")
    become(client, row.person)
    assert name in text_of(client, f"{table.path}/groep")
    become(client, table.bureau)
    assert name in text_of(client, f"{table.path}/groep")


def test_an_organisation_may_be_named(table: Table, client: HouseClient) -> None:
    row = actions.invite(
        table.seat(), name="Ria", address="ria@example.nl", by=table.bureau.id, organisation_id=table.province_id()
    )
    assert "Provincie Test" not in text_of(client, f"{table.path}/groep")
    actions.accept(row, name="Ria", municipality_id=None, language="nl")
    html = text_of(client, f"{table.path}/groep")
    assert "Provincie Test" in html
    assert "Ria" not in html


def test_answers_are_seen_by_the_bureau_alone_and_leak_nowhere(table: Table, client: HouseClient) -> None:
    actions.add_quota(table.group, "Vraag", SECRET, minimum=0, maximum=6, justification="Voor de proef.")
    row = table.fill(answers={"Vraag": SECRET}, evenings=["2031-03-03"])
    refused = table.sign_up(1, 1, answers={"Vraag": SECRET})
    actions.refuse(refused, reason="Er was geen plek.")
    moderator = someone("Mo Derator", "mo@example.nl")
    give_role(moderator, Role.MODERATOR, ScopeKind.THEME, table.theme.id, by=None, tell=False)
    told = [json.dumps(event.data) for event in db.session.scalars(select(AuditEvent))]
    sent = [mail.subject + mail.body for mail in db.session.scalars(select(OutboxMessage))]
    assert not [text for text in told + sent if SECRET in text or "2031-03-03" in text]
    for person in (None, row.person, moderator):
        if person is not None:
            become(client, person)
        for path in (f"{table.path}/groep", table.path, "/logboek", "/api/v1/themas", "/zoeken?q=zeldzaam"):
            assert SECRET not in client.get(path).get_data(as_text=True), path
    assert client.get(MANAGE).status_code == 403
    become(client, table.bureau)
    assert SECRET in text_of(client, MANAGE)


def test_own_data_hold_the_own_answers(table: Table, client: HouseClient) -> None:
    actions.add_quota(table.group, "Vraag", SECRET, minimum=0, maximum=6, justification="Voor de proef.")
    become(client, table.fill(answers={"Vraag": SECRET}).person)
    held = json.loads(client.get("/mijn/gegevens.json").get_data(as_text=True))["groups"]
    assert held["registrations"][0]["answers"] == {"Vraag": SECRET}
    assert held["seats"][0]["theme"] == "Fietspaden"


def test_the_register_of_what_is_kept_tells_of_groups(table: Table, client: HouseClient) -> None:
    html = text_of(client, "/privacy")
    assert "Uw aanmelding voor een groep" in html
    assert f"{actions.ANSWERS_KEPT.days} dagen nadat het thema is afgelopen" in html


# ── invitations and leaving ──────────────────────────────────────────────────


def invitation_path(address: str) -> str:
    body = mails_to(address)[-1].body
    return "/themas/" + body.rpartition("/themas/")[2].split()[0]


@pytest.mark.parametrize(
    ("said", "state"), [("yes", InvitationState.ACCEPTED), ("no", InvitationState.DECLINED)], ids=["yes", "no"]
)
def test_an_invitation_is_answered_on_its_page(
    table: Table, client: HouseClient, said: str, state: InvitationState
) -> None:
    row = actions.invite(table.seat(), name="Nadia", address="nadia@example.nl", by=table.bureau.id)
    path = invitation_path("nadia@example.nl")
    assert f"Onderwijs, {table.places[0].name}" in text_of(client, path)
    assert row.state is InvitationState.SENT, "looking at it answers nothing"
    assert client.submit(path, {"answer": said, "old_enough": "y"}).status_code == 303
    db.session.refresh(row)
    assert row.state is state
    assert client.get(path).status_code == (200 if said == "yes" else 410), "who joined reads that the place is theirs"


def test_an_invitation_of_another_theme_or_a_made_up_one_does_not_work(table: Table, client: HouseClient) -> None:
    assert client.get(f"{table.path}/uitnodiging/verzonnen").status_code == 410


def test_a_member_leaves_with_a_reason(table: Table, client: HouseClient) -> None:
    person = table.fill().person
    become(client, person)
    assert client.submit(f"{table.path}/groep/verlaten", {"reason": "x" * 600}).status_code == 422
    client.submit(f"{table.path}/groep/verlaten", {"reason": "Geen tijd meer."})
    assert queries.seat_of(table.theme, person.id) is None
    assert client.get(f"{table.path}/groep/verlaten").status_code == 404


# ── the bureau ───────────────────────────────────────────────────────────────


def test_the_bureau_makes_a_group_and_its_plan_in_two_forms(table: Table, bureau: HouseClient) -> None:
    first, second = table.interests
    plan = {
        f"count_{first.id}": "5",
        f"count_{second.id}": "4",
        f"filling_{second.id}": "drawn",
        "municipalities": [str(each.id) for each in table.places],
    }
    refused = bureau.submit(f"{MANAGE}/plan", plan)
    assert refused.status_code == 422, "a plan that is there is not lost by a second look"
    assert "Dit vervangt de 6 plekken die er nu zijn." in refused.text
    assert len(table.seats) == 6
    assert bureau.submit(f"{MANAGE}/plan", plan | {"replaces": "y"}).location == MANAGE
    ways = [(seat.interest_id, seat.filling) for seat in table.seats]
    assert ways == [(first.id, SeatFilling.ASSIGNED)] * 5 + [(second.id, SeatFilling.DRAWN)] * 4
    html = text_of(bureau, MANAGE)
    assert "Het plan heeft 9 plekken, de groep moet er 6 hebben." in html


def test_the_bureau_assigns_refuses_frees_and_invites(table: Table, bureau: HouseClient) -> None:
    first, second = table.sign_up(), table.sign_up(1, 1)
    seat = table.seat()
    text_of(bureau, f"{MANAGE}/plekken/{seat.id}/indelen")
    bureau.submit(f"{MANAGE}/plekken/{seat.id}/indelen", {"registration_id": str(first.id)})
    bureau.submit(f"{MANAGE}/aanmeldingen/{second.id}/geen-plek", {"reason": "De groep is vol."})
    bureau.submit(f"{MANAGE}/plekken/{seat.id}/vrijmaken", {"reason": "Verhuisd."})
    other = table.seat(1, 0)
    bureau.submit(f"{MANAGE}/plekken/{other.id}/uitnodigen", {"name": "Nadia", "address": "nadia@example.nl"})
    states = [db.session.get(Registration, row.id).state for row in (first, second)]
    assert states == [RegistrationState.WITHDRAWN, RegistrationState.NOT_SEATED]
    assert queries.seat(other.id).state is SeatState.PROMISED
    html = text_of(bureau, MANAGE)
    assert "Verhuisd." in html
    assert "verstuurd, nog geen antwoord" in html


def test_two_who_give_away_one_place_do_not_both_get_their_way(table: Table, bureau: HouseClient) -> None:
    first, second, seat = table.sign_up(), table.sign_up(), table.seat()
    shown = bureau.get(f"{MANAGE}/plekken/{seat.id}/indelen")
    actions.assign_seat(seat, second, by=table.bureau.id)
    assert bureau.send(shown, {"registration_id": str(first.id)}).status_code == 409
    assert db.session.get(Registration, first.id).state is RegistrationState.REGISTERED


def test_a_seat_of_another_group_is_not_found(table: Table, bureau: HouseClient) -> None:
    for path in ("plekken/99999", "plekken/99999/indelen", "aanmeldingen/99999/geen-plek", "samenstelling/99999"):
        assert bureau.get(f"{MANAGE}/{path}").status_code == 404


def test_the_list_of_who_signed_up_is_filtered(table: Table, bureau: HouseClient) -> None:
    first, second = table.sign_up(0, 0), table.sign_up(1, 1)
    html = text_of(bureau, f"{MANAGE}?belang={table.interests[0].slug}")
    assert first.person.name in html
    assert second.person.name not in html


def test_the_number_of_queries_does_not_grow_with_the_group(table: Table, bureau: HouseClient) -> None:
    def fill() -> None:
        for n, m in ((0, 0), (0, 1), (1, 0), (1, 1)):
            actions.add_seat(table.group, table.interests[n], table.places[m], filling=SeatFilling.ASSIGNED)
            table.fill(n, m)
            table.sign_up(n, m)

    def counted() -> dict[str, int]:
        found = {}
        for path in (MANAGE, f"{table.path}/groep", table.path, f"{table.path}/aanmelden"):
            with count_queries() as seen:
                bureau.get(path)
            found[path] = len(seen)
        return found

    fill()
    few = counted()
    for _more in range(5):
        fill()
    assert counted() == few
    assert max(few.values()) <= 28, few


def test_an_account_that_nobody_confirmed_is_gone_with_its_registration(table: Table, client: HouseClient) -> None:
    given = filled_in(table, name="Vera Vos", address="vera@example.nl")
    client.submit(f"{table.path}/aanmelden", given)
    erase(db.session.get_one(Person, latest().person_id))
    assert latest().state is RegistrationState.WITHDRAWN


# ── one's own page ───────────────────────────────────────────────────────────


def test_the_own_page_leads_to_the_theme_where_one_waits_and_then_sits(table: Table, client: HouseClient) -> None:
    row = table.sign_up()
    become(client, row.person)
    assert "Uw groepen" in text_of(client, "/mijn")
    assert f'href="{table.path}/aanmelden"' in text_of(client, "/mijn")
    actions.assign_seat(table.seat(), row, by=table.bureau.id)
    become(client, row.person)
    mine = text_of(client, "/mijn")
    assert f'href="{table.path}"' in mine
    assert f'href="{table.path}/groep"' in mine
    actions.leave(queries.seat(table.seat_of(row.person_id).id), by=row.person_id, reason="Verhuisd")
    become(client, row.person)
    assert "Uw groepen" not in text_of(client, "/mijn")
