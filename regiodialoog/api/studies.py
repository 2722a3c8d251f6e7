"""From studies to what the API answers: only what was published, and nobody's name."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from regiodialoog.api import study_schemas as schemas
from regiodialoog.api import words
from regiodialoog.api.making import full, fuzzy, reference
from regiodialoog.api.queries import Slice, Window, sliced
from regiodialoog.api.schemas import Verwijzing
from regiodialoog.dialogues.models import Theme
from regiodialoog.feasibility.models.study import Finding, MunicipalView, Study, StudyVerdict, VerdictState
from regiodialoog.feasibility.queries import study as queries
from regiodialoog.proposals.models import Proposal


def studies(window: Window) -> Slice[Study]:
    """Those with a published verdict, the highest number first. Filter: ``thema``, the slug of a theme."""
    answered = select(StudyVerdict.study_id).where(StudyVerdict.state == VerdictState.PUBLISHED)
    query = select(Study).join(Study.proposal).join(Proposal.theme).where(Study.id.in_(answered), Proposal.is_open)
    if "thema" in window.filters:
        query = query.where(Theme.slug == window.filters["thema"])
    query = query.options(contains_eager(Study.proposal).contains_eager(Proposal.theme))
    return sliced(query.order_by(Proposal.number.desc()), window)


def made(rows: Sequence[Study]) -> list[schemas.Haalbaarheid]:
    verdicts = queries.published([row.id for row in rows])
    findings, views = queries.parts_published(Finding, verdicts), queries.parts_published(MunicipalView, verdicts)
    return [_study(row, verdicts[row.id], findings.get(row.id, ()), views.get(row.id, ())) for row in rows]


def _study(
    row: Study, verdicts: Sequence[StudyVerdict], findings: Sequence[Finding], views: Sequence[MunicipalView]
) -> schemas.Haalbaarheid:
    return schemas.Haalbaarheid(
        nummer=row.proposal.number,
        titel=row.proposal.title,
        thema=Verwijzing(slug=row.proposal.theme.slug, naam=row.proposal.theme.title),
        begonnen_op=row.opened_at,
        beloofd_op=row.promised_on,
        oordelen=[_verdict(each) for each in verdicts],
        toetsen=[
            schemas.Toets(
                criterium=Verwijzing(slug=each.criterion.slug, naam=each.criterion.name),
                oordeel=words.JUDGEMENTS[each.judgement],
                tekst=each.text,
                bronnen=each.sources,
            )
            for each in findings
            if each.judgement is not None
        ],
        gemeenten=[
            schemas.Gemeentebeeld(
                gemeente=reference(each.municipality), beeld=words.VIEW_KINDS[each.kind], tekst=each.text,
                bronnen=each.sources,
            )
            for each in views
            if each.kind is not None
        ],
        fictief=row.fictitious,
        webpagina=full(f"/haalbaarheid/{row.proposal.number}"),
    )  # fmt: skip


def _verdict(row: StudyVerdict) -> schemas.Oordeel:
    return schemas.Oordeel(
        oordeel=words.VERDICTS[row.verdict],
        reden=row.reason,
        feit=row.fact,
        tot=fuzzy(row.until),
        verbetering=row.correction,
        gepubliceerd_op=row.published_at,
    )
