"""Moments: planned, held, taken over from a document, and corrected by a next entry."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from regiodialoog.adoption import queries
from regiodialoog.adoption.events import (
    KindAdded,
    KindChanged,
    MomentCorrected,
    MomentHeld,
    MomentPlanned,
    MomentRecorded,
    MomentSettled,
)
from regiodialoog.adoption.models import (
    LIFE,
    OUTCOMES,
    REASONED,
    DecidesAs,
    DecisionMoment,
    KindOrigin,
    MomentEntry,
    MomentKind,
    MomentState,
    Outcome,
)
from regiodialoog.adoption.models.moments import FACTS
from regiodialoog.core import clock
from regiodialoog.core.dates import FuzzyDate
from regiodialoog.core.db import db
from regiodialoog.core.errors import Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, flush, free_slug, store
from regiodialoog.organisations.models import Body, BodyKind, Municipality, Source

DECIDING = {
    DecidesAs.COLLEGE: frozenset({BodyKind.COLLEGE}),
    DecidesAs.COUNCIL: frozenset({BodyKind.COUNCIL}),
    DecidesAs.POLITICAL_MEETING: frozenset(BodyKind) - {BodyKind.COLLEGE, BodyKind.COUNCIL},
    DecidesAs.NOTHING: frozenset(BodyKind),
}
"""Which bodies a kind of moment can be of."""


def add_kind(
    name: str,
    *,
    slug: str = "",
    origin: KindOrigin = KindOrigin.BUREAU,
    in_table: bool = False,
    decides_as: DecidesAs = DecidesAs.NOTHING,
    position: int | None = None,
) -> MomentKind:
    """Add a kind of moment, at the end unless ``position`` says otherwise."""
    if position is None:
        position = (db.session.scalar(select(func.max(MomentKind.position))) or 0) + 1
    made = MomentKind(
        slug=slug or free_slug(MomentKind, name), name=name, origin=origin, in_table=in_table, decides_as=decides_as,
        position=position,
    )  # fmt: skip
    store(made)
    emit(KindAdded(subject_id=made.id))
    return made


def change_kind(kind: MomentKind, **values: Any) -> None:
    if fields := assign(kind, **values):
        emit(KindChanged(subject_id=kind.id, fields=fields))


def plan_moment(
    kind: MomentKind,
    what: str,
    *,
    when: FuzzyDate | None,
    body: Body | None = None,
    municipality: Municipality | None = None,
    by_latest: bool = False,
    expected: bool = False,
    slug: str = "",
    fictitious: bool = False,
) -> DecisionMoment:
    """Plan a moment; ``expected`` when it is not sure yet. Raises Invalid for a body that cannot do this."""
    state = MomentState.EXPECTED if expected else MomentState.PLANNED
    moment = _begin(
        kind, what, slug=slug, when=when, body=body, municipality=municipality, by_latest=by_latest, state=state,
        fictitious=fictitious,
    )  # fmt: skip
    emit(MomentPlanned(subject_id=moment.id))
    return moment


def record_from_source(
    kind: MomentKind,
    what: str,
    *,
    source: Source | None,
    state: MomentState,
    when: FuzzyDate | None,
    slug: str = "",
    **facts: Any,
) -> DecisionMoment:
    """Take a moment over as a document tells it, in any state; ``facts`` by attribute name of DecisionMoment."""
    moment = _begin(kind, what, slug=slug, when=when, state=state, source=source, **facts)
    emit(MomentRecorded(subject_id=moment.id))
    return moment


def settle_moment(moment: DecisionMoment, *, when: FuzzyDate) -> None:
    """What was expected is planned now, on a date. Raises Conflict for what is planned or held already."""
    LIFE.move(moment, MomentState.PLANNED)
    moment.when, moment.without_year, moment.year_derived = when, False, False
    _write_entry(moment)
    emit(MomentSettled(subject_id=moment.id))


def hold_moment(moment: DecisionMoment, *, when: FuzzyDate | None, outcome: Outcome | None, reason: str = "") -> None:
    """Write down that it was held, when, and with which outcome in the words of its kind of body.

    Raises Conflict when it was held already, Invalid for a word that this body does not use or without its reason.
    """
    _check_outcome(moment.kind, MomentState.HELD, outcome, reason)
    LIFE.move(moment, MomentState.HELD)
    moment.when, moment.outcome, moment.outcome_reason = when, outcome, reason
    _write_entry(moment)
    emit(MomentHeld(subject_id=moment.id, outcome=outcome))


def correct_moment(moment: DecisionMoment, *, correction: str, **values: Any) -> None:
    """Put a mistake right by a next entry; ``values`` by attribute name. Raises Invalid without a reason."""
    if not correction.strip():
        raise Invalid(_("Write down what was wrong."))
    kind: MomentKind = values.get("kind", moment.kind)
    state: MomentState = values.get("state", moment.state)
    if state is not MomentState.HELD:
        values |= {"outcome": None, "outcome_reason": ""}
    _check_outcome(
        kind, state, values.get("outcome", moment.outcome), values.get("outcome_reason", moment.outcome_reason)
    )
    _check_body(kind, values.get("body", moment.body))
    fields = assign(moment, **values)
    if not fields:
        raise Invalid(_("Nothing was changed. Change what is wrong."))
    _write_entry(moment, correction)
    emit(MomentCorrected(subject_id=moment.id, fields=fields))


def _begin(kind: MomentKind, what: str, *, slug: str, **facts: Any) -> DecisionMoment:
    _check_body(kind, facts.get("body"))
    moment = DecisionMoment(kind=kind, what=what, slug=slug or free_slug(DecisionMoment, what), **facts)
    store(moment)
    _write_entry(moment)
    return moment


def _write_entry(moment: DecisionMoment, correction: str = "") -> None:
    moment.changed_at = clock.now()
    flush()  # the ids of kind, body and municipality follow from the rows
    facts = {name: getattr(moment, name) for name in FACTS}
    number = queries.last_number(moment.id) + 1
    store(MomentEntry(moment_id=moment.id, number=number, correction=correction, **facts))


def _check_body(kind: MomentKind, body: Body | None) -> None:
    if body is not None and body.kind not in DECIDING[kind.decides_as]:
        raise Invalid(_("This body does not fit this kind of moment."))


def _check_outcome(kind: MomentKind, state: MomentState, outcome: Outcome | None, reason: str) -> None:
    if outcome is not None and (state is not MomentState.HELD or outcome not in OUTCOMES[kind.decides_as]):
        raise Invalid(_("This outcome does not fit this kind of moment."))
    if outcome in REASONED and not reason.strip():
        raise Invalid(_("Write down why. Everybody can read it."))
