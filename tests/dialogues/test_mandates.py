"""The councils' assignment: agreed per council, frozen while one stands by it, and open only when all do."""

from datetime import date

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from regiodialoog.core import clock
from regiodialoog.core.errors import Conflict, Invalid, Outdated
from regiodialoog.dialogues import actions, queries
from regiodialoog.dialogues.models import Mandate, MandateAgreement, PhaseKind, ThemeState
from tests.dialogues.conftest import Talk, in_phase

DAY = date(2026, 9, 1)


def test_a_theme_has_one_mandate(talk: Talk) -> None:
    talk.mandate()
    with pytest.raises(Conflict):
        talk.mandate()


def test_the_text_is_frozen_while_a_council_stands_by_it(talk: Talk) -> None:
    first, _second, _third = talk.region.places
    mandate = talk.mandate()
    actions.change_mandate(mandate, fixed=[])
    actions.record_agreement(mandate, first, agreed_on=DAY)
    with pytest.raises(Conflict, match=first.name):
        actions.change_mandate(mandate, question="Iets anders?")
    assert mandate.question == "Waar moeten de fietspaden komen?"
    actions.record_agreement(mandate, first, agreed_on=DAY, agrees=False, reason="De tekst moet veranderen.")
    actions.change_mandate(mandate, question="Iets anders?")
    assert mandate.question == "Iets anders?"


def test_a_refusal_and_a_correction_need_a_reason_and_both_entries_stay(talk: Talk) -> None:
    first, second, _third = talk.region.places
    mandate = talk.mandate()
    with pytest.raises(Invalid):
        actions.record_agreement(mandate, second, agreed_on=DAY, agrees=False)
    actions.record_agreement(mandate, first, agreed_on=DAY)
    with pytest.raises(Invalid):
        actions.record_agreement(mandate, first, agreed_on=date(2026, 9, 2))
    actions.record_agreement(mandate, first, agreed_on=date(2026, 9, 2), reason="De datum was verkeerd.")
    entries = queries.agreements_of(mandate)
    assert [entry.agreed_on.day for entry in entries] == [1, 2]
    assert queries.standing_entries(entries)[first.id].agreed_on.day == 2


def test_only_councils_of_municipalities_that_take_part_are_asked_and_not_about_tomorrow(talk: Talk) -> None:
    first, _second, third = talk.region.places
    mandate = talk.mandate()
    with pytest.raises(Conflict, match=third.name):
        actions.record_agreement(mandate, third, agreed_on=DAY)
    with pytest.raises(Invalid):
        actions.record_agreement(mandate, first, agreed_on=date(2026, 9, 15))


def test_recruitment_is_open_when_the_clock_says_so_and_every_council_agreed(talk: Talk) -> None:
    in_phase(talk.theme, PhaseKind.RECRUITMENT)
    assert not queries.recruitment_is_open(talk.theme)
    mandate = talk.mandate()
    first, second, third = talk.region.places
    actions.record_agreement(mandate, first, agreed_on=DAY)
    assert not queries.recruitment_is_open(talk.theme)
    actions.record_agreement(mandate, second, agreed_on=DAY)
    assert queries.recruitment_is_open(talk.theme)
    actions.set_municipalities(talk.theme, {first: "", second: "", third: ""})
    assert not queries.recruitment_is_open(talk.theme)
    actions.record_agreement(mandate, third, agreed_on=DAY)
    assert queries.recruitment_is_open(talk.theme)
    actions.record_agreement(mandate, third, agreed_on=DAY, agrees=False, reason="Teruggetrokken.")
    assert not queries.recruitment_is_open(talk.theme)


@pytest.mark.parametrize("kind", [kind for kind in PhaseKind if kind is not PhaseKind.RECRUITMENT])
def test_recruitment_is_not_open_in_another_phase(talk: Talk, kind: PhaseKind) -> None:
    talk.all_agree()
    in_phase(talk.theme, kind)
    assert not queries.recruitment_is_open(talk.theme)


def test_a_stopped_theme_recruits_nobody(talk: Talk) -> None:
    talk.all_agree()
    in_phase(talk.theme, PhaseKind.RECRUITMENT)
    assert queries.recruitment_is_open(talk.theme)
    actions.end_theme(talk.theme, ThemeState.STOPPED, on=clock.today(), reason="Te weinig tijd.")
    assert not queries.recruitment_is_open(talk.theme)


def test_an_agreement_to_a_text_that_just_changed_is_refused(talk: Talk, session: Session) -> None:
    mandate = talk.mandate()
    changed = update(Mandate).values(version=mandate.version + 1, question="Net veranderd")
    session.execute(changed, execution_options={"synchronize_session": False})
    with pytest.raises(Outdated):
        actions.record_agreement(mandate, talk.region.places[0], agreed_on=DAY)


def test_the_database_refuses_a_refusal_without_a_reason(talk: Talk, session: Session) -> None:
    mandate = talk.mandate()
    row = MandateAgreement(mandate=mandate, municipality=talk.region.places[0], agreed_on=DAY, agrees=False)
    session.add(row)
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()
