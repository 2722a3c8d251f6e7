"""The programme and its moments for the API: rows, and what is answered about them. Names of people are left out."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from regiodialoog.adoption.models import DecisionMoment, MomentKind
from regiodialoog.adoption.queries import moments as moments_in_order
from regiodialoog.api import programme_schemas, schemas, words
from regiodialoog.api.making import full, fuzzy, maybe
from regiodialoog.api.queries import Slice, Window, sliced
from regiodialoog.core.errors import NotFound
from regiodialoog.organisations.models import Municipality
from regiodialoog.programme import queries
from regiodialoog.programme.models import Challenge, ChallengeGroup, ChallengeMoment, ChallengeParticipation


def challenges(window: Window) -> Slice[Challenge]:
    """Filter: ``gemeente``, the slug of a municipality that takes part."""
    query = select(Challenge).outerjoin(Challenge.group).where(Challenge.ended_on.is_(None))
    query = query.order_by(ChallengeGroup.position.is_(None), ChallengeGroup.position, Challenge.position, Challenge.id)
    query = query.options(joinedload(Challenge.group), joinedload(Challenge.source))
    if "gemeente" in window.filters:
        taking = select(ChallengeParticipation.challenge_id).join(ChallengeParticipation.municipality)
        taking = taking.where(
            Municipality.slug == window.filters["gemeente"], ChallengeParticipation.ended_on.is_(None)
        )
        query = query.where(Challenge.id.in_(taking))
    return sliced(query, window)


def challenge(slug: str) -> Challenge:
    found = queries.challenge(slug)
    if found.ended_on is not None:
        raise NotFound
    return found


def moments(window: Window) -> Slice[DecisionMoment]:
    """In order of date, those without one last. Filters: ``opgave`` and ``soort``, slugs."""
    query = moments_in_order()
    if "opgave" in window.filters:
        own = select(ChallengeMoment.moment_id).join(ChallengeMoment.challenge)
        query = query.where(DecisionMoment.id.in_(own.where(Challenge.slug == window.filters["opgave"])))
    if "soort" in window.filters:
        query = query.where(DecisionMoment.kind.has(MomentKind.slug == window.filters["soort"]))
    return sliced(query, window)


def made(rows: Sequence[Challenge]) -> list[programme_schemas.Opgave]:
    taking = queries.municipalities_by_challenge()
    return [_made(row, taking.get(row.id, ())) for row in rows]


def _made(row: Challenge, taking: Sequence[tuple[str, str, str]]) -> programme_schemas.Opgave:
    return programme_schemas.Opgave(
        slug=row.slug,
        titel=row.title,
        groep=None if row.group is None else schemas.Verwijzing(slug=row.group.slug, naam=row.group.title),
        wat=row.what,
        stand_van_zaken=row.state_of_affairs,
        looptijd_van=fuzzy(row.period_start),
        looptijd_tot=fuzzy(row.period_end),
        gemeenten=[schemas.Verwijzing(slug=slug, naam=name) for slug, name, _scope in taking],
        bron=maybe(row.source),
        webpagina=full(f"/programma/{row.slug}"),
    )


def detail(row: Challenge) -> programme_schemas.Opgavedetail:
    (short,) = made([row])
    sheet = queries.sheet(row.id).running()
    return programme_schemas.Opgavedetail(
        **{name: getattr(short, name) for name in programme_schemas.Opgave.model_fields},
        einddoelen=[goal.text or goal.indicator for goal in sheet.goals],
        activiteiten=[schemas.Verwijzing(slug=each.slug, naam=each.title) for each in sheet.activities],
        momenten=moments_made([each.moment for each in queries.moments_of(row.id)]),
    )


def moments_made(rows: Sequence[DecisionMoment]) -> list[programme_schemas.Moment]:
    places = queries.links_of_moments([row.id for row in rows]) if rows else {}
    return [_moment(row, places.get(row.id)) for row in rows]


def _moment(row: DecisionMoment, link: ChallengeMoment | None) -> programme_schemas.Moment:
    project = link.project if link is not None else None
    return programme_schemas.Moment(
        slug=row.slug,
        wat=row.what,
        soort=schemas.Verwijzing(slug=row.kind.slug, naam=row.kind.name),
        wanneer=fuzzy(row.when),
        uiterlijk=row.by_latest,
        status=words.MOMENT_STATES[row.state],
        uitkomst=words.OUTCOMES[row.outcome] if row.outcome is not None else None,
        reden=row.outcome_reason,
        orgaan=maybe(row.body),
        gemeente=maybe(row.municipality),
        opgave=None if link is None else schemas.Verwijzing(slug=link.challenge.slug, naam=link.challenge.title),
        project=None if project is None else schemas.Verwijzing(slug=project.slug, naam=project.title),
        fictief=row.fictitious,
        webpagina=full(f"/termijnagenda/{row.slug}"),
    )
