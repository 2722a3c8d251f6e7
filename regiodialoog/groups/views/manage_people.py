"""The management rooms of people: who gets no place, and drawing lots."""

from flask import Response
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.accounts.session import me
from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.groups import actions, labels, queries
from regiodialoog.groups.forms import RefuseForm, RepeatDrawForm
from regiodialoog.groups.models import RegistrationState
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
    title = _("Say that there is no place")
    return page("groups/manage_reason.html", form=form, theme=theme, title=title, what=row.person.display_name)


@bp.route("/beheer/groepen/<slug>/aanmeldingen/geen-plek", methods=["GET", "POST"])
def refuse_rest(slug: str) -> Response:
    """Tell everybody who still waits that there is no place now."""
    theme, _group = composed(slug)
    form = RefuseForm()
    if form.sent():
        count = actions.refuse_rest(theme, **form.values())
        notice = ngettext("%(num)s person gets a mail about it.", "%(num)s people get a mail about it.", count)
        return go_to("groups.manage", slug=slug, notice=notice)
    waiting = len(queries.registrations(theme.id, RegistrationState.REGISTERED))
    what = ngettext("%(num)s person still waits for a place", "%(num)s people still wait for a place", waiting)
    title = _("Say to everybody who waits that there is no place")
    return page("groups/manage_reason.html", form=form, theme=theme, title=title, what=what)


@bp.route("/beheer/groepen/<slug>/loting", methods=["GET", "POST"])
def draw(slug: str) -> Response:
    """Draw lots for the open places that are filled that way; a second time only with a reason."""
    theme, group = composed(slug)
    seats = queries.seats(group.id)
    before = queries.draws(group.id)
    form = RepeatDrawForm() if before else Confirm()
    if form.sent():
        held = actions.hold_draw(group, by=me().id, **form.values())
        found = "seats" in held.result
        notice = _("Lots were drawn. Who has a place gets a mail.") if found else ""
        return go_to("groups.draw", slug=slug, notice=notice)
    return page(
        "groups/manage_draw.html",
        form=form,
        theme=theme,
        seats=seats,
        to_draw=actions.seats_to_draw(seats),
        draws=before,
        waiting=len(queries.registrations(theme.id, RegistrationState.REGISTERED)),
        labels=labels,
    )
