"""Sending the plan and the demands of a group back as files."""

from functools import cached_property

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FileField

from regiodialoog.core.forms import Form

LARGEST = 10 * 1024 * 1024
"""Bytes of a file: a hundred thousand lines, and more than any plan needs."""


class PlanFilesForm(Form):
    """One file or both; ``given()`` are their bytes, None for one that was not sent."""

    plan = FileField(_l("The plan"), description=_l("The file plekken.csv, as you changed it."))
    demands = FileField(_l("The demands on the composition"), description=_l("The file eisen.csv, as you changed it."))

    def validate(self, extra_validators: object = None) -> bool:
        valid: bool = super().validate(extra_validators)
        sizes = [(name, data) for name, data in self.given().items() if data is not None]
        for name, data in sizes:
            if len(data) > LARGEST:
                self[name].errors = [_("This file is too large: at most %(size)s MB.", size=LARGEST // 1024 // 1024)]
                valid = False
        if not sizes:
            self.plan.errors, valid = [_("Choose at least one file.")], False
        return valid

    def given(self) -> dict[str, bytes | None]:
        return {"plan": self._plan, "demands": self._demands}

    @cached_property
    def _plan(self) -> bytes | None:
        return sent_bytes("plan")

    @cached_property
    def _demands(self) -> bytes | None:
        return sent_bytes("demands")


def sent_bytes(name: str) -> bytes | None:
    """What was sent, up to one byte too many. Read once: a large one stands in a file that is gone then."""
    sent = request.files.get(name)
    if sent is None or not sent.filename:
        return None
    with sent.stream as stream:
        return stream.read(LARGEST + 1)
