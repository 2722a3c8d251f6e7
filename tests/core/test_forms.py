"""What the house writes of a form in place of WTForms."""

import pytest
from flask import Flask
from wtforms import SelectField

from regiodialoog.core.forms import FilterField, Form

CHOICES = [("", "Alles"), ("a", 'Een "woord" & <b>vet</b>'), ("b'\"<", "Twee"), ("c", "Een")]


class Beside(Form):
    theirs = SelectField("Kies", id="kies", name="kies")
    ours = FilterField("Kies", id="kies", name="kies")


@pytest.mark.parametrize("chosen", ["", "a", "b'\"<", "nergens"])
def test_the_choices_of_a_filter_are_written_as_wtforms_writes_them(app: Flask, chosen: str) -> None:
    with app.test_request_context():
        form = Beside()
        for field in (form.theirs, form.ours):
            field.choices, field.data = CHOICES, chosen
        written = form.ours(class_="rd-select", aria_describedby='"uitleg"', hx_get="/lijst")
        assert written == form.theirs(class_="rd-select", aria_describedby='"uitleg"', hx_get="/lijst")
        assert form.ours() == form.theirs()
        assert type(form.ours.widget).__name__ == "Select", "templates know a widget by the name of its class"
