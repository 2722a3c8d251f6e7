"""What a municipality decided: recorded by its own regional contact, confirmed by the clerk of its council."""

from typing import Any

from flask_babel import gettext as _

from regiodialoog.adoption import queries
from regiodialoog.adoption.events import (
    DecisionConfirmed,
    DecisionCorrected,
    DecisionRecorded,
    ProjectDecisionConfirmed,
    ProjectDecisionCorrected,
    ProjectDecisionRecorded,
)
from regiodialoog.adoption.models import DECISION_NEEDS_REASON, DecisionOutcome, MunicipalDecision
from regiodialoog.core import clock
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, store
from regiodialoog.organisations.models import BodyKind, Municipality


def record_decision(challenge_id: int, municipality: Municipality, **facts: Any) -> MunicipalDecision:
    """Write down what a municipality decided about an opgave; ``facts`` by attribute name of MunicipalDecision.

    Raises Conflict when there is a decision already (correct that one), Invalid for one without its reason, from a body
    of another municipality, or in the future.
    """
    return _record(MunicipalDecision(challenge_id=challenge_id, municipality=municipality, **facts))


def record_project_decision(project_id: int, municipality: Municipality, **facts: Any) -> MunicipalDecision:
    """The same about a project."""
    return _record(MunicipalDecision(project_id=project_id, municipality=municipality, **facts))


def _record(made: MunicipalDecision) -> MunicipalDecision:
    _check(made)
    store(made)
    if made.project_id is not None:
        emit(ProjectDecisionRecorded(subject_id=made.project_id, **_about(made)))
    elif made.challenge_id is not None:
        emit(DecisionRecorded(subject_id=made.challenge_id, **_about(made)))
    return made


def correct_decision(wrong: MunicipalDecision, *, correction: str, **facts: Any) -> MunicipalDecision:
    """Put a next row in the place of one that is wrong. Raises Conflict when that was done already, or Invalid."""
    if not correction.strip():
        raise Invalid(_("Write down what was wrong."))
    if queries.is_corrected(wrong.id):
        raise Conflict(_("This was corrected already. Correct the newest one."))
    made = MunicipalDecision(
        challenge_id=wrong.challenge_id, project_id=wrong.project_id, municipality=wrong.municipality,
        corrects_id=wrong.id, correction=correction, **facts,
    )  # fmt: skip
    _check(made)
    store(made)
    if made.project_id is not None:
        emit(ProjectDecisionCorrected(subject_id=made.project_id, **_about(made)))
    elif made.challenge_id is not None:
        emit(DecisionCorrected(subject_id=made.challenge_id, **_about(made)))
    return made


def confirm_decision(decision: MunicipalDecision) -> None:
    """The clerk says that the council decided this. Raises Conflict when it was confirmed or corrected already."""
    if decision.body.kind is not BodyKind.COUNCIL:
        raise Conflict(_("Only a decision of a council is confirmed by the clerk."))
    if decision.confirmed_at is not None or queries.is_corrected(decision.id):
        raise Conflict(_("This was confirmed or corrected already."))
    assign(decision, confirmed_at=clock.now())
    if decision.project_id is not None:
        emit(ProjectDecisionConfirmed(subject_id=decision.project_id, **_about(decision)))
    elif decision.challenge_id is not None:
        emit(DecisionConfirmed(subject_id=decision.challenge_id, **_about(decision)))


def _check(row: MunicipalDecision) -> None:
    if row.body.municipality_id != row.municipality.id:
        raise Invalid(_("Choose the council or the college of this municipality."))
    if row.outcome in DECISION_NEEDS_REASON and not (row.reason or "").strip():
        raise Invalid(_("Write down why. Everybody can read it."))
    if (row.outcome is DecisionOutcome.POSTPONED) != (row.until is not None):
        raise Invalid(_("Write down until when it is postponed."))
    if row.decided_on > clock.today():
        raise Invalid(_("A decision cannot have been taken in the future."))


def _about(row: MunicipalDecision) -> dict[str, Any]:
    return {"decision_id": row.id, "municipality_id": row.municipality_id, "outcome": row.outcome}
