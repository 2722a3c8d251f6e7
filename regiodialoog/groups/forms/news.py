"""Asking to be kept informed of a theme, with or without an account."""

from flask_babel import lazy_gettext as _l

from regiodialoog.core.forms import email, person_name
from regiodialoog.groups.forms.unhurried import UnhurriedForm


class NewsForm(UnhurriedForm):
    name = person_name(_l("Your name"), description=_l("As you want to be called here."))
    address = email(_l("E-mail address"), description=_l("We send you a link to this address."))
