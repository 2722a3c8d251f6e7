"""Who takes part in what: counts, history and days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy.exc import IntegrityError

from regiodialoog.agenda import actions, queries
from regiodialoog.agenda.models import Participation
from regiodialoog.core import clock
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.organisations import actions as region_actions
from tests.organisations.region import Small

TODAY = date(2026, 9, 14)


@pytest.fixture(autouse=True)
def _now(noon: datetime) -> None:
    """Time stands still."""


def count(small: Small, theme: int | None = None) -> tuple[int, int]:
    return queries.stances(small.agenda.id).count(theme, small.first.id)


def test_nobody_takes_part_until_it_is_written_down(small: Small) -> None:
    assert count(small) == (0, 3)
    stances = queries.stances(small.agenda.id).of_part(small.first.id)
    assert [stance.takes_part for stance in stances] == [None, None, None]


def test_every_count_is_over_the_municipalities_that_take_part(small: Small) -> None:
    actions.start_participation(small.places[0], small.first, takes_part=True)
    actions.start_participation(small.places[1], small.first, takes_part=False, reason="Geen tijd.")
    assert count(small) == (1, 3)


def test_a_theme_follows_its_part_unless_it_has_a_row_of_its_own(small: Small) -> None:
    place = small.places[0]
    actions.start_participation(place, small.first, takes_part=True)
    theme = small.themes[0]
    assert count(small, theme.id) == (1, 3)
    actions.start_participation(place, theme, takes_part=False, reason="Doet dit zelf.")
    who = queries.stances(small.agenda.id)
    assert who.count(theme.id, small.first.id) == (0, 3)
    assert who.count(small.themes[1].id, small.first.id) == (1, 3)
    assert who.has_own(theme.id)
    assert not who.has_own(small.themes[1].id)
    assert who.takes_part(place.slug, small.themes[1].id, small.first.id)
    inherited = [stance.inherited for stance in who.of_theme(small.themes[1].id, small.first.id) if stance.takes_part]
    assert inherited == [True]


def test_an_absence_has_a_reason(small: Small, session: Session) -> None:
    with pytest.raises(Invalid):
        actions.start_participation(small.places[0], small.first, takes_part=False, reason=" ")
    session.add(Participation(municipality_id=small.places[0].id, part_id=small.first.id, takes_part=False))
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_there_is_one_open_row_per_municipality_and_topic(small: Small, session: Session) -> None:
    actions.start_participation(small.places[0], small.first, takes_part=True)
    with pytest.raises(Conflict):
        actions.start_participation(small.places[0], small.first, takes_part=True)
    session.add(Participation(municipality_id=small.places[0].id, part_id=small.first.id, takes_part=True))
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_what_ended_counts_until_its_last_day_and_stays_as_history(small: Small) -> None:
    row = actions.start_participation(small.places[0], small.first, takes_part=True, starts_on=date(2025, 1, 1))
    actions.end_participation(row, on=TODAY, reason="De raad koos anders.")
    assert count(small) == (1, 3)
    tomorrow = TODAY + timedelta(days=1)
    assert queries.stances(small.agenda.id, on=tomorrow).count(None, small.first.id) == (0, 3)
    assert queries.stances(small.agenda.id, on=date(2024, 12, 31)).count(None, small.first.id) == (0, 3)
    actions.start_participation(small.places[0], small.first, takes_part=False, reason="Te duur.", starts_on=tomorrow)
    assert len(queries.participations_of(municipality_id=small.places[0].id)) == 2
    with clock.at(datetime(2026, 9, 15, 12, tzinfo=UTC)):
        assert count(small) == (0, 3)


def test_the_last_day_is_not_before_the_first_and_history_is_not_rewritten(small: Small) -> None:
    row = actions.start_participation(small.places[0], small.first, takes_part=True, starts_on=TODAY)
    with pytest.raises(Invalid):
        actions.end_participation(row, on=TODAY - timedelta(days=1), reason="Fout.")
    with pytest.raises(Invalid):
        actions.end_participation(row, on=TODAY, reason="")
    actions.end_participation(row, on=TODAY, reason="Klaar.")
    for again in (
        lambda: actions.end_participation(row, on=TODAY, reason="Nog eens."),
        lambda: actions.change_participation(row, scope="Toch anders"),
    ):
        with pytest.raises(Conflict):
            again()


def test_a_municipality_that_left_counts_no_longer(small: Small) -> None:
    for place in small.places:
        actions.start_participation(place, small.first, takes_part=True)
    region_actions.retire(small.places[0])
    assert count(small) == (2, 2)


def test_who_takes_part_costs_two_queries_however_many_topics(small: Small, session: Session) -> None:
    from tests.support.pages import count_queries

    for theme in small.themes:
        for place in small.places:
            actions.start_participation(place, theme, takes_part=True)
    session.flush()
    with count_queries() as seen:
        who = queries.stances(small.agenda.id)
        for theme in small.themes:
            who.of_theme(theme.id, theme.part_id)
    assert len(seen) == 2, seen
