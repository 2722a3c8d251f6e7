"""The steps of the path of a proposal that its study knows of."""

from collections.abc import Iterator
from datetime import date, datetime

from flask_babel import gettext as _

from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.core.i18n import format_date
from regiodialoog.feasibility import study_labels as labels
from regiodialoog.feasibility import study_shapes as shapes
from regiodialoog.feasibility.queries import study as queries
from regiodialoog.proposals.models import Proposal, Verdict
from regiodialoog.proposals.path import Step, StepKind, path_steps
from regiodialoog.proposals.stages import Badge, later_stage


@path_steps(order=60)
def from_the_study(proposal: Proposal) -> Iterator[Step]:
    """That it began, every other promised day with why, and each verdict; until there is one, the promised day."""
    study = None if proposal.is_recorded else queries.study_of(proposal.id)
    if study is None:
        return
    url, bureau = shapes.url_of(study), _("the bureau of the region")
    title = _("The study began: can it be done?")
    yield Step(when=_day(study.opened_at), title=title, behalf=bureau, url=url, link=_("See the study"))
    for promise in queries.promises(study.id)[1:]:
        title = _("The answer was promised by %(date)s from now on", date=format_date(promise.promised_on))
        yield Step(when=_day(promise.at), title=title, behalf=bureau, reason=promise.reason)
    verdicts = queries.published([study.id]).get(study.id, [])
    for row in verdicts:
        stopped = row is verdicts[-1] and row.verdict is Verdict.NOT_FEASIBLE
        yield Step(
            when=_day(row.published_at) if row.published_at else None,
            title=labels.plain_sentence(row),
            kind=StepKind.STOPPED if stopped else StepKind.PAST,
            text=_("This corrects the verdict before: %(why)s", why=row.correction) if row.correction else "",
            behalf=bureau,
            reason=row.reason,
            url=url,
            link=_("See the study"),
        )
    if not verdicts:
        late = _("This day has gone by. The answer is late.") if labels.is_late(study) else ""
        title = _("The answer: can it be done?")
        yield Step(when=study.promised_on, title=title, kind=StepKind.NEXT, text=late, behalf=bureau, url=url,
                   link=_("See the study"))  # fmt: skip


@later_stage(order=60)
def study(proposal: Proposal) -> Badge | None:
    """Whether it can be done, once that was published."""
    found = None if proposal.is_recorded else queries.study_of(proposal.id)
    verdicts = queries.published([found.id]).get(found.id, []) if found is not None else []
    return labels.badge(verdicts[-1]) if verdicts else None


def _day(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()
