"""What can be done to dialogues and themes, and what is refused."""

from datetime import date

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from regiodialoog.accounts import scopes
from regiodialoog.accounts.actions import give_role
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core.dates import parse_fuzzy
from regiodialoog.core.errors import Conflict, Invalid, NotFound
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.dialogues import actions, queries
from regiodialoog.dialogues.models import ThemeState
from regiodialoog.organisations.actions import register_source
from tests.accounts.people import someone
from tests.dialogues.conftest import Talk


def test_rounds_and_themes_get_numbers_and_addresses_of_their_own(talk: Talk) -> None:
    second = actions.add_round(talk.dialogue, start=parse_fuzzy("najaar 2027"))
    for same in ("Fietspaden", "  fietspaden "):
        with pytest.raises(Conflict):
            actions.create_theme(talk.round, same.strip())
    assert actions.create_theme(talk.round, "Voetpaden").number == 2
    elsewhere = actions.add_round(actions.create_dialogue("Ander gesprek", description="Zo.", purpose="Daarom."))
    again = actions.create_theme(elsewhere, "Fietspaden")
    assert (second.number, second.slug) == (2, "regiodialoog-test-ronde-2")
    assert (again.number, again.slug) == (1, "fietspaden-2")
    assert queries.round_of("regiodialoog-test", 2) is second
    with pytest.raises(NotFound):
        queries.round_of("regiodialoog-test", 3)


def test_a_theme_takes_its_mark_of_fiction_from_its_dialogue(talk: Talk) -> None:
    invented = actions.create_dialogue("Verzonnen", fictitious=True)
    assert actions.create_theme(actions.add_round(invented), "Ook verzonnen").fictitious
    assert not talk.theme.fictitious


def test_a_theme_ends_once_and_with_a_reason(talk: Talk, session: Session) -> None:
    with pytest.raises(Invalid):
        actions.end_theme(talk.theme, ThemeState.STOPPED, on=date(2026, 9, 1), reason=" ")
    actions.end_theme(talk.theme, ThemeState.NOT_CHOSEN, on=date(2026, 9, 1), reason="De raden kozen een ander thema.")
    assert talk.theme.state is ThemeState.NOT_CHOSEN
    for refused in (
        lambda: actions.end_theme(talk.theme, ThemeState.STOPPED, on=date(2026, 9, 2), reason="Nog eens"),
        lambda: actions.plan_phases(talk.theme, {}),
        lambda: actions.set_municipalities(talk.theme, {}),
        talk.mandate,
    ):
        with pytest.raises(Conflict):
            refused()
    assert "dialogues.theme_not_chosen" in session.scalars(select(AuditEvent.kind)).all()


@pytest.mark.parametrize(
    "values", [{"state": ThemeState.STOPPED}, {"end_reason": "Zomaar"}, {"look_beforehand": True}, {"min_age": -1}]
)
def test_the_database_refuses_a_state_without_its_facts(
    talk: Talk, session: Session, values: dict[str, object]
) -> None:
    for name, value in values.items():
        setattr(talk.theme, name, value)
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_a_look_beforehand_needs_a_reason(talk: Talk) -> None:
    with pytest.raises(Invalid):
        actions.change_theme(talk.theme, look_beforehand=True)
    actions.change_theme(talk.theme, look_beforehand=True, look_reason="Er werd eerder gescholden.")
    assert talk.theme.look_beforehand


def test_who_takes_part_is_exactly_who_is_named(talk: Talk) -> None:
    first, second, third = talk.region.places
    version = talk.theme.version
    actions.set_municipalities(talk.theme, {second: "alleen binnen", third: ""})
    assert {row.municipality: row.scope for row in talk.theme.municipalities} == {second: "alleen binnen", third: ""}
    assert talk.theme.version == version + 1  # a second editor of the theme is told
    actions.set_municipalities(talk.theme, {third: "", second: "alleen binnen"})
    assert talk.theme.version == version + 1
    assert first not in {row.municipality for row in queries.theme("fietspaden").municipalities}


def test_a_municipality_whose_council_agreed_is_not_left_out(talk: Talk) -> None:
    first, second, _third = talk.region.places
    actions.record_agreement(talk.mandate(), first, agreed_on=date(2026, 9, 1))
    with pytest.raises(Conflict, match=first.name):
        actions.set_municipalities(talk.theme, {second: ""})
    actions.set_municipalities(talk.theme, {first: ""})
    assert len(talk.theme.municipalities) == 1


def test_history_is_told_by_its_source_and_gets_nothing_new(talk: Talk, session: Session) -> None:
    source = register_source("Een oud rapport", publisher="De regio", date="2020-03")
    past = actions.record_dialogue_from_source(source, "Dialoog van toen", kickoff=parse_fuzzy("2018-05"))
    in_round = actions.add_round(past, start=parse_fuzzy("2018-05"))
    theme = actions.record_theme_from_source(source, in_round, "Toen", number=1, conclusions=["Het kan."])
    assert queries.dialogues()[-1] is past
    with pytest.raises(Conflict):
        actions.create_theme(in_round, "Nieuw")
    with pytest.raises(Conflict):
        actions.plan_phases(theme, {})
    with pytest.raises(Conflict):
        actions.write_mandate(theme, "Vraag?")
    actions.change_theme(theme, goal="Zo stond het er.")
    told = session.scalars(select(AuditEvent.kind).where(AuditEvent.subject_kind == "theme")).all()
    assert "dialogues.theme_recorded" in told
    assert told.count("dialogues.theme_created") == 1  # that of the theme that runs here


def test_roles_are_given_over_a_theme_and_named_also_after_its_end(talk: Talk) -> None:
    assert (talk.theme.id, "Fietspaden") in list(scopes.choices(ScopeKind.THEME))
    grant = give_role(someone(), Role.MODERATOR, ScopeKind.THEME, talk.theme.id, by=None, tell=False)
    actions.end_theme(talk.theme, ThemeState.STOPPED, on=date(2026, 9, 1), reason="Geen tijd.")
    assert (talk.theme.id, "Fietspaden") not in list(scopes.choices(ScopeKind.THEME))
    assert scopes.names([grant]) == {(ScopeKind.THEME, talk.theme.id): "Fietspaden"}
