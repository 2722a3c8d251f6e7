"""How anybody checks a draw: the program to do it with, and what it rests on, for residents and for auditors."""

from flask import Response, url_for
from flask_babel import gettext as _

from regiodialoog.core.policy import public
from regiodialoog.core.web.pages import page
from regiodialoog.groups import written
from regiodialoog.groups.views.blueprint import bp

TEXTS = {"loting.md": "groups.draw_explained", "draw.md": "groups.draw_for_auditors"}


@bp.get("/loting/verify.py")
@public
def draw_program() -> Response:
    """The program as it stands in the source code."""
    data, _sha256 = written.program()
    answer = Response(data, mimetype="text/x-python")
    answer.headers["Content-Disposition"] = f'attachment; filename="{written.PROGRAM}"'
    return answer


@bp.get("/loting/uitleg")
@public
def draw_explained() -> Response:
    return _show("loting.md", "nl", _("In English, to the last detail: for auditors"), "groups.draw_for_auditors")


@bp.get("/loting/controleurs")
@public
def draw_for_auditors() -> Response:
    return _show("draw.md", "en", _("The explanation for residents, in Dutch"), "groups.draw_explained")


def _show(name: str, language: str, other: str, endpoint: str) -> Response:
    addresses = tuple((text, url_for(there)) for text, there in TEXTS.items())
    return page(
        "groups/draw_written.html",
        text=written.read(name, addresses),
        language=language,
        other=(other, url_for(endpoint)),
        sha256=written.program()[1],
    )
