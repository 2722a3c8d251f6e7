"""Forms of the study of what can be done."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, Field, IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from regiodialoog.accounts import queries as accounts
from regiodialoog.accounts.models import Person
from regiodialoog.agenda.forms.fields import fuzzy
from regiodialoog.core import clock
from regiodialoog.core.forms import FilterField, Form, email, line, text
from regiodialoog.feasibility import study_labels as labels
from regiodialoog.feasibility.models.study import (
    IN_WORK,
    NEEDS_FACT,
    NEEDS_TEXT,
    Finding,
    Judgement,
    MunicipalView,
    Study,
    StudyVerdict,
    ViewKind,
)
from regiodialoog.feasibility.queries.study_matrix import ThemeStudied
from regiodialoog.organisations.forms import FuzzyField, LinesField, RowForm, TicksField
from regiodialoog.proposals.models import Proposal, Verdict

WHY = _l("Everybody can read this.")


def _still_to_come(_form: Form, field: Field) -> None:
    if field.data and field.data < clock.today():
        raise ValidationError(_("Choose a day that is still to come."))


class StudyFilter(Form):
    """A GET form: no token, no key."""

    class Meta:
        csrf = False

    thema = FilterField(_l("Theme"), default="")

    def __init__(self, themes: Sequence[ThemeStudied], **given: Any) -> None:
        super().__init__(**given)
        self.thema.choices = [("", _("All themes")), *((theme.slug, theme.title) for theme in themes)]


class OpenForm(Form):
    """Which proposals a study begins of, and by when they get an answer."""

    proposals = TicksField(
        _l("Of which proposals does a study begin?"), validators=[InputRequired(_l("Choose at least one."))]
    )
    promised_on = DateField(
        _l("By which day do you promise an answer?"), validators=[InputRequired(), _still_to_come],
        description=_l("Everybody sees this day. You can only move it with a reason."),
    )  # fmt: skip

    def __init__(self, rows: Sequence[Proposal]) -> None:
        super().__init__()
        self.rows = {row.id: row for row in rows}
        self.proposals.choices = [(row.id, f"{row.number}. {row.title}") for row in rows]

    def validate_proposals(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Tick at least one."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        return given | {"proposals": [self.rows[number] for number in given["proposals"]]}


class DateForm(RowForm):
    promised_on = DateField(
        _l("By which day do you promise an answer now?"), validators=[InputRequired(), _still_to_come]
    )
    reason = text(_l("Why does it take longer or shorter?"), rows=3, limit=1000, description=WHY)

    def validate_promised_on(self, field: Field) -> None:
        if field.data == self.row.promised_on:
            raise ValidationError(_("This day was promised already."))


class CriterionForm(RowForm):
    name = line(_l("Name of the criterion"), limit=100)
    question = text(_l("Which question does the assessor answer?"), rows=2, limit=500)
    position = IntegerField(_l("Place in the list"), validators=[InputRequired(), NumberRange(1, 1000)], default=1)
    active = BooleanField(_l("Use it in new studies"), default=True)


class AssignForm(RowForm):
    """Who judges this part, by the address of their account; empty: nobody."""

    address = email(
        _l("E-mail address of who judges this part"), required=False,
        description=_l("Somebody with an account here. Empty: nobody. A draft of who was asked before is wiped."),
    )  # fmt: skip

    def validate_address(self, field: Field) -> None:
        if field.data and len(accounts.at_address(field.data)) != 1:
            raise ValidationError(_("Not exactly one person has an account with this address."))

    @property
    def person(self) -> Person | None:
        return accounts.at_address(self.address.data)[0] if self.address.data else None


class HandBackForm(RowForm):
    reason = text(
        _l("What should be looked at again?"), rows=3, limit=1000, description=_l("Only the writers read it.")
    )


class PartForm(RowForm):
    """A draft of a finding or of a view. ``ready``: hand it in now."""

    said = RadioField(_l("What do you judge?"), default="", validate_choice=False)
    why = text(
        _l("Why?"),
        required=False,
        rows=6,
        limit=4000,
        description=_l("Everybody can read this once the verdict is published."),
    )
    sources = LinesField(_l("What is this based on?"))
    ready = BooleanField(_l("This is ready: hand it in"), description=_l("After that you cannot change it any more."))

    def __init__(self, part: Finding | MunicipalView) -> None:
        super().__init__(obj=part)
        self.kind: type[Judgement] | type[ViewKind] = Judgement if isinstance(part, Finding) else ViewKind
        words: dict[Any, Any] = labels.JUDGEMENTS if isinstance(part, Finding) else labels.VIEWS
        self.said.choices = [(each.value, label) for each, label in words.items()]
        if not self.is_submitted():
            self.said.data, self.why.data = part.said or "", part.text

    def validate_said(self, field: Field) -> None:
        if field.data and field.data not in set(self.kind):
            raise ValidationError(_("Choose one of the answers."))
        if self.ready.data and not field.data:
            raise ValidationError(_("Choose one of the answers before you hand it in."))

    def validate_why(self, field: Field) -> None:
        needed = self.kind is Judgement or self.said.data in NEEDS_TEXT
        if self.ready.data and needed and not field.data:
            raise ValidationError(_("Write down why, before you hand it in."))

    def values(self) -> dict[str, Any]:
        said = self.kind(self.said.data) if self.said.data else None
        return {"said": said, "text": self.why.data, "sources": self.sources.data or []}


class VerdictForm(RowForm):
    verdict = RadioField(_l("What is the verdict?"), coerce=Verdict, validators=[InputRequired()])
    fact = text(
        _l("On which condition, to whom, or in what is it done?"), required=False, rows=2, limit=1000,
        description=_l("Only with: can be done if, was passed on, is done already, is done in a project."),
    )  # fmt: skip
    work_slug = line(
        _l("Address of the opgave or project here"), required=False, limit=100,
        description=_l("The last part of its address, if it has a page here."),
    )  # fmt: skip
    until = FuzzyField(_l("Explored until"), description=_l("Only when it is explored further. Such as Q3 2027."))
    reason = text(_l("Why?"), rows=5, limit=4000, description=_l("Everybody can read this once it is published."))
    correction = text(_l("What was wrong with the verdict before?"), rows=3, limit=1000, description=WHY)

    def __init__(self, obj: StudyVerdict | None, *, corrects: bool) -> None:
        super().__init__(obj=obj)
        self.verdict.choices = [(each.value, label) for each, label in labels.VERDICTS.items()]
        if not corrects:
            del self.correction

    def validate_fact(self, field: Field) -> None:
        if (self.verdict.data in NEEDS_FACT) != bool(field.data):
            raise ValidationError(_("Fill this in with these verdicts, and only then."))

    def validate_work_slug(self, field: Field) -> None:
        if field.data and (self.verdict.data not in IN_WORK or not re.fullmatch(r"[a-z0-9-]+", field.data)):
            raise ValidationError(_("Only where it is done: small letters, digits and dashes."))

    def validate_until(self, field: Field) -> None:
        if (self.verdict.data is Verdict.EXPLORE_FIRST) != bool(field.data):
            raise ValidationError(_("Fill this in when it is explored further, and only then."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        return given | {"until": fuzzy(given["until"])}


class TakeBackForm(Form):
    reason = text(_l("Why is the announcement taken back?"), rows=3, limit=1000)


class ManyForm(Form):
    """Studies of which the verdict is announced or published now, all or none."""

    studies = TicksField(_l("Which verdicts?"))
    sure = BooleanField(_l("Yes, I am sure"))

    def __init__(self, rows: Sequence[Study]) -> None:
        super().__init__()
        self.rows = {row.id: row for row in rows}
        self.studies.choices = [(row.id, f"{row.proposal.number}. {row.proposal.title}") for row in rows]

    def validate_studies(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Tick at least one."))

    def validate_sure(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Tick this if you are sure."))

    @property
    def chosen(self) -> list[Study]:
        return [self.rows[number] for number in self.studies.data or ()]


class AnnounceForm(ManyForm):
    despite_missing = BooleanField(_l("Announce also where parts are missing"))
