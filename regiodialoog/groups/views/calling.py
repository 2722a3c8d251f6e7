"""Who must be called, because no mail reaches them. A caller sees this and nothing else of who signed up."""

from flask import Response
from flask_babel import gettext as _

from regiodialoog.accounts.session import me
from regiodialoog.core.errors import NotFound
from regiodialoog.core.policy import Role, ScopeKind, authorize, can, current_actor
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.groups import labels, policy, queries
from regiodialoog.groups.actions import calling
from regiodialoog.groups.forms.recruiting import CallForm
from regiodialoog.groups.models import CallState
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.manage import KEY


@bp.get("/bellen")
def calls() -> Response:
    """Every call to make about the themes that are this caller's; for the bureau about all."""
    authorize(policy.may_call)
    themes = queries.themes_to_call(None if can("groups.compose") else _own_themes())
    rows = queries.open_calls([theme.id for theme in themes])
    phones = queries.phones({row.person_id for row in rows})
    return page("groups/calls.html", themes=themes, rows=rows, phones=phones, labels=labels)


@bp.route(f"/bellen/{KEY}", methods=["GET", "POST"])
def call(key: int) -> Response:
    """One call: what to tell, and what came of it."""
    authorize(policy.may_call)  # before anything tells who there is
    found = queries.call(key)
    authorize(policy.may_call, found.theme)
    if found.state not in queries.OPEN_CALLS:
        raise NotFound
    form = CallForm()
    if form.sent():
        calling.note_call(found, CallState(form.outcome.data), by=me().id)
        return go_to("groups.calls", notice=_("Written down."))
    phone = queries.phones({found.person_id}).get(found.person_id, "")
    return page("groups/call.html", form=form, row=found, phone=phone, labels=labels)


def _own_themes() -> set[int]:
    held = (Role.CALLER, ScopeKind.THEME)
    grants = current_actor().grants
    return {one.scope_id for one in grants if (one.role, one.scope_kind) == held and one.scope_id is not None}
