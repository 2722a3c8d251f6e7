"""Who must be called, because no mail reaches them. A caller sees this and nothing else of who signed up."""

from typing import Any

from flask import Response
from flask_babel import gettext as _

from regiodialoog.accounts.session import me
from regiodialoog.core import sheets
from regiodialoog.core.errors import Conflict, NotFound
from regiodialoog.core.policy import Role, ScopeKind, authorize, can, current_actor
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.groups import actions, labels, letters, policy, queries, shapes
from regiodialoog.groups.actions import calling
from regiodialoog.groups.forms.recruiting import NO, YES, CallForm, OfferCallForm
from regiodialoog.groups.models import Call, CallState, Offer
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.letters import as_pdf
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
    """One call: what to tell, and what came of it; where it asks so, also whether somebody takes a place."""
    authorize(policy.may_call)  # before anything tells who there is
    found = queries.call(key)
    authorize(policy.may_call, found.theme)
    if found.state not in queries.OPEN_CALLS:
        raise Conflict(_("This call is not needed any more: they answered already, or somebody else called."))
    offer = queries.about_offer(found)
    if offer is not None and not actions.offer_is_open(offer):
        offer = None
    form = OfferCallForm() if offer else CallForm()
    if form.sent():
        said = form.outcome.data
        if offer is not None and said in (YES, NO):
            return _answered(found, offer, yes=said == YES)
        calling.note_call(found, CallState(said), by=me().id)
        return go_to("groups.calls", notice=_("Written down."))
    phone = queries.phones({found.person_id}).get(found.person_id, "")
    by_letter = not phone and bool(found.body) and can("groups.compose", found.theme)
    to = _post_address(found) if by_letter else []
    shown: dict[str, Any] = {"offer": offer, "phone": phone, "by_letter": by_letter, "to": to, "labels": labels}
    return page("groups/call.html", form=form, row=found, **shown)


@bp.get(f"/bellen/{KEY}/brief.pdf")
def call_on_paper(key: int) -> Response:
    """The same as a letter, to who has no phone; only the bureau sends letters."""
    authorize(policy.may_call)
    found = queries.call(key)
    authorize(policy.may_compose, found.theme)
    if found.state not in queries.OPEN_CALLS or not found.body:
        raise NotFound
    data = letters.in_place_of_call(found, _post_address(found))
    return as_pdf(sheets.pdf("letter.typ", data), f"brief-{key}")


def _post_address(found: Call) -> list[str]:
    row = queries.latest_registration(found.theme, found.person_id)
    return letters.post_address(row) if row is not None else []


def _answered(found: Call, offer: Offer, *, yes: bool) -> Response:
    """Whoever is on the phone hears at once what comes; they get no second call about it."""
    calling.note_call(found, CallState.REACHED, by=me().id)
    if not yes:
        actions.decline_offer(offer, by=me().id)
        return go_to("groups.calls", notice=_("Written down: no. The place goes to who is next in line."))
    actions.accept_offer(offer, by=me().id, tell=bool(found.person.mail_address))
    said = _("Written down: yes. They have the place.")
    return go_to("groups.calls", notice=f"{said} {shapes.on_the_phone(found.theme)}".strip())


def _own_themes() -> set[int]:
    held = (Role.CALLER, ScopeKind.THEME)
    grants = current_actor().grants
    return {one.scope_id for one in grants if (one.role, one.scope_kind) == held and one.scope_id is not None}
