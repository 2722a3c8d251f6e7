"""Forms of moments and of municipal decisions."""

import hashlib
import re
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, Field, FileField, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from regiodialoog.adoption import labels, queries
from regiodialoog.adoption.actions.moments import DECIDING
from regiodialoog.adoption.models import (
    DECISION_NEEDS_REASON,
    OUTCOMES,
    REASONED,
    DecidesAs,
    DecisionOutcome,
    MomentKind,
    MomentState,
    Outcome,
)
from regiodialoog.agenda.forms.fields import fuzzy, order, without_empty_number
from regiodialoog.core import clock
from regiodialoog.core.dates import parse_fuzzy
from regiodialoog.core.forms import line, text
from regiodialoog.organisations import queries as organisations
from regiodialoog.organisations.forms import FuzzyField, RowForm
from regiodialoog.organisations.models import Body, Municipality

AS_PRINTED = _l("As you know it, such as 14 september 2026, medio 2026 or Q3 2026. Empty: not known.")


class KindForm(RowForm):
    name = line(_l("Name of the kind"))
    decides_as = SelectField(_l("What can come of it"), coerce=DecidesAs, default=DecidesAs.NOTHING)
    in_table = BooleanField(_l("Always show it as a row of the twelve months"))
    position = order(_l("Place in the list"))

    def __init__(self, *, obj: Any = None) -> None:
        super().__init__(obj=obj)
        self.decides_as.choices = [(each.value, label) for each, label in labels.DECIDES_AS.items()]

    def values(self) -> dict[str, Any]:
        return without_empty_number(super().values(), "position")


class _WithKind(RowForm):
    """A form that says of which kind and of which body a moment is."""

    kind_id = SelectField(_l("What sort of moment is it?"), coerce=int)
    what = text(_l("What is asked or done?"), rows=3, limit=1000)
    when = FuzzyField(_l("When"), description=AS_PRINTED)
    by_latest = BooleanField(_l("This is the last possible date"))
    body_id = SelectField(_l("Which body?"), coerce=int, default=0)
    municipality_id = SelectField(_l("Is it of one municipality only?"), coerce=int, default=0)

    def __init__(self, *, obj: Any = None) -> None:
        super().__init__(obj=obj)
        self.kinds: dict[int, MomentKind] = {kind.id: kind for kind in queries.kinds()}
        self.bodies: dict[int, Body] = {body.id: body for body in organisations.bodies()}
        self.kind_id.choices = [(kind.id, kind.name) for kind in self.kinds.values()]
        self.body_id.choices = [(0, _("not known")), *((body.id, body.name) for body in self.bodies.values())]
        names = organisations.municipality_names()
        self.municipality_id.choices = [(0, _("no, of the region")), *((each[0], each[2]) for each in names)]
        if obj is not None and not self.is_submitted():
            self.body_id.data, self.municipality_id.data = obj.body_id or 0, obj.municipality_id or 0

    @property
    def kind(self) -> MomentKind | None:
        return self.kinds.get(self.kind_id.data)

    def validate_body_id(self, field: Field) -> None:
        body = self.bodies.get(field.data)
        if body is not None and self.kind is not None and body.kind not in DECIDING[self.kind.decides_as]:
            raise ValidationError(_("This body does not fit this kind of moment."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        given["kind"] = self.kinds[given.pop("kind_id")]
        given["body"] = self.bodies.get(given.pop("body_id"))
        places = organisations.by_ids(Municipality, [given.pop("municipality_id")])
        return given | {"when": fuzzy(given["when"]), "municipality": places[0] if places else None}


class PlanForm(_WithKind):
    expected = BooleanField(_l("It is expected, but not certain yet"))


class SettleForm(RowForm):
    """What was expected gets its date."""

    when = FuzzyField(_l("When"), required=True, description=_l("Such as 14 september 2026 or Q3 2026."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        return given | {"when": parse_fuzzy(given["when"])}


class HoldForm(RowForm):
    """That it was held, in the words of its own kind of body."""

    when = FuzzyField(_l("When was it?"), description=AS_PRINTED)
    outcome = SelectField(_l("What came of it?"), default="")
    why = text(
        _l("Why?"),
        required=False,
        rows=3,
        limit=2000,
        description=_l("Everybody can read this. Needed with some outcomes."),
    )

    def __init__(self, *, obj: Any = None) -> None:
        super().__init__(obj=obj)
        own = OUTCOMES[obj.kind.decides_as]
        self.outcome.choices = [("", _("nothing was decided")), *((each.value, labels.OUTCOMES[each]) for each in own)]
        if not self.is_submitted():
            self.outcome.data = ""

    def validate_why(self, field: Field) -> None:
        _refuse_bare(self.outcome.data, field)

    def values(self) -> dict[str, Any]:
        given = super().values()
        outcome = Outcome(given["outcome"]) if given["outcome"] else None
        return {"when": fuzzy(given["when"]), "outcome": outcome, "reason": given["why"]}


class CorrectForm(_WithKind):
    """Everything that may be wrong about a moment, and what was wrong."""

    state = SelectField(_l("Has it been?"), coerce=MomentState)
    outcome = SelectField(_l("What came of it?"), default="")
    outcome_reason = text(_l("Why that outcome?"), required=False, rows=3, limit=2000)
    correction = text(
        _l("What was wrong?"), rows=3, limit=1000, description=_l("What stood here stays to be read, with this reason.")
    )

    def __init__(self, *, obj: Any = None) -> None:
        super().__init__(obj=obj)
        self.state.choices = [(each.value, label) for each, label in labels.STATES.items()]
        self.outcome.choices = [("", _("nothing was decided")), *((o.value, n) for o, n in labels.OUTCOMES.items())]
        if not self.is_submitted():
            self.outcome.data = obj.outcome or ""

    def validate_outcome(self, field: Field) -> None:
        own = OUTCOMES[self.kind.decides_as] if self.kind is not None and self.state.data is MomentState.HELD else ()
        if field.data and field.data not in own:
            raise ValidationError(_("This outcome does not fit this kind of moment."))

    def validate_outcome_reason(self, field: Field) -> None:
        _refuse_bare(self.outcome.data, field)

    def values(self) -> dict[str, Any]:
        given = super().values()
        if self.row.when is not None and given["when"] is not None and self.row.when.text == given["when"].text:
            given["when"] = self.row.when
        return given | {"outcome": Outcome(given["outcome"]) if given["outcome"] else None}


def _refuse_bare(outcome: str, reason: Field) -> None:
    if outcome in REASONED and not reason.data:
        raise ValidationError(_("Write down why. Everybody can read it."))


def document_fields() -> tuple[Field, Field, Field, Field]:
    """The fields of ``WithDocument``: fields stand in the order in which they are made, so each form makes its own."""
    return (
        line(_l("Title of the document"), required=False),
        line(_l("Address of the document"), required=False, limit=500, description=_l("Begins with https://")),
        line(
            _l("Digital fingerprint (SHA-256)"), required=False, limit=64,
            description=_l("64 signs. Or choose the file below: then we work it out."),
        ),
        FileField(_l("The document itself"), description=_l("We only work out the fingerprint. The file is not kept.")),
    )  # fmt: skip


class WithDocument(RowForm):
    """A form that names a document, which is hashed here and not kept. A form below it writes
    ``document_title, document_url, document_sha256, document_file = document_fields()``."""

    document_sha256: Field

    def validate_document_url(self, field: Field) -> None:
        if field.data and not re.fullmatch(r"https?://[^\s/]+\S*", field.data):
            raise ValidationError(_("An address of a document begins with https://"))

    def validate_document_sha256(self, field: Field) -> None:
        if field.data and not re.fullmatch(r"[0-9a-fA-F]{64}", field.data):
            raise ValidationError(_("A fingerprint has 64 signs: digits, and letters from a to f."))
        if field.data and self._hashed() not in ("", field.data.lower()):
            raise ValidationError(_("This is not the fingerprint of the file that you chose."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        del given["document_file"]
        return given | {"document_sha256": given["document_sha256"].lower() or self._hashed()}

    def _hashed(self) -> str:
        """The fingerprint of the file that was sent along; empty without one."""
        sent = request.files.get("document_file")
        if sent is None or not sent.filename:
            return ""
        sent.stream.seek(0)
        made = hashlib.sha256()
        while piece := sent.stream.read(1 << 20):
            made.update(piece)
        return made.hexdigest()


class DecisionForm(WithDocument):
    """What the council or the college of one municipality decided. A document is hashed here, and not kept."""

    body_id = SelectField(_l("Who decided?"), coerce=int)
    outcome = RadioField(_l("What was decided?"), coerce=DecisionOutcome, validators=[DataRequired()])
    why = text(
        _l("Why, or with which change?"), required=False, rows=3, limit=2000,
        description=_l("Everybody can read this. Not needed when the municipality simply joins."),
    )  # fmt: skip
    until = FuzzyField(_l("Postponed until"), description=_l("Only when it was postponed. Such as Q3 2026."))
    decided_on = DateField(_l("Date of the decision"), validators=[InputRequired()])
    document_title, document_url, document_sha256, document_file = document_fields()

    def __init__(self, municipality: Municipality, *, corrects: Any = None) -> None:
        super().__init__()
        self.bodies = {body.id: body for body in organisations.bodies_of(municipality.id)}
        self.body_id.choices = [(body.id, body.name) for body in self.bodies.values()]
        self.outcome.choices = [(each.value, label) for each, label in labels.DECISIONS.items()]
        if corrects is not None and not self.is_submitted():
            for name in ("body_id", "outcome", "decided_on", "document_title", "document_url", "document_sha256"):
                self[name].data = getattr(corrects, name)
            self.why.data, self.until.data = corrects.reason, str(corrects.until or "")

    def validate_why(self, field: Field) -> None:
        if self.outcome.data in DECISION_NEEDS_REASON and not field.data:
            raise ValidationError(_("Write down why. Everybody can read it."))

    def validate_until(self, field: Field) -> None:
        if (self.outcome.data is DecisionOutcome.POSTPONED) != bool(field.data):
            raise ValidationError(_("Fill this in when it was postponed, and only then."))

    def validate_decided_on(self, field: Field) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_("A decision cannot have been taken in the future."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        given["body"] = self.bodies[given.pop("body_id")]
        given["reason"] = given.pop("why")
        return given | {"until": fuzzy(given["until"])}


class CorrectDecisionForm(DecisionForm):
    correction = text(
        _l("What was wrong?"), rows=3, limit=1000, description=_l("What stood here stays to be read, with this reason.")
    )
