"""Voting with the code of a letter, without an account: the code is in hand for a while, in the signed cookie."""

from http.client import SEE_OTHER
from typing import Any

from flask import Response, request, session
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from regiodialoog.accounts.session import unkept
from regiodialoog.core import clock
from regiodialoog.core.errors import Conflict
from regiodialoog.core.forms import SESSION_OVER, Confirm
from regiodialoog.core.i18n import format_moment
from regiodialoog.core.policy import public
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.core.web.traceless import without_trace
from regiodialoog.groups.codes import code_hash
from regiodialoog.groups.letters import by_phone
from regiodialoog.groups.views.letters import code_key
from regiodialoog.polls import queries
from regiodialoog.polls.forms import NO_SUCH_CODE, VoteCodeForm
from regiodialoog.polls.models import PollCode, Standing
from regiodialoog.polls.views.blueprint import POLL, bp
from regiodialoog.polls.views.reading import visible, visible_to_vote
from regiodialoog.polls.views.secret import put_into_box
from regiodialoog.polls.views.voice import Voice
from regiodialoog.polls.views.voting import choose, show_vote, stores

NO_LONGER = _l("Your code is no longer in hand. Your vote was not stored: type your code once more.")
IN_HAND = "voting_code"
MINUTES = 30
"""So long one can vote after typing the code, and then has to type it again: also on a computer that others share."""


@bp.route("/stemcode", methods=["GET", "POST"])
@public
def use_code() -> Response:
    """Type the code of a letter. What is no code, what nobody has and what is of a poll that is off: one answer."""
    form = VoteCodeForm()
    if form.sent():
        found = queries.code_by_hash(code_hash(form.code.data or "", f"poll:{code_key()}"))
        if found is None or found.poll.standing is Standing.ANNULLED:
            form.code.errors = [NO_SUCH_CODE]
        else:
            return _enter(found)
    return page("polls/use_code.html", form=form, by_phone=by_phone(), minutes=MINUTES)


def _enter(code: PollCode) -> Response:
    poll = code.poll
    where: dict[str, Any] = {"slug": poll.theme.slug, "number": poll.number}
    if poll.standing is Standing.APPROVED:
        notice = _("Your code is right. You can vote from %(opens)s.", opens=format_moment(poll.opens_at))
        return go_to("polls.poll", **where, notice=notice)
    if poll.standing is not Standing.OPEN:
        return go_to("polls.poll", **where, notice=_("The poll is closed. Your vote was not stored."))
    session[IN_HAND] = [code.id, int(clock.now().timestamp()) + MINUTES * 60]
    return go_to("polls.vote_by_code", **where)


@bp.route(f"{POLL}/stem/met-code", methods=["GET", "POST"])
@public
def vote_by_code(slug: str, number: int) -> Response:
    """As for whoever has an account."""
    whose = _in_hand(slug, number)
    if whose is not None:
        return unkept(choose(visible_to_vote(slug, number, stores=stores()), whose))
    if request.method == "POST":
        raise Conflict(NO_LONGER)
    return _type_it_again()


@bp.get(f"{POLL}/uw-stem/met-code")
@public
def receipt_by_code(slug: str, number: int) -> Response:
    """What was stored, for as long as the code is in hand."""
    whose = _in_hand(slug, number)
    return unkept(show_vote(visible(slug, number), whose)) if whose is not None else _type_it_again()


@bp.post("/stemcode/klaar")
@public
def let_go_of_code() -> Response:
    """For a computer that others use as well: nobody sees or changes the vote there any more."""
    if not Confirm().sent():
        raise Conflict(SESSION_OVER)
    session.pop(IN_HAND, None)
    return go_to("polls.use_code", notice=_("Your code is no longer known on this device."))


@bp.post(f"{POLL}/stem/met-code/bus")
@public
@without_trace
def cast_secret_by_code(slug: str, number: int) -> Response:
    """Into the box, as for whoever has an account."""
    whose = _in_hand(slug, number)
    if whose is None:
        raise Conflict(NO_LONGER)
    answer = put_into_box(visible_to_vote(slug, number, stores=stores()), whose)
    if answer.status_code == SEE_OTHER:
        session.pop(IN_HAND)
    return answer


def _in_hand(slug: str, number: int) -> Voice | None:
    """Whoever typed a code of this poll a short while ago."""
    code_id, until = session.get(IN_HAND, (0, 0))
    code = queries.code(code_id) if until > clock.now().timestamp() else None
    if code is None or code.cleared_at is not None or (code.poll.theme.slug, code.poll.number) != (slug, number):
        return None
    return Voice(code=code)


def _type_it_again() -> Response:
    return go_to("polls.use_code", notice=_("Type your code to vote."))
