"""What a group's work is told with: sorts of proposals, and figures."""

from decimal import Decimal
from typing import Any

from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, free_slug, store
from regiodialoog.dialogues.actions.process import next_number
from regiodialoog.dialogues.events import CategoryAdded, CategoryChanged, FigureAdded, FigureChanged
from regiodialoog.dialogues.models import Theme, ThemeCategory, ThemeFigure


def add_category(theme: Theme, name: str, *, explanation: str = "", slug: str = "") -> ThemeCategory:
    """Add a sort of proposals, at the end."""
    category = ThemeCategory(
        theme_id=theme.id, slug=slug or free_slug(ThemeCategory, name), name=name, explanation=explanation,
        position=next_number(ThemeCategory, "position", theme_id=theme.id),
    )  # fmt: skip
    store(category)
    emit(CategoryAdded(subject_id=theme.id, category_id=category.id))
    return category


def change_category(category: ThemeCategory, **values: Any) -> None:
    if fields := assign(category, **values):
        emit(CategoryChanged(subject_id=category.theme_id, category_id=category.id, fields=fields))


def add_figure(theme: Theme, what: str, *, value: Decimal, **facts: Any) -> ThemeFigure:
    """Add a figure, at the end; ``facts`` by attribute name of ThemeFigure."""
    position = next_number(ThemeFigure, "position", theme_id=theme.id)
    figure = ThemeFigure(theme_id=theme.id, what=what, value=value, position=position, **facts)
    store(figure)
    emit(FigureAdded(subject_id=theme.id, figure_id=figure.id))
    return figure


def change_figure(figure: ThemeFigure, **values: Any) -> None:
    if fields := assign(figure, **values):
        emit(FigureChanged(subject_id=figure.theme_id, figure_id=figure.id, fields=fields))
