"""Voting: choose, look at it once more, confirm, and see what was stored; for oneself or by proxy."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from regiodialoog.core.errors import Conflict, NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.i18n import format_moment
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.polls import actions, labels, queries, shapes
from regiodialoog.polls.forms import RanksForm, VoteForm, offer_receipt, receipts, vote_form
from regiodialoog.polls.models import Poll
from regiodialoog.polls.views.blueprint import FOR, POLL, bp
from regiodialoog.polls.views.reading import visible, visible_to_vote
from regiodialoog.polls.views.voice import Voice, line_of, voice


@bp.route(f"{POLL}/stem", methods=["GET", "POST"])
@bp.route(f"{POLL}/stem/{FOR}", methods=["GET", "POST"], endpoint="vote_for")
def vote(slug: str, number: int, key: int | None = None) -> Response:
    """Choosing and looking once more store nothing, and nothing of them stands in an address or in a log."""
    found = visible_to_vote(slug, number, stores=stores())
    return choose(found, voice(found, key, stores=stores() and not found.secret))


def stores() -> bool:
    """Whether the form that was sent is the one that stores a vote."""
    return request.form.get("step") == "confirm"


def choose(found: Poll, whose: Voice) -> Response:
    """The steps of a vote, whosever it is."""
    form = vote_form(found, _before(found, whose) if request.method == "GET" else {})
    step = form.step.data
    if stores():
        if form.sent():
            return _stored(found, form, whose)
        found = form.poll = visible(found.theme.slug, found.number)
    if why := _not_now(found, whose):
        if request.method == "POST":
            raise Conflict(why)
        return go_to("polls.poll", slug=found.theme.slug, number=found.number, warning=why)
    if found.secret:
        offer_receipt(form, found, whose.signed)
    moved = form.moved() if step == "review" and isinstance(form, RanksForm) else None
    reviews = step == "review" and moved is None and form.reviewed()
    form.step.data = "confirm" if reviews else "review"
    template = "polls/review.html" if reviews else "polls/vote.html"
    given = receipts(form, found, whose.signed) if reviews and found.secret else {}
    about: dict[str, Any] = {"poll": found, "whose": whose, "labels": labels, "url_of": shapes.url_of}
    return page(template, form=form, moved=moved, receipts=given, **about)


def _not_now(poll: Poll, whose: Voice) -> str:
    """Why nobody needs the form, in a sentence; empty when one can vote."""
    if request.method == "GET" and not poll.is_open:
        return str(_("You cannot vote now."))
    line = line_of(poll, whose)
    if line is not None and line.paper_id is not None:
        return str(_("You handed in your vote on paper already."))
    if poll.secret and queries.has_voted(line):
        return str(_("Your vote is in the box. A secret vote cannot be changed."))
    if poll.proxies and whose.proxy is None and queries.given(poll.id, whose.person_id) is not None:
        return str(_("You let somebody else vote for you. Take that back if you want to vote yourself."))
    return ""


def _stored(poll: Poll, form: VoteForm, whose: Voice) -> Response:
    actions.cast(poll, votes=form.votes(), **whose.named)
    notice = _("Your vote has been stored. You can change it until %(moment)s.", moment=format_moment(poll.closes_at))
    return go_to(
        whose.endpoint("polls.receipt"), slug=poll.theme.slug, number=poll.number, key=whose.key, notice=notice
    )


@bp.get(f"{POLL}/uw-stem")
@bp.get(f"{POLL}/uw-stem/{FOR}", endpoint="receipt_for")
def receipt(slug: str, number: int, key: int | None = None) -> Response:
    """One's own vote, and when it was stored; also for whoever cast it by proxy."""
    found = visible(slug, number)
    return show_vote(found, voice(found, key))


def show_vote(found: Poll, whose: Voice) -> Response:
    """What was stored. Raises NotFound when nothing was."""
    line = line_of(found, whose)
    cast = {one.question_id: one for one in queries.own_ballots(line)} if line else {}
    if not cast or line is None:
        raise NotFound
    chosen = [(question, cast[question.id]) for question in found.questions]
    at = max(one.cast_at for one in cast.values())
    given = queries.given(found.id, whose.person_id) if found.proxies else None
    about: dict[str, Any] = {"poll": found, "whose": whose, "given": given, "labels": labels, "url_of": shapes.url_of}
    about["done"] = Confirm() if whose.code is not None else None
    return page("polls/receipt.html", chosen=chosen, at=at, line=line, **about)


def _before(poll: Poll, whose: Voice) -> dict[int, actions.Vote]:
    line = line_of(poll, whose)
    own = queries.own_ballots(line) if line else ()
    return {one.question_id: actions.Vote(one.choice, one.argument) for one in own}
