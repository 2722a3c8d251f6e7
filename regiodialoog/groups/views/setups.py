"""The management rooms of setups that the bureau keeps: from a group that was put together, renamed, and removed."""

from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _

from regiodialoog.core.forms import Confirm
from regiodialoog.core.i18n import content
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.labels import PHASES
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import labels, policy, queries
from regiodialoog.groups.actions import keeping_setups as actions
from regiodialoog.groups.evenings import days, weeks_between
from regiodialoog.groups.forms.setups import KeepSetupForm, SetupForm
from regiodialoog.groups.models import MOST_EVENINGS, MOST_WEEKS_BETWEEN, OwnSetup
from regiodialoog.groups.queries import setups as kept
from regiodialoog.groups.setups import own_setups
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.manage import KEY, composed
from regiodialoog.organisations import queries as region

SETUPS = "/beheer/groepen/<slug>/opzetten"


@bp.route(SETUPS, methods=["GET", "POST"])
def keep_setup(slug: str) -> Response:
    """Keep the way in which this group was set up; below it the ones that were kept before."""
    theme, group = composed(slug)
    form = KeepSetupForm()
    if not form.is_submitted():
        planned = days(theme)
        form.evenings.data = min(MOST_EVENINGS, len(planned)) or None
        form.weeks_between.data = min(MOST_WEEKS_BETWEEN, weeks_between(planned)) if len(planned) > 1 else None
    if form.sent():
        row = actions.keep_setup(group, **form.values())
        notice = _("The setup has been kept: %(name)s. You can choose it when you make a group.", name=row.name)
        return go_to("groups.keep_setup", slug=slug, notice=notice)
    names = {each.id: each.name for each in region.interests(include_retired=True)}
    shares = [(content(names[key]), count, labels.FILLINGS[way]) for key, count, way in actions.shares_now(group)]
    shown: dict[str, Any] = {"shares": shares, "weeks": actions.weeks_of(theme), "own": own_setups(), "phases": PHASES}
    shown["questions"] = actions.questions_now(group)
    return page("groups/keep_setup.html", form=form, theme=theme, group=group, labels=labels, **shown)


@bp.route(f"{SETUPS}/{KEY}", methods=["GET", "POST"])
def edit_setup(slug: str, key: int) -> Response:
    """``slug``: of the theme from which somebody came, and to which they go back."""
    theme, row = _kept(slug, key)
    form = SetupForm(obj=row)
    if form.sent():
        actions.change_setup(row, **form.values())
        return go_to(_there(theme), slug=slug, notice=_("The setup has been saved."))
    title = _("Change the setup")
    about: dict[str, Any] = {"key": f"setup-{key}", "made": queries.find_group(theme)}
    return page("groups/manage_form.html", form=form, title=title, theme=theme, **about)


@bp.route(f"{SETUPS}/{KEY}/weg", methods=["GET", "POST"])
def remove_setup(slug: str, key: int) -> Response:
    theme, row = _kept(slug, key)
    form = Confirm()
    if form.sent():
        actions.remove_setup(row)
        return go_to(_there(theme), slug=slug, notice=_("The setup has been removed."))
    why = _("Nobody can begin with it any more. Groups that began with it keep what they have.")
    back: dict[str, Any] = {"back": url_for(_there(theme), slug=slug), "made": queries.find_group(theme)}
    title = _("Remove this setup")
    return page("groups/manage_sure.html", form=form, title=title, theme=theme, what=row.name, why=why, **back)


def _kept(slug: str, key: int) -> tuple[Theme, OwnSetup]:
    theme = dialogues.theme(slug)
    authorize(policy.may_compose, theme)
    return theme, kept.own_setup(key)


def _there(theme: Theme) -> str:
    """Where the setups are shown: a theme without a group has no page to keep one."""
    return "groups.keep_setup" if queries.find_group(theme) is not None else "groups.edit_group"
