"""The study itself: its criteria, its beginning, its promised date, who is asked, and what is written and handed in."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Forbidden, Invalid
from regiodialoog.core.events import acting, emit
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.core.rows import assign, flush, free_slug, store
from regiodialoog.dialogues.models import ThemeMunicipality
from regiodialoog.feasibility.models.study import (
    NEEDS_TEXT,
    PARTS,
    Criterion,
    Finding,
    Judgement,
    MunicipalView,
    PartState,
    StepKind,
    Study,
    StudyPromise,
    StudyStep,
    ViewKind,
)
from regiodialoog.feasibility.queries import study as queries
from regiodialoog.feasibility.study_events import (
    AssessorLeft,
    CriterionAdded,
    CriterionChanged,
    PartAssigned,
    PartHandedBack,
    PartHandedIn,
    PartSaved,
    StudyDateMoved,
    StudyOpened,
)
from regiodialoog.proposals.models import Proposal

Slot = Finding | MunicipalView
DEFAULTS = (
    ("Juridisch", "Mag het volgens de wet en de regels die nu gelden?"),
    ("Financieel", "Wat kost het, en is daar geld voor?"),
    ("Technisch", "Kan het gemaakt worden, en werkt het?"),
    ("Capaciteit", "Zijn er mensen die het kunnen doen, en hebben zij tijd?"),
    ("Draagvlak", "Wat vinden de mensen en organisaties die ermee te maken krijgen?"),
    ("Duurzaamheid", "Wat betekent het voor natuur, klimaat en later?"),
)
"""The criteria that a region begins with: name and question."""


def add_criterion(name: str, question: str, **more: Any) -> Criterion:
    last = db.session.scalar(select(func.max(Criterion.position))) or 0
    made = Criterion(slug=free_slug(Criterion, name), name=name, question=question, position=last + 1, **more)
    store(made)
    emit(CriterionAdded(subject_id=made.id))
    return made


def add_default_criteria() -> None:
    """The list to begin with; nothing when there are criteria."""
    if not queries.criteria():
        for name, question in DEFAULTS:
            add_criterion(name, question)


def change_criterion(criterion: Criterion, **values: Any) -> None:
    fields = assign(criterion, **values)
    if fields:
        emit(CriterionChanged(subject_id=criterion.id, fields=fields))


def open_studies(proposals: Sequence[Proposal], *, promised_on: date, fictitious: bool = False) -> list[Study]:
    """Begin a study of each, all or none, with the day by which an answer is promised. Raises Invalid or Conflict."""
    if promised_on < clock.today():
        raise Invalid(_("Promise a day that is still to come."))
    add_default_criteria()
    criteria = queries.criteria(active=True)
    made = []
    for proposal in proposals:
        if not queries.may_be_studied(proposal):
            raise Conflict(_("Of this proposal no study can begin now."))
        study = Study(proposal=proposal, promised_on=promised_on, opened_at=clock.now(), fictitious=fictitious)
        store(study)
        db.session.add(StudyPromise(study_id=study.id, number=1, promised_on=promised_on))
        db.session.add_all(Finding(study_id=study.id, criterion_id=each.id) for each in criteria)
        taking_part = select(ThemeMunicipality.municipality_id).where(ThemeMunicipality.theme_id == proposal.theme_id)
        places = db.session.scalars(taking_part)
        db.session.add_all(MunicipalView(study_id=study.id, municipality_id=place) for place in places)
        step(study, StepKind.OPENED)
        emit(StudyOpened(subject_id=study.id, proposal_id=proposal.id, promised_on=promised_on))
        made.append(study)
    return made


def move_date(study: Study, *, promised_on: date, reason: str) -> None:
    """Promise another day, with a reason that everybody reads; what was promised before stays to be read.

    Raises Invalid without a reason or for a day that has been, Conflict once there is an answer.
    """
    db.session.refresh(study, with_for_update=True)
    if queries.published([study.id]):
        raise Conflict(_("The answer has been given already."))
    if not reason.strip() or promised_on < clock.today() or promised_on == study.promised_on:
        raise Invalid(_("Choose another day that is still to come, and say why."))
    before = queries.promises(study.id)
    study.promised_on = promised_on
    db.session.add(
        StudyPromise(study_id=study.id, number=before[-1].number + 1, promised_on=promised_on, reason=reason)
    )
    step(study, StepKind.DATE_MOVED, reason=reason)
    emit(StudyDateMoved(subject_id=study.id, promised_on=promised_on), text=reason)


def assign_part(slot: Slot, person: Person | None, *, by: int) -> None:
    """Ask somebody to judge this part, instead of whoever was asked before, whose draft is wiped; None: nobody.

    Raises Forbidden for asking oneself, Conflict for what was handed in or is closed.
    """
    _lock(slot)
    if slot.is_handed_in:
        raise Conflict(_("This part has been handed in."))
    if person is not None and person.id == by:
        raise Forbidden(_("Ask somebody else: who leads the study does not judge it."))
    before, after = slot.assessor_id, None if person is None else person.id
    if before == after:
        return
    if before is not None:
        _wipe(slot)
    slot.assessor_id = after
    flush()
    if person is not None and queries.assessor_grant(person.id, slot.study_id) is None:
        accounts.give_role(person, Role.ASSESSOR, ScopeKind.ASSESSMENT, slot.study_id, by=by, tell=False)
    _end_role_if_done(before, slot.study_id, by)
    step(slot.study, StepKind.ASSIGNED, slot=slot)
    emit(PartAssigned(subject_id=slot.study_id, person_id=after, **_of(slot)))


def _end_role_if_done(person_id: int | None, study_id: int, by: int) -> None:
    if person_id is None or any(each.study_id == study_id for each in queries.assigned_to(person_id)):
        return
    grant = queries.assessor_grant(person_id, study_id)
    if grant is not None:
        accounts.end_role(grant, by=by, reason=_("Somebody else judges this part of the study."))


def save_part(slot: Slot, *, said: Judgement | ViewKind | None, text: str, sources: Sequence[str]) -> None:
    """Keep what was written so far. Raises Conflict for what was handed in or is closed."""
    _lock(slot)
    if slot.state is not PartState.DRAFT:
        PARTS.move(slot, PartState.DRAFT)
    _write(slot, said, text, sources)
    step(slot.study, StepKind.SAVED, slot=slot)
    emit(PartSaved(subject_id=slot.study_id, **_of(slot)))


def hand_in(slot: Slot, *, said: Judgement | ViewKind | None, text: str, sources: Sequence[str]) -> None:
    """From now on the writer no longer changes it, and the bureau reads it.

    Raises Invalid for what is not whole, Conflict for what was handed in or is closed.
    """
    _lock(slot)
    if said is None or (not text.strip() and (isinstance(slot, Finding) or said in NEEDS_TEXT)):
        raise Invalid(_("Say what you judge, and why."))
    PARTS.move(slot, PartState.HANDED_IN)
    slot.handed_in_at = clock.now()
    _write(slot, said, text, sources)
    step(slot.study, StepKind.HANDED_IN, slot=slot)
    emit(PartHandedIn(subject_id=slot.study_id, **_of(slot)))


def hand_back(slot: Slot, *, reason: str) -> None:
    """Ask the writer to look again, with a reason that only they read. Raises Conflict, or Invalid without a reason."""
    _lock(slot)
    PARTS.move(slot, PartState.HANDED_BACK, reason=reason)
    slot.handed_in_at, slot.handed_back_reason = None, reason
    flush()
    step(slot.study, StepKind.HANDED_BACK, slot=slot, reason=reason)
    emit(PartHandedBack(subject_id=slot.study_id, **_of(slot)))


def forget_assessor(person_id: int) -> None:
    """Somebody removed their account: what they handed in stays, of nobody; a draft of theirs goes."""
    slots = queries.assigned_to(person_id)
    for slot in slots:
        if not slot.is_handed_in:
            _wipe(slot)
        slot.assessor_id = None
    steps = db.session.scalars(select(StudyStep).where(StudyStep.person_id == person_id)).all()
    for row in steps:
        row.person_id = None
    flush()
    if slots or steps:
        emit(AssessorLeft(subject_id=person_id, rows=len(slots) + len(steps)))


def step(
    study: Study, kind: StepKind, *, slot: Slot | None = None, verdict_id: int | None = None, reason: str = ""
) -> None:
    """Write down who did what."""
    who, given = acting(), {} if slot is None else _of(slot)
    behalf = slot.municipality.name if isinstance(slot, MunicipalView) and kind is StepKind.HANDED_IN else who.behalf
    store(
        StudyStep(
            study_id=study.id, kind=kind, verdict_id=verdict_id, person_id=who.person_id, role=who.role, behalf=behalf,
            reason=reason, at=clock.now(), **given,
        )
    )  # fmt: skip


def _lock(slot: Slot) -> None:
    """Wait for who writes in this study at this moment. Raises Conflict when nothing in it changes any more."""
    db.session.refresh(slot.study, with_for_update=True)
    if queries.is_closed(slot.study_id):
        raise Conflict(_("The verdict has been announced: this can no longer be changed."))


def _write(slot: Slot, said: Judgement | ViewKind | None, text: str, sources: Sequence[str]) -> None:
    if isinstance(slot, Finding):
        slot.judgement = Judgement(said) if said is not None else None
    else:
        slot.kind = ViewKind(said) if said is not None else None
    slot.text, slot.sources, slot.handed_back_reason = text, list(sources), ""
    flush()


def _wipe(slot: Slot) -> None:
    if slot.state is not PartState.OPEN:
        PARTS.move(slot, PartState.OPEN)
    _write(slot, None, "", ())


def _of(slot: Slot) -> dict[str, int]:
    return {"finding_id": slot.id} if isinstance(slot, Finding) else {"view_id": slot.id}
