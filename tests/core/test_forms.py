"""What the house writes of a form in place of WTForms."""

import re
from html.parser import HTMLParser

import pytest
from flask import Flask
from wtforms import Field, RadioField, SelectField
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


class Radios(Form):
    must = RadioField("Kies", choices=lambda: CHOICES, validators=[InputRequired()])
    may = RadioField("Kies", choices=lambda: CHOICES)


@pytest.mark.parametrize("chosen", ["", "a", "b'\"<"])
@pytest.mark.parametrize("name", ["must", "may"])
def test_radios_are_written_as_wtforms_writes_them(app: Flask, name: str, chosen: str) -> None:
    with app.test_request_context():
        field: Field = Radios(data={name: chosen})[name]
        html = str(app.extensions["ui_macros"].field(field, hints={"a": "Uitleg"}))
        described = {"a": {"aria_describedby": f"{name}-1-hint"}}
        for option in field:
            assert _attributes(str(option(**described.get(option.data, {})))) in _radios(html)
        assert len(_radios(html)) == len(CHOICES)


def _radios(html: str) -> list[dict[str, str | None]]:
    return [_attributes(written) for written in re.findall(r"<input[^>]*>", html)]


def _attributes(written: str) -> dict[str, str | None]:
    parser = _Attributes()
    parser.feed(written)
    return parser.found


class _Attributes(HTMLParser):
    found: dict[str, str | None]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "input"
        self.found = dict(attrs)
