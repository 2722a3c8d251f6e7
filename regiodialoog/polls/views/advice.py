"""The advice of a group: reading it, writing it, handing it over."""

from flask import Response
from flask_babel import gettext as _

from regiodialoog.core.errors import NotFound
from regiodialoog.core.policy import authorize, can, public
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.polls import actions, labels, policy, queries, shapes
from regiodialoog.polls.forms import AdviceForm, HandOverForm
from regiodialoog.polls.models import AdviceState
from regiodialoog.polls.views.blueprint import ADVICE, bp


@bp.get(ADVICE)
@public
def advice(slug: str) -> Response:
    """For everybody once it was handed over; as a concept for the group."""
    theme = dialogues.theme(slug)
    found = queries.advice_of(theme)
    if found.state is AdviceState.CONCEPT and not can("polls.read_concept", theme):
        raise NotFound
    return page(
        "polls/advice.html", theme=theme, advice=found, proposals=queries.advised(theme.id, found), labels=labels,
        url_of=shapes.url_of,
    )  # fmt: skip


@bp.route(f"{ADVICE}/bewerken", methods=["GET", "POST"])
def write_advice(slug: str) -> Response:
    theme = dialogues.theme(slug)
    authorize(policy.may_write_advice, theme)
    found = queries.find_advice(theme.id)
    proposals = [one.proposal for one in queries.advised(theme.id, found)]
    form = AdviceForm(proposals, obj=found)
    if form.sent():
        actions.write_advice(theme, fictitious=theme.fictitious, **form.values())
        return go_to("polls.advice", slug=slug, notice=_("The concept of the advice has been saved."))
    return page("polls/write_advice.html", form=form, theme=theme, advice=found, proposals=proposals)


@bp.route(f"{ADVICE}/aanbieden", methods=["GET", "POST"])
def hand_over(slug: str) -> Response:
    theme = dialogues.theme(slug)
    authorize(policy.may_write_advice, theme)
    found = queries.advice_of(theme)
    form = HandOverForm()
    if form.sent():
        actions.hand_over(found, **form.values())
        return go_to("polls.advice", slug=slug, notice=_("The advice has been handed over. Everybody can read it now."))
    return page("polls/hand_over.html", form=form, theme=theme, advice=found)
