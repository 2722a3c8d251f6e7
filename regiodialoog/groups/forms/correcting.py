"""What staff fill in to correct a registration that the person cannot change any more."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import Optional

from regiodialoog.core.forms import Form, line, person_name, text
from regiodialoog.groups.evenings import Evening
from regiodialoog.groups.forms.answers import answer_field, answers_of, begin_with_told, born_by
from regiodialoog.groups.forms.helping import HelpField
from regiodialoog.groups.forms.joining import EveningsField
from regiodialoog.groups.forms.recruiting import is_phone
from regiodialoog.groups.models import Registration
from regiodialoog.groups.queries import Question


class CorrectionForm(Form):
    """What does not apply is left out; ``facts()`` is what ``actions.correcting`` takes."""

    name = person_name(_l("Name"), description=_l("Only to put the spelling right. It is the name of their account."))
    phone = line(_l("Phone number"), required=False, limit=40, checks=[is_phone])
    evenings = EveningsField(_l("On which days can they come?"), validators=[Optional()])
    help_needed = HelpField(_l("Which help do they need to be able to come?"))
    reason = text(
        _l("Why do you correct this?"),
        limit=500,
        rows=3,
        description=_l("For instance: they called, we had written their name wrong. They can read this."),
    )
    questions: Sequence[Question] = ()
    before: Mapping[str, str] = {}
    days: Sequence[str] = ()

    def answer_fields(self) -> list[tuple[Question, Field]]:
        return [(one, self[f"answer_{n}"]) for n, one in enumerate(self.questions)]

    def facts(self) -> dict[str, Any]:
        """Days that are over, and so are not shown, stay as they were."""
        shown = set(self.evenings.keys) if "evenings" in self else set()
        gone = [day for day in self.days if day not in shown]
        return {
            "reason": self.reason.data or "",
            "answers": answers_of(self.answer_fields(), self.before),
            **born_by(self.answer_fields()),
            "evenings": [*gone, *(self.evenings.days() if "evenings" in self else ())],
            "help_needed": list(self.help_needed.data or ()) if "help_needed" in self else None,
            "name": self.name.data if "name" in self else None,
            "phone": self.phone.data or "" if "phone" in self else None,
        }


def correction_form(
    *,
    name: str | None,
    phone: str | None,
    questions: Sequence[Question],
    evenings: Sequence[Evening],
    offered: Sequence[tuple[str, str]],
    given: Registration,
) -> CorrectionForm:
    """With what is known now filled in. ``name`` and ``phone``: None where they are not staff's to correct;
    ``offered``: the help that can be ticked; ``given``: what they told."""
    answers = given.answers
    asked = {
        f"answer_{n}": answer_field(one, before=answers.get(one.feature, "") if one.rules else "")
        for n, one in enumerate(questions)
    }
    kind = type("CorrectionFormOfGroup", (CorrectionForm,), {**asked, "questions": questions, "before": answers})
    form: CorrectionForm = kind()
    form.days = given.evenings
    form.evenings.offer(evenings)
    form.help_needed.choices = list(offered)
    applies = {
        "evenings": bool(form.evenings.choices),
        "help_needed": bool(offered),
        "name": name is not None,
        "phone": phone is not None,
    }
    for field in (field for field, is_so in applies.items() if not is_so):
        del form[field]
    if not form.is_submitted():
        _begin(form, given, {"name": name, "phone": phone})
    return form


def _begin(form: CorrectionForm, given: Registration, known: Mapping[str, str | None]) -> None:
    for field in (field for field in known if field in form):
        form[field].data = known[field]
    begin_with_told(form, given)
