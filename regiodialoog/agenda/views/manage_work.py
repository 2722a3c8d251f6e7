"""The management rooms of the agenda: actions, and taking a line off."""

from collections.abc import Callable
from typing import Any

from flask import Response
from flask_babel import gettext as _

from regiodialoog.agenda import actions, labels, policy, queries
from regiodialoog.agenda.forms import ActionForm, EndForm
from regiodialoog.agenda.models import AgendaAction, AgendaPart, AgendaTheme
from regiodialoog.agenda.views import shapes
from regiodialoog.agenda.views.blueprint import bp
from regiodialoog.agenda.views.reading import action_url
from regiodialoog.core.errors import NotFound
from regiodialoog.core.i18n import content, phrase
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_back, go_to, page


@bp.route("/beheer/agenda/onderdelen/<slug>/acties/nieuw", methods=["GET", "POST"])
def new_overarching_action(slug: str) -> Response:
    return _new_action(queries.part(slug))


@bp.route("/beheer/agenda/themas/<slug>/acties/nieuw", methods=["GET", "POST"])
def new_action(slug: str) -> Response:
    return _new_action(queries.theme(slug))


@bp.route("/beheer/agenda/acties/<slug>/deelacties/nieuw", methods=["GET", "POST"])
def new_sub_action(slug: str) -> Response:
    return _new_action(queries.action(slug))


def _new_action(place: AgendaPart | AgendaTheme | AgendaAction) -> Response:
    authorize(policy.may_edit_agenda, place)
    form = ActionForm()
    if form.sent():
        made = actions.create_action(place, **form.values())
        notice = _("%(name)s has been added.", name=made.title)
        return go_back(action_url(queries.action(made.slug)), "/agenda", notice=notice)
    title = phrase(_("Add an action to %(name)s"), name=place.title)
    return page("agenda/manage_form.html", form=form, title=title, key=f"{place.slug}-action")


@bp.route("/beheer/agenda/acties/<slug>", methods=["GET", "POST"])
def edit_action(slug: str) -> Response:
    action = queries.action(slug)
    authorize(policy.may_edit_agenda, action)
    form = ActionForm(obj=action)
    if form.sent():
        actions.change_action(action, **form.values())
        return go_back(action_url(action), "/agenda", notice=_("%(name)s has been saved.", name=action.title))
    title = phrase(_("Edit action: %(name)s"), name=action.title)
    figures = queries.figures_of(None, [action.id])
    about: dict[str, Any] = {
        "title": title,
        "key": action.slug,
        "row": action,
        "kind": "acties",
        "figures": figures,
        "labels": labels,
    }
    return page("agenda/manage_form.html", form=form, **about)


def _numbered(one: Callable[[int], Any]) -> Callable[[str], Any]:
    """A row by a number from an address. Raises NotFound for anything else."""

    def find(key: str) -> Any:
        if not (key.isascii() and key.isdigit() and len(key) < 10):
            raise NotFound
        return one(int(key))

    return find


_LINES: dict[str, Callable[[str], Any]] = {
    "onderdelen": queries.part,
    "themas": queries.theme,
    "acties": queries.action,
    "doelen": _numbered(queries.goal),
    "opgaven": _numbered(queries.challenge),
    "ontwikkelingen": _numbered(queries.development),
    "cijfers": _numbered(queries.figure),
    "mijlpalen": _numbered(queries.milestone),
}


@bp.route(f"/beheer/agenda/<any({','.join(_LINES)}):kind>/<key>/beeindigen", methods=["GET", "POST"])
def end(kind: str, key: str) -> Response:
    """Take anything off the agenda."""
    row = _LINES[kind](key)
    authorize(policy.may_edit_agenda, row)
    form = EndForm(obj=row)
    name = shapes.name_of(row)
    if form.sent():
        actions.end(row, **form.values())
        return go_to("agenda.manage", notice=_("%(name)s is off the agenda.", name=name))
    return page("agenda/manage_end.html", form=form, title=_("Take off the agenda"), name=content(name), row=row)
