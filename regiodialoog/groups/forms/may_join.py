"""The questions of who may join: the conditions of the group, each asked once, and the address where it matters."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from regiodialoog.core.forms import Form
from regiodialoog.core.text import clean_line, fold
from regiodialoog.groups import homes
from regiodialoog.groups.forms.answers import OLD_ENOUGH, TOO_YOUNG, certain_age, too_young
from regiodialoog.groups.homes import Home
from regiodialoog.groups.models import Condition, Group, Registration

if TYPE_CHECKING:
    from wtforms import SelectField

    from regiodialoog.groups.asking import Rules
    from regiodialoog.groups.queries import Question

YES, NO = "y", "n"
NOWHERE = 0
"""The municipality of who lives or works in none that takes part."""
_AGES = re.compile(r"(\d{1,3}) (t/m \d{1,3} )?jaar( of ouder)?")


def is_of_age(feature: str, value: str, age: int) -> bool:
    """Whether an answer to the question after somebody's age ("50 t/m 66 jaar") says that they are that old."""
    found = _AGES.fullmatch(value)
    return fold(feature) == "leeftijd" and found is not None and int(found[1]) >= age


def yes_or_no(label: Any, *, description: Any = "", required: bool = True, checks: Sequence[Any] = ()) -> RadioField:
    """``checks``: those that decide whether it has to be answered, in place of ``required``."""
    return RadioField(
        label,
        choices=lambda: [(YES, _("Yes")), (NO, _("No"))],
        description=description,
        validators=list(checks) or ([InputRequired(_l("Choose yes or no."))] if required else []),
        validate_choice=required and not checks,
    )


def office_asked(*, checks: Sequence[Any] = ()) -> RadioField:
    return yes_or_no(
        _l("Are you a council member, a member of a college of mayor and aldermen, or do you work at the bureau?"),
        description=_l("The group advises them. So they do not sit in it themselves."),
        checks=checks,
    )


def questions_of(group: Group) -> dict[str, Field]:
    """The fields of this group, in the order in which they stand on the page."""
    found: dict[str, Field] = {}
    if group.asks_no_office:
        found["office"] = office_asked()
    if group.one_per_household:
        why = _l("For instance: 3811 AB")
        found["postcode"] = _short(_l("Postcode"), 12, description=why, autocomplete="postal-code")
        found["house_number"] = _short(_l("House number"), 12, inputmode="numeric")
        found["house_addition"] = _short(_l("Addition"), 20, description=_l("For instance: A. Leave it empty if none."))
        found["no_address"] = BooleanField(_l("I have no fixed address in the Netherlands"))
    return found


def _short(label: Any, limit: int, *, description: Any = "", **render: str) -> StringField:
    return StringField(
        label,
        filters=[lambda value: clean_line(value or "")],
        validators=[Length(max=limit)],
        description=description,
        render_kw=render,
    )


class MayJoin(Form):
    """What signing up asks of who may join; parts that do not apply are not there."""

    min_age = 0
    if TYPE_CHECKING:
        municipality_id: SelectField

        def answer_fields(self) -> list[tuple[Question, Field]]: ...
        def told(self) -> list[tuple[Rules, str]]: ...

    def validate_old_enough(self, field: Field) -> None:
        """Asked once: whoever told an age that is high enough need not say it again."""
        if field.data not in (YES, NO) and not self._told_age() and not self._told_too_young():
            raise ValidationError(_("Choose yes or no."))

    def validate_postcode(self, field: Field) -> None:
        if not self["no_address"].data and not homes.postcode(field.data or ""):
            raise ValidationError(_("Write the postcode like this: 3811 AB"))

    def validate_house_number(self, field: Field) -> None:
        told = (self["postcode"].data or "", field.data or "", self["house_addition"].data or "")
        if not self["no_address"].data and homes.postcode(told[0]) and homes.home(*told) is None:
            raise ValidationError(_("Write the house number in digits, and letters behind it in the next field."))

    def met(self) -> dict[Condition, bool]:
        """Which conditions are met, as far as this form asks."""
        found = {Condition.PLACE: self.municipality_id.data != NOWHERE}
        if self.min_age and (self._told_age() or "old_enough" in self):
            found[Condition.AGE] = self._told_age() or self["old_enough"].data == YES
        if self.min_age and self._told_too_young():
            found[Condition.AGE] = False
        if "office" in self:
            found[Condition.OFFICE] = self["office"].data == NO
        return found

    def turned_away(self) -> Condition | None:
        """The first condition that is not met."""
        met = self.met()
        return next((each for each in Condition if met.get(each) is False), None)

    def who(self) -> dict[str, Any]:
        """What ``actions.register`` takes of this."""
        asked = "postcode" in self
        return {"met": self.met(), **({"home": self._home()} if asked else {})}

    def leave_out_what_was_said(self) -> None:
        """Who changes a registration said before that they may join, and asks elsewhere to be kept informed."""
        for name in ("old_enough", "office", "keep_informed"):
            if name in self:
                del self[name]
        choices: list[Any] = list(self.municipality_id.choices or ())
        self.municipality_id.choices = [one for one in choices if one[0] != NOWHERE]

    def begin_with_address(self, given: Registration) -> None:
        if "postcode" in self:
            for name in ("postcode", "house_number", "house_addition"):
                self[name].data = getattr(given, name)

    def _told_age(self) -> bool:
        chosen = self._chosen()
        says = any(is_of_age(*each, self.min_age) or each[1] == OLD_ENOUGH for each in chosen)
        return says or certain_age(self.told()) >= self.min_age

    def _told_too_young(self) -> bool:
        return too_young(self.told()) or any(value == TOO_YOUNG for _feature, value in self._chosen())

    def _chosen(self) -> list[tuple[str, str]]:
        return [(one.feature, field.data or "") for one, field in self.answer_fields() if one.rules is None]

    def _home(self) -> Home | None:
        if self["no_address"].data:
            return None
        return homes.home(*(self[name].data or "" for name in ("postcode", "house_number", "house_addition")))
