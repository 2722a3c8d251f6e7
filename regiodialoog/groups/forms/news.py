"""Asking to be kept informed of a theme, with or without an account."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import Optional

from regiodialoog.core.forms import email, person_name
from regiodialoog.groups.forms.joining import number_or_none
from regiodialoog.groups.forms.unhurried import UnhurriedForm


class NewsForm(UnhurriedForm):
    name = person_name(_l("Your name"), description=_l("As you want to be called here."))
    address = email(_l("E-mail address"), description=_l("We send you a link to this address."))
    municipality_id = SelectField(
        _l("Your municipality"), coerce=number_or_none, validators=[Optional()],
        description=_l("It then stands there already if you sign up later."),
    )  # fmt: skip


def news_form(municipalities: Mapping[int, str], *, chosen: int | None) -> NewsForm:
    """``municipalities``: the names by id; asked only of who comes from one, ``chosen``."""
    form = NewsForm(data={"municipality_id": chosen})
    form.municipality_id.choices = [("", _("I would rather not say")), *municipalities.items()]
    if chosen is None:
        del form.municipality_id
    return form
