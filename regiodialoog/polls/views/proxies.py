"""Letting somebody else vote in one's place, and ending that."""

from flask import Response
from flask_babel import gettext as _

from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import authorize, current_actor
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.polls import actions, labels, policy, queries, shapes
from regiodialoog.polls.forms import ProxyForm
from regiodialoog.polls.views.blueprint import POLL, bp
from regiodialoog.polls.views.reading import visible


@bp.route(f"{POLL}/volmacht", methods=["GET", "POST"])
def give_proxy(slug: str, number: int) -> Response:
    found = visible(slug, number)
    authorize(policy.may_give_proxy, found)
    by = current_actor().person_id
    assert by is not None  # noqa: S101 - who may vote is somebody
    form = ProxyForm(queries.possible_holders(found, by))
    if form.sent():
        actions.give_proxy(found, giver_id=by, holder_id=form.holder_id)
        notice = _("Your proxy has been given. Whoever votes for you gets a mail.")
        return go_to("polls.poll", slug=slug, number=number, notice=notice)
    mine = queries.proxies_of(by, [found.id]).get(found.id, queries.Proxies())
    voted = queries.has_voted(queries.roll_line(found, by))
    return page(
        "polls/give_proxy.html", form=form, poll=found, mine=mine, voted=voted, labels=labels, url_of=shapes.url_of
    )


@bp.route(f"{POLL}/volmacht/<int(max=2147483647):key>/beeindigen", methods=["GET", "POST"])
def end_proxy(slug: str, number: int, key: int) -> Response:
    """For the giver, who takes it back, and for the holder, who hands it back."""
    found = visible(slug, number)
    proxy = queries.proxy(found, key)
    authorize(policy.may_end_proxy, proxy)
    form, own = Confirm(), proxy.giver_id == current_actor().person_id
    if form.sent():
        actions.end_proxy(proxy)
        notice = _("Nobody votes for you any more. You can vote yourself.") if own else _("You handed the proxy back.")
        return go_to("polls.poll", slug=slug, number=number, notice=notice)
    return page(
        "polls/end_proxy.html", form=form, poll=found, proxy=proxy, own=own, labels=labels, url_of=shapes.url_of
    )
