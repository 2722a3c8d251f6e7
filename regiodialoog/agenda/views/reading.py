"""What everybody may read of the agenda."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Response, request, url_for

from regiodialoog.agenda import labels, queries
from regiodialoog.agenda.forms import AgendaFilter
from regiodialoog.agenda.models import Agenda, AgendaAction, AgendaPart, AgendaTheme
from regiodialoog.agenda.views import shapes
from regiodialoog.agenda.views.blueprint import bp
from regiodialoog.core.policy import public
from regiodialoog.core.text import fold
from regiodialoog.core.web.pages import asks_for_a_part, page
from regiodialoog.core.web.shelf import shares_a_part
from regiodialoog.core.web.subjects import Link, names

LONGEST = 200


@bp.get("/agenda")
@public
@shares_a_part
def agenda() -> Response:
    found = queries.find_agenda()
    if found is None:
        return page("agenda/none.html")
    return page("agenda/agenda.html", fragment="results", same={"listing": partial(_whole, found)}, agenda=found)


def _whole(found: Agenda) -> dict[str, Any]:
    who = queries.stances(found.id)
    chosen = AgendaFilter(who.municipalities, formdata=request.args)
    shown = listing(found, who, (chosen.q.data or "")[:LONGEST], chosen.gemeente.data or "")
    if asks_for_a_part():  # what htmx replaces needs no more than this
        return shown
    (challenges, developments), off = shapes.apart(
        queries.challenges(found.id, ended=True), queries.developments(found.id, ended=True)
    )
    return {
        "agenda": found,
        "chosen": chosen,
        "challenges": challenges,
        "developments": developments,
        "off": off,
        "matrix": matrix(shown["parts"], who),
        **shown,
    }


def listing(found: Agenda, who: queries.Stances, text: str, municipality: str) -> dict[str, Any]:
    """The list of the agenda after its filters, with how much is shown of how much. Four queries."""
    known = {slug for _id, slug, _name in who.municipalities}
    municipality = municipality if municipality in known else ""
    parts, themes = queries.parts(found.id), queries.themes(found.id)
    goals = queries.goals([theme.id for theme in themes])
    only = shapes.matching(themes, goals, text) if fold(text) else None
    rows = queries.action_rows([part.id for part in parts], text, or_in_themes=only or ())
    blocks = shapes.blocks(parts, themes, goals, rows, who, municipality=municipality, only=only)
    return {
        "parts": parts,
        "blocks": blocks,
        "searching": bool(only is not None or municipality),
        "themes_shown": sum(len(block.themes) for block in blocks),
        "themes_total": len(themes),
        "actions_shown": sum(each.count for block in blocks for each in (block, *block.themes)),
    }


@dataclass(frozen=True)
class Matrix:
    """Who takes part: per municipality its stance on each part, the counts, and every "no" with its part."""

    rows: list[tuple[str, str, list[queries.Stance]]]
    counts: list[int]
    absences: list[tuple[AgendaPart, queries.Stance]]


def matrix(parts: Sequence[AgendaPart], who: queries.Stances) -> Matrix:
    columns = [who.of_part(part.id) for part in parts]
    pairs = [(part, stance) for part, column in zip(parts, columns, strict=True) for stance in column]
    return Matrix(
        [(slug, name, [column[n] for column in columns]) for n, (_id, slug, name) in enumerate(who.municipalities)],
        [sum(1 for stance in column if stance.takes_part) for column in columns],
        [(part, stance) for part, stance in pairs if stance.takes_part is False],
    )


@bp.get("/agenda/<slug>")
@public
def part(slug: str) -> Response:
    found = queries.part(slug)
    who = queries.stances(found.agenda_id)
    themes = queries.themes(found.agenda_id, part_id=found.id)
    goals = queries.goals([theme.id for theme in themes])
    (block,) = shapes.blocks([found], themes, goals, (), who)
    work = _work(queries.actions_of(part_id=found.id, ended=True))
    return page("agenda/part.html", part=found, block=block, stances=who.of_part(found.id), labels=labels, **work)


@bp.get("/agenda/themas/<slug>")
@public
def theme(slug: str) -> Response:
    found = queries.theme(slug)
    who = queries.stances(found.part.agenda_id)
    taking, of = who.count(found.id, found.part_id)
    return page(
        "agenda/theme.html",
        theme=found,
        stances=who.of_theme(found.id, found.part_id),
        taking=taking,
        of=of,
        labels=labels,
        **_work(queries.actions_of(theme_id=found.id, ended=True), found),
    )


def _work(every: Sequence[AgendaAction], theme: AgendaTheme | None = None) -> dict[str, Any]:
    """Actions with all that belongs to them, and to the theme if there is one; ``off`` is what ended of it."""
    figures = queries.figures_of(theme.id if theme is not None else None, [action.id for action in every], ended=True)
    goals = queries.goals([theme.id], ended=True) if theme is not None else ()
    milestones = queries.milestones_of(theme.id, ended=True) if theme is not None else ()
    running, off = shapes.apart(goals, every, figures, milestones)
    found: dict[str, Any] = dict(zip(("goals", "actions", "figures", "milestones"), running, strict=True))
    see_also = queries.action_titles(action.see_also for action in found["actions"] if action.see_also)
    return {**found, "off": off, "see_also_titles": see_also}


@names("agenda_theme")
def theme_links(ids: set[int]) -> dict[int, Link]:
    found = queries.by_ids(AgendaTheme, ids)
    return {row.id: Link(row.title, url_for("agenda.theme", slug=row.slug)) for row in found}


@names("agenda_part")
def part_links(ids: set[int]) -> dict[int, Link]:
    found = queries.by_ids(AgendaPart, ids)
    return {row.id: Link(row.title, url_for("agenda.part", slug=row.slug)) for row in found}


@names("agenda_action")
def action_links(ids: set[int]) -> dict[int, Link]:
    return {row.id: Link(row.title, action_url(row)) for row in queries.actions_by_ids(ids)}


def action_url(action: AgendaAction) -> str:
    """An action is a place on the page of its theme, or of its part."""
    if action.theme is not None:
        return url_for("agenda.theme", slug=action.theme.slug, _anchor=action.slug)
    return url_for("agenda.part", slug=action.part.slug, _anchor=action.slug)


@names("agenda")
def agenda_links(ids: set[int]) -> dict[int, Link]:
    return {row.id: Link(row.title, url_for("agenda.agenda")) for row in queries.by_ids(Agenda, ids)}
