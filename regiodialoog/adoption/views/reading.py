"""One moment as everybody may read it, with everything that was written down about it."""

from flask import Response, url_for

from regiodialoog.adoption import labels, queries
from regiodialoog.adoption.models import DecisionMoment
from regiodialoog.adoption.views import shapes
from regiodialoog.adoption.views.blueprint import bp
from regiodialoog.core import clock
from regiodialoog.core.policy import public
from regiodialoog.core.web.pages import page
from regiodialoog.core.web.subjects import Link, names

LONGEST = 80


@bp.get("/termijnagenda/<slug>")
@public
def moment(slug: str) -> Response:
    found = queries.moment(slug)
    entries = [(entry, shapes.words(entry.when)) for entry in queries.entries(found.id)]
    line = shapes.line_of(found, clock.today())
    return page("adoption/moment.html", moment=found, line=line, entries=entries, labels=labels, title=title_of(found))


def title_of(moment: DecisionMoment) -> str:
    """What is asked, cut at a word: a moment has no name of its own."""
    if len(moment.what) <= LONGEST:
        return moment.what.rstrip(".")
    return moment.what[:LONGEST].rpartition(" ")[0] + " …"


@names("decision_moment")
def moment_links(ids: set[int]) -> dict[int, Link]:
    found = queries.by_ids(ids)
    return {
        row.id: Link(labels.marked(title_of(row), fictitious=row.fictitious), url_for("adoption.moment", slug=row.slug))
        for row in found
    }


@names("moment_kind")
def kind_links(ids: set[int]) -> dict[int, Link]:
    return {kind.id: Link(kind.name) for kind in queries.kinds() if kind.id in ids}
