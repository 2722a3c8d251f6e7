"""What studies show on other pages, and where they can be found."""

from typing import Any

from regiodialoog.accounts.models import Person
from regiodialoog.core.panels import panel
from regiodialoog.core.policy import current_actor
from regiodialoog.feasibility import study_labels as labels
from regiodialoog.feasibility import study_shapes as shapes
from regiodialoog.feasibility.queries import study as queries
from regiodialoog.feasibility.views.study_work import worklist
from regiodialoog.proposals.models import Proposal

Shown = tuple[str, dict[str, Any]]


@panel("proposals.page_now", order=40)
def study_of_proposal(proposal: Proposal) -> Shown | None:
    """Whether it can be done: the verdict and why, or by when there is an answer."""
    study = None if proposal.is_recorded else queries.study_of(proposal.id)
    if study is None:
        return None
    verdicts = queries.published([study.id]).get(study.id, [])
    last = verdicts[-1] if verdicts else None
    return "feasibility/study_of_proposal.html", {
        "study": study,
        "verdict": last,
        "labels": labels,
        "url": shapes.url_of(study),
    }


@panel("accounts.my_page", order=8)
def my_studies(person: Person) -> Shown | None:
    """What somebody can judge now."""
    actor = current_actor()
    if actor.person_id != person.id:
        return None
    findings, views = worklist(actor)
    return (
        ("feasibility/study_my_page.html", {"parts": [*findings, *views], "labels": labels})
        if findings or views
        else None
    )
