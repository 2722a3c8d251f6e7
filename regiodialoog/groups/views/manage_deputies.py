"""The management rooms of deputies: the bureau asks one for somebody, or ends it."""

from flask import Response
from flask_babel import gettext as _

from regiodialoog.accounts.session import me
from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.groups import actions, labels, policy, queries
from regiodialoog.groups.forms import DeputyForm
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.manage import KEY
from regiodialoog.groups.views.manage_seats import seat_to_change

PLACE = f"/beheer/groepen/<slug>/plekken/{KEY}/plaatsvervanger"


@bp.route(PLACE, methods=["GET", "POST"])
def ask_deputy_for(slug: str, key: int) -> Response:
    theme, _group, seat = seat_to_change(slug, key)
    there = queries.deputy_of(seat)
    form = DeputyForm()
    if form.sent():
        authorize(policy.may_ask_deputy, seat)
        actions.ask_deputy(seat, by=me().id, **form.values())
        return go_to("groups.ask_deputy_for", slug=slug, key=key, notice=_("They get a mail with the question."))
    return page("groups/manage_deputy.html", form=form, theme=theme, seat=seat, there=there, labels=labels)


@bp.route(f"{PLACE}/stoppen", methods=["GET", "POST"])
def end_deputy_for(slug: str, key: int) -> Response:
    theme, _group, seat = seat_to_change(slug, key)
    there = queries.deputy_of(seat)
    if there is None:
        raise NotFound
    form = Confirm()
    if form.sent():
        actions.end_deputy(there, by=me().id, reason=_("Nobody stands in for this place any more."))
        return go_to("groups.ask_deputy_for", slug=slug, key=key, notice=_("Nobody stands in for this place any more."))
    what = there.person.display_name if there.person is not None else there.name
    title, why = _("End that somebody stands in"), _("If they confirmed it, they get a mail.")
    return page("groups/manage_sure.html", form=form, title=title, theme=theme, what=what, why=why)
