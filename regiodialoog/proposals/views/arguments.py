"""Arguments and replies, and reporting one."""

from typing import Any

from flask import Response
from flask_babel import gettext as _

from regiodialoog.accounts import session
from regiodialoog.core.errors import NotFound
from regiodialoog.core.policy import authorize, current_actor
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.proposals import actions, labels, policy, queries
from regiodialoog.proposals.forms import ArgumentForm, ReportForm
from regiodialoog.proposals.models import Argument, Proposal, Side
from regiodialoog.proposals.views import shapes
from regiodialoog.proposals.views.blueprint import KEY, NUMBER, bp

SIDES = {"voor": Side.FOR, "tegen": Side.AGAINST}


@bp.route(f"/voorstellen/{NUMBER}/argument/<any({','.join(SIDES)}):side>", methods=["GET", "POST"])
def argue(number: int, side: str) -> Response:
    proposal = queries.proposal(number)
    authorize(policy.may_argue, proposal)
    form = ArgumentForm(policy.represented(current_actor()))
    if form.sent():
        made = actions.add_argument(proposal, SIDES[side], author_id=session.me().id, **form.values())
        return _to(proposal, made.id, _("Your argument stands below."))
    title = _("Give an argument for") if side == "voor" else _("Give an argument against")
    about = {"title": title, "button": _("Place the argument"), "note": ""}
    return page(
        "proposals/form.html", form=form, proposal=proposal, url=shapes.url_of(proposal), labels=labels, **about
    )


@bp.route(f"/voorstellen/argumenten/{KEY}/antwoord", methods=["GET", "POST"])
def reply(key: int) -> Response:
    parent = _readable(key)
    authorize(policy.may_argue, parent.proposal)
    form = ArgumentForm(policy.represented(current_actor()), label=_("Your answer"))
    if form.sent():
        made = actions.reply(parent, author_id=session.me().id, **form.values())
        return _to(parent.proposal, made.id, _("Your answer stands below."))
    return _form(parent, form, _("Answer this argument"), _("Place the answer"))


@bp.route(f"/voorstellen/argumenten/{KEY}/melden", methods=["GET", "POST"])
def report(key: int) -> Response:
    argument = _readable(key)
    authorize(policy.may_report, argument)
    form = ReportForm()
    if form.sent():
        actions.report_argument(argument, by=session.me().id, **form.values())
        return _to(argument.proposal, argument.id, _("Thank you. A moderator will look at it."))
    return _form(argument, form, _("Report this argument"), _("Report"))


def _readable(key: int) -> Argument:
    """An argument that this person may read. Raises NotFound."""
    argument = queries.argument(key)
    if argument.is_hidden or not policy.may_read_texts(current_actor(), argument.proposal):
        raise NotFound
    return argument


def _form(argument: Argument, form: ArgumentForm | ReportForm, title: str, button: str) -> Response:
    proposal = argument.proposal
    about: dict[str, Any] = {"title": title, "button": button, "note": argument.text, "labels": labels}
    return page("proposals/form.html", form=form, proposal=proposal, url=shapes.url_of(proposal), **about)


def _to(proposal: Proposal, argument_id: int, notice: str) -> Response:
    anchor = f"argument-{argument_id}"
    return go_to("proposals.proposal", notice=notice, anchor=anchor, number=proposal.number, slug=proposal.public_slug)
