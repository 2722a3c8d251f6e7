"""Signing up carries which text about the answers was shown, and when: who sends it agrees to that text."""

from datetime import UTC, datetime
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeSerializer
from wtforms import HiddenField

from regiodialoog.core import clock
from regiodialoog.core.forms import Form
from regiodialoog.groups.consent import Agreed, Composed


class AgreeingForm(Form):
    """``text_shown`` is signed: nobody agrees to a text that was not on the page, or at another moment."""

    text_shown = HiddenField()
    text: Composed | None = None

    def show_text(self, text: Composed) -> None:
        self.text = text
        if not self.is_submitted():
            self.text_shown.data = self._note()

    def validate(self, extra_validators: Any = None) -> bool:
        """Of a text that changed meanwhile the new one is shown first."""
        valid: bool = super().validate(extra_validators)
        if self.text is not None and self._shown_at() is None:
            self.text_shown.data = self._note()
            self.form_errors.append(
                _("The text about your answers is another one by now. Please read it, and send the form once more.")
            )
        return valid and not self.form_errors

    def agreed(self) -> dict[str, Agreed]:
        """What ``actions.register`` takes of this."""
        shown_at = self._shown_at()
        return {"agreed": Agreed(self.text, shown_at)} if self.text is not None and shown_at is not None else {}

    def _note(self) -> str:
        assert self.text is not None  # noqa: S101 - only asked of a form with a text
        return _signer().dumps([self.text.sha256, int(clock.now().timestamp())])

    def _shown_at(self) -> datetime | None:
        """When this very text was shown; None for another."""
        try:
            sha256, moment = _signer().loads(self.text_shown.data or "")
        except (BadData, TypeError, ValueError):
            return None
        return datetime.fromtimestamp(moment, UTC) if self.text and sha256 == self.text.sha256 else None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SETTINGS"].signing_key, salt="text-shown/1")
