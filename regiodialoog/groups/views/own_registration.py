"""What somebody told who signed up, to keep, and taking it back: the page behind the mail, and in its place for who
has no e-mail."""

from flask import Response
from flask_babel import gettext as _

from regiodialoog.accounts.session import me
from regiodialoog.core import mails
from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.groups import actions, letters, policy, queries, shapes, waiting
from regiodialoog.groups.actions.guard import can_be_changed
from regiodialoog.groups.models import RegistrationState
from regiodialoog.groups.views.blueprint import bp


@bp.get("/themas/<slug>/aanmelden/bewaren")
def own_registration(slug: str) -> Response:
    """For one's own eyes. Of who withdrew nothing but the way on; of who sits, or may sit, what they told."""
    authorize(policy.may_withdraw)
    theme = dialogues.theme(slug)
    mine = queries.latest_registration(theme, me().id)
    waits = mine is not None and mine.state is RegistrationState.REGISTERED
    authorize(policy.may_withdraw, mine)
    return page(
        "groups/own_registration.html",
        theme=theme,
        waits=waits,
        told=shapes.told(mine) if mine is not None and mine.state is not RegistrationState.WITHDRAWN else [],
        how=waiting.how_filled(mine) if mine is not None and waits else "",
        until=shapes.changeable_until(theme) if mine is not None and can_be_changed(mine) else "",
        answer_by=shapes.answer_by(theme),
        days=shapes.coming_days(theme),
        code_at=letters.short(mails.link("groups.use_code")),
        by_code=not me().mail_address,
        by_phone=letters.by_phone(),
    )


@bp.route("/themas/<slug>/aanmelden/intrekken", methods=["GET", "POST"])
def withdraw(slug: str) -> Response:
    authorize(policy.may_withdraw)
    theme = dialogues.theme(slug)
    mine = queries.latest_registration(theme, me().id)
    if queries.open_offer(theme, me().id) is not None:
        return go_to("groups.own_offer", slug=slug)  # there one says no
    if queries.seat_of(theme, me().id) is not None:
        return go_to("groups.leave", slug=slug)
    if mine is None or mine.state not in queries.PLACEABLE:
        raise NotFound
    authorize(policy.may_withdraw, mine)
    form = Confirm()
    if form.sent():
        actions.withdraw(mine)
        notice = _("You are off the list. Your answers have been wiped, and the bureau does not see your name there.")
        return go_to("groups.group", slug=slug, notice=notice)
    in_draw = any(mine.id in draw.codes.values() for draw in queries.draws_of_theme(theme.id))
    informed = queries.news_wish(theme.id, me().id) is not None
    return page("groups/withdraw.html", form=form, theme=theme, in_draw=in_draw, informed=informed)
