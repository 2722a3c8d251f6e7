"""Keeping machines out of signing up without a riddle: a field that only machines see, and a form that nobody fills in
within a few seconds. A person whose telephone did the typing is asked once more, and loses nothing."""

from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from itsdangerous import BadData, URLSafeSerializer
from wtforms import HiddenField, StringField

from regiodialoog.core import clock
from regiodialoog.core.forms import Form


class UnhurriedForm(Form):
    """``website`` stands in a part of the page that is hidden: no eye, keyboard or screen reader comes there.
    ``opened`` is when the form was made, signed."""

    website = StringField(_l("Leave this field empty"), render_kw={"autocomplete": "off", "tabindex": "-1"})
    opened = HiddenField(default=lambda: _signer().dumps(int(clock.now().timestamp())))
    asks_again = ""

    def validate(self, extra_validators: Any = None) -> bool:
        """What a machine may have done is no error that a person could mend: it is asked once more (``asks_again``),
        and only when nothing else is wrong."""
        valid: bool = super().validate(extra_validators)
        unlikely = ""
        if "website" in self and self.website.data:
            self.website.data = ""  # some browser may have filled it in for a person
            unlikely = _("Something was filled in that this page does not show.")
        if "opened" in self and self._age() < current_app.config["SETTINGS"].quickest_form:
            unlikely = _("That went very fast. Perhaps your telephone filled in the form for you.")
        self.asks_again = unlikely if valid else ""
        return valid and not unlikely

    @property
    def refused(self) -> bool:
        return super().refused or bool(self.asks_again)

    def _age(self) -> int:
        """For how many seconds the form has been open. The moment stays that of the first look, so that the next try
        is in time; a false one begins anew."""
        now = int(clock.now().timestamp())
        try:
            return now - int(_signer().loads(self.opened.data or ""))
        except (BadData, TypeError, ValueError):
            self.opened.data = _signer().dumps(now)
            return 0

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name not in ("website", "opened")}


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SETTINGS"].signing_key, salt="form-opened/1")
