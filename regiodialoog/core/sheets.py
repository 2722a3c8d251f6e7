"""Paper: a PDF from a typst template in ``templates/sheets/`` and plain data.

The texts come in the data, translated already, so nothing that somebody typed is ever read as markup; the language and
what a demonstration says of itself are added here, for every sheet. ``notice``: what else stands above a sheet. The PDF
is tagged and conforms to PDF/UA-1; typst refuses to write one that does not.
"""

import io
import json
from collections.abc import Callable
from typing import Any

import segno
from flask import current_app
from flask_babel import gettext as _

from regiodialoog.core.i18n import locale
from regiodialoog.core.resources import resource_dir


def pdf(template: str, data: dict[str, Any], **pictures: bytes) -> bytes:
    """``pictures``: SVG by the name (without ``.svg``) under which the template shows it."""
    import typst  # a large library, for the few who print

    files = {"main.typ": (resource_dir("templates") / "sheets" / template).read_bytes()}
    said = {"lang": locale(), "demonstration": _demonstration(), "notice": "", **data}
    files["data.json"] = json.dumps(said, ensure_ascii=False).encode()
    files |= {f"{name}.svg": drawing for name, drawing in pictures.items()}
    compile_files: Callable[..., bytes] = typst.compile  # its types know only files on the disk
    return compile_files(files, ignore_system_fonts=True, pdf_standards="ua-1")


def _demonstration() -> str:
    """Paper leaves the site that says so above every page."""
    if not current_app.config["SETTINGS"].demo:
        return ""
    return str(
        _("This is a demonstration and not a site of the region. Invented people and steps are marked as fictitious.")
    )


def qr(text: str) -> bytes:
    """A QR code as an SVG file, with the quiet border that readers need."""
    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", scale=10, border=4, dark="#000000", light="#ffffff")
    return drawn.getvalue()
