"""Projects: one, those of an opgave or from a proposal, and who takes part in them."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from regiodialoog.adoption import queries as adoption
from regiodialoog.adoption.models import DecisionMoment, DecisionOutcome, MunicipalDecision
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.organisations.models import Municipality, Organisation
from regiodialoog.programme.models import (
    ChallengeMoment,
    Project,
    ProjectCommissioner,
    ProjectMove,
    ProjectParticipation,
    ProjectProposal,
)
from regiodialoog.programme.queries.moments import Placed
from regiodialoog.proposals.models import Proposal

JOINING = frozenset({DecisionOutcome.JOINS, DecisionOutcome.JOINS_WITH_CHANGE})


def project(slug: str) -> Project:
    """With its opgave. Raises NotFound."""
    found = db.session.scalar(select_projects().where(Project.slug == slug))
    if found is None:
        raise NotFound
    return found


def select_projects() -> Select[Project]:
    """Every project with its opgave, by title: a query to go on with."""
    return select(Project).options(joinedload(Project.challenge)).order_by(Project.title, Project.id)


def projects_of(challenge_id: int) -> Sequence[Project]:
    """One query."""
    return db.session.scalars(select_projects().where(Project.challenge_id == challenge_id)).all()


def projects_from(proposal_id: int) -> Sequence[Project]:
    """The projects that come from a proposal. One query."""
    query = select_projects().join(ProjectProposal, ProjectProposal.project_id == Project.id)
    return db.session.scalars(query.where(ProjectProposal.proposal_id == proposal_id)).all()


def proposals_of_projects(ids: Collection[int]) -> dict[int, list[Proposal]]:
    """Where projects come from, by project, in order of numbers; only what everybody may read. One query."""
    query = select(ProjectProposal.project_id, Proposal).join(ProjectProposal.proposal)
    query = query.where(ProjectProposal.project_id.in_(ids), Proposal.is_open).order_by(Proposal.number)
    found: dict[int, list[Proposal]] = {}
    for project_id, proposal in db.session.execute(query):
        found.setdefault(project_id, []).append(proposal)
    return found


def select_taking() -> Select[int]:
    """The ids of projects in which municipalities take part now: a query to go on with."""
    return select(ProjectParticipation.project_id).where(ProjectParticipation.ended_on.is_(None))


def commissioners_of_projects(ids: Collection[int]) -> dict[int, list[Organisation]]:
    """By project, in order of names. One query."""
    query = select(ProjectCommissioner.project_id, Organisation).join(ProjectCommissioner.organisation)
    query = query.where(ProjectCommissioner.project_id.in_(ids)).order_by(Organisation.name)
    found: dict[int, list[Organisation]] = {}
    for project_id, organisation in db.session.execute(query):
        found.setdefault(project_id, []).append(organisation)
    return found


def commissioners_of(project_id: int) -> Sequence[Organisation]:
    return commissioners_of_projects([project_id]).get(project_id, [])


def project_moves(project_id: int) -> Sequence[ProjectMove]:
    """Oldest first."""
    query = select(ProjectMove).where(ProjectMove.project_id == project_id)
    return db.session.scalars(query.order_by(ProjectMove.number)).all()


def last_project_move(project_id: int) -> int:
    return db.session.scalar(select(func.max(ProjectMove.number)).where(ProjectMove.project_id == project_id)) or 0


def participants(ids: Collection[int]) -> Sequence[ProjectParticipation]:
    """Who takes or took part in projects, in people's order. One query."""
    query = select(ProjectParticipation).join(ProjectParticipation.municipality)
    query = query.options(joinedload(ProjectParticipation.municipality))
    query = query.where(ProjectParticipation.project_id.in_(ids))
    return db.session.scalars(query.order_by(Municipality.sort_key, ProjectParticipation.id)).all()


def participation(key: int) -> ProjectParticipation:
    """With its project and municipality. Raises NotFound."""
    options = [joinedload(ProjectParticipation.project), joinedload(ProjectParticipation.municipality)]
    found = db.session.get(ProjectParticipation, key, options=options)
    if found is None:
        raise NotFound
    return found


def moments_of_project(project_id: int) -> list[Placed]:
    """In order of date. One query."""
    query = adoption.moments(ChallengeMoment.project_id == project_id)
    query = query.join(ChallengeMoment, ChallengeMoment.moment_id == DecisionMoment.id)
    return [Placed(moment, None) for moment in db.session.scalars(query)]


def joined(taking: Collection[int], decisions: Collection[MunicipalDecision]) -> int:
    """How many of the municipalities that take part (their ids) decided to join."""
    return len({each.municipality_id for each in decisions if each.outcome in JOINING} & set(taking))
