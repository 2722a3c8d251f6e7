"""The management rooms of people: who gets no place."""

from flask import Response
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.core.errors import NotFound
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.groups import actions, queries
from regiodialoog.groups.forms import RefuseForm
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
    waiting = queries.count_registrations(theme.id, RegistrationState.REGISTERED)
    what = ngettext("%(num)s person still waits for a place", "%(num)s people still wait for a place", waiting)
    title = _("Say to everybody who waits that there is no place")
    return page("groups/manage_reason.html", form=form, theme=theme, title=title, what=what)
