"""Agreeing to the text about the answers once more, since lots are drawn after all: by oneself, or read aloud at the
desk."""

from dataclasses import replace

from flask import Response
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.accounts.session import me
from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import policy, queries
from regiodialoog.groups.actions import agreeing_anew as actions
from regiodialoog.groups.consent import compose
from regiodialoog.groups.forms.agreeing import AgreeingForm
from regiodialoog.groups.models import Registration
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.manage import KEY, composed

SHOWN = 50
"""So many names of who is to be asked stand on the page."""


@bp.route("/themas/<slug>/aanmelden/akkoord", methods=["GET", "POST"])
def agree_anew(slug: str) -> Response:
    authorize(policy.may_change_registration)
    theme = dialogues.theme(slug)
    mine = queries.latest_registration(theme, me().id)
    if mine is None or not actions.should_say(mine):
        return go_to("groups.sign_up", slug=slug)  # says how it stands
    authorize(policy.may_change_registration, mine)
    form = _form(theme)
    if form.sent():
        actions.agree_anew(mine, form.agreed()["agreed"])
        return go_to("groups.sign_up", slug=slug, notice=_("You agreed. You take part in the draw for your interest."))
    return page("groups/agree_anew.html", form=form, theme=theme, aloud=False)


@bp.route(f"/beheer/groepen/<slug>/balie/{KEY}/akkoord", methods=["GET", "POST"])
def agree_at_desk(slug: str, key: int) -> Response:
    """Of who called or comes by, and heard the text."""
    theme, _group = composed(slug)
    row = _of_theme(theme, key)
    if not actions.should_say(row):
        return go_to("groups.desk_receipt", slug=slug, key=key)  # says how it stands
    form = _form(theme)
    if form.sent():
        actions.agree_anew(row, replace(form.agreed()["agreed"], read_aloud=True))
        return go_to("groups.desk_receipt", slug=slug, key=key, notice=_("It has been written down."))
    return page("groups/agree_anew.html", form=form, theme=theme, aloud=True, row=row)


@bp.route("/beheer/groepen/<slug>/loting-akkoord", methods=["GET", "POST"])
def ask_to_agree(slug: str) -> Response:
    """The bureau has everybody asked who did not agree to a draw."""
    theme, group = composed(slug)
    rows = actions.to_ask(group)
    form = Confirm()
    if form.sent():
        count = actions.ask_to_agree(group)
        said = ngettext(
            "%(num)s person is asked whether they agree.", "%(num)s people are asked whether they agree.", count
        )
        return go_to("groups.ask_to_agree", slug=slug, notice=said)
    return page("groups/ask_to_agree.html", form=form, theme=theme, rows=rows[:SHOWN], more=max(0, len(rows) - SHOWN))


def _form(theme: Theme) -> AgreeingForm:
    group = queries.group_of(theme)
    form = AgreeingForm()
    form.show_text(compose(theme, group, seats=queries.seats(group.id), questions=queries.questions(group)))
    return form


def _of_theme(theme: Theme, key: int) -> Registration:
    row = queries.registration(key)
    if row.theme_id != theme.id or row.is_nameless:
        raise NotFound
    return row
