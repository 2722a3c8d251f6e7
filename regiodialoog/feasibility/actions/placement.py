"""What a college advised and a council answered: written down, corrected by a next entry, confirmed by the clerk."""

from datetime import date
from typing import Any

from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import acting, emit
from regiodialoog.core.rows import flush, store
from regiodialoog.feasibility import queries
from regiodialoog.feasibility.actions.placement_offering import check_day
from regiodialoog.feasibility.actions.placement_telling import settle, tell_answer
from regiodialoog.feasibility.events import (
    AnswerConfirmed,
    AnswerRecorded,
    CollegeAdviceRecorded,
    EntryCorrected,
)
from regiodialoog.feasibility.models import (
    ANSWERS,
    NEEDS_REASON,
    WORKFLOW,
    Placement,
    PlacementEntry,
    PlacementState,
)
from regiodialoog.organisations.models import BodyKind

ADVICE, TAKEN_BACK = PlacementState.COLLEGE_ADVICE, PlacementState.OFFERED


def record_advice(placement: Placement, *, decided_on: date, reason: str, **facts: Any) -> PlacementEntry:
    """What the college advises its council. ``facts``: ``fictitious`` and the document, by attribute name.

    Raises Conflict once there is an advice or an answer, Invalid without a text or for a day that cannot be.
    """
    made = _record(placement, ADVICE, decided_on=decided_on, reason=reason, **facts)
    emit(CollegeAdviceRecorded(subject_id=placement.offer_id, **_about(made)), text=reason)
    return made


def record_answer(
    placement: Placement, state: PlacementState, *, decided_on: date, reason: str = "", **facts: Any
) -> PlacementEntry:
    """What the council says, with or without an advice before it. Raises as ``record_advice``."""
    if state not in ANSWERS:
        raise Invalid(_("Choose what the council answered."))
    before = placement.offer.standing
    made = _record(placement, state, decided_on=decided_on, reason=reason, **facts)
    emit(AnswerRecorded(subject_id=placement.offer_id, outcome=state, **_about(made)), text=reason)
    tell_answer(made)
    settle(placement.offer, before, f"entry-{made.id}")
    return made


def correct_entry(
    wrong: PlacementEntry,
    state: PlacementState,
    *,
    correction: str,
    decided_on: date | None = None,
    reason: str = "",
    **facts: Any,
) -> PlacementEntry:
    """Put a next entry in the place of one that is wrong. An advice stays an advice and an answer an answer; OFFERED
    takes it back: it was not so at all.

    Raises Conflict when it was corrected already, Invalid for what does not fit or has no reason.
    """
    placement = wrong.placement
    if not correction.strip():
        raise Invalid(_("Write down what was wrong."))
    fitting = (ADVICE,) if wrong.state is ADVICE else ANSWERS
    if state not in (*fitting, TAKEN_BACK):
        raise Invalid(_("An advice is corrected by an advice, and an answer by an answer."))
    queries.lock(placement)
    if wrong not in placement.counting:
        raise Conflict(_("This was corrected already. Correct the newest one."))
    before = placement.offer.standing
    if state is TAKEN_BACK:
        decided_on, reason, facts = None, "", {"fictitious": facts.get("fictitious", False)}
    made = _add(
        placement, state, decided_on=decided_on, reason=reason, corrects_id=wrong.id, correction=correction, **facts
    )
    emit(EntryCorrected(subject_id=placement.offer_id, outcome=state, **_about(made)), text=correction)
    if made.is_answer:
        tell_answer(made)
    settle(placement.offer, before, f"entry-{made.id}")
    return made


def confirm_answer(entry: PlacementEntry) -> None:
    """The clerk says that the council answered this. Raises Conflict when it was confirmed or corrected already."""
    queries.lock(entry.placement)
    if not entry.is_answer:
        raise Conflict(_("Only an answer of a council is confirmed by the clerk."))
    if entry.confirmed_at is not None or entry not in entry.placement.counting:
        raise Conflict(_("This was confirmed or corrected already."))
    entry.confirmed_at, entry.confirmed_by_id = clock.now(), acting().person_id
    flush()
    emit(AnswerConfirmed(subject_id=entry.placement.offer_id, outcome=entry.state, **_about(entry)))


def _record(placement: Placement, state: PlacementState, **facts: Any) -> PlacementEntry:
    """By the table of moves. Whoever comes second reads what the first wrote."""
    queries.lock(placement)
    if not WORKFLOW.allows(placement.state, state):
        raise Conflict(_("This was written down already. Correct it if it is wrong."))
    return _add(placement, state, **facts)


def _add(
    placement: Placement, state: PlacementState, *, decided_on: date | None, reason: str, fictitious: bool = False,
    **facts: Any,
) -> PlacementEntry:  # fmt: skip
    if state in NEEDS_REASON and not reason.strip():
        raise Invalid(_("Write down why. Everybody can read it."))
    if state is not TAKEN_BACK:
        if decided_on is None:
            raise Invalid(_("Write down on which day."))
        check_day(decided_on, placement.offer)
    made = PlacementEntry(
        placement_id=placement.id, number=queries.next_number(placement.id), state=state, decided_on=decided_on,
        reason=reason, fictitious=fictitious or placement.offer.fictitious, recorded_at=clock.now(),
        person_id=acting().person_id, role=acting().role, behalf=_behalf(placement, state), **facts,
    )  # fmt: skip
    store(made)
    db.session.expire(placement, ["entries"])
    _follow(placement)
    return made


def _behalf(placement: Placement, state: PlacementState) -> str:
    """The name of the body that said it."""
    if state is not ADVICE:
        return placement.body.name
    college = queries.council_of([placement.municipality_id], kind=BodyKind.COLLEGE).get(placement.municipality_id)
    return "" if college is None else college.name


def _follow(placement: Placement) -> None:
    """The state is what the entries that count say."""
    last = placement.answer or placement.advice
    placement.state = TAKEN_BACK if last is None else last.state
    flush()


def _about(entry: PlacementEntry) -> dict[str, Any]:
    return {"entry_id": entry.id, "municipality_id": entry.placement.municipality_id}
