"""Draws where people come by: on the page of a theme, and on the own page of the clerks who watch them."""

from typing import Any

from regiodialoog.accounts.models import Person
from regiodialoog.core.panels import panel
from regiodialoog.core.policy import Role, can, current_actor
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import draw_news, draw_watch
from regiodialoog.groups.queries import watching

Shown = tuple[str, dict[str, Any]]


@panel("dialogues.theme_now", order=12)
def draw_of_theme(theme: Theme) -> Shown | None:
    """That lots are drawn, and when; or how that went."""
    news = draw_news.of_theme(theme)
    return ("groups/draw_news.html", {"lot": news}) if news is not None else None


@panel("accounts.my_page", order=2)
def draws_to_watch(person: Person) -> Shown | None:
    """For a clerk: the draws whose seal they can note, whose outcome they can confirm or whose files they can check."""
    places = {grant.scope_id for grant in person.grants if grant.role is Role.CLERK and grant.scope_id is not None}
    if not places or not can("groups.witness_draw"):
        return None
    rows = [(row, draw_watch.tasks(current_actor(), row)) for row in watching.draws_to_watch(places)]
    rows = [(row, tasks) for row, tasks in rows if tasks]
    return ("groups/draws_to_watch.html", {"rows": rows}) if rows else None
