"""From projects to what the API answers: only what everybody may read, and nobody's name."""

from collections.abc import Sequence

from regiodialoog.adoption import queries as adoption
from regiodialoog.adoption.models import MunicipalDecision
from regiodialoog.api import programme, words
from regiodialoog.api import project_schemas as schemas
from regiodialoog.api.making import full, fuzzy, reference
from regiodialoog.api.queries import Slice, Window, sliced
from regiodialoog.api.schemas import Verwijzing
from regiodialoog.organisations.models import Municipality
from regiodialoog.programme import queries
from regiodialoog.programme.models import Challenge, Project, ProjectMove, ProjectParticipation


def projects(window: Window) -> Slice[Project]:
    """By title. Filters: ``opgave``, a slug, and ``gemeente``, the slug of a municipality that takes part."""
    query = queries.select_projects()
    if "opgave" in window.filters:
        query = query.where(Project.challenge.has(Challenge.slug == window.filters["opgave"]))
    if "gemeente" in window.filters:
        place = ProjectParticipation.municipality.has(Municipality.slug == window.filters["gemeente"])
        query = query.where(Project.id.in_(queries.select_taking().where(place)))
    return sliced(query, window)


def made(rows: Sequence[Project]) -> list[schemas.Project]:
    """Four queries, however many rows."""
    ids = [row.id for row in rows]
    proposals, commissioners = queries.proposals_of_projects(ids), queries.commissioners_of_projects(ids)
    taking: dict[int, list[int]] = {}
    for one in queries.participants(ids):
        if one.ended_on is None:
            taking.setdefault(one.project_id, []).append(one.municipality_id)
    deciding: dict[int | None, list[MunicipalDecision]] = {}
    for decision in adoption.counting(adoption.decisions_about_projects(*ids)):
        deciding.setdefault(decision.project_id, []).append(decision)
    return [
        schemas.Project(
            slug=row.slug,
            titel=row.title,
            opgave=Verwijzing(slug=row.challenge.slug, naam=row.challenge.title),
            wat=row.what,
            toestand=words.PROJECT_STATES[row.state],
            reden=row.state_reason,
            looptijd_van=fuzzy(row.period_start),
            looptijd_tot=fuzzy(row.period_end),
            doelen=row.goals,
            opdrachtgevers=[reference(each) for each in commissioners.get(row.id, ())],
            voorstellen=[
                schemas.Voorstelverwijzing(nummer=each.number, titel=each.title) for each in proposals.get(row.id, ())
            ],
            deelnemende_gemeenten=len(taking.get(row.id, ())),
            gemeenten_die_meedoen=queries.joined(taking.get(row.id, ()), deciding.get(row.id, ())),
            fictief=row.fictitious,
            webpagina=full(f"/projecten/{row.slug}"),
        )
        for row in rows
    ]


def detail(row: Project) -> schemas.Projectdetail:
    (short,) = made([row])
    decisions = adoption.decisions_about_projects(row.id)
    counting = {each.id for each in adoption.counting(decisions)}
    return schemas.Projectdetail(
        **{name: getattr(short, name) for name in schemas.Project.model_fields},
        deelnames=[_participation(each) for each in queries.participants([row.id])],
        besluiten=[_decision(each, counts=each.id in counting) for each in decisions],
        momenten=programme.moments_made([each.moment for each in queries.moments_of_project(row.id)]),
        stappen=[_move(each) for each in queries.project_moves(row.id)],
    )


def _participation(row: ProjectParticipation) -> schemas.Projectdeelname:
    return schemas.Projectdeelname(
        gemeente=reference(row.municipality),
        reikwijdte=row.scope,
        reden=row.reason,
        vanaf=row.starts_on,
        tot_en_met=row.ended_on,
        waarom_gestopt=row.end_reason,
    )


def _decision(row: MunicipalDecision, *, counts: bool) -> schemas.Projectbesluit:
    return schemas.Projectbesluit(
        gemeente=reference(row.municipality),
        orgaan=reference(row.body),
        uitkomst=words.DECISIONS[row.outcome],
        datum=row.decided_on,
        reden=row.reason,
        uitgesteld_tot=fuzzy(row.until),
        document=row.document_title,
        document_adres=row.document_url,
        document_sha256=row.document_sha256,
        telt=counts,
        verbeterd_omdat=row.correction,
        bevestigd_op=row.confirmed_at,
        fictief=row.fictitious,
    )


def _move(row: ProjectMove) -> schemas.Projectstap:
    return schemas.Projectstap(
        nummer=row.number,
        toestand=words.PROJECT_STATES[row.to_state],
        wanneer=row.at,
        namens=row.behalf,
        reden=row.reason,
        verbeterd_omdat=row.correction,
    )
