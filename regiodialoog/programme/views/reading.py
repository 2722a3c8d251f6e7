"""The programme and its opgaven as everybody may read them."""

from datetime import date
from typing import Any

from flask import Response, request, url_for

from regiodialoog.adoption import labels as moment_labels
from regiodialoog.adoption import queries as adoption
from regiodialoog.adoption.views.shapes import line_of
from regiodialoog.core import clock
from regiodialoog.core.errors import NotFound
from regiodialoog.core.policy import public
from regiodialoog.core.web.pages import page
from regiodialoog.core.web.subjects import Link, names
from regiodialoog.organisations import queries as organisations
from regiodialoog.programme import labels, queries
from regiodialoog.programme.forms import ProgrammeFilter
from regiodialoog.programme.models import Challenge, ChallengeGroup, ChallengeKind, PartyRole, Programme
from regiodialoog.programme.queries.moments import month_of
from regiodialoog.programme.views import shapes
from regiodialoog.programme.views.blueprint import bp
from regiodialoog.programme.views.subject import of_challenge


@bp.get("/programma")
@public
def programme() -> Response:
    found = queries.find_programme()
    if found is None:
        return page("programme/none.html")
    who = organisations.municipality_names()
    chosen = ProgrammeFilter(who, formdata=request.args)
    place = chosen.chosen("gemeente")
    every = cards(len(who), clock.today(), municipality=place)
    cycles = queries.challenges(kind=ChallengeKind.CYCLE)
    name = {each[1]: each[2] for each in who}.get(place, "")
    return page(
        "programme/programme.html", fragment="results", programme=found, chosen=chosen, blocks=grouped(every),
        shown=len(every), cycles=cycles, place=name,
    )  # fmt: skip


def cards(total: int, today: date, *, municipality: str = "") -> list[shapes.Card]:
    """Every running opgave as the list shows it. Four queries."""
    taking, leads = queries.municipalities_by_challenge(), queries.leads_by_challenge()
    upcoming = queries.next_moments(today)
    found = []
    for each in queries.challenges(kind=ChallengeKind.CHALLENGE):
        scopes = {slug: scope for slug, _name, scope in taking.get(each.id, ())}
        if municipality and municipality not in scopes:
            continue
        coming = upcoming.get(each.id)
        found.append(
            shapes.Card(
                each,
                taking.get(each.id, ()),
                total,
                shapes.lead_words(leads.get(each.id, ())),
                shapes.period(each.period_start, each.period_end),
                line_of(coming, today) if coming is not None else None,
                scopes.get(municipality, ""),
            )
        )
    return found


def grouped(every: list[shapes.Card]) -> list[tuple[ChallengeGroup, list[shapes.Card]]]:
    found: dict[int, tuple[ChallengeGroup, list[shapes.Card]]] = {}
    for card in every:
        if card.challenge.group is not None:
            found.setdefault(card.challenge.group.id, (card.challenge.group, []))[1].append(card)
    return list(found.values())


@bp.get("/programma/<slug>")
@public
def challenge(slug: str) -> Response:
    found = queries.challenge(slug)
    today = clock.today()
    whole = queries.sheet(found.id)
    sheet = whole.running()
    placed = queries.moments_of(found.id)
    programme = queries.find_programme()
    lines = [(each, line_of(each.moment, today)) for each in placed]
    region = shapes.region_name()
    return page(
        "programme/challenge.html",
        challenge=found,
        about=of_challenge(found),
        notes=found,
        projects=queries.projects_of(found.id),
        programme=programme,
        sheet=sheet,
        ended=whole.ended(),
        name_of=name_of,
        total=len(organisations.municipality_names()),
        parties=[(row, *shapes.party_name(row, region)) for row in sheet.parties],
        roles=PartyRole,
        period=shapes.period,
        table=_table(found, placed, sheet, programme, today),
        in_a_month=[(each, line) for each, line in lines if in_one_month(each)],
        not_in_a_month=[(each, line) for each, line in lines if not in_one_month(each)],
        of_activity=_by_activity(lines),
        decisions=adoption.counting(every := adoption.decisions_about(found.id)),
        corrected=len(every),
        labels=labels,
        moment_labels=moment_labels,
    )


def in_one_month(each: queries.Placed) -> bool:
    return month_of(each.moment) is not None


def _by_activity(lines: list[tuple[queries.Placed, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for each, line in lines:
        if each.activity_id is not None:
            found.setdefault(each.activity_id, []).append(line)
    return found


def _table(
    found: Challenge, placed: list[queries.Placed], sheet: queries.Sheet, programme: Programme | None, today: date
) -> shapes.TwelveMonths:
    """The twelve months of the year in the address; else this year if it has something, or the year of the source."""
    kinds = adoption.kinds()
    name = next((kind.name for kind in kinds if kind.slug == "looptijd"), "")
    spans = [shapes.Span(name, found.period_start, found.period_end)]
    spans += [shapes.Span(f"{name}: {each.title}", each.period_start, each.period_end) for each in sheet.subtracks]
    spans.append(shapes.Span(name, found.follow_up_start, found.follow_up_end))
    of_source = programme.as_of.start if programme is not None else None
    years = {month[0] for each in placed if (month := month_of(each.moment))}
    year = chosen_year() or (today.year if today.year in years or of_source is None else of_source.year)
    return shapes.twelve_months(year, placed, kinds, spans, known=of_source, today=today)


def chosen_year() -> int | None:
    """``?jaar=``; None when there is none. Raises NotFound for what is no year."""
    given = request.args.get("jaar", "")
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and 1900 <= int(given[:5]) <= 2199):
        raise NotFound
    return int(given)


def name_of(row: Any) -> str:
    """What people call a line: it has a title, a text, a name, or what it is about."""
    for name in ("title", "text", "what", "name", "indicator"):
        if getattr(row, name, ""):
            return str(getattr(row, name))
    return shapes.party_name(row, shapes.region_name())[0] if hasattr(row, "role") else str(row.municipality.name)


@names("challenge")
def challenge_links(ids: set[int]) -> dict[int, Link]:
    found = queries.by_ids(Challenge, ids)
    return {row.id: Link(row.title, url_for("programme.challenge", slug=row.slug)) for row in found}


@names("programme")
def programme_links(ids: set[int]) -> dict[int, Link]:
    return {row.id: Link(row.title, url_for("programme.programme")) for row in queries.by_ids(Programme, ids)}


@names("challenge_group")
def group_links(ids: set[int]) -> dict[int, Link]:
    found = queries.by_ids(ChallengeGroup, ids)
    return {row.id: Link(row.title, url_for("programme.programme", _anchor=row.slug)) for row in found}
