"""A seat offered to an organisation: named, declined, too late, taken back; what is kept of it and who reads it."""

import io
import re
from datetime import timedelta

import pypdf
import pytest
from sqlalchemy import select

from regiodialoog.accounts.models import Person
from regiodialoog.accounts.own_data import collect
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.core.policy import Role
from regiodialoog.groups import actions as groups
from regiodialoog.groups import queries
from regiodialoog.groups.actions import asking_organisations as actions
from regiodialoog.groups.models import (
    DeputyState,
    HowFar,
    OrganisationInvitation,
    OrganisationState,
    Seat,
    SeatFilling,
    SeatState,
)
from regiodialoog.groups.organisation_listeners import expire_organisations, forget_what_organisations_wrote
from tests.accounts.people import become, mails_to, someone, staff
from tests.groups.conftest import Table
from tests.groups.organisations import CONTACT, DEPUTY, GIVEN, WHO, WITH_DEPUTY, an_organisation, asked, path_in_mail
from tests.groups.test_letters import another, typed
from tests.groups.test_pages import MANAGE
from tests.support.client import HouseClient
from tests.support.html import check_page

NAMING = "/code/organisatie"
SECRETS = ("Cor Contact", CONTACT, "Vera", WHO, "Piet", DEPUTY, "geen geld", "bestuur", "Geen tijd")


def now(row: OrganisationInvitation) -> OrganisationInvitation:
    db.session.expire_all()
    return row


def seat_of(row: OrganisationInvitation) -> Seat:
    return queries.seat(row.seat_id)


def opened(client: HouseClient) -> str:
    """The contact presses the button behind the link."""
    path = path_in_mail()
    assert client.submit(path, form=path).location == NAMING
    return path


# ── the whole way ────────────────────────────────────────────────────────────


def test_the_contact_names_who_comes_and_gets_no_account(table: Table, bureau: HouseClient) -> None:
    body, seat = an_organisation(), table.seat()
    given = {"organisation_id": str(body.id), "contact": "Cor Contact", "address": CONTACT, "remind_days": "7"}
    answer = bureau.submit(f"{MANAGE}/plekken/{seat.id}/organisatie", given)
    (row,) = queries.organisation_invitations(table.group.id)
    assert answer.location.endswith(f"/organisaties/{row.id}")
    assert (row.how_far, row.remind_days, seat_of(row).state) == (HowFar.SENT, 7, SeatState.PROMISED)
    contact = another(bureau)
    check_page(contact.get(path_in_mail()))
    assert now(row).opened_at is None, "looking opens nothing: mail scanners follow links"
    opened(contact)
    assert now(row).how_far is HowFar.OPENED
    check_page(contact.get(NAMING))
    assert contact.submit(NAMING, WITH_DEPUTY).location.endswith("/groep")
    row = now(row)
    assert (row.how_far, seat_of(row).state, row.seat.organisation_id) == (HowFar.NAMED, SeatState.PROMISED, body.id)
    assert f"{body.name} noemde u als vertegenwoordiger" in mails_to(WHO)[-1].body
    assert not mails_to(DEPUTY), "the deputy is asked only once the representative said yes"
    assert not db.session.scalars(select(Person).where(Person.address == CONTACT)).all()
    page = contact.get(path_in_mail(WHO, "uitnodiging")).text
    assert GIVEN["may_agree"] in page
    assert GIVEN["reports_to"] in page
    contact.submit(path_in_mail(WHO, "uitnodiging"), {"answer": "yes", "name": GIVEN["name"], "old_enough": "y"})
    row = now(row)
    seat = seat_of(row)
    assert (row.how_far, seat.state, seat.filling) == (HowFar.ACCEPTED, SeatState.FILLED, SeatFilling.INVITED)
    assert (row.contact, row.address, row.deputy_name, row.deputy_address) == ("", "", "", "")
    assert row.cleared_at is not None
    deputy = queries.deputy_of(seat)
    assert deputy is not None
    assert (deputy.state, deputy.address) == (DeputyState.ASKED, DEPUTY)
    assert "plaatsvervanger" in mails_to(DEPUTY)[-1].body


def test_no_event_no_log_and_no_mail_repeats_what_was_written(table: Table) -> None:
    row = asked(table)
    actions.name_representative(row, language="nl", **WITH_DEPUTY)
    other = asked(table, interest=1)
    actions.decline_for_organisation(other, reason="Geen tijd.")
    told = [str(one.data) for one in db.session.scalars(select(AuditEvent))]
    assert told
    assert not [word for word in SECRETS for each in told if word in each]
    sent = db.session.scalars(select(OutboxMessage)).all()
    assert not [one.body for one in sent if "geen geld" in one.body or "bestuur" in one.body]
    assert all(one.secret for one in sent if one.address in (CONTACT, WHO))


# ── no, too late, taken back ─────────────────────────────────────────────────


def test_one_press_says_no_with_a_reason_that_only_the_bureau_reads(table: Table, bureau: HouseClient) -> None:
    row = asked(table)
    contact, path = another(bureau), path_in_mail()
    assert contact.submit(path, {"reason": "Geen tijd."}, form=f"{path}/niet").location.endswith("/groep")
    row = now(row)
    assert (row.how_far, row.reason, row.contact, row.address) == (HowFar.DECLINED, "Geen tijd.", "", "")
    seat = seat_of(row)
    assert (seat.state, seat.organisation_id, seat.filling) == (SeatState.OPEN, None, SeatFilling.ASSIGNED)
    assert "Geen tijd." in bureau.get(f"{MANAGE}/organisaties/{row.id}").text
    for place in (path, f"{path}/niet", f"{table.path}/groep", f"{table.path}/loting", table.path):
        assert "Geen tijd." not in contact.get(place).text
    answer = contact.get(path)
    check_page(answer)
    assert answer.status_code == 410
    assert "U zei nee op" in answer.text


def test_who_does_not_answer_in_time_is_wiped_and_the_place_is_open_again(table: Table, client: HouseClient) -> None:
    row = asked(table)
    path = path_in_mail()
    opened(client)
    with clock.at(clock.now() + timedelta(days=20)):
        expire_organisations()
        assert now(row).how_far is HowFar.OPENED, "the last day itself still counts"
    with clock.at(clock.now() + timedelta(days=21)):
        assert client.get(path).status_code == 410
        assert client.get(NAMING).status_code == 410
        with pytest.raises(Conflict):
            actions.name_representative(now(row), language="nl", **GIVEN)
        expire_organisations()
        row = now(row)
        assert (row.how_far, row.contact, seat_of(row).state) == (HowFar.EXPIRED, "", SeatState.OPEN)
        assert "Wij kregen" in client.get(path).text


def test_what_the_bureau_takes_back_opens_nothing_any_more(table: Table, bureau: HouseClient) -> None:
    row = asked(table)
    path, contact = path_in_mail(), another(bureau)
    opened(contact)
    bureau.submit(f"{MANAGE}/organisaties/{row.id}/intrekken")
    assert (now(row).state, seat_of(row).state) == (OrganisationState.WITHDRAWN, SeatState.OPEN)
    assert contact.get(path).status_code == contact.get(NAMING).status_code == 410
    assert bureau.get(f"{MANAGE}/organisaties/{row.id}/intrekken").status_code == 404
    asked(table)  # the same place can be offered again


def test_when_the_representative_says_no_the_place_is_open_and_the_contact_stays_for_a_month(
    table: Table, bureau: HouseClient
) -> None:
    row = asked(table)
    groups.decline(actions.name_representative(row, language="nl", **WITH_DEPUTY))
    row = now(row)
    assert (row.how_far, seat_of(row).state, row.contact) == (HowFar.REFUSED, SeatState.OPEN, "Cor Contact")
    check_page(bureau.get(f"{MANAGE}/organisaties/{row.id}"))
    assert not mails_to(DEPUTY)
    with clock.at(clock.now() + timedelta(days=51)):
        expire_organisations()
    assert now(row).contact == row.deputy_address == ""


# ── letters ──────────────────────────────────────────────────────────────────


def test_without_an_address_a_letter_with_a_code_does_the_same(table: Table, bureau: HouseClient) -> None:
    row = asked(table, address="", remind_days=7)
    assert (row.how_far, row.remind_days) == (HowFar.TO_SEND, 0)
    assert not db.session.scalars(select(OutboxMessage).where(OutboxMessage.address == "")).all()
    first, second = (_code_of(bureau.submit(f"{MANAGE}/organisaties/{row.id}/brief").data) for _n in range(2))
    assert now(row).how_far is HowFar.SENT
    contact = another(bureau)
    assert typed(contact, first) != NAMING, "the letter that was made before opens nothing any more"
    assert typed(contact, second) == NAMING
    contact.submit(NAMING, GIVEN)
    assert now(row).how_far is HowFar.NAMED
    assert typed(contact, second) == NAMING
    assert contact.get(NAMING).status_code == 410
    assert bureau.get(f"{MANAGE}/organisaties/{row.id}/brief").status_code == 404


def _code_of(data: bytes) -> str:
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    assert "Cor Contact" in text
    (code,) = re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}", text)
    return str(code)


# ── those who try ────────────────────────────────────────────────────────────


def test_only_the_bureau_sees_and_asks(table: Table, client: HouseClient) -> None:
    row = asked(table)
    pages = (
        f"{MANAGE}/plekken/{table.seat(1).id}/organisatie",
        *(f"{MANAGE}/organisaties/{row.id}{more}" for more in ("", "/brief", "/intrekken")),
    )
    for who in (None, someone("Nel Nieuwsgierig", "nel@example.nl"), staff(Role.ADMINISTRATOR)):
        if who is not None:
            become(client, who)
        for path in pages:
            assert client.get(path).status_code in (303, 403, 404), (who, path)


def test_a_row_of_another_theme_a_made_up_link_and_an_empty_session_open_nothing(
    table: Table, bureau: HouseClient
) -> None:
    row = asked(table)
    path = path_in_mail()
    assert bureau.get(f"{MANAGE}/organisaties/{row.id + 1000}").status_code == 404
    assert bureau.get(f"{MANAGE}/organisaties/2147483648").status_code == 404
    assert bureau.get(path[:-3] + "xyz").status_code == 410
    assert bureau.get(path.replace(table.theme.slug, "bestaat-niet")).status_code == 404
    visitor = another(bureau)
    for place in (NAMING, f"{NAMING}/niet"):
        assert visitor.get(place).location == "/code"
        assert visitor.post(place, data=GIVEN).status_code in (303, 400, 403)
    assert now(row).how_far is HowFar.SENT


def test_a_form_that_is_sent_twice_names_one_person(table: Table, client: HouseClient) -> None:
    row = asked(table)
    opened(client)
    page = client.get(NAMING)
    assert client.send(page, GIVEN).location == client.send(page, GIVEN).location
    assert len(mails_to(WHO)) == 1
    with pytest.raises(Conflict):
        actions.name_representative(now(row), language="nl", **GIVEN)
    with pytest.raises(Conflict):
        actions.decline_for_organisation(now(row))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "N" * 300}, "name"),
        ({"name": "Win nu op casino.example"}, "name"),
        ({"address": "geen adres"}, "address"),
        ({"may_agree": ""}, "may_agree"),
        ({"may_agree": "x" * 501}, "may_agree"),
        ({"deputy_name": "Piet"}, "deputy_address"),
        ({"deputy_address": DEPUTY}, "deputy_name"),
        ({"deputy_name": "vera tegenwoordiger", "deputy_address": WHO.upper()}, "deputy_name"),
    ],
)
def test_what_cannot_be_is_asked_again_with_what_was_typed(
    table: Table, client: HouseClient, wrong: dict[str, str], field: str
) -> None:
    row = asked(table)
    opened(client)
    answer = client.submit(NAMING, GIVEN | wrong)
    assert answer.status_code == 422
    check_page(answer)
    assert f'id="{field}-error"' in answer.text or f'href="#{field}"' in answer.text
    assert GIVEN["reports_to"] in answer.text
    assert now(row).how_far is HowFar.OPENED


def test_the_bureau_hears_what_cannot_be(table: Table, bureau: HouseClient) -> None:
    seat, today = table.seat(), clock.today()
    path = f"{MANAGE}/plekken/{seat.id}/organisatie"
    given = {"organisation_id": str(an_organisation().id), "contact": "Cor", "address": CONTACT}
    wrongs = (
        {"organisation_id": ""},
        {"contact": ""},
        {"answer_by": today.isoformat()},
        {"answer_by": (today + timedelta(days=181)).isoformat()},
        {"answer_by": (today + timedelta(days=7)).isoformat(), "remind_days": "7"},
        {"remind_days": "8"},
    )
    for wrong in wrongs:
        assert bureau.submit(path, given | wrong).status_code == 422, wrong
    assert not queries.organisation_invitations(table.group.id)
    asked(table)
    assert bureau.submit(path, given).status_code == 409, "the place is promised to another"


# ── what is kept, and who reads it ───────────────────────────────────────────


def test_the_group_reads_the_mandate_and_nobody_else(table: Table, client: HouseClient) -> None:
    row = asked(table)
    person = groups.accept(
        actions.name_representative(row, language="nl", **GIVEN),
        name=GIVEN["name"],
        municipality_id=None,
        language="nl",
    )
    assert GIVEN["may_agree"] not in client.get(f"{table.path}/groep").text
    become(client, person)
    page = client.get(f"{table.path}/groep")
    check_page(page)
    assert GIVEN["may_agree"] in page.text
    (mandate,) = collect(person)["mandates"]["mandates"]
    assert (mandate["may_agree"], mandate["reports_to"]) == (GIVEN["may_agree"], GIVEN["reports_to"])
    become(client, someone("Nel Nieuwsgierig", "nel@example.nl"))
    assert GIVEN["may_agree"] not in client.get(f"{table.path}/groep").text


def test_the_mandate_goes_with_the_answers_of_the_theme(table: Table) -> None:
    named, declined = asked(table), asked(table, interest=1)
    actions.name_representative(named, language="nl", **GIVEN)
    actions.decline_for_organisation(declined, reason="Geen tijd.")
    with clock.at(clock.now() + timedelta(days=3000)):
        forget_what_organisations_wrote()
    for row in (now(named), declined):
        assert (row.may_agree, row.reports_to, row.reason, row.contact) == ("", "", "", "")
