"""Taking over a suggested assignment: one choice per open place."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SubmitField, TextAreaField

from regiodialoog.core.forms import Form, text
from regiodialoog.groups.forms.joining import number_or_none

Choice = tuple[Any, str]
PREFIX = "seat_"


class TakeForm(Form):
    """``start`` is who was suggested, by seat. ``lacking``: the demands whose least is lost by a choice, in words."""

    start: Mapping[int, int] = {}
    lacking: Callable[[Mapping[int, int | None]], Sequence[str]]
    reason: TextAreaField
    look = SubmitField(_l("Count the demands for this choice"))
    knowing = BooleanField(_l("I know that, and take it over like this"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Said beside the field, so that thirty choices are not lost over it: nobody twice, and others not without a
        reason."""
        fine = bool(super().validate(extra_validators))
        taken: set[int] = set()
        for number, person in chosen(self).items():
            if person is not None and person in taken:
                self[f"{PREFIX}{number}"].errors = [_("This person is chosen for another place as well.")]
                fine = False
            taken |= {person} if person is not None else set()
        changed = any(self.start.get(number) != person for number, person in chosen(self).items())
        if changed and not (self.reason.data or "").strip():
            self.reason.errors = [_("Say why you take others than was suggested.")]
            fine = False
        if (lost := self.lacking(chosen(self))) and not self.knowing.data and not self.look.data:
            self.knowing.errors = [
                _(
                    "Your choice meets these demands less well than the suggestion: %(demands)s.",
                    demands="; ".join(lost),
                )
            ]
            fine = False
        return fine


def take_form(
    seats: Sequence[tuple[int, str]],
    choices: Mapping[int, Sequence[Choice]],
    start: Mapping[int, int],
    lacking: Callable[[Mapping[int, int | None]], Sequence[str]],
) -> Any:
    """A form with a select for each seat (its id and name), offering ``choices``; ``start``: who was suggested;
    ``lacking``: see the form."""
    fields: dict[str, Any] = {
        f"{PREFIX}{number}": SelectField(name, coerce=number_or_none, default=start.get(number))
        for number, name in seats
    }
    fields["reason"] = text(
        _l("Why do you take others than was suggested?"),
        required=False,
        limit=1000,
        rows=3,
        description=_l("Only needed if you change something. It is kept with the group."),
    )
    form = type("TakeFormOfSuggestion", (TakeForm,), {**fields, "start": start, "lacking": staticmethod(lacking)})()
    for number, _name in seats:
        open_or = _("Leave this place open") if choices[number] else _("Nobody who waits fits this place")
        form[f"{PREFIX}{number}"].choices = [("", open_or), *choices[number]]
    return form


def chosen(form: Any) -> dict[int, int | None]:
    """Registration by seat, as the form says."""
    return {int(field.name.removeprefix(PREFIX)): field.data for field in form if field.name.startswith(PREFIX)}
