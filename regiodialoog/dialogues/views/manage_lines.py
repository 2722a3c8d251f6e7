"""The management rooms of what a theme is told with: sorts of proposals, and figures."""

from flask import Response
from flask_babel import gettext as _

from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import actions, policy, queries
from regiodialoog.dialogues.forms import CategoryForm, FigureForm
from regiodialoog.dialogues.views.blueprint import bp
from regiodialoog.dialogues.views.manage_themes import THEME

KEY = "<int(max=2147483647):key>"


@bp.route(f"{THEME}/soorten/nieuw", methods=["GET", "POST"])
def new_category(slug: str) -> Response:
    theme = queries.theme(slug)
    authorize(policy.may_edit_dialogues, theme)
    form = CategoryForm()
    if form.sent():
        made = actions.add_category(theme, **form.values())
        return go_to("dialogues.manage_theme", slug=slug, notice=_("%(name)s has been added.", name=made.name))
    title = _("Add a sort of proposals")
    return page("dialogues/manage_form.html", form=form, title=title, key=f"{slug}-category", theme=theme)


@bp.route(f"/beheer/dialogen/soorten/{KEY}", methods=["GET", "POST"])
def edit_category(key: int) -> Response:
    row = queries.category(key)
    authorize(policy.may_edit_dialogues, row)
    form = CategoryForm(obj=row)
    if form.sent():
        actions.change_category(row, **form.values())
        notice = _("%(name)s has been saved.", name=row.name)
        return go_to("dialogues.manage_theme", slug=row.theme.slug, notice=notice)
    title = _("Edit a sort of proposals")
    return page("dialogues/manage_form.html", form=form, title=title, key=f"category-{key}", theme=row.theme)


@bp.route(f"{THEME}/cijfers/nieuw", methods=["GET", "POST"])
def new_figure(slug: str) -> Response:
    theme = queries.theme(slug)
    authorize(policy.may_edit_dialogues, theme)
    form = FigureForm()
    if form.sent():
        actions.add_figure(theme, **form.values())
        return go_to("dialogues.manage_theme", slug=slug, notice=_("The figure has been added."))
    title = _("Add a figure")
    return page("dialogues/manage_form.html", form=form, title=title, key=f"{slug}-figure", theme=theme)


@bp.route(f"/beheer/dialogen/cijfers/{KEY}", methods=["GET", "POST"])
def edit_figure(key: int) -> Response:
    row = queries.figure(key)
    authorize(policy.may_edit_dialogues, row)
    form = FigureForm(obj=row)
    if form.sent():
        actions.change_figure(row, **form.values())
        return go_to("dialogues.manage_theme", slug=row.theme.slug, notice=_("The figure has been saved."))
    return page("dialogues/manage_form.html", form=form, title=_("Edit a figure"), key=f"figure-{key}", theme=row.theme)
