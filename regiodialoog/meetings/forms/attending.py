"""Who came: one form for the whole group, for a phone at the door."""

from collections.abc import Sequence
from typing import Any

from wtforms import Field, HiddenField, RadioField

from regiodialoog.core.forms import Form
from regiodialoog.meetings.labels import CHOICES, UNKNOWN
from regiodialoog.meetings.models import Presence
from regiodialoog.meetings.queries import Line

PREFIX, BEFORE = "person_", "before_"


class SayForm(Form):
    """A button with which somebody says whether they come; what it says stands in the form, so that a page that was
    opened before says the same twice and never the opposite."""

    comes = HiddenField()

    def __init__(self, *, comes: bool) -> None:
        super().__init__(data={"comes": "yes" if comes else "no"})

    @property
    def says_yes(self) -> bool:
        return bool(self.comes.data == "yes")


class _Tick(RadioField):
    def pre_validate(self, form: Any) -> None:
        """Whoever came to the group after the form was opened is not in it: nothing is said of them."""
        if self.data is not None:
            super().pre_validate(form)


class AttendanceForm(Form):
    """A choice for each member; made by ``attendance_form``.

    Only what was changed in this form is written: two at the door do not wipe what the other one ticked meanwhile.
    """

    lines: Sequence[Line] = ()

    def people(self) -> list[tuple[Line, Field]]:
        return [(one, self[f"{PREFIX}{one.person.id}"]) for one in self.lines]

    def _changed(self) -> list[tuple[Line, str]]:
        given = [(one, field.data) for one, field in self.people() if field.data is not None]
        return [(one, said) for one, said in given if said != self._before(one)]

    def _before(self, one: Line) -> str:
        before: str = self[f"{BEFORE}{one.person.id}"].data or ""
        return before

    def states(self) -> dict[int, Presence | None]:
        wanted = {UNKNOWN: None, "deputy": Presence.CAME}
        return {one.person.id: wanted[said] if said in wanted else Presence(said) for one, said in self._changed()}

    def deputies(self) -> dict[int, int]:
        """By who did not come themselves, who came in their place."""
        return {one.person.id: one.deputy.id for one, said in self._changed() if said == "deputy" and one.deputy}


def attendance_form(lines: Sequence[Line]) -> AttendanceForm:
    """A row of choices per member, as it stands now."""
    fields: dict[str, Any] = {}
    for one in lines:
        fields[f"{PREFIX}{one.person.id}"] = _choice(one)
        fields[f"{BEFORE}{one.person.id}"] = HiddenField(default=stands(one))
    form: AttendanceForm = type("AttendanceFormOfMeeting", (AttendanceForm,), {**fields, "lines": lines})()
    return form


def stands(one: Line) -> str:
    """What is known of somebody, as it is chosen."""
    if one.state is None:
        return UNKNOWN
    return "deputy" if one.state is Presence.CAME and one.instead else one.state.value


def _choice(one: Line) -> _Tick:
    offered = [(value, said) for value, said in CHOICES.items() if value != "deputy" or one.deputy is not None]
    return _Tick(one.person.display_name, choices=lambda: offered, default=stands(one))
