"""The matrix of studies that everybody may read: of each only what its line shows. Four queries, however many."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from regiodialoog.core.dates import FuzzyDate
from regiodialoog.core.db import db
from regiodialoog.dialogues.models import Theme
from regiodialoog.feasibility.models.study import (
    MunicipalView,
    PartState,
    Study,
    StudyVerdict,
    VerdictState,
    ViewKind,
)
from regiodialoog.organisations.models import Municipality
from regiodialoog.proposals.models import Proposal, Verdict

PAGE = 30


class ThemeStudied(NamedTuple):
    """A dialogue theme of which something was studied."""

    id: int
    slug: str
    title: str


class Answer(NamedTuple):
    """The published verdict that counts."""

    verdict: Verdict
    reason: str
    fact: str
    until: FuzzyDate | None


@dataclass
class Studied:
    """A study as a line; ``views`` by the name of the municipality, of a study with an answer only."""

    id: int
    number: int
    title: str
    promised_on: date
    fictitious: bool
    answer: Answer | None = None
    views: dict[str, ViewKind] = field(default_factory=dict)


@dataclass(frozen=True)
class PublicPage:
    """A page of the matrix, and the names of the municipalities that said something on it, in their order."""

    studies: Sequence[Studied]
    places: Sequence[str]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def public_page(number: int, *, theme_id: int | None = None) -> PublicPage:
    """The studies that everybody may know of, newest proposal first."""
    where: list[ColumnElement[bool]] = [Proposal.is_open.is_(True)]
    if theme_id is not None:
        where.append(Proposal.theme_id == theme_id)
    total = db.session.scalar(select(func.count()).select_from(Study).join(Study.proposal).where(*where)) or 0
    number = max(1, min(number, -(-total // PAGE)))
    rows = db.session.execute(_lines().where(*where).limit(PAGE).offset((number - 1) * PAGE))
    studies = {row[0]: Studied(*row) for row in rows}
    for key, verdict, reason, fact, until in db.session.execute(_answers(), {"studies": list(studies)}):
        studies[key].answer = Answer(verdict, reason, fact, until)
    answered = [key for key, one in studies.items() if one.answer is not None]
    places: dict[str, str] = {}
    for key, name, sort_key, kind in db.session.execute(_views(), {"studies": answered}):
        assert kind is not None  # noqa: S101 - of what was handed in, as the table says
        studies[key].views[name] = kind
        places[name] = sort_key
    return PublicPage(list(studies.values()), sorted(places, key=lambda name: places[name]), total, number)


def themes_with_studies() -> Sequence[ThemeStudied]:
    return [ThemeStudied(*row) for row in db.session.execute(_themes())]


# Writing out a statement costs more than asking it: each is written once.


@cache
def _lines() -> Select[int, int, str, date, bool]:
    query = select(Study.id, Proposal.number, Proposal.title, Study.promised_on, Study.fictitious)
    return query.join(Study.proposal).order_by(Proposal.number.desc())


@cache
def _answers() -> Select[int, Verdict, str, str, FuzzyDate | None]:
    """The verdict that counts of a study comes last."""
    said = (StudyVerdict.study_id, StudyVerdict.verdict, StudyVerdict.reason, StudyVerdict.fact, StudyVerdict.until)
    of_these = StudyVerdict.study_id.in_(bindparam("studies", expanding=True))
    query = select(*said).where(of_these, StudyVerdict.state == VerdictState.PUBLISHED)
    return query.order_by(StudyVerdict.number)


@cache
def _views() -> Select[int, str, str, ViewKind | None]:
    of_these = MunicipalView.study_id.in_(bindparam("studies", expanding=True))
    query = select(MunicipalView.study_id, Municipality.name, Municipality.sort_key, MunicipalView.kind)
    return query.join(MunicipalView.municipality).where(of_these, MunicipalView.state == PartState.HANDED_IN)


@cache
def _themes() -> Select[int, str, str]:
    studied = select(Study.id).join(Study.proposal).where(Proposal.theme_id == Theme.id).exists()
    return select(Theme.id, Theme.slug, Theme.title).where(studied).order_by(Theme.title)
