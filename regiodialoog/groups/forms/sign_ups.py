"""Finding somebody among those who signed up."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from regiodialoog.core.forms import FilterField, Form, line

Choice = tuple[Any, str]


class NameFilter(Form):
    """A GET form: no token, no key."""

    class Meta:
        csrf = False

    q = line(_l("Search by name"), required=False)


class RegistrationFilter(NameFilter):
    """Over the list of who signed up."""

    belang = FilterField(_l("Interest"), default="")
    gemeente = FilterField(_l("Municipality"), default="")
    stand = FilterField(_l("Where it stands"), default="")

    def __init__(
        self, *, formdata: Any, interests: Sequence[Choice], places: Sequence[Choice], states: Sequence[Choice]
    ):
        super().__init__(formdata=formdata)
        everything = ("", _("All"))
        self.belang.choices = [everything, *interests]
        self.gemeente.choices = [everything, *places]
        self.stand.choices = [everything, *states]
