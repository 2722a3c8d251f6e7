"""From proposals to what the API answers: only what everybody may read, and nobody's name."""

from collections.abc import Sequence
from datetime import date

from regiodialoog.api import proposal_schemas as schemas
from regiodialoog.api import words
from regiodialoog.api.making import full, fuzzy, maybe, reference
from regiodialoog.api.schemas import Verwijzing
from regiodialoog.core.dates import FuzzyDate
from regiodialoog.core.errors import NotFound
from regiodialoog.proposals import queries
from regiodialoog.proposals.models import Argument, Curation, Proposal, ProposalRecord
from regiodialoog.proposals.path import Step, When, next_of, path_of


def proposals(rows: Sequence[Proposal]) -> list[schemas.Voorstel]:
    records = queries.records_of([row.id for row in rows if row.is_recorded])
    return [_proposal(row, records.get(row.id)) for row in rows]


def proposal(number: str) -> schemas.Voorsteldetail:
    """Raises NotFound, also for a proposal that not everybody may read."""
    row = _open(number)
    record = queries.record_of(row.id)
    sides = queries.threads(row.id).values()
    said = [each for side in sides for thread in side for each in (thread.argument, *thread.replies)]
    plain = _proposal(row, record)
    return schemas.Voorsteldetail(
        **{name: getattr(plain, name) for name in schemas.Voorstel.model_fields},
        afwijzingen=[_refusal(each) for each in queries.curations(row.id) if not each.admitted],
        argumenten=[_argument(each) for each in said],
        bronfeiten=None if record is None else _facts(record),
        pad=full(f"/api/v1/voorstellen/{row.number}/pad"),
    )


def path(number: str) -> schemas.Pad:
    """The whole path; of a proposal that is not shown, the steps without its texts. Raises NotFound."""
    row = queries.proposal(_number(number))
    steps = path_of(row)
    ahead = next_of(steps)
    return schemas.Pad(
        nummer=row.number,
        toestand=words.PROPOSAL_STATES[row.state],
        stappen=[_step(each) for each in steps],
        volgende=None if ahead is None else _step(ahead),
        webpagina=full(f"/voorstellen/{row.number}-{row.public_slug}/pad"),
    )


def _open(number: str) -> Proposal:
    row = queries.proposal(_number(number))
    if not row.is_open:
        raise NotFound
    return row


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NotFound
    return int(text)


def _proposal(row: Proposal, record: ProposalRecord | None) -> schemas.Voorstel:
    return schemas.Voorstel(
        nummer=row.number,
        titel=row.title,
        thema=Verwijzing(slug=row.theme.slug, naam=row.theme.title),
        namens=maybe(row.organisation),
        idee=row.summary,
        waarom=row.text,
        toestand=words.PROPOSAL_STATES[row.state],
        reden=row.state_reason,
        ingediend_op=row.submitted_at,
        bestemming=None if record is None else _destination(record),
        fictief=row.fictitious,
        bron=maybe(row.source),
        webpagina=full(f"/voorstellen/{row.number}-{row.public_slug}"),
    )


def _destination(record: ProposalRecord) -> schemas.Bestemming:
    where = record.destination
    verdict = None if where.verdict is None else words.VERDICTS[where.verdict]
    return schemas.Bestemming(slug=where.slug, naam=where.name, uitleg=where.explanation, oordeel=verdict)


def _facts(record: ProposalRecord) -> schemas.Bronfeiten:
    return schemas.Bronfeiten(
        id=record.slug,
        verzameling=record.is_collection,
        voorwaarde=record.condition,
        strategie=record.strategy,
        werkwijze=record.method,
        gebied=record.area,
        thema_film=record.film_theme,
        zie_ook=record.see_also,
        voorbeelden=record.examples,
        uitvoerders=record.executors,
        gemeenten=record.municipalities,
        programmas=[schemas.Programma(naam=each.name, stand=each.standing) for each in record.programmes],
    )


def _refusal(row: Curation) -> schemas.Afwijzing:
    return schemas.Afwijzing(
        grond=words.GROUNDS[row.ground] if row.ground is not None else "",
        reden=row.reason,
        moment=row.at,
        tweede_oordeel=None if row.second_opinion is None else words.SECOND_OPINIONS[row.second_opinion],
        reden_tweede_oordeel=row.second_reason,
    )


def _argument(row: Argument) -> schemas.Argument:
    return schemas.Argument(
        kant=words.SIDES[row.side],
        tekst="" if row.is_hidden else row.text,
        namens=None if row.organisation is None else reference(row.organisation),
        moment=row.created_at,
        verborgen_omdat=row.hidden_reason,
        antwoord=row.parent_id is not None,
    )


def _step(step: Step) -> schemas.Stap:
    return schemas.Stap(
        wanneer=fuzzy(_fuzzy(step.when)),
        soort=words.STEP_KINDS[step.kind],
        titel=step.title,
        tekst=f"{step.text} {step.named}".strip(),
        namens=step.behalf,
        reden=step.reason,
        bron=step.source,
        webpagina=full(step.url) if step.url else "",
    )


def _fuzzy(when: When) -> FuzzyDate | None:
    return FuzzyDate.of(when) if isinstance(when, date) else when
