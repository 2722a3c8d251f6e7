"""Closing early, counting again, making a result definitive, and declaring a poll invalid."""

from flask import Response, request
from flask_babel import gettext as _

from regiodialoog.core.errors import Conflict, Invalid, NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.i18n import DEFAULT, catalog
from regiodialoog.core.policy import authorize, current_actor
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.polls import actions, labels, policy, queries, shapes
from regiodialoog.polls.forms import ReasonForm, RecountForm
from regiodialoog.polls.models import Electorate, Poll, Standing
from regiodialoog.polls.views.blueprint import POLL, bp
from regiodialoog.polls.views.reading import as_file, visible


@bp.get(f"{POLL}/<int(max=2147483647):position>/telbestand.json")
def counting_file(slug: str, number: int, position: int) -> Response:
    """The votes of a closed poll as a file, for who counts them again before there is a result."""
    found = visible(slug, number)
    authorize(policy.may_prepare, found.theme)
    counted = queries.count_one(found, position) if countable(found) else None
    if counted is None:
        raise NotFound
    actions.nobody_stands_out([counted])
    answer = as_file(queries.counting_file(counted, catalog(DEFAULT).ugettext))
    answer.headers["Content-Disposition"] = f'attachment; filename="telbestand-{number}-{position}.json"'
    return answer


@bp.route(f"{POLL}/natellen", methods=["GET", "POST"])
def recount(slug: str, number: int) -> Response:
    """A second person gives the files back, and sees whether they hold the votes that the site has."""
    found = visible(slug, number)
    authorize(policy.may_prepare, found.theme)
    form = RecountForm()
    if form.sent():
        try:
            actions.recount(found, form.files.sent, by=current_actor().person_id)
        except Invalid as wrong:
            form.files.errors = [str(wrong)]
        else:
            notice = _("The files hold the same votes and give the same result. Somebody else can make it definitive.")
            return go_to("polls.poll", slug=slug, number=number, notice=notice)
    if not countable(found):
        return _nothing_to_count(found)
    return page("polls/recounting.html", form=form, poll=found, url_of=shapes.url_of)


@bp.route(f"{POLL}/sluiten", methods=["GET", "POST"])
def close_early(slug: str, number: int) -> Response:
    found = visible(slug, number)
    authorize(policy.may_prepare, found.theme)
    form = Confirm()
    if form.sent():
        actions.close_early(found)
        return go_to("polls.poll", slug=slug, number=number, notice=_("The poll is closed: everybody had voted."))
    return page("polls/close_early.html", form=form, poll=found, url_of=shapes.url_of)


@bp.route(f"{POLL}/vaststellen", methods=["GET", "POST"])
def establish(slug: str, number: int) -> Response:
    """Shows the count to whoever makes it definitive; before the closing there is nothing to show."""
    found = visible(slug, number)
    authorize(policy.may_prepare, found.theme)
    form = Confirm()
    if form.sent():
        actions.establish(found, by=current_actor().person_id)
        return go_to("polls.poll", slug=slug, number=number, notice=_("The result is definitive."))
    if not countable(found):
        return _nothing_to_count(found)
    own = found.electorate is Electorate.GROUP and not found.secret  # of others nobody sees a small group apart
    results = [shapes.shown(one, inside=own, arguments=True) for one in queries.count(found)]
    return page(
        "polls/establish.html", form=form, poll=found, results=results, turnout=queries.turnout(found.id),
        size=queries.expected_size(found), labels=labels, url_of=shapes.url_of,
    )  # fmt: skip


def countable(poll: Poll) -> bool:
    """Whether there are votes to count and nothing has been decided about them."""
    return poll.standing is Standing.COUNTING and (poll.box_opened_at is not None or not poll.secret)


def _nothing_to_count(poll: Poll) -> Response:
    said = _("There is nothing to count now.")
    if request.method == "POST":
        raise Conflict(said)
    return go_to("polls.poll", slug=poll.theme.slug, number=poll.number, warning=said)


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
