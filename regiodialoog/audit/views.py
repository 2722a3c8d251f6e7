"""The logbook: for everybody without names, for those who answer for it with everything; and the trail as files."""

from collections.abc import Iterable, Iterator

from flask import Blueprint, Response, request, stream_with_context
from flask_babel import lazy_gettext as _l

from regiodialoog.audit import files, policy, queries
from regiodialoog.core.policy import authorize, public
from regiodialoog.core.web import menu, subjects
from regiodialoog.core.web.pages import page

bp = Blueprint("audit", __name__)
menu.add("log", _l("Full log"), "audit.full_log", order=90, rule="audit.read_all", menu="beheer")
LONGEST_NUMBER = 18


@bp.get("/logboek")
@public
def log() -> Response:
    return _show("audit/log.html", public_only=True)


@bp.get("/beheer/logboek")
def full_log() -> Response:
    authorize(policy.may_read_all)
    return _show("audit/full_log.html", public_only=False)


@bp.get("/logboek/trail.jsonl")
@public
def trail_file() -> Response:
    return _file("trail.jsonl", "application/x-ndjson", files.per_line(files.line_rows(_upto())))


@bp.get("/logboek/seals.json")
@public
def seals_file() -> Response:
    return _file("seals.json", "application/json", files.as_list(files.seal_rows(_upto())))


@bp.get("/logboek/texts.jsonl")
@public
def texts_file() -> Response:
    return _file("texts.jsonl", "application/x-ndjson", files.per_line(files.text_rows(_upto())))


def _show(template: str, *, public_only: bool) -> Response:
    features = queries.features(public_only=public_only)
    feature = request.args.get("onderwerp", "")
    feature = feature if feature in features else ""
    found, older = queries.entries(public_only=public_only, before=_number("voor"), feature=feature)
    wanted = [entry.subject for entry in found]
    people = [("person", entry.person_id) for entry in found if entry.person_id and not public_only]
    links = subjects.links(wanted + people)
    seal = queries.last_seal() if public_only else None
    return page(
        template,
        fragment="results",
        entries=found,
        older=older,
        links=links,
        features=features,
        feature=feature,
        seal=seal,
    )


def _number(name: str) -> int | None:
    """A positive number from the address, or None for anything else."""
    given = request.args.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) <= LONGEST_NUMBER else None


def _upto() -> int:
    """The number of lines under the newest seal, or under the newest one within ``?tot=``: whoever fetches three files
    one after the other gets them of one moment."""
    seal = queries.last_seal(_number("tot"))
    return seal.upto if seal else 0


def _file(name: str, kind: str, parts: Iterable[bytes]) -> Response:
    def sent() -> Iterator[bytes]:
        yield from parts

    response = Response(stream_with_context(sent()), mimetype=kind)
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
