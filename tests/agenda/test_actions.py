"""What can be done to the agenda, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from regiodialoog.agenda import actions, queries
from regiodialoog.agenda.labels import figure
from regiodialoog.agenda.models import AgendaFigure, Participation
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core.dates import Precision, parse_fuzzy
from regiodialoog.core.errors import Conflict, Invalid, NotFound
from tests.organisations.region import Small


def test_a_new_agenda_takes_the_place_of_the_old_one(small: Small) -> None:
    newer = actions.create_agenda("Agenda 2030", edition=parse_fuzzy("2029"))
    assert queries.current_agenda() is newer
    assert queries.agenda(small.agenda.slug).is_current is False


def test_themes_of_the_same_name_get_addresses_of_their_own(small: Small) -> None:
    made = [actions.create_theme(small.second, "Fiets") for _ in range(2)]
    assert [theme.slug for theme in made] == ["fiets-2", "fiets-3"]
    assert [theme.number for theme in made] == [2, 3]


def test_actions_stand_in_their_order_and_their_parts_come_last(small: Small) -> None:
    theme = small.themes[0]
    first = actions.create_action(theme, "Eerste")
    actions.create_action(theme, "Derde")
    below = actions.create_action(first, "Tweede")
    over = actions.create_action(small.first, "Over alles")
    titles = [row.title for row in queries.action_rows([small.first.id])]
    assert titles == ["Eerste", "Over alles", "Derde", "Tweede"]
    assert below.theme_id == theme.id
    assert over.theme_id is None
    actions.change_action(first, position=9)
    assert [row.title for row in queries.action_rows([small.first.id])][-2] == "Eerste"


def test_a_part_of_an_action_has_no_parts(small: Small) -> None:
    below = actions.create_action(actions.create_action(small.themes[0], "Eerste"), "Tweede")
    with pytest.raises(Invalid):
        actions.create_action(below, "Derde")


def test_what_ends_leaves_the_agenda_with_a_reason_and_stays_to_be_read(small: Small) -> None:
    action = actions.create_action(small.themes[0], "Klaar")
    with pytest.raises(Invalid):
        actions.end(action, on=date(2026, 1, 1), reason="  ")
    actions.end(action, on=date(2026, 1, 1), reason="Het is af.")
    assert queries.action_rows([small.first.id]) == []
    assert queries.actions_of(theme_id=small.themes[0].id, ended=True) == [action]
    with pytest.raises(Conflict):
        actions.end(action, on=date(2026, 1, 2), reason="Nog eens")


def test_the_database_refuses_an_end_without_a_reason(small: Small, session: Session) -> None:
    small.themes[0].ended_on = date(2026, 1, 1)
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_a_theme_that_ended_takes_its_actions_out_of_the_list_of_themes(small: Small) -> None:
    actions.end(small.themes[0], on=date(2026, 1, 1), reason="Klaar.")
    assert small.themes[0] not in queries.themes(small.agenda.id)
    assert small.themes[0] in queries.themes(small.agenda.id, ended=True)


def test_partners_are_replaced_as_a_whole(small: Small, session: Session) -> None:
    action = actions.create_action(small.themes[0], "Samen", partners=[("Provincie", ""), ("U16", "Spoor")])
    actions.change_action(action, partners=[("U16", "Weg")])
    session.expire_all()
    assert [(each.name, each.topic) for each in action.partners] == [("U16", "Weg")]


def test_a_fuzzy_moment_keeps_the_words_of_the_source(small: Small, session: Session) -> None:
    action = actions.create_action(small.themes[0], "Ooit", when=parse_fuzzy("medio 2025"))
    without = actions.create_action(small.themes[0], "Nooit")
    session.expire_all()
    assert action.when is not None
    assert (action.when.text, action.when.precision) == ("medio 2025", Precision.PART)
    assert without.when is None
    actions.change_action(action, when=None)
    session.expire_all()
    assert action.when is None


def test_figures_are_written_as_people_write_them(small: Small) -> None:
    theme = small.themes[0]
    value = actions.add_figure(theme, "groei", value=Decimal("8.2"), unit="procent")
    span = actions.add_figure(theme, "leeftijd", low=Decimal(16), high=Decimal(27), unit="jaar")
    whole = actions.add_figure(theme, "geld", value=Decimal(1000))
    assert figure(value) == "8,2 procent"
    assert figure(span) == "16–27 jaar"
    assert figure(whole) == "1.000"


def test_a_figure_is_a_value_or_a_range_and_of_one_thing(small: Small, session: Session) -> None:
    for wrong in ({"value": 1, "low": 1, "high": 2}, {}, {"low": 1}):
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(
                insert(AgendaFigure).values(theme_id=small.themes[0].id, what="x", position=1, unit="", **wrong)
            )


def test_a_search_ignores_case_and_accents_and_takes_signs_as_they_are(small: Small) -> None:
    made = actions.create_action(small.themes[0], "Energiecoöperaties", description="Voor 100% groen")
    assert [row.id for row in queries.action_rows([small.first.id], "ENERGIECOOP")] == [made.id]
    assert [row.id for row in queries.action_rows([small.first.id], "100% groen")] == [made.id]
    assert queries.action_rows([small.first.id], "100_groen") == []
    assert [hit.slug for hit in queries.search("energiecoop")] == [made.slug]
    assert [hit.slug for hit in queries.search("fiets")] == ["fiets"]


def test_what_is_not_there_is_not_found(small: Small) -> None:
    for one in (queries.agenda, queries.part, queries.theme, queries.action):
        with pytest.raises(NotFound):
            one("bestaat-niet")
    for number in (queries.goal, queries.participation):
        with pytest.raises(NotFound):
            number(999999)


def test_every_change_is_told_with_ids_only(small: Small, session: Session) -> None:
    goal = actions.add_goal(small.themes[0], "Veel fietsen")
    actions.change_goal(goal, text="Nog meer fietsen")
    actions.start_participation(small.places[0], small.first, takes_part=True, scope="Alleen wonen")
    session.flush()
    rows = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(3)).all()
    assert [row.kind for row in rows] == ["agenda.participation_started", "agenda.goal_changed", "agenda.goal_added"]
    assert "Alleen wonen" not in str([row.data for row in rows])
    assert (rows[0].subject_kind, rows[0].subject_id) == ("municipality", small.places[0].id)


def test_the_database_refuses_a_participation_in_two_topics_or_none(small: Small, session: Session) -> None:
    for place in ({}, {"part_id": small.first.id, "theme_id": small.themes[0].id}):
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(insert(Participation).values(municipality_id=small.places[0].id, takes_part=True, **place))
