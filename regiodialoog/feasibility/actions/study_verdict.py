"""The verdict of a study: prepared in private, announced to those responsible, published on purpose."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from regiodialoog.core import clock
from regiodialoog.core.dates import FuzzyDate
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush, store
from regiodialoog.feasibility.actions.study import step
from regiodialoog.feasibility.models.study import (
    CHANGEABLE,
    IN_WORK,
    NEEDS_FACT,
    VERDICTS,
    Finding,
    MunicipalView,
    StepKind,
    Study,
    StudyVerdict,
    VerdictState,
)
from regiodialoog.feasibility.queries import study as queries
from regiodialoog.feasibility.study_days import may_publish_from
from regiodialoog.feasibility.study_events import (
    VerdictAnnounced,
    VerdictPrepared,
    VerdictPublished,
    VerdictTakenBack,
)
from regiodialoog.proposals.models import Verdict


def prepare(
    study: Study,
    verdict: Verdict,
    *,
    reason: str,
    fact: str = "",
    work_slug: str = "",
    until: FuzzyDate | None = None,
    correction: str = "",
) -> StudyVerdict:
    """Write the verdict, or change it while it is in preparation. After a published one: the next, that says what was
    wrong. Raises Invalid for what does not say all, Conflict while it is announced."""
    db.session.refresh(study, with_for_update=True)
    row = queries.last_verdict(study.id)
    if row is not None and row.state is VerdictState.ANNOUNCED:
        raise Conflict(_("This verdict has been announced. Take that back first."))
    if row is None or row.state not in CHANGEABLE:
        row = StudyVerdict(study_id=study.id, number=1 if row is None else row.number + 1)
    _check(verdict, reason, fact, work_slug, until)
    if (row.number > 1) != bool(correction.strip()):
        raise Invalid(_("Say what was wrong with the verdict before, and only then."))
    row.verdict, row.reason, row.fact, row.work_slug = verdict, reason, fact, work_slug
    row.until, row.correction = until, correction
    store(row)
    step(study, StepKind.PREPARED, verdict_id=row.id)
    emit(VerdictPrepared(subject_id=study.id, verdict_id=row.id))
    return row


def announce(studies: Sequence[Study], *, despite_missing: bool = False) -> None:
    """Tell those responsible, all or none, two whole working days before it can be published. They have no veto.

    Raises Conflict without a verdict in preparation, or when parts are missing and nobody said that this is right.
    """
    for study in _in_order(studies):
        row = _last(study)
        if row is None or not VERDICTS.allows(row.state, VerdictState.ANNOUNCED):
            raise Conflict(_("%(title)s has no verdict in preparation.", title=study.proposal.title))
        if not despite_missing and row.number == 1 and missing(study):
            raise Conflict(_("In the study of %(title)s parts are still missing.", title=study.proposal.title))
        VERDICTS.move(row, VerdictState.ANNOUNCED)
        row.announced_at = clock.now()
        row.publish_from = may_publish_from(row.announced_at)
        flush()
        step(study, StepKind.ANNOUNCED, verdict_id=row.id)
        told = tuple(person.id for person in queries.responsible(study.id))
        emit(VerdictAnnounced(subject_id=study.id, verdict_id=row.id, told=told))


def take_back(study: Study, *, reason: str) -> None:
    """Back into preparation, with a reason that the bureau keeps. Raises Conflict unless announced, or Invalid."""
    for one in _in_order([study]):
        row = _last(one)
        if row is None:
            raise Conflict
        VERDICTS.move(row, VerdictState.TAKEN_BACK, reason=reason)
        row.announced_at = row.publish_from = None
        flush()
        step(one, StepKind.TAKEN_BACK, verdict_id=row.id, reason=reason)
        emit(VerdictTakenBack(subject_id=one.id, verdict_id=row.id))


def publish(studies: Sequence[Study]) -> None:
    """Everybody reads them from now on, all or none. Raises Conflict for one that was not announced long enough ago."""
    for study in _in_order(studies):
        row = _last(study)
        if row is None or not VERDICTS.allows(row.state, VerdictState.PUBLISHED):
            raise Conflict(_("The verdict of %(title)s has not been announced.", title=study.proposal.title))
        if row.publish_from is None or clock.now() < row.publish_from:
            raise Conflict(_("The verdict of %(title)s cannot be published yet.", title=study.proposal.title))
        VERDICTS.move(row, VerdictState.PUBLISHED)
        row.published_at = clock.now()
        flush()
        step(study, StepKind.PUBLISHED, verdict_id=row.id)
        told = VerdictPublished(subject_id=study.id, verdict_id=row.id, number=row.number, verdict=row.verdict)
        emit(told, text=row.reason)


def missing(study: Study) -> bool:
    """Whether a part has not been handed in."""
    parts = [
        *queries.parts_of(Finding, [study.id]).get(study.id, ()),
        *queries.parts_of(MunicipalView, [study.id]).get(study.id, ()),
    ]
    return any(not part.is_handed_in for part in parts)


def _in_order(studies: Sequence[Study]) -> Sequence[Study]:
    """The studies, each locked, always in one order: two who publish at once wait instead of blocking each other."""
    query = select(Study).where(Study.id.in_([each.id for each in studies])).order_by(Study.id)
    return db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()


def _last(study: Study) -> StudyVerdict | None:
    row = queries.last_verdict(study.id)
    if row is not None:
        db.session.refresh(row)
    return row


def _check(verdict: Verdict, reason: str, fact: str, work_slug: str, until: FuzzyDate | None) -> None:
    if not reason.strip():
        raise Invalid(_("Write down why. Everybody can read it."))
    if (verdict in NEEDS_FACT) != bool(fact.strip()):
        raise Invalid("fact")
    if (verdict is Verdict.EXPLORE_FIRST) != (until is not None):
        raise Invalid("until")
    if work_slug and verdict not in IN_WORK:
        raise Invalid("work_slug")
