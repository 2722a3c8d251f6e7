"""In which phase a theme is follows from the clock alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy.exc import IntegrityError

from regiodialoog.core import clock
from regiodialoog.core.errors import Invalid
from regiodialoog.dialogues import actions, queries
from regiodialoog.dialogues.forms import suggested_days
from regiodialoog.dialogues.models import PhaseKind, ThemePhase
from regiodialoog.dialogues.queries import Moment, standing
from tests.dialogues.conftest import Talk

DAY = timedelta(days=1)
CHOICE = (date(2026, 10, 1), date(2026, 10, 31))
TALKING = (date(2026, 11, 10), date(2026, 12, 24))


def test_a_theme_without_dates_is_not_planned(talk: Talk) -> None:
    assert standing(talk.theme.phases).moment is Moment.UNPLANNED


@pytest.mark.parametrize(
    ("day", "moment", "kind", "following"),
    [
        (date(2026, 9, 30), Moment.BEFORE, None, PhaseKind.THEME_CHOICE),
        (date(2026, 10, 1), Moment.DURING, PhaseKind.THEME_CHOICE, PhaseKind.DIALOGUE),
        (date(2026, 10, 31), Moment.DURING, PhaseKind.THEME_CHOICE, PhaseKind.DIALOGUE),
        (date(2026, 11, 1), Moment.BETWEEN, None, PhaseKind.DIALOGUE),
        (date(2026, 12, 24), Moment.DURING, PhaseKind.DIALOGUE, None),
        (date(2026, 12, 25), Moment.FINISHED, None, None),
    ],
)
def test_both_days_belong_to_a_phase(
    talk: Talk, day: date, moment: Moment, kind: PhaseKind | None, following: PhaseKind | None
) -> None:
    actions.plan_phases(talk.theme, {PhaseKind.DIALOGUE: TALKING, PhaseKind.THEME_CHOICE: CHOICE})
    found = standing(queries.theme("fietspaden").phases, on=day)
    assert (found.moment, found.kind, found.next and found.next.kind) == (moment, kind, following)


def test_a_day_begins_at_midnight_in_the_region(talk: Talk) -> None:
    actions.plan_phases(talk.theme, {PhaseKind.DIALOGUE: TALKING})
    with clock.at(datetime(2026, 11, 9, 22, 59, tzinfo=UTC)):
        assert not queries.is_in(talk.theme, PhaseKind.DIALOGUE)
    with clock.at(datetime(2026, 11, 9, 23, 0, tzinfo=UTC)):
        assert queries.is_in(talk.theme, PhaseKind.DIALOGUE)


def test_phases_follow_each_other_and_do_not_overlap(talk: Talk) -> None:
    for wrong in (
        {PhaseKind.DIALOGUE: (TALKING[1], TALKING[0])},
        {PhaseKind.THEME_CHOICE: CHOICE, PhaseKind.DIALOGUE: (CHOICE[1], TALKING[1])},
        {PhaseKind.THEME_CHOICE: TALKING, PhaseKind.DIALOGUE: CHOICE},
    ):
        with pytest.raises(Invalid):
            actions.plan_phases(talk.theme, wrong)
    assert talk.theme.phases == []
    actions.plan_phases(talk.theme, {PhaseKind.THEME_CHOICE: CHOICE, PhaseKind.DIALOGUE: (CHOICE[1] + DAY, TALKING[1])})


def test_dates_change_in_place_and_what_is_left_out_goes(talk: Talk, session: Session) -> None:
    actions.plan_phases(talk.theme, {PhaseKind.THEME_CHOICE: CHOICE, PhaseKind.DIALOGUE: TALKING})
    version = talk.theme.version
    actions.plan_phases(talk.theme, {PhaseKind.DIALOGUE: TALKING})
    assert talk.theme.version == version + 1
    actions.plan_phases(talk.theme, {PhaseKind.DIALOGUE: TALKING})
    assert talk.theme.version == version + 1
    session.expire_all()
    assert [phase.kind for phase in talk.theme.phases] == [PhaseKind.DIALOGUE]


def test_the_database_takes_each_phase_once_with_its_days_in_order(talk: Talk, session: Session) -> None:
    actions.plan_phases(talk.theme, {PhaseKind.DIALOGUE: TALKING})
    for days in (CHOICE, (CHOICE[1], CHOICE[0])):
        kind = PhaseKind.DIALOGUE if days == CHOICE else PhaseKind.ADVICE
        with pytest.raises(IntegrityError), session.begin_nested():
            session.add(ThemePhase(theme_id=talk.theme.id, kind=kind, starts_on=days[0], ends_on=days[1]))


def test_the_suggestion_is_a_plan_of_whole_weeks_that_can_be_saved(talk: Talk) -> None:
    days = suggested_days(date(2026, 9, 15))
    assert list(days) == list(PhaseKind)
    assert all(first.weekday() == 0 and last.weekday() == 6 for first, last in days.values())
    assert days[PhaseKind.PREPARATION][0] == date(2026, 9, 21)
    actions.plan_phases(talk.theme, days)
    assert len(talk.theme.phases) == len(PhaseKind)
