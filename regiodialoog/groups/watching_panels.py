"""Draws where people come by: on the page of a theme, and on the own page of the clerks who watch them."""

from typing import Any

from regiodialoog.accounts.models import Person
from regiodialoog.core.panels import panel
from regiodialoog.core.policy import Role, can
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import draw_news, draw_shapes, queries

Shown = tuple[str, dict[str, Any]]


@panel("dialogues.theme_now", order=12)
def draw_of_theme(theme: Theme) -> Shown | None:
    """That lots are drawn, and when; or how that went."""
    news = draw_news.of_theme(theme)
    return ("groups/draw_news.html", {"lot": news}) if news is not None else None


@panel("accounts.my_page", order=2)
def draws_to_watch(person: Person) -> Shown | None:
    """For a clerk: the draws whose seal they can note, and those whose outcome they can confirm."""
    places = {grant.scope_id for grant in person.grants if grant.role is Role.CLERK and grant.scope_id is not None}
    rows = queries.draws_to_watch(places) if places and can("groups.witness_draw") else ()
    return ("groups/draws_to_watch.html", {"rows": rows, "shapes": draw_shapes}) if rows else None
