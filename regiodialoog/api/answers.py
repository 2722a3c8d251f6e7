"""Answers as bytes: JSON from the schemas, CSV that no spreadsheet takes for a formula, problems by RFC 9457."""

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from typing import Any, get_args, get_origin
from urllib.parse import urlencode

from flask import Response, make_response, request

from regiodialoog.api import schemas
from regiodialoog.api.making import full
from regiodialoog.api.parameters import Asked, BadParameter
from regiodialoog.engines.spreadsheets import harmless

BOM = "\ufeff"


def document(schema: schemas.Schema) -> Response:
    return conditional(schema.model_dump_json(by_alias=True), "application/json")


def listing(kind: type[schemas.Schema], rows: Sequence[schemas.Schema], asked: Asked, total: int) -> Response:
    """A page of rows, with the addresses of the pages around it in the body and in the Link header."""
    last = max(1, -(-total // asked.size))
    numbers = {
        "self": asked.number,
        "first": 1,
        "prev": min(asked.number - 1, last) or None,
        "next": asked.number + 1 if asked.number < last else None,
        "last": last,
    }
    urls = {name: _url(number) for name, number in numbers.items() if number}
    if asked.format is schemas.Formaat.CSV:
        response = conditional(as_csv(kind, rows), "text/csv")
        response.headers["Content-Disposition"] = f"attachment; filename={request.path.rpartition('/')[2]}.csv"
    else:
        response = document(_page(rows, asked, total, last, urls))
    response.headers["Link"] = ", ".join(f'<{url}>; rel="{name}"' for name, url in urls.items())
    return response


def _page(
    rows: Sequence[schemas.Schema], asked: Asked, total: int, last: int, urls: Mapping[str, str]
) -> schemas.Bladzijde[Any]:
    links: dict[str, Any] = {
        name: {"href": urls[name]} if name in urls else None for name in schemas.Links.model_fields
    }
    return schemas.Bladzijde[Any].model_construct(
        resultaten=list(rows),
        paginering=schemas.Paginering(
            pagina=asked.number, pagina_grootte=asked.size, totaal=total, aantal_paginas=last
        ),
        links=schemas.Links(**links),
    )


def _url(number: int) -> str:
    given = {name: value for name, value in request.args.items() if name != "pagina"}
    return full(request.path) + "?" + urlencode({**given, "pagina": number})


def conditional(body: str, kind: str) -> Response:
    """With an ETag of the content: who has it already is told so, and gets nothing."""
    response = make_response(body)
    response.content_type = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    response.set_etag(hashlib.sha256(body.encode()).hexdigest()[:32], weak=True)
    response.make_conditional(request)
    response.headers.pop("Date", None)  # the server in front adds its own
    return response


def as_csv(kind: type[schemas.Schema], rows: Sequence[schemas.Schema]) -> str:
    """RFC 4180 with a byte order mark (spreadsheets then read UTF-8). Lists are joined by `` | ``."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns(kind), restval="", extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        flat = _flat(row.model_dump(mode="json", by_alias=True))
        writer.writerow({name: _safe(value) for name, value in flat.items()})
    return BOM + out.getvalue()


def columns(kind: type[schemas.Schema], prefix: str = "") -> list[str]:
    """The columns of a schema, whatever its rows hold: ``gmCode``, ``provincie.naam``."""
    names: list[str] = []
    for name, info in kind.model_fields.items():
        alias = prefix + (info.alias or name)
        inner = [each for each in (info.annotation, *get_args(info.annotation)) if _is_schema(each)]
        is_list = get_origin(info.annotation) is list
        names += columns(inner[0], f"{alias}.") if inner and not is_list else [alias]
    return names


def _is_schema(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, schemas.Schema)


def _flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            flat.update(_flat(value, f"{prefix}{name}."))
        elif isinstance(value, list):
            flat[prefix + name] = " | ".join(_one(each) for each in value)
        else:
            flat[prefix + name] = value
    return flat


def _one(value: Any) -> str:
    """An item of a list in one cell: a thing by its slug or name."""
    return str(value.get("slug") or value.get("naam") if isinstance(value, dict) else value)


def _safe(value: Any) -> Any:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return harmless(value) if isinstance(value, str) else value


def refused(fault: BadParameter) -> Response:
    problem = schemas.Probleem(
        type="about:blank",
        title="Bad Request",
        status=400,
        instance=request.path,
        detail=f"{fault.name}: {fault.reason}",
        foute_parameters=[schemas.FouteParameter(naam=fault.name, reden=fault.reason)],
    )
    response = make_response(problem.model_dump_json(by_alias=True, exclude_none=True), 400)
    response.content_type = "application/problem+json"
    return response
