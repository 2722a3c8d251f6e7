"""The logbook: for everybody without names, for those who answer for it with everything."""

from flask import Blueprint, Response, request
from flask_babel import lazy_gettext as _l

from regiodialoog.audit import policy, queries
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


def _show(template: str, *, public_only: bool) -> Response:
    features = queries.features(public_only=public_only)
    feature = request.args.get("onderwerp", "")
    feature = feature if feature in features else ""
    found, older = queries.entries(public_only=public_only, before=_number("voor"), feature=feature)
    wanted = [entry.subject for entry in found]
    people = [("person", entry.person_id) for entry in found if entry.person_id and not public_only]
    links = subjects.links(wanted + people)
    return page(
        template, fragment="results", entries=found, older=older, links=links, features=features, feature=feature
    )


def _number(name: str) -> int | None:
    """A positive number from the address, or None for anything else."""
    given = request.args.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) <= LONGEST_NUMBER else None
