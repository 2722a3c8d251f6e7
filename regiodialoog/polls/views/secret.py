"""Secret polls: making a key, putting a vote into the box, and opening it."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import authorize, can, current_actor, public
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.core.web.traceless import without_trace
from regiodialoog.groups import written
from regiodialoog.polls import actions, labels, policy, queries, shapes
from regiodialoog.polls.forms import BoxForm, KeyForm, offer_receipt, receipts, vote_form
from regiodialoog.polls.models import Poll
from regiodialoog.polls.models.secret import LAYERS
from regiodialoog.polls.views.blueprint import FOR, POLL, bp
from regiodialoog.polls.views.reading import done_already, visible, visible_to_vote
from regiodialoog.polls.views.voice import Voice, line_of, voice
from regiodialoog.polls.views.voting import choose, stores

EXPLAINED = "geheim-stemmen.md"


@bp.get("/stemmen/geheim")
@public
def secrecy() -> Response:
    """What a secret poll promises, and what it does not."""
    return page("polls/secrecy.html", text=written.read(EXPLAINED, ()))


@bp.route(f"{POLL}/sleutel", methods=["GET", "POST"])
def make_key(slug: str, number: int) -> Response:
    """Shows a new key once, to whoever will keep it; only its public half is stored."""
    found = visible(slug, number)
    authorize(policy.may_prepare, found.theme)
    if not found.secret or found.is_public:
        raise Conflict(_("Keys are made before a secret poll is approved."))
    by = current_actor().person_id
    assert by is not None  # noqa: S101 - who may prepare is somebody
    form = KeyForm(found, by)
    if form.sent():
        actions.make_key(found, public_key=form.public_key, by=by)
        return go_to("polls.poll", slug=slug, number=number, notice=_("You keep a key of this poll now."))
    form.offer()
    keys = queries.keys(found.id)
    if not form.is_submitted() and (len(keys) == len(LAYERS) or any(key.holder_id == by for key in keys)):
        return done_already(found)
    return page("polls/key.html", form=form, poll=found, keys=keys, url_of=shapes.url_of)


@bp.route(f"{POLL}/sleutels-opnieuw", methods=["GET", "POST"])
def drop_keys(slug: str, number: int) -> Response:
    found = visible(slug, number)
    authorize(policy.may_prepare, found.theme)
    if not found.secret or found.is_public:
        raise Conflict(_("Keys are made before a secret poll is approved."))
    form = Confirm()
    if form.sent():
        actions.drop_keys(found)
        return go_to("polls.poll", slug=slug, number=number, notice=_("Two people have to make a key again."))
    return page("polls/drop_keys.html", form=form, poll=found, url_of=shapes.url_of)


@bp.post(f"{POLL}/stem/bus")
@bp.post(f"{POLL}/stem/{FOR}/bus", endpoint="cast_secret_for")
@without_trace
def cast_secret(slug: str, number: int, key: int | None = None) -> Response:
    """The vote as it was looked at, into the box. Sent twice, it is there once."""
    found = visible_to_vote(slug, number, stores=stores())
    return put_into_box(found, voice(found, key, stores=stores()))


def put_into_box(found: Poll, whose: Voice) -> Response:
    """The vote as it was looked at, whosever it is. For views that leave no trace."""
    if not found.secret:
        raise Conflict(_("This poll is not secret."))
    if not stores():  # the ballot was shown again here, and whoever chose anew looks once more first
        return choose(found, whose)
    form = vote_form(found, {})
    given = receipts(form, found, whose.signed)
    if form.sent() and given:
        notice = _("Your vote is in the box.")
        try:
            actions.cast_secret(found, votes=form.votes(), receipts=given, **whose.named)
        except Conflict:
            if not _sent_before(found, whose):
                raise
            # sent twice, perhaps just before the closing; or another vote, and nobody can tell which of the two
            notice = _("There was a vote in your name in the box already. That one counts, with its own receipt.")
        return go_to("polls.poll", slug=found.theme.slug, number=found.number, notice=notice)
    found = form.poll = visible(found.theme.slug, found.number)
    if not given:
        form.form_errors.append(_("Your receipt is not valid any more. Look at your vote once more."))
        offer_receipt(form, found, whose.signed)
    form.step.data = "review"
    about: dict[str, Any] = {"poll": found, "whose": whose, "labels": labels, "url_of": shapes.url_of}
    return page("polls/vote.html", form=form, moved=None, **about)


def _sent_before(poll: Poll, whose: Voice) -> bool:
    """Whether this very voter put a vote into the box, perhaps just before the closing: who handed in a paper did not,
    nor did who lets somebody else vote."""
    line = line_of(poll, whose)
    if line is None or line.paper_id is not None:
        return False
    by_another = poll.proxies and whose.proxy is None and queries.given(poll.id, whose.person_id) is not None
    return not by_another and queries.has_voted(line)


@bp.route(f"{POLL}/bus", methods=["GET", "POST"])
def open_box(slug: str, number: int) -> Response:
    found = visible(slug, number)
    by = current_actor().person_id
    used = any(key.used_at and key.holder_id == by for key in queries.keys(found.id))
    if request.method == "GET" and (found.box_opened_at or used) and can("polls.prepare", found.theme):
        authorize(policy.may_prepare, found.theme)
        return done_already(found)
    authorize(policy.may_open_box, found)
    form = BoxForm()
    assert by is not None  # noqa: S101 - who may open it is somebody
    is_open = None
    if form.sent():
        try:
            is_open = actions.open_layer(found, form.key.data or "", by=by)
        except Invalid as wrong:
            form.key.errors = [str(wrong)]
    if is_open is not None:
        waits = _("Your key fits. Now the other one has to be used.")
        return go_to(
            "polls.poll",
            slug=slug,
            number=number,
            notice=_("The box is open. Now somebody counts the votes again.") if is_open else waits,
        )
    boxes = queries.sealed(found.id)
    return page("polls/open_box.html", form=form, poll=found, boxes=boxes, url_of=shapes.url_of)
