"""What everybody may read of proposals."""

from functools import partial
from typing import Any

from flask import Response, redirect, request

from regiodialoog.core.policy import current_actor, public
from regiodialoog.core.web.pages import htmx, page
from regiodialoog.core.web.paging import page_links, page_number
from regiodialoog.core.web.shelf import shares_a_part
from regiodialoog.core.web.subjects import Link, names
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import Theme
from regiodialoog.proposals import doors, labels, policy, queries
from regiodialoog.proposals.forms import ProposalFilter
from regiodialoog.proposals.models import ProposalState
from regiodialoog.proposals.stages import furthest
from regiodialoog.proposals.views import shapes
from regiodialoog.proposals.views.blueprint import NUMBER, bp

LONGEST = 200


@bp.get("/voorstellen")
@public
@shares_a_part
def proposals() -> Response:
    own, same = {}, {"listing": _all_proposals}
    if current_actor().is_authenticated and not htmx:
        own = _ways()
    elif not htmx:
        same["ways"] = _ways
    return page("proposals/proposals.html", fragment="results", same=same, theme=None, **own)


def _ways() -> dict[str, Any]:
    return {"doors": doors.doors(current_actor())}


def _all_proposals() -> dict[str, Any]:
    themes = dialogues.theme_names()
    chosen = ProposalFilter(themes, formdata=request.args)
    theme = next((one for one in themes if one.slug == chosen.thema.data), None)
    return {"theme": None, **_listing(chosen, theme)}


@bp.get("/themas/<slug>/voorstellen")
@public
@shares_a_part
def theme_proposals(slug: str) -> Response:
    theme = dialogues.theme(slug)
    actor = current_actor()
    drafts = queries.drafts_of(actor.person_id, theme.id) if actor.person_id else ()
    way = doors.door(actor, theme) if not htmx else None
    ways = (way,) if way is not None else ()
    same = {"listing": partial(_proposals_about, theme)}
    return page("proposals/proposals.html", fragment="results", same=same, theme=theme, drafts=drafts, doors=ways)


def _proposals_about(theme: Theme) -> dict[str, Any]:
    return {"theme": theme, **_listing(ProposalFilter(None, formdata=request.args), theme)}


def _listing(chosen: ProposalFilter, theme: Theme | dialogues.ThemeName | None) -> dict[str, Any]:
    state = ProposalState(chosen.stand.data) if chosen.stand.data in set(ProposalState) else None
    text = (chosen.q.data or "")[:LONGEST]
    wish = queries.Wish(theme_id=theme.id if theme else None, state=state, text=text)
    found = queries.proposals_page(wish, page_number())
    return {
        "chosen": chosen,
        "found": found,
        "cards": shapes.cards_of(found.proposals),
        "searching": bool(text or state or chosen.data.get("thema")),
        **page_links(found.number, found.pages),
    }


@bp.get(f"/voorstellen/{NUMBER}")
@public
def by_number(number: int) -> Response:
    """The number alone is enough to find it."""
    found = queries.proposal(number)
    return redirect(shapes.url_of(found), code=302)  # type: ignore[return-value]


@bp.get(f"/voorstellen/{NUMBER}-<slug>")
@public
def proposal(number: int, slug: str) -> Response:
    found = queries.proposal(number)
    if slug != found.public_slug:
        return redirect(shapes.url_of(found), code=302)  # type: ignore[return-value]
    actor = current_actor()
    readable = policy.may_read_texts(actor, found)
    about: dict[str, Any] = {
        "proposal": found,
        "readable": readable,
        "title": labels.title_of(found, readable=readable),
        "own": policy.is_author(actor, found),
        "see_names": policy.may_see_names(actor, found.theme_id),
        "see_author": policy.may_see_author(actor, found),
        "labels": labels,
        "curations": queries.curations(found.id),
        "moves": queries.moves(found.id),
        "record": None,
        "stage": furthest(found),
    }
    if found.is_recorded:
        about |= shapes.record(queries.record_of(found.id))
    if readable:
        about |= {"threads": queries.threads(found.id), "questions": queries.questions(found.id)}
        about |= {"versions": shapes.versions(queries.revisions(found.id))}
    todo = shapes.todo(actor, found, about)
    return page("proposals/proposal.html", todo=todo, until=doors.until(found), **about)


@names("proposal")
def proposal_links(ids: set[int]) -> dict[int, Link]:
    return {row.id: Link(labels.title_of(row), shapes.url_of(row)) for row in queries.by_ids(ids)}


@names("destination")
def destination_links(ids: set[int]) -> dict[int, Link]:
    return {row.id: Link(row.name) for row in queries.destinations_by_ids(ids)}
