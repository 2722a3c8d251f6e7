"""Parts, themes and goals. A new one comes at the end unless a number says otherwise."""

from collections.abc import Sequence
from typing import Any

from regiodialoog.agenda.actions.document import next_position
from regiodialoog.agenda.events import GoalAdded, GoalChanged, PartChanged, PartCreated, ThemeChanged, ThemeCreated
from regiodialoog.agenda.models import Agenda, AgendaGoal, AgendaPart, AgendaTheme
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, free_slug, store
from regiodialoog.organisations.models import Organisation


def create_part(agenda: Agenda, title: str, *, slug: str = "", number: int | None = None, **facts: Any) -> AgendaPart:
    """Add a part; ``facts`` by attribute name of AgendaPart."""
    if number is None:
        number = next_position(AgendaPart, "number", agenda_id=agenda.id)
    part = AgendaPart(agenda=agenda, slug=slug or free_slug(AgendaPart, title), title=title, number=number, **facts)
    store(part)
    emit(PartCreated(subject_id=part.id))
    return part


def change_part(part: AgendaPart, **values: Any) -> None:
    if fields := assign(part, **values):
        emit(PartChanged(subject_id=part.id, fields=fields))


def create_theme(
    part: AgendaPart,
    title: str,
    *,
    slug: str = "",
    number: int | None = None,
    organisations: Sequence[Organisation] = (),
    **facts: Any,
) -> AgendaTheme:
    """Add a theme; ``facts`` by attribute name of AgendaTheme."""
    if number is None:
        number = next_position(AgendaTheme, "number", part_id=part.id)
    slug = slug or free_slug(AgendaTheme, title)
    theme = AgendaTheme(part=part, slug=slug, title=title, number=number, organisations=list(organisations), **facts)
    store(theme)
    emit(ThemeCreated(subject_id=theme.id))
    return theme


def change_theme(theme: AgendaTheme, **values: Any) -> None:
    if fields := assign(theme, **values):
        emit(ThemeChanged(subject_id=theme.id, fields=fields))


def add_goal(theme: AgendaTheme, text: str, *, position: int | None = None) -> AgendaGoal:
    if position is None:
        position = next_position(AgendaGoal, theme_id=theme.id)
    goal = AgendaGoal(theme=theme, text=text, position=position)
    store(goal)
    emit(GoalAdded(subject_id=theme.id, goal_id=goal.id))
    return goal


def change_goal(goal: AgendaGoal, **values: Any) -> None:
    if fields := assign(goal, **values):
        emit(GoalChanged(subject_id=goal.theme_id, goal_id=goal.id, fields=fields))
