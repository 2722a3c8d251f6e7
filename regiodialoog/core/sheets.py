"""Paper: a PDF from a typst template in ``templates/sheets/`` and plain data.

The texts come in the data, translated already, so nothing that somebody typed is ever read as markup. The PDF is
tagged and conforms to PDF/UA-1; typst refuses to write one that does not.
"""

import io
import json
from collections.abc import Callable
from typing import Any

import segno

from regiodialoog.core.resources import resource_dir


def pdf(template: str, data: dict[str, Any], **pictures: bytes) -> bytes:
    """``pictures``: SVG by the name (without ``.svg``) under which the template shows it."""
    import typst  # a large library, for the few who print

    files = {"main.typ": (resource_dir("templates") / "sheets" / template).read_bytes()}
    files["data.json"] = json.dumps(data, ensure_ascii=False).encode()
    files |= {f"{name}.svg": drawing for name, drawing in pictures.items()}
    compile_files: Callable[..., bytes] = typst.compile  # its types know only files on the disk
    return compile_files(files, ignore_system_fonts=True, pdf_standards="ua-1")


def qr(text: str) -> bytes:
    """A QR code as an SVG file, with the quiet border that readers need."""
    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", scale=10, border=4, dark="#000000", light="#ffffff")
    return drawn.getvalue()
