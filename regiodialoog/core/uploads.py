"""Files that people send with a form: read once, and not more of them than may be."""

from functools import cached_property
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FileField
from wtforms.validators import ValidationError
from wtforms.widgets import FileInput

from regiodialoog.core.forms import Form

LARGEST = 10 * 1024 * 1024
"""Bytes of a file: a hundred thousand lines, and more than any form of ours needs."""


class UploadField(FileField):
    """One file, or with ``several`` at least one. ``sent`` are their bytes, of a large one a byte too many."""

    def __init__(self, label: Any, *, required: bool = True, several: bool = False, **bound: Any) -> None:
        super().__init__(label, **bound)
        self.widget, self.required = FileInput(multiple=several), required

    @cached_property
    def sent(self) -> list[bytes]:
        found = []
        for each in request.files.getlist(self.name):
            if each.filename:
                with each.stream as stream:  # a large one stands in a file that is gone then
                    found.append(stream.read(LARGEST + 1))
        return found

    @property
    def one(self) -> bytes | None:
        """The one file, None when there is none."""
        return self.sent[0] if self.sent else None

    @property
    def too_large(self) -> str:
        """That a file is, in a sentence; empty when none is."""
        if all(len(data) <= LARGEST for data in self.sent):
            return ""
        return str(_("This file is too large: at most %(size)s MB.", size=LARGEST // 1024 // 1024))

    def pre_validate(self, _form: Any) -> None:
        if self.required and not self.sent:
            raise ValidationError(_("Choose a file."))
        if self.too_large:
            raise ValidationError(self.too_large)


class TableForm(Form):
    """A file with a table; ``given()`` are its bytes."""

    file = UploadField(_l("The file"), description=_l("A CSV file, at most 10,000 lines."))

    def given(self) -> bytes:
        """Only of a valid form."""
        return self.file.one or b""
