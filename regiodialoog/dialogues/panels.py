"""What dialogues show on other pages, and where they can be found."""

from collections.abc import Sequence
from typing import Any

from flask import url_for

from regiodialoog.agenda.models import AgendaTheme
from regiodialoog.core.panels import panel
from regiodialoog.core.text import N_
from regiodialoog.core.web.search import Found, Hit, Wanted, best_first, excerpt, search_source
from regiodialoog.dialogues import queries, shapes
from regiodialoog.organisations.models import Municipality

Shown = tuple[str, dict[str, Any]]


@panel("pages.home", order=5)
def running_now(_page: Any = None) -> Shown:
    """The themes that go on, or that there is none."""
    themes = [theme for theme in queries.themes() if theme.is_active and theme.source_id is None]
    lines = [line for line in shapes.lines(themes) if line.standing.moment is not queries.Moment.FINISHED]
    lines.sort(key=lambda line: not line.can_join)  # what one can join comes first
    return "dialogues/home.html", {"lines": lines}


@panel("organisations.municipality", order=5)
def themes_of_municipality(municipality: Municipality) -> Shown | None:
    """The themes of dialogues in which a municipality takes part."""
    rows = queries.themes_of_municipality(municipality.id)
    if not rows:
        return None
    found = shapes.lines([row.theme for row in rows])
    lines = [(line, row.scope) for line, row in zip(found, rows, strict=True)]
    return "dialogues/of_municipality.html", {"municipality": municipality, "lines": lines}


@panel("agenda.theme", order=20)
def themes_of_dialogues(agenda_theme: AgendaTheme) -> Shown | None:
    """The themes of dialogues that go with a theme of the agenda."""
    themes = queries.themes_beside(agenda_theme)
    return ("dialogues/of_agenda_theme.html", {"themes": themes}) if themes else None


@search_source("dialogen", N_("Dialogues"), order=5)
def find_dialogues(sought: Wanted, limit: int, offset: int) -> Found:
    return _found(sought, queries.sought_dialogues(), "dialogues.dialogue", (limit, offset))


@search_source("dialoogthemas", N_("Themes of dialogues"), order=6)
def find_themes(sought: Wanted, limit: int, offset: int) -> Found:
    return _found(sought, queries.sought_themes(), "dialogues.theme", (limit, offset))


def _found(sought: Wanted, rows: Sequence[queries.Sought], endpoint: str, page: tuple[int, int]) -> Found:
    hits = [
        Hit(row.title, url_for(endpoint, slug=row.slug), excerpt(sought, row.text) or row.place)
        for row in rows
        if sought.matches(row.title, row.text)
    ]
    return best_first(sought, hits, *page)
