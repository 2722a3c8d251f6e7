"""Studies as their pages show them: rows worked out beforehand, for templates that only put them in place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from regiodialoog.core.i18n import content
from regiodialoog.feasibility import study_labels as labels
from regiodialoog.feasibility.models.study import Finding, MunicipalView, Study, StudyVerdict
from regiodialoog.feasibility.queries.study import PublicPage


@dataclass(frozen=True)
class Cell:
    """How one municipality sees it; ``text`` is what it says besides."""

    place: str
    word: str
    badge: str
    icon: str
    text: str


@dataclass(frozen=True)
class Line:
    """A study in the matrix. ``cells`` stand in the order of the columns; None: this municipality has no part in it, or
    nothing is published of it."""

    study: Study
    url: str
    verdict: StudyVerdict | None
    badge: tuple[str, str, str]
    said: str
    cells: list[Cell | None]


def matrix(found: PublicPage) -> tuple[list[str], list[Line]]:
    """The names of the municipalities that said something, and the lines."""
    places: dict[str, str] = {}
    for views in found.views.values():
        for view in views:
            places[view.municipality.name] = view.municipality.sort_key
    names = sorted(places, key=lambda name: places[name])
    return names, [_line(study, found, names) for study in found.studies]


def _line(study: Study, found: PublicPage, names: Sequence[str]) -> Line:
    verdicts = found.verdicts.get(study.id)
    url = url_of(study)
    if not verdicts:
        return Line(study, url, None, open_badge(study), labels.waiting(study), [])
    cells = {view.municipality.name: cell(view) for view in found.views.get(study.id, ())}
    last = verdicts[-1]
    return Line(study, url, last, labels.badge(last), labels.sentence(last), [cells.get(name) for name in names])


def cell(view: MunicipalView) -> Cell:
    assert view.kind is not None  # noqa: S101 - only what was handed in comes here
    badge, icon = labels.VIEW_BADGES[view.kind]
    return Cell(view.municipality.name, str(labels.VIEWS_SHORT[view.kind]), badge, icon, view.text)


def open_badge(study: Study) -> tuple[str, str, str]:
    if labels.is_late(study):
        return (_("Late"), *labels.LATE)
    return (_("Under study"), *labels.UNDER_WAY)


def url_of(study: Study) -> str:
    return url_for("studies.study", number=study.proposal.number)


def unjudged(findings: Sequence[Finding]) -> Markup:
    """The criteria that nobody judged, by name."""
    return _to_come(findings)


def missing(
    study_id: int, findings: Mapping[int, Sequence[Finding]], views: Mapping[int, Sequence[MunicipalView]]
) -> Markup:
    """What is still waited for, in names: "Soest, juridisch"; empty when all is there."""
    parts: tuple[Finding | MunicipalView, ...] = (*views.get(study_id, ()), *findings.get(study_id, ()))
    return _to_come(parts)


def _to_come(parts: Sequence[Finding | MunicipalView]) -> Markup:
    return Markup(", ").join(content(labels.part_name(part)) for part in parts if not part.is_handed_in)
