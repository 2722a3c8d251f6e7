"""Forms of projects: their facts, a next step, a correction, and the municipalities that take part."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, RadioField, SelectField
from wtforms.validators import DataRequired, Optional, ValidationError

from regiodialoog.agenda.forms.fields import organisation_choices
from regiodialoog.core.forms import line, text
from regiodialoog.organisations import queries as organisations
from regiodialoog.organisations.forms import FuzzyField, LinesField, RowForm, TicksField
from regiodialoog.organisations.models import Municipality, Organisation
from regiodialoog.programme import labels, queries
from regiodialoog.programme.forms.challenges import PERIOD, kept
from regiodialoog.programme.models import PROJECT_LIFE, Project, ProjectState
from regiodialoog.proposals import queries as proposal_queries
from regiodialoog.proposals.models import Proposal

PUBLIC = _l("Everybody can read this.")


class ProjectForm(RowForm):
    title = line(_l("Title of the project"))
    what = text(_l("What is it?"), required=False)
    political_lead = line(_l("Political lead"), required=False)
    official_principal = line(_l("Official principal"), required=False)
    period_start = FuzzyField(_l("Runs from"), description=PERIOD)
    period_end = FuzzyField(_l("Runs until"), description=PERIOD)
    goals = LinesField(_l("What must come of it"))
    numbers = LinesField(_l("Numbers of the proposals that it comes from"), limit=10)
    commissioner_ids = TicksField(_l("Commissioners"))

    def __init__(self, *, obj: Project | None = None) -> None:
        super().__init__(obj=obj)
        now = list(queries.commissioners_of(obj.id)) if obj is not None else []
        self.commissioner_ids.choices = organisation_choices(now)
        self.proposals: list[Proposal] = []
        if obj is not None and not self.is_submitted():
            known = queries.proposals_of_projects([obj.id]).get(obj.id, [])
            self.numbers.data = [str(each.number) for each in known]  # type: ignore[assignment]  # a list here
            self.commissioner_ids.data = [each.id for each in now]

    def validate_numbers(self, field: Field) -> None:
        wanted = set(field.data or ())
        numbers = {int(each) for each in wanted if each.isascii() and each.isdigit()}
        self.proposals = list(proposal_queries.open_proposals(Proposal.number.in_(numbers))) if numbers else []
        if len(self.proposals) != len(wanted):
            raise ValidationError(_("Write only numbers of proposals that everybody may read."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        del given["numbers"]
        for name in ("period_start", "period_end"):
            given[name] = kept(getattr(self.row, name, None), given[name])
        chosen = organisations.by_ids(Organisation, given.pop("commissioner_ids") or ())
        return given | {"proposals": self.proposals, "commissioners": chosen}


class MoveProjectForm(RowForm):
    """The next step, out of those that the table allows."""

    to = RadioField(_l("What is the next step?"), coerce=ProjectState, validators=[DataRequired()])
    why = text(
        _l("Why?"), required=False, rows=3, limit=1000,
        description=_l("Everybody can read this. Needed when it is delayed or stopped."),
    )  # fmt: skip
    behalf = line(_l("On whose behalf?"), required=False, description=_l("Such as the steering group. Not a person."))

    def __init__(self, *, obj: Project) -> None:
        super().__init__(obj=obj)
        self.to.choices = [(each.value, labels.PROJECT_STATES[each]) for each in self.choices_of(obj)]
        if not self.is_submitted():
            self.why.data = self.behalf.data = ""

    def choices_of(self, project: Project) -> Sequence[ProjectState]:
        return next_states(project)

    def validate_why(self, field: Field) -> None:
        if self.to.data in PROJECT_LIFE.reasoned and not field.data:
            raise ValidationError(_("Write down why. Everybody can read it."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {"reason": given.pop("why")} | given


class CorrectProjectForm(MoveProjectForm):
    """Any state: what was written down may have been wrong altogether."""

    correction = text(
        _l("What was wrong?"), rows=3, limit=1000, description=_l("What stood here stays to be read, with this reason.")
    )

    def __init__(self, *, obj: Project) -> None:
        super().__init__(obj=obj)
        self.to.label.text = _("How does it stand really?")

    def choices_of(self, _project: Project) -> Sequence[ProjectState]:
        return list(ProjectState)

    def validate_to(self, field: Field) -> None:
        if (self.row.state, self.row.state_reason) == (field.data, self.why.data or ""):
            raise ValidationError(_("Nothing is different. Change what was wrong."))


def next_states(project: Project) -> list[ProjectState]:
    """In the order in which people read them."""
    return [each for each in ProjectState if PROJECT_LIFE.allows(project.state, each)]


class JoinForm(RowForm):
    """A municipality that takes part in a project."""

    municipality_id = SelectField(_l("Municipality"), coerce=int)
    scope = line(_l("Only in a part? Which?"), required=False, limit=300)
    starts_on = DateField(_l("From"), validators=[Optional()])
    why = text(_l("Why in this way?"), required=False, rows=2, limit=1000, description=PUBLIC)

    def __init__(self, project: Project) -> None:
        super().__init__()
        taking = {each.municipality_id for each in queries.participants([project.id]) if each.ended_on is None}
        names = organisations.municipality_names()
        self.municipality_id.choices = [(each[0], each[2]) for each in names if each[0] not in taking]

    def values(self) -> dict[str, Any]:
        given = super().values()
        (place,) = organisations.by_ids(Municipality, [given.pop("municipality_id")])
        return {"municipality": place, "reason": given.pop("why")} | given
