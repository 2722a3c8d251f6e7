"""Paper: in the language of the page, and of a demonstration it says so, for it leaves the site that does."""

import io
from typing import Any

import pypdf
import pytest
from flask import Flask
from flask_babel import force_locale

from regiodialoog.core import sheets

LETTER: dict[str, Any] = {
    "sender": "Regiodialoog Regio Test", "date": "1 mei 2026", "title": "Doet u mee?", "reach": ["033 123 45 67"],
    "salutation": "Beste lezer,", "opening": ["Praat mee."], "greeting": "Met vriendelijke groet,",
    "parts": [], "box": {"before": [], "after": [], "picture": ""}, "closing": ["Tot ziens"],
    "sheets": [{"code": "AAAA-BBBB", "to": []}, {"code": "CCCC-DDDD", "to": ["Vera Vos"]}],
}  # fmt: skip
FIGURES: dict[str, Any] = {
    "region": "Regio Test", "title": "De samenstelling in cijfers", "theme": "Fietspaden", "group": "Groep",
    "fictitious": "", "date": "1 mei 2026", "columns": 1, "size": 10, "note": "",
    "parts": [
        {"title": "Belang", "tables": [{"heads": ["Belang", "Plekken"], "rows": [["Wonen", "2"], ["Samen", "2"]]}]}
    ],
}  # fmt: skip
SAYS = "Dit is een demonstratie en geen site van de regio."


@pytest.fixture
def demo_site(fresh_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    settings = fresh_app.config["SETTINGS"]
    monkeypatch.setitem(fresh_app.config, "SETTINGS", settings.model_copy(update={"demo": True}))
    return fresh_app


def pages(app: Flask, template: str, data: dict[str, Any]) -> tuple[pypdf.PdfReader, list[str]]:
    with app.test_request_context():
        found = pypdf.PdfReader(io.BytesIO(sheets.pdf(template, data)))
    return found, [" ".join(page.extract_text().split()) for page in found.pages]


@pytest.mark.parametrize(("template", "data"), [("letter.typ", LETTER), ("figures.typ", FIGURES)])
def test_every_sheet_of_a_demonstration_says_that_it_is_one(
    demo_site: Flask, template: str, data: dict[str, Any]
) -> None:
    _found, texts = pages(demo_site, template, data)
    assert texts
    assert all(SAYS in text for text in texts)


@pytest.mark.parametrize(("template", "data"), [("letter.typ", LETTER), ("figures.typ", FIGURES)])
def test_a_real_site_says_nothing_of_the_sort_and_a_screen_reader_hears_the_language(
    fresh_app: Flask, template: str, data: dict[str, Any]
) -> None:
    found, texts = pages(fresh_app, template, data)
    assert not any("demonstratie" in text for text in texts)
    assert str(found.root_object["/Lang"]) == "nl"
    with fresh_app.test_request_context(), force_locale("en"):
        english = pypdf.PdfReader(io.BytesIO(sheets.pdf(template, data)))
    assert str(english.root_object["/Lang"]) == "en"
