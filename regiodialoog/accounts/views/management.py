"""People and roles, for the bureau and the administrators."""

from flask import Response, request, url_for
from flask_babel import gettext as _

from regiodialoog.accounts import actions, policy, queries, scopes, session
from regiodialoog.accounts.forms import EndRoleForm, InviteForm, RoleForm
from regiodialoog.accounts.models import Person
from regiodialoog.accounts.views.blueprint import bp
from regiodialoog.core.errors import NotFound
from regiodialoog.core.policy import SCOPES, Role, ScopeKind, authorize, can, current_actor, may_open_management
from regiodialoog.core.text import clean_line
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.core.web.paging import page_links

LONGEST_SEARCH = 100


@bp.get("/beheer")
def management() -> Response:
    authorize(may_open_management)
    resets = queries.open_resets() if can("accounts.decide_reset") else []
    waiting = queries.names({reset.person_id for reset in resets})
    return page("accounts/management.html", waiting=waiting)


@bp.get("/beheer/mensen")
def people() -> Response:
    authorize(policy.may_see_people)
    search = clean_line(request.args.get("zoek", ""))[:LONGEST_SEARCH]
    number = request.args.get("pagina", "1")
    number = number if number.isascii() and number.isdecimal() and len(number) < 7 else "1"
    found = queries.people_page(search, int(number))
    names = scopes.names(grant for one in found.people for grant in one.active_grants)
    links = page_links(found.number, found.pages, lambda n: url_for("accounts.people", zoek=search or None, pagina=n))[
        "pages"
    ]
    return page("accounts/people.html", fragment="results", found=found, search=search, links=links, scope_names=names)


@bp.route("/beheer/mensen/nieuw", methods=["GET", "POST"])
def invite() -> Response:
    authorize(policy.may_invite)
    form = InviteForm(municipalities=scopes.municipalities())
    if form.sent():
        invited = actions.invite(**form.values())
        notice = _("%(name)s has an account and gets a mail. Now give a role.", name=invited.name)
        return go_to("accounts.person", person_id=invited.id, notice=notice)
    return page("accounts/invite.html", form=form)


@bp.get("/beheer/mensen/<int:person_id>")
def person(person_id: int) -> Response:
    """One person: roles now and before, what can be given, and the second step."""
    authorize(policy.may_see_people)
    found = queries.person(person_id)
    grants, reset = queries.all_grants(person_id), queries.open_reset(person_id)
    ids = {number for grant in grants for number in (grant.given_by, grant.ended_by) if number}
    names = queries.names(ids | ({reset.asked_by} if reset else set()))
    return page(
        "accounts/person.html", person=found, grants=grants, names=names, reset=reset,
        scope_names=scopes.names(grants), givable=givable(found),
    )  # fmt: skip


@bp.route("/beheer/mensen/<int:person_id>/rollen/<role>/<kind>", methods=["GET", "POST"])
def give_role(person_id: int, role: str, kind: str) -> Response:
    authorize(policy.may_give_role)  # before anything tells who there is
    found = queries.person(person_id)
    if (role, kind) not in {(one.value, scope.value) for one in Role for scope in SCOPES[one]}:
        raise NotFound
    authorize(policy.may_give_role, (found, Role(role)))
    form = RoleForm(scopes=scopes.choices(ScopeKind(kind)))
    if kind == ScopeKind.REGION:
        del form.scope_id
    if form.sent():
        scope_id = form.values().get("scope_id")
        actions.give_role(found, Role(role), ScopeKind(kind), scope_id, by=current_actor().person_id)
        return go_to("accounts.person", person_id=person_id, notice=_("The role has been given."))
    return page("accounts/give_role.html", form=form, person=found, role=role, kind=kind)


@bp.route("/beheer/mensen/<int:person_id>/rollen/<int:grant_id>/beeindigen", methods=["GET", "POST"])
def end_role(person_id: int, grant_id: int) -> Response:
    authorize(policy.may_end_role)
    found, grant = queries.person(person_id), queries.grant(grant_id)
    if grant.person_id != person_id:
        raise NotFound
    authorize(policy.may_end_role, grant)
    form = EndRoleForm()
    if form.sent():
        actions.end_role(grant, by=session.me().id, **form.values())
        return go_to("accounts.person", person_id=person_id, notice=_("The role has ended."))
    return page("accounts/end_role.html", form=form, person=found, grant=grant, scope_names=scopes.names([grant]))


def givable(person: Person) -> list[tuple[Role, ScopeKind]]:
    """The roles that this actor can give this person here and now, without those already held over the region."""
    held = {(grant.role, grant.scope_kind) for grant in person.grants if grant.scope_kind is ScopeKind.REGION}
    return [
        (role, kind)
        for role in Role
        for kind in SCOPES[role]
        if scopes.is_known(kind) and (role, kind) not in held and can("accounts.give_role", (person, role))
    ]
