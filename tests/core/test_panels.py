"""Panels: what a lower page shows of upper things, in a fixed order, without knowing them."""

import pytest
from flask import Flask
from jinja2 import DictLoader

from regiodialoog.core import panels as room
from regiodialoog.core.panels import panel, panels


@pytest.fixture
def place(app: Flask, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(room, "_panels", {})
    monkeypatch.setattr(app.jinja_env, "loader", DictLoader({"a.html": "<p>{{ word }}</p>"}))
    return "proef.pagina"


def test_panels_come_in_their_order_and_the_silent_ones_not(app: Flask, place: str) -> None:
    panel(place, order=20)(lambda subject: ("a.html", {"word": f"twee {subject}"}))
    panel(place, order=10)(lambda subject: ("a.html", {"word": "<een>"}))
    panel(place, order=15)(lambda subject: None)
    with app.test_request_context():
        assert panels(place, "x") == "<p>&lt;een&gt;</p>\n<p>twee x</p>"


def test_a_place_without_panels_is_empty(app: Flask, place: str) -> None:
    with app.test_request_context():
        assert panels("nergens") == ""
