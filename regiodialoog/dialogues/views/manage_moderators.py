"""The management room of who moderates a theme."""

from flask import Response
from flask_babel import gettext as _

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts import policy as people_policy
from regiodialoog.accounts import queries as people
from regiodialoog.core.errors import NotFound
from regiodialoog.core.policy import Role, ScopeKind, authorize, current_actor
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import actions, policy, queries
from regiodialoog.dialogues.checklist import next_step
from regiodialoog.dialogues.forms import ModeratorForm
from regiodialoog.dialogues.views.blueprint import bp
from regiodialoog.dialogues.views.manage_themes import THEME


@bp.route(f"{THEME}/moderatoren", methods=["GET", "POST"])
def moderators(slug: str) -> Response:
    """Who does it now, and one more: of those who moderate another theme, or did. Others get the role by their own
    page."""
    theme = queries.theme(slug)
    authorize(policy.may_edit_dialogues, theme)
    actions.must_run(theme)
    now = people.grants_over(Role.MODERATOR, ScopeKind.THEME, theme.id)
    busy = {grant.person_id for grant in now} | {current_actor().person_id}
    candidates = {one.id: one for one in people.ever(Role.MODERATOR) if one.id not in busy}
    form = ModeratorForm([(one.id, one.name) for one in candidates.values()])
    if form.sent():
        chosen = candidates.get(form.person_id.data)
        if chosen is None:
            raise NotFound
        authorize(people_policy.may_give_role, (chosen, Role.MODERATOR))
        accounts.give_role(chosen, Role.MODERATOR, ScopeKind.THEME, theme.id, by=current_actor().person_id)
        notice = _("%(name)s moderates this theme from now on, and gets a mail about it.", name=chosen.name)
        return go_to("dialogues.manage_theme", slug=slug, notice=notice, onward=next_step(theme))
    names = people.names({grant.person_id for grant in now})
    return page("dialogues/manage_moderators.html", form=form, theme=theme, now=now, names=names, some=bool(candidates))
