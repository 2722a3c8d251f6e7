"""Making a result definitive, and declaring a poll invalid."""

from flask import Response, request
from flask_babel import gettext as _

from regiodialoog.core.errors import Conflict
from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import authorize, current_actor
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.polls import actions, labels, policy, queries, shapes
from regiodialoog.polls.forms import ReasonForm
from regiodialoog.polls.models import Electorate, Standing
from regiodialoog.polls.views.blueprint import POLL, bp
from regiodialoog.polls.views.reading import visible


@bp.route(f"{POLL}/vaststellen", methods=["GET", "POST"])
def establish(slug: str, number: int) -> Response:
    """Shows the count to whoever makes it definitive; before the closing there is nothing to show."""
    found = visible(slug, number)
    authorize(policy.may_prepare, found.theme)
    form = Confirm()
    if form.sent():
        actions.establish(found, by=current_actor().person_id)
        return go_to("polls.poll", slug=slug, number=number, notice=_("The result is definitive."))
    if found.standing is not Standing.COUNTING:
        if request.method == "POST":
            raise Conflict(_("There is nothing to count now."))
        return go_to("polls.poll", slug=slug, number=number, notice=_("There is nothing to count now."))
    own = found.electorate is Electorate.GROUP  # of others also its moderator sees no small group apart
    results = [shapes.shown(one, inside=own, arguments=True) for one in queries.count(found)]
    return page(
        "polls/establish.html", form=form, poll=found, results=results, turnout=queries.turnout(found.id),
        size=queries.expected_size(found), labels=labels, url_of=shapes.url_of,
    )  # fmt: skip


@bp.route(f"{POLL}/ongeldig", methods=["GET", "POST"])
def annul(slug: str, number: int) -> Response:
    found = visible(slug, number)
    authorize(policy.may_prepare, found.theme)
    form = ReasonForm()
    if form.sent():
        actions.annul(found, by=current_actor().person_id, **form.values())
        return go_to("polls.poll", slug=slug, number=number, notice=_("The poll has been declared invalid."))
    title = _("Declare this poll invalid")
    said = _("The votes do not count, and the group discusses the proposals again. Everybody reads your reason.")
    return page("polls/reason.html", form=form, poll=found, title=title, said=said, url_of=shapes.url_of)
