"""What who sits in a group says about themselves there."""

from flask import Response
from flask_babel import gettext as _

from regiodialoog.accounts.session import me
from regiodialoog.core.errors import NotFound
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import actions, labels, policy, queries
from regiodialoog.groups.forms import DeclareForm, NameForm
from regiodialoog.groups.models import Seat
from regiodialoog.groups.views.blueprint import bp


def _own(slug: str) -> tuple[Theme, Seat]:
    authorize(policy.may_speak_of_oneself)
    theme = dialogues.theme(slug)
    seat = queries.seat_of(theme, me().id)
    if seat is None:
        raise NotFound
    authorize(policy.may_speak_of_oneself, seat)
    return theme, seat


@bp.route("/themas/<slug>/groep/belangen", methods=["GET", "POST"])
def declare(slug: str) -> Response:
    """What the group should know of somebody, in their own words."""
    theme, seat = _own(slug)
    form = DeclareForm(obj=seat)
    if form.sent():
        actions.declare(seat, form.declared.data or "")
        notice = _("The group reads it beside your name.") if seat.declared else _("Nothing stands beside your name.")
        return go_to("groups.group", slug=slug, notice=notice)
    return page("groups/declare.html", form=form, theme=theme, seat=seat)


@bp.route("/themas/<slug>/groep/mijn-naam", methods=["GET", "POST"])
def show_name(slug: str) -> Response:
    """Whether everybody may read somebody's name; unticked until they tick it."""
    theme, seat = _own(slug)
    form = NameForm(data={"shown": seat.name_shown_since is not None})
    if form.sent():
        actions.show_name(seat, shown=bool(form.shown.data))
        notice = _("From now on everybody can read your name on the page of the group.")
        if seat.name_shown_since is None:
            notice = _("From now on only the group, its moderators and the bureau see your name.")
        return go_to("groups.group", slug=slug, notice=notice)
    return page("groups/show_name.html", form=form, theme=theme, seat=seat, labels=labels)
