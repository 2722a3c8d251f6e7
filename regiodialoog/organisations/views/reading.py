"""What everybody may read about the region. What upper features know of a municipality comes in panels."""

from collections.abc import Sequence
from typing import Any

from flask import Response, request, url_for

from regiodialoog.core.policy import public
from regiodialoog.core.web.pages import page
from regiodialoog.core.web.subjects import Link, names
from regiodialoog.organisations import labels, queries
from regiodialoog.organisations.forms import OrganisationFilter
from regiodialoog.organisations.models import (
    MUNICIPAL_BODIES,
    Body,
    Municipality,
    Organisation,
    OrganisationKind,
    Source,
)
from regiodialoog.organisations.views.blueprint import bp


@bp.get("/gemeenten")
@public
def municipalities() -> Response:
    region, found = queries.region(), queries.municipalities()
    return page(
        "organisations/municipalities.html",
        region=region,
        municipalities=found,
        areas=areas(found),
        interests=queries.interests(),
    )


@bp.get("/gemeenten/<slug>")
@public
def municipality(slug: str) -> Response:
    found = queries.municipality(slug)
    return page(
        "organisations/municipality.html",
        region=queries.region(),
        municipality=found,
        bodies=queries.bodies_of(found.id),
        inhabitants=queries.inhabitants().get(found.id),
        areas=areas(queries.municipalities(), here=found),
        labels=labels,
    )


@bp.get("/organisaties")
@public
def organisations() -> Response:
    chosen = OrganisationFilter(formdata=request.args)
    kind = chosen.soort.data if chosen.soort.data in set(OrganisationKind) else None
    found = queries.organisations((chosen.q.data or "")[:200], OrganisationKind(kind) if kind else None)
    return page(
        "organisations/organisations.html", fragment="results", chosen=chosen, organisations=found, labels=labels
    )


@bp.get("/organisaties/<slug>")
@public
def organisation(slug: str) -> Response:
    found = queries.organisation(slug)
    here = queries.municipalities_in(found.id)
    return page("organisations/organisation.html", organisation=found, municipalities=here, labels=labels)


@bp.get("/overleggen")
@public
def bodies() -> Response:
    found = queries.bodies()
    return page(
        "organisations/bodies.html",
        councils=[body for body in found if body.kind in MUNICIPAL_BODIES],
        meetings=[body for body in found if body.kind not in MUNICIPAL_BODIES],
        labels=labels,
    )


@bp.get("/bronnen")
@public
def sources() -> Response:
    return page("organisations/sources.html", sources=queries.sources())


def areas(found: Sequence[Municipality], here: Municipality | None = None) -> list[dict[str, Any]]:
    """The municipalities for the map; ``here`` is filled, or all are when none is named."""
    return [
        {
            "slug": each.slug, "name": each.name, "d": each.outline, "label_x": each.label_x, "label_y": each.label_y,
            "url": url_for("organisations.municipality", slug=each.slug), "note": each.province.name, "written": True,
            "on": here is None or each is here,
        }
        for each in found
        if each.outline
    ]  # fmt: skip


@names("municipality")
def municipality_links(ids: set[int]) -> dict[int, Link]:
    found = queries.by_ids(Municipality, ids)
    return {row.id: Link(row.name, url_for("organisations.municipality", slug=row.slug)) for row in found}


@names("organisation")
def organisation_links(ids: set[int]) -> dict[int, Link]:
    found = queries.by_ids(Organisation, ids)
    return {row.id: Link(row.name, url_for("organisations.organisation", slug=row.slug)) for row in found}


@names("body")
def body_links(ids: set[int]) -> dict[int, Link]:
    found = queries.by_ids(Body, ids)
    return {row.id: Link(row.name, url_for("organisations.bodies", _anchor=row.slug)) for row in found}


@names("source")
def source_links(ids: set[int]) -> dict[int, Link]:
    found = queries.by_ids(Source, ids)
    return {row.id: Link(row.name, url_for("organisations.sources", _anchor=row.slug)) for row in found}
