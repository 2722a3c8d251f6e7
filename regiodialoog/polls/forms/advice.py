"""Writing the advice of a group, and handing it over."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field
from wtforms.validators import InputRequired, ValidationError

from regiodialoog.core import clock
from regiodialoog.core.forms import Form, line, text
from regiodialoog.organisations.forms import RowForm
from regiodialoog.polls.models import GroupAdvice
from regiodialoog.proposals.models import Proposal


class AdviceForm(RowForm):
    """``order`` holds numbers of proposals; those that are left out come behind."""

    conclusions = text(_l("What does the group conclude?"), rows=10, limit=20000)
    order = line(
        _l("In which order do the proposals come?"),
        required=False,
        description=_l("The numbers of the proposals, the first one first, such as: 12, 7, 9."),
    )
    minority = text(
        _l("What do those say who see it otherwise?"), required=False, rows=6, limit=10000,
        description=_l("The view of a minority stands in the advice itself."),
    )  # fmt: skip
    document = line(
        _l("Address of the advice as a document"), required=False, limit=500, description=_l("It begins with https://.")
    )

    def __init__(self, proposals: Sequence[Proposal], *, obj: GroupAdvice | None = None) -> None:
        super().__init__(obj=obj)
        self.known = {each.number: each for each in proposals}
        if not self.is_submitted():
            self.order.data = ", ".join(str(number) for number in self.known)

    def validate_order(self, field: Field) -> None:
        written = re.findall(r"[^\s,;.]+", field.data or "")
        wrong = [each for each in written if not each.isascii() or not each.isdigit() or int(each) not in self.known]
        if wrong:
            raise ValidationError(_("“%(number)s” is no proposal in the advice.", number=wrong[0][:40]))

    def validate_document(self, field: Field) -> None:
        if field.data and not re.fullmatch(r"https://[^\s/]+(/\S*)?", field.data):
            raise ValidationError(_("Write the whole address, such as https://voorbeeld.nl/advies.pdf."))

    def values(self) -> dict[str, Any]:
        numbers = dict.fromkeys(int(each) for each in re.findall(r"\d+", self.order.data or ""))
        rest = [number for number in self.known if number not in numbers]
        return super().values() | {"order": [self.known[number] for number in (*numbers, *rest)]}


class HandOverForm(Form):
    on = DateField(_l("On which day was the advice handed over?"), validators=[InputRequired()], default=clock.today)
    to = line(_l("To whom?"), limit=300, description=_l("For instance: the councils of the seven municipalities."))

    def validate_on(self, field: Field) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_("Choose a day that has been."))
