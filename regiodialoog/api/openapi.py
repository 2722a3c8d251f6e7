"""The description of the API for machines (OpenAPI 3.1), made from the same table and schemas as the answers."""

from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from regiodialoog.api import schemas
from regiodialoog.api.making import full
from regiodialoog.api.parameters import LARGEST_PAGE, LAST_PAGE, PAGE
from regiodialoog.api.resources import LISTINGS, SINGLES, Listing, Single
from regiodialoog.core.web.site import CurrentSite

BASE = "/api/v1"
VERSION = "1.0.0"
REF = "#/components/schemas/{model}"
DESCRIPTION = (
    "Wat iedereen mag lezen over de regio, de strategische agenda en wat er op de site verandert. Alleen lezen. "
    "Lijsten komen in bladzijden van hooguit 100. Met `format=csv` krijgt u dezelfde bladzijde als CSV."
)
VERSION_HEADER = {"API-Version": {"description": "De versie van deze API", "schema": {"type": "string"}}}
PAGE_HEADERS = {
    **VERSION_HEADER,
    "Link": {"description": "De bladzijden ernaast (RFC 8288)", "schema": {"type": "string"}},
    "ETag": {"description": "Voor If-None-Match", "schema": {"type": "string"}},
}


def description() -> dict[str, Any]:
    site = CurrentSite()
    contact = {"name": site.region_name or site.name, "url": full("/hulp")}
    if site.email:
        contact["email"] = site.email
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Open data van {site.name} {site.region_name}".strip(),
            "description": DESCRIPTION,
            "version": VERSION,
            "contact": contact,
        },
        "servers": [{"url": full(BASE)}],
        "externalDocs": {"description": "Uitleg met voorbeelden", "url": full("/open-data")},
        "tags": [{"name": name} for name in ("regio", "agenda", "logboek")],
        "paths": {
            **{listing.path: {"get": _listing(listing)} for listing in LISTINGS},
            **{single.template: {"get": _single(single)} for single in SINGLES},
        },
        "components": {"schemas": _schemas(), "responses": _refusals()},
    }


@cache
def _schemas() -> dict[str, Any]:
    pages = {page_of(each) for each in LISTINGS}
    kinds: set[type[BaseModel]] = {schemas.Probleem, *pages, *(single.schema for single in SINGLES)}
    ordered = sorted(kinds, key=lambda kind: kind.__name__)
    _, found = models_json_schema([(kind, "serialization") for kind in ordered], ref_template=REF)
    definitions: dict[str, Any] = found["$defs"]
    return dict(sorted(definitions.items()))


def page_of(listing: Listing) -> type[schemas.Schema]:
    page: type[schemas.Schema] = schemas.Bladzijde[listing.schema]  # type: ignore[name-defined]
    return page


def _listing(listing: Listing) -> dict[str, Any]:
    name = f"Bladzijde_{listing.schema.__name__}_"
    content = {
        "application/json": {"schema": {"$ref": REF.format(model=name)}},
        "text/csv": {"schema": {"type": "string"}},
    }
    return {
        **_named(listing),
        "parameters": [
            _parameter(
                "pagina", "Welke bladzijde", {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1}
            ),
            _parameter(
                "paginaGrootte",
                "Hoeveel per bladzijde",
                {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE},
            ),
            _parameter("format", "In welke vorm", {"type": "string", "enum": ["json", "csv"], "default": "json"}),
            *(_parameter(name, what, {"type": "string"}) for name, what in listing.filters.items()),
        ],
        "responses": {
            "200": {"description": "Een bladzijde", "headers": PAGE_HEADERS, "content": content},
            **_refs("304", "400", "500"),
        },
    }


def _single(single: Single) -> dict[str, Any]:
    schema = {"$ref": REF.format(model=single.schema.__name__)}
    key = {"name": single.key, "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        **_named(single),
        "parameters": [key],
        "responses": {
            "200": {
                "description": "Gevonden",
                "headers": VERSION_HEADER,
                "content": {"application/json": {"schema": schema}},
            },
            **_refs("304", "400", "404", "500"),
        },
    }


def _named(each: Listing | Single) -> dict[str, Any]:
    first = each.path.split("/")[1]
    tag = first if first in {"agenda", "logboek"} else "regio"
    return {"operationId": each.name, "summary": each.summary, "tags": [tag]}


def _parameter(name: str, what: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": what, "schema": schema}


def _refs(*statuses: str) -> dict[str, Any]:
    return {status: {"$ref": f"#/components/responses/{status}"} for status in statuses}


def _refusals() -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": REF.format(model="Probleem")}}}
    words = {"400": "Een parameter klopt niet", "404": "Bestaat niet", "500": "Er ging iets mis bij ons"}
    found = {
        status: {"description": text, "headers": VERSION_HEADER, "content": problem} for status, text in words.items()
    }
    return {"304": {"description": "Niets veranderd", "headers": VERSION_HEADER}, **found}
