"""Opening the signing up: once, by the bureau, with what is still missing beside the button."""

from flask import Response, url_for
from flask_babel import gettext as _

from regiodialoog.core.forms import Confirm
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues.checklist import checklist
from regiodialoog.groups import actions, queries, shapes
from regiodialoog.groups.residents import missed
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.manage import composed


@bp.route("/beheer/groepen/<slug>/aanmelden-openen", methods=["GET", "POST"])
def open_sign_up(slug: str) -> Response:
    theme, group = composed(slug)
    form = Confirm()
    if form.sent():
        actions.open_sign_up(group)
        now = shapes.signing_up(theme)
        notice = (
            _("From now on everybody can sign up.") if now.open else _("You opened signing up. %(said)s", said=now.said)
        )
        return go_to("groups.manage", slug=slug, notice=notice)
    here = url_for("groups.open_sign_up", slug=slug)
    ready = queries.readiness([theme.id])[theme.id]
    return page(
        "groups/open_sign_up.html",
        form=form,
        theme=theme,
        group=group,
        joining=shapes.signing_up(theme, ready._replace(opened=True)),
        missing=[item for item in checklist(theme) if not item.done and item.url != here],
        missed=missed(theme, queries.seats(group.id)),
        can_wait_again=not group.sign_up_waits and not queries.has_sign_ups(theme.id),
    )


@bp.route("/beheer/groepen/<slug>/aanmelden-terug", methods=["GET", "POST"])
def hold_sign_up(slug: str) -> Response:
    """Whoever opened it too early takes that back, as long as nobody signed up."""
    theme, group = composed(slug)
    if group.sign_up_waits or queries.has_sign_ups(theme.id):
        return go_to("groups.open_sign_up", slug=slug)
    form = Confirm()
    if form.sent():
        actions.hold_sign_up(group)
        return go_to("groups.manage", slug=slug, notice=_("Signing up waits again. Nobody can sign up."))
    title, why = _("Let signing up wait again"), _("Nobody can sign up until you open it again. Nobody has signed up.")
    return page("groups/manage_sure.html", form=form, title=title, theme=theme, what=group.title, why=why)


@bp.route("/beheer/groepen/<slug>/vragen/geen", methods=["GET", "POST"])
def ask_nothing(slug: str) -> Response:
    """The bureau says that it asks no questions."""
    theme, group = composed(slug)
    form = Confirm()
    if form.sent():
        actions.ask_nothing(group)
        return go_to("groups.manage", slug=slug, notice=_("Whoever signs up gets no questions for the composition."))
    title, what = _("We ask no questions"), _("Questions for the composition")
    why = _("Whoever signs up then tells only municipality, interest and days. You can still add a question later.")
    return page("groups/manage_sure.html", form=form, title=title, theme=theme, what=what, why=why)
