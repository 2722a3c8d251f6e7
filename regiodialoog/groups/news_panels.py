"""Where being kept informed shows: on the page of a theme, and on one's own."""

from typing import Any

from regiodialoog.accounts.models import Person
from regiodialoog.core.panels import panel
from regiodialoog.core.policy import current_actor
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries
from regiodialoog.groups.retention import news_until

Shown = tuple[str, dict[str, Any]]


@panel("dialogues.theme_now", order=90)
def of_theme(theme: Theme) -> Shown | None:
    """The way to it, or until when one is; nothing where there is no more news."""
    wish = queries.news_wish(theme.id, current_actor().person_id)
    if wish is None and news_until(theme) is None:
        return None
    return "groups/theme_news.html", {"theme": theme, "wish": wish}


@panel("accounts.my_page", order=8)
def my_news(person: Person) -> Shown | None:
    rows = queries.news_wishes_of(person.id)
    return ("groups/my_news.html", {"rows": rows}) if rows else None
