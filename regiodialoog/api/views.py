"""The addresses of the API, one view per line of the table, and the page that explains them to people."""

import json
from collections.abc import Callable

from flask import Blueprint, Response, g, request, session

from regiodialoog.api import answers, parameters
from regiodialoog.api.making import full
from regiodialoog.api.openapi import BASE, VERSION, description
from regiodialoog.api.parameters import BadParameter
from regiodialoog.api.resources import LISTINGS, SINGLES, Listing, Single
from regiodialoog.core.i18n import DEFAULT
from regiodialoog.core.policy import public
from regiodialoog.core.web.pages import page

bp = Blueprint("api", __name__, url_prefix=BASE)
explanation = Blueprint("open_data", __name__)
EXPOSED = "API-Version, ETag, Link"


def _view_of_listing(listing: Listing) -> Callable[[], Response]:
    @public
    def view() -> Response:
        asked = parameters.read(listing.filters)
        found = listing.rows(asked.window)
        return answers.listing(listing.schema, listing.make(found.rows), asked, found.total)

    return view


def _view_of_single(single: Single) -> Callable[..., Response]:
    @public
    def view(**key: str) -> Response:
        parameters.only(set())
        return answers.document(single.answer(key[single.key]))

    return view


for _listing in LISTINGS:
    bp.add_url_rule(_listing.path, _listing.name, _view_of_listing(_listing))
for _single in SINGLES:
    bp.add_url_rule(_single.path, _single.name, _view_of_single(_single))


@bp.before_request
def _in_dutch() -> None:
    """The same answer for everybody: no cookie chooses another language."""
    g.language = DEFAULT


@bp.get("/openapi.json")
@public
def openapi() -> Response:
    return answers.conditional(json.dumps(description(), ensure_ascii=False), "application/json")


@explanation.get("/open-data")
@public
def open_data() -> Response:
    return page("pages/open_data.html", listings=LISTINGS, singles=SINGLES, base=full(BASE))


bp.register_error_handler(BadParameter, answers.refused)


@bp.after_app_request
def _for_machines(response: Response) -> Response:
    """On every answer under the API, refusals of unknown addresses too. A machine gets no cookie."""
    if request.path.startswith(BASE + "/"):
        session.modified = False
        response.headers["API-Version"] = VERSION
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = EXPOSED
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["Cache-Control"] = "public, no-cache" if response.status_code < 400 else "no-store"
    return response
