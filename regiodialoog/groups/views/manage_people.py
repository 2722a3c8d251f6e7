"""The management rooms of people: who gets no place."""

from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.core import clock
from regiodialoog.core.errors import NotFound
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import actions, draw_bureau, queries, shapes
from regiodialoog.groups.forms import RefuseForm, RefuseRestForm
from regiodialoog.groups.models import Group, Registration
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
    return page(
        "groups/manage_reason.html", form=form, theme=theme, title=title, what=what, warning=_still_possible(row)
    )


def _still_possible(row: Registration) -> str:
    """How somebody may get a place yet; empty when there is no such way."""
    if row.id in queries.in_line(row.theme_id, clock.today()):
        return str(
            _("This person is in line of the draw, and can still get a place that comes free. Wait with this mail.")
        )
    if actions.can_be_drawn_later(row):
        return str(
            _(
                "Lots have still to be drawn, and this person can still be drawn: also after this mail. Rather wait"
                " until after the draw."
            )
        )
    return ""


@bp.route("/beheer/groepen/<slug>/aanmeldingen/geen-plek", methods=["GET", "POST"])
def refuse_rest(slug: str) -> Response:
    """Tell everybody who still waits that there is no place now; while there may be, it says what comes first."""
    theme, group = composed(slug)
    form = RefuseRestForm(still_open=actions.still_open(group))
    if form.sent():
        count = actions.refuse_rest(theme, **form.values())
        notice = ngettext("%(num)s person gets a mail about it.", "%(num)s people get a mail about it.", count)
        return go_to("groups.telling" if queries.still_to_tell(theme.id) else "groups.manage", slug=slug, notice=notice)
    title = _("Say to everybody who waits that there is no place")
    if (reason := actions.not_yet(theme, group)) is not None:
        return page("groups/no_place_yet.html", theme=theme, title=title, first=_first(reason, theme, group))
    waits = {row.id for row in queries.waiting(theme.id)}
    in_line = len(waits & queries.in_line(theme.id, clock.today()))
    count = len(waits) - in_line
    what = ngettext("%(num)s person gets this mail", "%(num)s people get this mail", count)
    said = ngettext(
        "%(num)s person is in line of the draw and does not get this mail: they can still get a place that comes free.",
        "%(num)s people are in line of the draw and do not get this mail: they can still get a place that comes free.",
        in_line,
    )
    return page(
        "groups/manage_reason.html", form=form, theme=theme, title=title, what=what, warning=said if in_line else ""
    )


def _first(reason: actions.NotYet, theme: Theme, group: Group) -> tuple[str, str, str]:
    """What has to be done first: in words, and the page for it with its name."""
    said = actions.why_not_yet(reason, group)
    if reason is actions.NotYet.SIGNING_UP:
        days = url_for("dialogues.edit_phases", slug=theme.slug)
        return f"{shapes.signing_up(theme).said} {said}", days, _("The days of every phase")
    draw = queries.draw_goes_on(group.id)
    if draw is not None:
        return said, url_for("groups.draw", slug=theme.slug, number=draw.number), _("To the draw")
    return said, url_for("groups.draws", slug=theme.slug), _("Draw lots")


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
        "told_of": draw_bureau.told_of,
    }
    return page("groups/telling.html", fragment="progress", **shown)
