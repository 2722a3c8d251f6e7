"""What the house writes of a form in place of WTForms."""

import pytest
from flask import Flask
from wtforms import RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired

from regiodialoog.core.forms import FilterField, Form, line

CHOICES = [("", "Alles"), ("a", 'Een "woord" & <b>vet</b>'), ("b'\"<", "Twee"), ("c", "Een")]


class Beside(Form):
    theirs = SelectField("Kies", id="kies", name="kies")
    ours = FilterField("Kies", id="kies", name="kies")


class Asks(Form):
    name = line("Naam")
    place = SelectField("Gemeente", choices=lambda: [("", "Kies er een"), ("a", "Soest")], validators=[InputRequired()])
    kind = RadioField("Soort", choices=lambda: [("a", "Een")], validators=[DataRequired()])


def test_an_empty_choice_is_refused_in_the_words_of_a_choice(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"name": "", "place": ""}):
        form = Asks()
        assert not form.validate()
        assert [str(field.errors[0]) for field in (form.name, form.place, form.kind)] == [
            "Vul dit in.", "Kies een van de antwoorden.", "Kies een van de antwoorden.",
        ]  # fmt: skip


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
