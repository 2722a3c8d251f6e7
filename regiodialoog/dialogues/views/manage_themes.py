"""The management rooms of one theme: what is still to be done, its texts, municipalities, dates and end."""

from flask import Response, request
from flask_babel import gettext as _

from regiodialoog.core.i18n import phrase
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import actions, labels, policy, queries, shapes
from regiodialoog.dialogues.checklist import checklist, first_to_do, next_step
from regiodialoog.dialogues.forms import (
    EndThemeForm,
    PhasesForm,
    SignUpFromForm,
    ThemeForm,
    municipalities_form,
    weeks_asked,
)
from regiodialoog.dialogues.models import Theme, ThemeState
from regiodialoog.dialogues.views.blueprint import bp
from regiodialoog.dialogues.views.reading import assignment

THEME = "/beheer/dialogen/themas/<slug>"
ENDS = {"stoppen": ThemeState.STOPPED, "niet-kiezen": ThemeState.NOT_CHOSEN}


@bp.get(THEME)
def manage_theme(slug: str) -> Response:
    theme = queries.theme(slug)
    authorize(policy.may_edit_dialogues, theme)
    runs = theme.is_active and theme.source_id is None
    items = checklist(theme) if runs else []
    return page(
        "dialogues/manage_theme.html",
        theme=theme,
        line=shapes.line(theme),
        items=items,
        go_on=first_to_do(items),
        sign_up=shapes.sign_up_days(theme),
        runs=runs,
        categories=queries.categories(theme.id),
        figures=queries.figures(theme.id),
        labels=labels,
        **assignment(theme),
    )


@bp.route(f"{THEME}/tekst", methods=["GET", "POST"])
def edit_theme(slug: str) -> Response:
    theme = queries.theme(slug)
    authorize(policy.may_edit_dialogues, theme)
    form = ThemeForm(obj=theme, in_mandate=queries.mandate_of(theme) is not None)
    if form.sent():
        actions.change_theme(theme, **form.values())
        return _saved(theme, _("%(name)s has been saved.", name=theme.title))
    title = phrase(_("Edit theme: %(name)s"), name=theme.title)
    return page("dialogues/manage_form.html", form=form, title=title, key=slug, theme=theme)


@bp.route(f"{THEME}/gemeenten", methods=["GET", "POST"])
def edit_municipalities(slug: str) -> Response:
    theme = queries.theme(slug)
    authorize(policy.may_edit_dialogues, theme)
    actions.must_run(theme)
    form = municipalities_form(theme)
    if form.sent():
        actions.set_municipalities(theme, form.scopes())
        return _saved(theme, _("Who takes part has been saved."))
    return page("dialogues/manage_municipalities.html", form=form, theme=theme)


def _saved(theme: Theme, notice: str) -> Response:
    """Back to what is still to be done, with the first of it at hand; not of history, or of what has ended."""
    runs = theme.is_active and theme.source_id is None
    onward = next_step(theme) if runs else None
    return go_to("dialogues.manage_theme", slug=theme.slug, notice=notice, onward=onward)


@bp.route(f"{THEME}/planning", methods=["GET", "POST"])
def edit_phases(slug: str) -> Response:
    theme = queries.theme(slug)
    authorize(policy.may_edit_dialogues, theme)
    actions.must_run(theme)
    asked, weeks = SignUpFromForm(formdata=request.args), weeks_asked(request.args)
    form = PhasesForm(obj=theme, sign_up_from=asked.aanmelden.data, weeks=weeks)
    if form.sent():
        actions.plan_phases(theme, form.days())
        return _saved(theme, _("The days have been saved."))
    return page("dialogues/manage_phases.html", form=form, theme=theme, asked=asked, weeks=weeks)


@bp.route(f"{THEME}/<any(stoppen,'niet-kiezen'):how>", methods=["GET", "POST"])
def end_theme(slug: str, how: str) -> Response:
    theme = queries.theme(slug)
    authorize(policy.may_edit_dialogues, theme)
    actions.must_run(theme)
    form = EndThemeForm(obj=theme)
    if form.sent():
        actions.end_theme(theme, ENDS[how], **form.values())
        return go_to("dialogues.theme", slug=slug, notice=_("This has been written down, with the reason."))
    title = _("Stop this theme") if how == "stoppen" else _("The councils did not choose this theme")
    return page("dialogues/manage_end.html", form=form, theme=theme, title=title)
