"""Trying out the form before signing up opens: the real questions, the real mail, and nothing that is kept."""

import io

import pypdf
import pytest

from regiodialoog.accounts.models import Person
from regiodialoog.core.db import db
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.groups import codes, queries
from regiodialoog.groups.letters import TRIAL_CODE
from regiodialoog.groups.models import Arrival, Registration
from tests.accounts.people import become, kinds, mails_to, someone
from tests.dialogues.conftest import in_phase
from tests.groups.conftest import Table
from tests.groups.test_pages import MANAGE, filled_in, text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page

TRIAL = f"{MANAGE}/proef"
PAPERS = ("brief.pdf", "bevestiging.pdf")
VERA = {"name": "Proef Persoon", "address": "proef@example.nl"}


@pytest.fixture
def early(table: Table, bureau: HouseClient) -> HouseClient:
    """Signing up has still to begin."""
    in_phase(table.theme, PhaseKind.THEME_CHOICE)
    return bureau


def test_a_trial_shows_what_would_be_stored_mails_who_tries_and_keeps_nothing(table: Table, early: HouseClient) -> None:
    table.ask_ages()
    assert "Wat u invult, wordt niet bewaard." in text_of(early, TRIAL)
    people, before = db.session.query(Person).count(), kinds()
    answer = early.submit(TRIAL, filled_in(table, answer_0="jong", **VERA))
    assert answer.status_code == 200
    check_page(answer)
    for said in ("Proef Persoon", "proef@example.nl", "jong", table.places[0].name, table.interests[1].name):
        assert said in answer.text, said
    assert db.session.query(Person).count() == people
    assert not db.session.query(Registration).all()
    assert not db.session.query(Arrival).all()
    assert kinds() == before
    assert not mails_to("proef@example.nl"), "nothing goes to an address that was made up"
    (mail,) = mails_to(table.bureau.address)
    assert mail.subject.startswith("Proef: ")
    assert "Dit is een proef." in mail.body


def test_no_trial_counts_when_signing_up_opens(table: Table, early: HouseClient) -> None:
    early.submit(TRIAL, filled_in(table, **VERA))
    in_phase(table.theme, PhaseKind.RECRUITMENT)
    assert queries.channel_totals(table.theme.id) == {}
    assert queries.count_registrations(table.theme.id) == 0
    assert not queries.waiting(table.theme.id)
    table.sign_up()
    assert queries.count_registrations(table.theme.id) == 1


def test_a_trial_is_refused_as_the_real_form_would_be(table: Table, early: HouseClient) -> None:
    for field in ("municipality_id", "interest_id", "old_enough", "address"):
        answer = early.submit(TRIAL, filled_in(table, **VERA) | {field: None})
        assert answer.status_code == 422, field
        check_page(answer)
    assert not mails_to(table.bureau.address)


def test_sent_twice_one_mail_leaves(table: Table, early: HouseClient) -> None:
    shown = early.get(TRIAL)
    for _n in range(2):
        early.send(shown, filled_in(table, **VERA))
    assert len(mails_to(table.bureau.address)) == 1


def test_once_signing_up_is_open_the_form_is_real_and_there_is_no_trial(table: Table, bureau: HouseClient) -> None:
    assert "Proberen kan alleen voordat aanmelden begint." in text_of(bureau, TRIAL)
    in_phase(table.theme, PhaseKind.DIALOGUE)
    assert "Proberen kan alleen" in text_of(bureau, TRIAL)


def test_trials_are_for_the_bureau(table: Table, early: HouseClient) -> None:
    become(early, someone())
    assert early.get(TRIAL).status_code == 403
    for name in PAPERS:
        assert early.get(f"{TRIAL}/{name}").status_code == 403


def paper(client: HouseClient, path: str) -> str:
    (sheet,) = pypdf.PdfReader(io.BytesIO(client.get(path).data)).pages
    return " ".join(sheet.extract_text().split())


def test_the_letters_can_be_seen_as_a_trial_and_their_code_opens_nothing(table: Table, early: HouseClient) -> None:
    table.ask_ages()
    before = kinds()
    assert all(f"{TRIAL}/{name}" in text_of(early, TRIAL) for name in PAPERS)
    invited, received = (paper(early, f"{TRIAL}/{name}") for name in PAPERS)
    for said in (invited, received):
        assert "Dit is een proef." in said
        assert TRIAL_CODE in said
        assert table.theme.title in said
    assert "50 euro per avond" in invited
    assert "Leeftijd: jong" in received
    assert kinds() == before
    assert not codes.is_letter_code(TRIAL_CODE)
    in_phase(table.theme, PhaseKind.RECRUITMENT)
    for name in PAPERS:
        assert early.get(f"{TRIAL}/{name}").status_code == 404
