"""The whole path of a proposal on one page, to read and print: who did what when, why, and what was promised next."""

from flask import Blueprint, Response, redirect, url_for

from regiodialoog.core.policy import public
from regiodialoog.core.web.pages import page
from regiodialoog.proposals import labels, queries
from regiodialoog.proposals.path import StepKind, next_of, path_of
from regiodialoog.proposals.stages import furthest

bp = Blueprint("path", __name__)
STATES = {StepKind.PAST: "done", StepKind.NOW: "now", StepKind.NEXT: "next", StepKind.STOPPED: "error"}


@bp.get("/voorstellen/<int(max=2147483647):number>-<slug>/pad")
@public
def path(number: int, slug: str) -> Response:
    proposal = queries.proposal(number)
    if slug != proposal.public_slug:
        right = url_for("path.path", number=number, slug=proposal.public_slug)
        return redirect(right, code=302)  # type: ignore[return-value]
    steps = path_of(proposal)
    return page(
        "pages/path.html", proposal=proposal, title=labels.title_of(proposal), steps=steps, next=next_of(steps),
        stage=furthest(proposal), states=STATES, labels=labels,
    )  # fmt: skip
