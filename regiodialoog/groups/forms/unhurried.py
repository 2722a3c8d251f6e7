"""Keeping machines out of signing up without a riddle: a field that only machines see, and a form that nobody fills in
within a few seconds. Neither loses what a person typed."""

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

    def validate(self, extra_validators: Any = None) -> bool:
        """What a machine may have done stands above the form, for there is no field that a person could mend."""
        valid: bool = super().validate(extra_validators)
        if "website" in self and self.website.data:
            self.website.data = ""  # some browser may have filled it in for a person
            self.form_errors.append(_("Something was filled in that nobody sees. Please send the form once more."))
        if "opened" in self and self._age() < current_app.config["SETTINGS"].quickest_form:
            self.form_errors.append(_("That went very fast. Is all of it right? Then send the form once more."))
        return valid and not self.form_errors

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
