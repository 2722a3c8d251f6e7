"""Forms of the assignment and of what a council said of it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, Regexp, ValidationError

from regiodialoog.core import clock
from regiodialoog.core.forms import line, text
from regiodialoog.dialogues.labels import INFLUENCE_MEANS, INFLUENCES
from regiodialoog.dialogues.models import Influence, Mandate
from regiodialoog.organisations.forms import LinesField, RowForm, TicksField


class MandateForm(RowForm):
    question = text(_l("The question of the councils"), rows=3)
    subquestions = LinesField(_l("Smaller questions that belong to it"), limit=1000)
    fixed = LinesField(_l("What is fixed already?"), limit=1000)
    conditions = LinesField(_l("Within which conditions must the answer stay?"), limit=1000)
    running = LinesField(_l("What goes on already?"), limit=1000)
    influence = RadioField(_l("How much does the group have to say?"), validators=[DataRequired()])
    influence_note = text(_l("More about that"), required=False, rows=3)
    outcome = text(_l("What is done with the outcome?"), rows=4)

    def __init__(self, *, obj: Mandate | None = None, question: str = "") -> None:
        super().__init__(obj=obj)
        self.influence.choices = [(each.value, label) for each, label in INFLUENCES.items()]
        if not self.is_submitted():
            self.influence.data = (obj.influence if obj is not None else Influence.ADVISES).value
            if obj is None:
                self.question.data = question

    @property
    def means(self) -> dict[str, str]:
        return {each.value: str(text) for each, text in INFLUENCE_MEANS.items()}

    def values(self) -> dict[str, Any]:
        given = super().values()
        given["influence"] = Influence(given["influence"])
        return given


def not_to_come(_form: Any, field: Field) -> None:
    if field.data and field.data > clock.today():
        raise ValidationError(_("Choose today or a day before."))


def document_address() -> StringField:
    return line(
        _l("Address of the decision"),
        required=False,
        limit=500,
        description=_l("The web address of the document, if it is public."),
        checks=[Regexp(r"^(https?://\S+)?$", message=_l("Write a whole web address, beginning with https://"))],
    )


class AgreementsForm(RowForm):
    """Of several councils at once: that they agreed on one day. ``councils``: id and name of whoever said nothing yet;
    for the same document, since councils that decide together often do."""

    municipalities = TicksField(_l("Which councils agreed?"), validators=[DataRequired(_l("Tick at least one."))])
    agreed_on = DateField(_l("On which day?"), validators=[InputRequired(), not_to_come])
    document = document_address()

    def __init__(self, *, obj: Mandate, councils: Sequence[tuple[int, str]]) -> None:
        super().__init__(obj=obj)
        self.municipalities.choices = list(councils)


class AgreementForm(RowForm):
    """On the mandate as it was read: when its text changed meanwhile, this is refused. ``corrects``: there is an
    earlier entry of this council, and then a reason is needed."""

    agrees = RadioField(_l("What did the council decide?"), validators=[DataRequired()])
    agreed_on = DateField(_l("On which day?"), validators=[InputRequired(), not_to_come])
    remark = text(_l("What the council said with it"), required=False, rows=3, limit=2000)
    document = document_address()
    reason = text(_l("Why?"), required=False, rows=3, limit=2000)

    def __init__(self, *, obj: Mandate, corrects: bool) -> None:
        super().__init__(obj=obj)
        self.corrects = corrects
        self.agrees.choices = [("yes", _("The council agrees")), ("no", _("The council does not agree, or no longer"))]
        if corrects:
            self.reason.description = _("This corrects what stands here. Write down why; both entries stay to be read.")
        else:
            self.reason.label.text = _("Why? (needed when the council does not agree)")

    def validate_reason(self, field: Field) -> None:
        if not field.data and (self.corrects or self.agrees.data == "no"):
            raise ValidationError(_("Write down why: the council does not agree, or this corrects what stood here."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        given["agrees"] = given["agrees"] == "yes"
        return given
