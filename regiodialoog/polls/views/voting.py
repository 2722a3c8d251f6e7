"""Voting: choose, look at it once more, confirm, and see what was stored."""

from flask import Response, request
from flask_babel import gettext as _

from regiodialoog.core.errors import NotFound
from regiodialoog.core.i18n import format_moment
from regiodialoog.core.policy import authorize, current_actor
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.polls import actions, labels, policy, queries, shapes
from regiodialoog.polls.forms import RanksForm, VoteForm, offer_receipt, receipts, vote_form
from regiodialoog.polls.models import Poll
from regiodialoog.polls.views.blueprint import POLL, bp
from regiodialoog.polls.views.reading import visible


@bp.route(f"{POLL}/stem", methods=["GET", "POST"])
def vote(slug: str, number: int) -> Response:
    """Choosing and looking once more store nothing, and nothing of them stands in an address or in a log."""
    found = visible(slug, number)
    authorize(policy.may_vote, found)
    if request.method == "GET" and not found.is_open:
        return go_to("polls.poll", slug=slug, number=number, notice=_("You cannot vote now."))
    person_id = current_actor().person_id
    assert person_id is not None  # noqa: S101 - who may vote is somebody
    if found.secret and queries.has_voted(queries.roll_line(found, person_id)):
        said = _("Your vote is in the box. A secret vote cannot be changed.")
        return go_to("polls.poll", slug=slug, number=number, notice=said)
    form = vote_form(found, _before(found))
    if found.secret:
        offer_receipt(form, found, person_id)
    step = form.step.data
    if step == "confirm" and form.sent():
        return _stored(found, form)
    moved = form.moved() if step == "review" and isinstance(form, RanksForm) else None
    reviews = step == "review" and moved is None and form.reviewed()
    form.step.data = "confirm" if reviews else "review"
    template = "polls/review.html" if reviews else "polls/vote.html"
    given = receipts(form, found, person_id) if reviews and found.secret else {}
    return page(template, form=form, poll=found, moved=moved, receipts=given, labels=labels, url_of=shapes.url_of)


def _stored(poll: Poll, form: VoteForm) -> Response:
    person_id = current_actor().person_id
    assert person_id is not None  # noqa: S101 - who may vote is somebody
    actions.cast(poll, person_id=person_id, votes=form.votes())
    notice = _("Your vote has been stored. You can change it until %(moment)s.", moment=format_moment(poll.closes_at))
    return go_to("polls.receipt", slug=poll.theme.slug, number=poll.number, notice=notice)


@bp.get(f"{POLL}/uw-stem")
def receipt(slug: str, number: int) -> Response:
    """One's own vote, and when it was stored."""
    found = visible(slug, number)
    authorize(policy.may_vote, found)
    line = queries.roll_line(found, current_actor().person_id)
    cast = {one.question_id: one for one in queries.own_ballots(line)} if line else {}
    if not cast or line is None:
        raise NotFound
    chosen = [(question, cast[question.id]) for question in found.questions]
    at = max(one.cast_at for one in cast.values())
    return page("polls/receipt.html", poll=found, chosen=chosen, at=at, line=line, labels=labels, url_of=shapes.url_of)


def _before(poll: Poll) -> dict[int, actions.Vote]:
    line = queries.roll_line(poll, current_actor().person_id)
    own = queries.own_ballots(line) if line else ()
    return {one.question_id: actions.Vote(one.choice, one.argument) for one in own}
