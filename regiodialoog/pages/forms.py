"""The forms of the style guide: one field of every kind, and a filter above a list."""

from typing import Any

from wtforms import BooleanField, PasswordField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired
from wtforms.widgets import CheckboxInput, ListWidget

from regiodialoog.core import forms

MUNICIPALITIES: Any = ["Noorderdorp", "Oosterstad", "Zuiderveen"]
OPINIONS: Any = ["Goed zo", "Nog niet goed"]


class StyleForm(forms.Form):
    """Invented questions in Dutch: this page shows how things look and is itself not translated."""

    title = forms.line("Titel van uw voorstel", description="In één zin. Bijvoorbeeld: een vrij fietspad.")
    body = forms.text("Wat is het plan?", description="Schrijf op wat er moet gebeuren en waarom.")
    email = forms.email("E-mailadres", description="Dit adres ziet niemand anders.")
    password = PasswordField("Wachtwoord")
    amount = forms.SmallNumberField("Met hoeveel mensen komt u?")
    place = SelectField("Gemeente", choices=MUNICIPALITIES)
    opinion = RadioField("Wat vindt u van het plan?", choices=OPINIONS, validators=[DataRequired()])
    also = SelectMultipleField(
        "Waar gaat het over?",
        choices=MUNICIPALITIES,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    agree = BooleanField("Ik heb de uitleg gelezen", validators=[DataRequired()])
    note = StringField("Opmerking", render_kw={"readonly": True})


class StyleFilter(forms.Form):
    """What stands above a long list."""

    words = StringField("Zoek in de lijst")
    where = SelectField("Gemeente van het voorstel", choices=MUNICIPALITIES)
