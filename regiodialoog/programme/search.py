"""Where the programme can be found by the search page."""

from flask import url_for

from regiodialoog.adoption import queries as adoption
from regiodialoog.adoption.labels import marked
from regiodialoog.core.db import db
from regiodialoog.core.text import N_
from regiodialoog.core.web.search import Found, Hit, Wanted, best_first, excerpt, search_source
from regiodialoog.programme import queries
from regiodialoog.programme.labels import project_name
from regiodialoog.programme.models import Project


@search_source("opgaven", N_("Challenges of the programme"), order=32)
def challenges(sought: Wanted, limit: int, offset: int) -> Found:
    rows = [row for row in queries.challenges() if sought.matches(row.search_text)]
    hits = [Hit(row.title, url_for("programme.challenge", slug=row.slug), excerpt(sought, row.what)) for row in rows]
    return best_first(sought, hits, limit, offset)


@search_source("projecten", N_("Projects of the programme"), order=33)
def projects(sought: Wanted, limit: int, offset: int) -> Found:
    rows = db.session.scalars(queries.select_projects().where(sought.within(Project.search_text)))
    hits = [
        Hit(project_name(row), url_for("programme.project", slug=row.slug), excerpt(sought, row.what)) for row in rows
    ]
    return best_first(sought, hits, limit, offset)


@search_source("activiteiten", N_("Activities of the programme"), order=34)
def activities(sought: Wanted, limit: int, offset: int) -> Found:
    hits = [
        Hit(
            row.title,
            url_for("programme.challenge", slug=row.challenge.slug, _anchor=row.slug),
            excerpt(sought, row.description) or row.challenge.title,
        )
        for row in queries.activities()
        if sought.matches(row.title, row.description, *row.topics)
    ]
    return best_first(sought, hits, limit, offset)


@search_source("momenten", N_("Decision moments"), order=36)
def moments(sought: Wanted, limit: int, offset: int) -> Found:
    rows = [row for row in db.session.scalars(adoption.moments()) if sought.matches(row.what, row.kind.name)]
    hits = [
        Hit(marked(row.what, fictitious=row.fictitious), url_for("adoption.moment", slug=row.slug), row.kind.name)
        for row in rows
    ]
    return best_first(sought, hits, limit, offset)
