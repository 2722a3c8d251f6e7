"""Studies as their pages show them: rows worked out beforehand, for templates that only put them in place."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from regiodialoog.core.i18n import content
from regiodialoog.core.web import assets
from regiodialoog.feasibility import study_labels as labels
from regiodialoog.feasibility.models.study import Finding, MunicipalView, Study
from regiodialoog.feasibility.queries.study_matrix import PublicPage


class Line(NamedTuple):
    """A study in the matrix. ``reason`` empty: it has no answer yet. ``cells`` stand in the order of the columns, with
    icon and word; None: this municipality has no part in it, or nothing is published of it."""

    title: str
    url: str
    fictitious: bool
    badge: Markup
    said: str
    reason: str
    cells: list[Markup | None]


def lines_of(found: PublicPage) -> list[Line]:
    words = {
        kind: Markup("{} {}").format(assets.icon(labels.VIEW_BADGES[kind][1]), label)
        for kind, label in labels.VIEWS_SHORT.items()
    }
    badges = cache(lambda verdict: assets.badge(*labels.badge_of(verdict)))
    lines = []
    for study in found.studies:
        answer, url = study.answer, url_for("studies.study", number=study.number)
        badge = assets.badge(*open_badge(study)) if answer is None else badges(answer.verdict)
        said = labels.waiting(study) if answer is None else labels.sentence(answer)
        cells = [words[study.views[name]] if name in study.views else None for name in found.places]
        reason = "" if answer is None else answer.reason
        lines.append(Line(study.title, url, study.fictitious, badge, said, reason, cells))
    return lines


def open_badge(study: labels.Promised) -> tuple[str, str, str]:
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
