"""The management rooms of people: who gets no place."""

from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.core import clock
from regiodialoog.core.errors import NotFound
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.groups import actions, queries
from regiodialoog.groups.forms import RefuseForm
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.manage import KEY, composed


@bp.route(f"/beheer/groepen/<slug>/aanmeldingen/{KEY}/geen-plek", methods=["GET", "POST"])
def refuse(slug: str, key: int) -> Response:
    """Tell one person that there is no place, and why."""
    theme, _group = composed(slug)
    row = queries.registration(key)
    if row.theme_id != theme.id:
        raise NotFound
    form = RefuseForm()
    if form.sent():
        actions.refuse(row, **form.values())
        notice = _("%(name)s gets a mail about it.", name=row.person.display_name)
        return go_to("groups.manage", slug=slug, notice=notice)
    title, what = _("Say that there is no place"), row.person.display_name
    said = ""
    if row.id in queries.in_line(theme.id, clock.today()):
        said = _("This person is in line of the draw, and can still get a place that comes free. Wait with this mail.")
    return page("groups/manage_reason.html", form=form, theme=theme, title=title, what=what, warning=said)


@bp.route("/beheer/groepen/<slug>/aanmeldingen/geen-plek", methods=["GET", "POST"])
def refuse_rest(slug: str) -> Response:
    """Tell everybody who still waits that there is no place now."""
    theme, _group = composed(slug)
    form = RefuseForm()
    if form.sent():
        count = actions.refuse_rest(theme, **form.values())
        notice = ngettext("%(num)s person gets a mail about it.", "%(num)s people get a mail about it.", count)
        return go_to("groups.telling" if queries.still_to_tell(theme.id) else "groups.manage", slug=slug, notice=notice)
    waits = {row.id for row in queries.waiting(theme.id)}
    in_line = len(waits & queries.in_line(theme.id, clock.today()))
    count = len(waits) - in_line
    what = ngettext("%(num)s person gets this mail", "%(num)s people get this mail", count)
    said = ngettext(
        "%(num)s person is in line of the draw and does not get this mail: they can still get a place that comes free.",
        "%(num)s people are in line of the draw and do not get this mail: they can still get a place that comes free.",
        in_line,
    )
    title = _("Say to everybody who waits that there is no place")
    form.reason.description = _("They can all read this.")
    return page(
        "groups/manage_reason.html", form=form, theme=theme, title=title, what=what, warning=said if in_line else ""
    )


@bp.get("/beheer/groepen/<slug>/vertellen")
def telling(slug: str) -> Response:
    """How far it is with people who are told the same."""
    theme, group = composed(slug)
    rows = queries.tellings(theme.id)
    shown: dict[str, Any] = {
        "theme": theme,
        "made": group,
        "rows": rows,
        "going": [row for row in rows if row.ended_at is None],
    }
    return page("groups/telling.html", fragment="progress", **shown)
