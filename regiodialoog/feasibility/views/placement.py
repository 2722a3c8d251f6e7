"""What everybody may read: the board of proposals and councils, and one offer."""

from typing import Any

from flask import Response, request, url_for

from regiodialoog.core.policy import current_actor, public
from regiodialoog.core.web.pages import page
from regiodialoog.core.web.paging import page_links, page_number
from regiodialoog.core.web.shelf import shares_a_part
from regiodialoog.core.web.subjects import Link, names
from regiodialoog.feasibility import labels, policy, queries
from regiodialoog.feasibility.forms import OfferFilter
from regiodialoog.feasibility.models import Offer
from regiodialoog.feasibility.shapes import history, rows_of, url_of
from regiodialoog.feasibility.views.blueprint import OFFER, bp


@bp.get("/plaatsing")
@public
@shares_a_part
def placements() -> Response:
    """The board. A column for every council that something on this page was offered to."""
    may = policy.may_promote(current_actor())
    return page("feasibility/placement_board.html", fragment="results", same={"listing": _board}, may=may)


def _board() -> dict[str, Any]:
    themes = queries.themes_with_offers()
    chosen = OfferFilter(themes, formdata=request.args)
    theme = next((one for one in themes if one.slug == chosen.thema.data), None)
    found = queries.board(theme.id if theme is not None else None, page_number())
    return {
        "chosen": chosen,
        "theme": theme,
        "found": found,
        "rows": rows_of(found),
        "labels": labels,
        "rule": queries.current_rule(),
        **page_links(found.number, found.pages),
    }


@bp.get(OFFER)
@public
def offer(number: int) -> Response:
    found = queries.offer(number)
    return page("feasibility/placement_offer.html", **_about(found))


def _about(found: Offer) -> dict[str, Any]:
    actor = current_actor()
    may = {one.id for one in found.placements if policy.may_record_placement(actor, one)}
    confirmable = {
        one.answer.id
        for one in found.placements
        if one.answer is not None and not one.answer.confirmed_at and policy.may_confirm_placement(actor, one.answer)
    }
    return {
        "offer": found,
        "count": found.count,
        "labels": labels,
        "waiting": [one for one in found.placements if one.waits],
        "history": {one.id: history(one) for one in found.placements},
        "may": may,
        "confirmable": confirmable,
        "may_say": policy.may_promote(actor) and found.rule_kind == "bureau",
    }


@names("placement_offer")
def offer_links(ids: set[int]) -> dict[int, Link]:
    return {row.id: Link(row.proposal.title, url_of(row)) for row in queries.offers_by_ids(ids)}


@names("placement_rule")
def rule_links(ids: set[int]) -> dict[int, Link]:
    found = {row.id: row for row in queries.rules() if row.id in ids}
    return {
        key: Link(labels.rule_of(row.rule_kind, row.rule_number), url_for("feasibility.placements"))
        for key, row in found.items()
    }
