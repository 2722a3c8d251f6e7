"""Loads the region, its agenda and its programme from the demonstration's files, by the same actions as the screens.

Loading twice changes nothing that is as the files say. A key of a file that nobody reads is an error: no fact may be
lost on the way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import yaml

from regiodialoog.cli.facts import Facts
from regiodialoog.cli.load_agenda import load_agenda
from regiodialoog.cli.load_programme import load_programme
from regiodialoog.core.errors import NotFound
from regiodialoog.organisations import actions, queries
from regiodialoog.organisations.models import (
    Body,
    BodyKind,
    Interest,
    Municipality,
    Organisation,
    OrganisationKind,
    Source,
)

FILES = Path(__file__).parent / "demo_data"
SVG = "{http://www.w3.org/2000/svg}"

ORGANISATION_KINDS = {
    "verzameling": OrganisationKind.COLLECTION,
    "provincie": OrganisationKind.PROVINCE,
    "gemeente": OrganisationKind.MUNICIPALITY,
    "rijk": OrganisationKind.STATE,
    "uitvoeringsorganisatie": OrganisationKind.EXECUTIVE_AGENCY,
    "overheid-overig": OrganisationKind.OTHER_GOVERNMENT,
    "waterschap": OrganisationKind.WATER_AUTHORITY,
    "europa": OrganisationKind.EUROPE,
    "samenwerkingsverband": OrganisationKind.PARTNERSHIP,
    "samenwerkingsprogramma": OrganisationKind.PARTNERSHIP_PROGRAMME,
    "ontwikkelingsmaatschappij": OrganisationKind.DEVELOPMENT_COMPANY,
    "netwerk": OrganisationKind.NETWORK,
    "ondernemersorganisatie": OrganisationKind.BUSINESS_ASSOCIATION,
    "bedrijf": OrganisationKind.COMPANY,
    "brancheorganisatie": OrganisationKind.TRADE_ASSOCIATION,
    "maatschappelijke-organisatie": OrganisationKind.CIVIL_SOCIETY,
    "kennisinstelling": OrganisationKind.KNOWLEDGE_INSTITUTE,
    "campus": OrganisationKind.CAMPUS,
    "inwonersgroep": OrganisationKind.RESIDENTS_GROUP,
}
BODY_KINDS = {
    "bestuurlijk-overleg": BodyKind.POLITICAL_MEETING,
    "bestuurlijk-overleg-met-rijk": BodyKind.POLITICAL_MEETING_WITH_STATE,
    "ambtelijk-overleg": BodyKind.OFFICIAL_MEETING,
    "ambtelijk-en-bestuurlijk-overleg": BodyKind.MIXED_MEETING,
    "": BodyKind.UNKNOWN,
}


def load_region_and_agenda(folder: Path = FILES) -> None:
    """Bring the region, its agenda and its programme to what the files say. Within a transaction. Raises BadFacts."""
    facts = Facts(yaml.safe_load((folder / "regio.yaml").read_text(encoding="utf-8")), "regio.yaml")
    for source in facts.each("bronnen"):
        _source(source)
    _region(facts.inner("regio"), facts.inner("bureau"), Map.read(folder))
    for organisation in facts.each("organisaties"):
        _organisation(organisation)
    outlines = Map.read(folder).outlines
    for municipality in facts.each("gemeenten"):
        _municipality(municipality, outlines)
    for n, interest in enumerate(facts.each("belangen"), 1):
        _interest(interest, n)
    for body in facts.each("overleggen"):
        _body(body)
    facts.all_read()
    load_agenda(folder)
    load_programme(folder)


@dataclass(frozen=True)
class Outline:
    """A municipality on the map: an SVG path, and where its name stands."""

    path: str
    x: int
    y: int


@dataclass(frozen=True)
class Map:
    view_box: str
    credit: str
    outlines: dict[str, Outline]

    @classmethod
    def read(cls, folder: Path) -> "Map":
        tree = ET.parse(folder / "regio-amersfoort.svg")  # noqa: S314 - our own file
        places = {
            text.text or "": (int(text.get("x", "0")), int(text.get("y", "0"))) for text in tree.iter(f"{SVG}text")
        }
        outlines = dict(_outlines(tree, places))
        credit = (folder / "map_credit.txt").read_text(encoding="utf-8").strip()
        return cls(tree.getroot().get("viewBox", ""), credit, outlines)


def _outlines(tree: Any, places: dict[str, tuple[int, int]]) -> Iterator[tuple[str, Outline]]:
    for link in tree.iter(f"{SVG}a"):
        name = link.get("aria-label", "").partition(",")[0]
        path = link.find(f"{SVG}path")
        yield name, Outline(path.get("d", ""), *places[name])


def _source(facts: Facts) -> None:
    slug = facts.text("id")
    given = {
        "publisher": facts.text("uitgever"),
        "date": facts.text("datum"),
        "file": facts.text("bestand"),
    }
    title = facts.text("titel")
    facts.all_read()
    try:
        queries.source(slug)
    except NotFound:
        actions.register_source(title, slug=slug, **given)


def _region(region: Facts, bureau: Facts, picture: Map) -> None:
    governance = region.inner("bestuursvorm")
    region.skip("soort", "aantal_gemeenten")  # a region is a partnership; its municipalities are counted
    bureau.skip("soort")
    given: dict[str, Any] = {
        "name": region.text("naam"),
        "description": region.text("omschrijving"),
        "area": region.text("gebied"),
        "character": region.text("karakter"),
        "governance": governance.text("omschrijving"),
        "budget": region.text("begroting"),
        "bureau_slug": bureau.text("id"),
        "bureau_name": bureau.text("naam"),
        "bureau_phone": bureau.text("telefoon"),
        "bureau_email": bureau.text("email"),
        "bureau_tasks": bureau.texts("taken"),
        "bureau_source": queries.source(bureau.text("bron")),
        "map_view_box": picture.view_box,
        "map_credit": picture.credit,
    }
    slug = region.text("id")
    for each in (region, bureau, governance):
        each.all_read()
    found = queries.find_region()
    if found is None:
        actions.set_up_region(slug=slug, **given)
    else:
        actions.change_region(found, slug=slug, **given)


def _organisation(facts: Facts) -> None:
    given: dict[str, Any] = {
        "name": facts.text("naam"),
        "kind": ORGANISATION_KINDS[facts.text("soort")],
        "abbreviation": facts.text("afkorting"),
        "other_spellings": facts.texts("andere_schrijfwijzen"),
        "sources": queries.by_slugs(Source, sorted(facts.texts("genoemd_in"))),
        "notes": _counted(facts, "aantal_corporaties_in_woondeal", "Aantal corporaties in de Woondeal"),
    }
    _bring(Organisation, facts, actions.create_organisation, actions.change_organisation, given)


def _counted(facts: Facts, key: str, words: str) -> list[str]:
    number = facts.number(key)
    return [] if number is None else [f"{words}: {number}"]


def _municipality(facts: Facts, outlines: dict[str, Outline]) -> None:
    outline = outlines[facts.text("naam")]
    facts.skip("soort")
    given: dict[str, Any] = {
        "name": facts.text("naam"),
        "cbs_code": facts.text("cbs_code"),
        "province": queries.organisation(facts.text("provincie")),
        "notes": facts.texts("bijzonderheden"),
        "other_regions": queries.by_slugs(Organisation, facts.texts("andere_regios")),
        "outline": outline.path,
        "label_x": outline.x,
        "label_y": outline.y,
    }
    _bring(Municipality, facts, actions.create_municipality, actions.change_municipality, given)


def _interest(facts: Facts, position: int) -> None:
    given = {"name": facts.text("naam"), "position": position}
    _bring(Interest, facts, actions.create_interest, actions.change_interest, given)


def _body(facts: Facts) -> None:
    given = {"name": facts.text("naam"), "full_name": facts.text("voluit"), "kind": BODY_KINDS[facts.text("soort")]}
    _bring(Body, facts, actions.create_body, actions.change_body, given)


def _bring(kind: Any, facts: Facts, create: Any, change: Any, given: dict[str, Any]) -> None:
    """Create the row, or change the one that is there."""
    slug = facts.text("id")
    facts.all_read()
    try:
        (row,) = queries.by_slugs(kind, [slug])
    except NotFound:
        create(slug=slug, **given)
    else:
        change(row, **given)
