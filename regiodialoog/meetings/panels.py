"""Meetings on the pages below: the theme, its group, and signing up for it."""

from typing import Any

from regiodialoog.core.panels import panel
from regiodialoog.dialogues.models import Theme
from regiodialoog.meetings import labels, queries

Shown = tuple[str, dict[str, Any]]


@panel("dialogues.theme", order=20)
def of_theme(theme: Theme) -> Shown | None:
    """What is to come, and the way to all of it."""
    meetings = queries.meetings_of(theme)
    if not meetings:
        return None
    coming = queries.coming(meetings)
    return "meetings/of_theme.html", {"theme": theme, "meetings": meetings, "coming": coming, "labels": labels}


@panel("groups.dates", order=10)
def dates(theme: Theme) -> Shown:
    """All days to come, for whoever thinks of joining."""
    coming = queries.coming(queries.meetings_of(theme))
    return "meetings/dates.html", {"theme": theme, "coming": coming, "labels": labels}


@panel("groups.dates_short", order=10)
def dates_short(theme: Theme) -> Shown:
    """The same in an item of a list, for who is about to sign up."""
    coming = queries.coming(queries.meetings_of(theme))
    about = {"theme": theme, "coming": coming, "hours": labels.hours(coming), "labels": labels}
    return "meetings/dates_short.html", about


@panel("dialogues.manage_theme", order=20)
def manage(theme: Theme) -> Shown | None:
    """The way to the management of the meetings."""
    return None if theme.source_id is not None else ("meetings/manage_link.html", {"theme": theme})
