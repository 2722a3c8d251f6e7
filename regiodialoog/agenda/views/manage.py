"""The management rooms of the agenda: its texts, parts, themes and goals."""

from flask import Response
from flask_babel import gettext as _

from regiodialoog.agenda import actions, labels, policy, queries
from regiodialoog.agenda.forms import AgendaForm, GoalForm, PartForm, ThemeForm
from regiodialoog.agenda.views import shapes
from regiodialoog.agenda.views.blueprint import bp
from regiodialoog.core.i18n import phrase
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page


@bp.get("/beheer/agenda")
def manage() -> Response:
    found = queries.current_agenda()
    authorize(policy.may_edit_agenda, found)
    themes = queries.themes(found.id)
    goals = queries.goals([theme.id for theme in themes])
    parts = queries.parts(found.id)
    part_ids = [part.id for part in parts]
    blocks = shapes.blocks(parts, themes, goals, queries.action_rows(part_ids), queries.stances(found.id))
    return page(
        "agenda/manage.html",
        agenda=found,
        blocks=blocks,
        figures=shapes.figures_by_place(queries.figures_in(part_ids)),
        milestones=shapes.by_theme(queries.milestones_of(*(theme.id for theme in themes))),
        challenges=queries.challenges(found.id),
        developments=queries.developments(found.id),
        labels=labels,
    )


@bp.route("/beheer/agenda/tekst", methods=["GET", "POST"])
def edit_agenda() -> Response:
    found = queries.current_agenda()
    authorize(policy.may_edit_agenda, found)
    form = AgendaForm(obj=found)
    if form.sent():
        actions.change_agenda(found, **form.values())
        return go_to("agenda.manage", notice=_("The texts of the agenda have been saved."))
    return page("agenda/manage_form.html", form=form, title=_("Edit the texts of the agenda"), key="agenda")


@bp.route("/beheer/agenda/onderdelen/nieuw", methods=["GET", "POST"])
def new_part() -> Response:
    found = queries.current_agenda()
    authorize(policy.may_edit_agenda, found)
    form = PartForm()
    if form.sent():
        made = actions.create_part(found, **form.values())
        return go_to("agenda.manage", notice=_("%(name)s has been added.", name=made.title))
    return page("agenda/manage_form.html", form=form, title=_("Add a part"), key="new-part")


@bp.route("/beheer/agenda/onderdelen/<slug>", methods=["GET", "POST"])
def edit_part(slug: str) -> Response:
    part = queries.part(slug)
    authorize(policy.may_edit_agenda, part)
    form = PartForm(obj=part)
    if form.sent():
        actions.change_part(part, **form.values())
        return go_to("agenda.manage", notice=_("%(name)s has been saved.", name=part.title))
    title = phrase(_("Edit part: %(name)s"), name=part.title)
    return page("agenda/manage_form.html", form=form, title=title, key=part.slug, row=part, kind="onderdelen")


@bp.route("/beheer/agenda/onderdelen/<slug>/themas/nieuw", methods=["GET", "POST"])
def new_theme(slug: str) -> Response:
    part = queries.part(slug)
    authorize(policy.may_edit_agenda, part)
    form = ThemeForm()
    if form.sent():
        made = actions.create_theme(part, **form.values())
        return go_to("agenda.manage", notice=_("%(name)s has been added.", name=made.title))
    title = phrase(_("Add a theme to %(name)s"), name=part.title)
    return page("agenda/manage_form.html", form=form, title=title, key=f"{part.slug}-theme")


@bp.route("/beheer/agenda/themas/<slug>", methods=["GET", "POST"])
def edit_theme(slug: str) -> Response:
    theme = queries.theme(slug)
    authorize(policy.may_edit_agenda, theme)
    form = ThemeForm(obj=theme)
    if form.sent():
        actions.change_theme(theme, **form.values())
        return go_to("agenda.theme", slug=theme.slug, notice=_("%(name)s has been saved.", name=theme.title))
    title = phrase(_("Edit theme: %(name)s"), name=theme.title)
    return page("agenda/manage_form.html", form=form, title=title, key=theme.slug, row=theme, kind="themas")


@bp.route("/beheer/agenda/themas/<slug>/doelen/nieuw", methods=["GET", "POST"])
def new_goal(slug: str) -> Response:
    theme = queries.theme(slug)
    authorize(policy.may_edit_agenda, theme)
    form = GoalForm()
    if form.sent():
        actions.add_goal(theme, **form.values())
        return go_to("agenda.theme", slug=theme.slug, notice=_("The goal has been added."))
    title = phrase(_("Add a goal to %(name)s"), name=theme.title)
    return page("agenda/manage_form.html", form=form, title=title, key=f"{theme.slug}-goal")


@bp.route("/beheer/agenda/doelen/<int(max=2147483647):key>", methods=["GET", "POST"])
def edit_goal(key: int) -> Response:
    goal = queries.goal(key)
    authorize(policy.may_edit_agenda, goal)
    form = GoalForm(obj=goal)
    if form.sent():
        actions.change_goal(goal, **form.values())
        return go_to("agenda.theme", slug=goal.theme.slug, notice=_("The goal has been saved."))
    title = phrase(_("Edit a goal of %(name)s"), name=goal.theme.title)
    return page("agenda/manage_form.html", form=form, title=title, key=f"goal-{goal.id}", row=goal, kind="doelen")
