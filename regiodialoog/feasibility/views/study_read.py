"""What everybody may read of studies, and what those responsible read between announcement and publication."""

from typing import Any

from flask import Response, request, url_for

from regiodialoog.core.errors import NotFound
from regiodialoog.core.policy import authorize, public
from regiodialoog.core.web.pages import page
from regiodialoog.core.web.paging import page_links, page_number
from regiodialoog.core.web.shelf import shares_a_part
from regiodialoog.core.web.subjects import Link, names
from regiodialoog.feasibility import study_labels as labels
from regiodialoog.feasibility import study_policy as policy
from regiodialoog.feasibility import study_shapes as shapes
from regiodialoog.feasibility.forms.study import StudyFilter
from regiodialoog.feasibility.models.study import Finding, MunicipalView, VerdictState
from regiodialoog.feasibility.queries import study as queries
from regiodialoog.feasibility.queries import study_matrix as matrix
from regiodialoog.feasibility.views.study_blueprint import STUDY, bp


@bp.get("/haalbaarheid")
@public
@shares_a_part
def studies() -> Response:
    return page("feasibility/study_list.html", fragment="results", same={"listing": _studies})


def _studies() -> dict[str, Any]:
    themes = matrix.themes_with_studies()
    chosen = StudyFilter(themes, formdata=request.args)
    theme = next((one for one in themes if one.slug == chosen.thema.data), None)
    found = matrix.public_page(page_number(), theme_id=theme.id if theme else None)
    return {
        "chosen": chosen,
        "found": found,
        "lines": shapes.lines_of(found),
        "searching": theme is not None,
        **page_links(found.number, found.pages),
    }


@bp.get(STUDY)
@public
def study(number: int) -> Response:
    found = queries.study(number)
    verdicts = queries.published([found.id])
    findings = queries.parts_published(Finding, verdicts).get(found.id, [])
    views = queries.parts_published(MunicipalView, verdicts).get(found.id, [])
    places = len(queries.places_of(found.id))
    unjudged = shapes.unjudged(queries.parts_of(Finding, [found.id]).get(found.id, []))
    return page(
        "feasibility/study_page.html", study=found, verdicts=verdicts.get(found.id, []), findings=findings, views=views,
        places=places, unjudged=unjudged, promises=queries.promises(found.id), labels=labels, shapes=shapes,
    )  # fmt: skip


@bp.get(f"{STUDY}/aankondiging")
def announced(number: int) -> Response:
    """The verdict that was announced; for who may not read it, it is not there."""
    found = queries.study(number)
    row = queries.last_verdict(found.id)
    authorize(policy.may_read_announced, row)
    if row is None or row.state is not VerdictState.ANNOUNCED:
        raise NotFound
    return page("feasibility/study_announced.html", study=found, verdict=row, labels=labels)


@names("study")
def study_links(ids: set[int]) -> dict[int, Link]:
    found = queries.by_ids(ids)
    return {row.id: Link(row.proposal.title, url_for("studies.study", number=row.proposal.number)) for row in found}


@names("study_criterion")
def criterion_links(ids: set[int]) -> dict[int, Link]:
    return {row.id: Link(row.name) for row in queries.criteria() if row.id in ids}
