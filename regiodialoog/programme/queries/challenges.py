"""The programme and its opgaven. What ended is left out unless asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from regiodialoog.core.db import Model, db
from regiodialoog.core.errors import NotFound
from regiodialoog.organisations.models import Municipality
from regiodialoog.programme.models import (
    Challenge,
    ChallengeActivity,
    ChallengeDocument,
    ChallengeFigure,
    ChallengeGoal,
    ChallengeGroup,
    ChallengeKind,
    ChallengeLead,
    ChallengeList,
    ChallengeParticipation,
    ChallengeParty,
    ChallengeSubtrack,
    Line,
    Programme,
    Project,
)


def find_programme() -> Programme | None:
    """The one programme with its source; None before there is one."""
    return db.session.scalar(select(Programme).options(joinedload(Programme.source)))


def programme() -> Programme:
    """Like ``find_programme``; raises NotFound."""
    found = find_programme()
    if found is None:
        raise NotFound
    return found


def groups() -> Sequence[ChallengeGroup]:
    return db.session.scalars(select(ChallengeGroup).order_by(ChallengeGroup.position, ChallengeGroup.id)).all()


def group(slug: str) -> ChallengeGroup:
    found = db.session.scalar(select(ChallengeGroup).where(ChallengeGroup.slug == slug))
    if found is None:
        raise NotFound
    return found


def challenges(*, kind: ChallengeKind | None = None, ended: bool = False) -> Sequence[Challenge]:
    """In order of their groups, cycles last; the group is loaded with them. One query."""
    query = select(Challenge).outerjoin(Challenge.group).options(joinedload(Challenge.group))
    if kind is not None:
        query = query.where(Challenge.kind == kind)
    if not ended:
        query = query.where(Challenge.ended_on.is_(None))
    order = (ChallengeGroup.position.is_(None), ChallengeGroup.position, Challenge.position, Challenge.id)
    return db.session.scalars(query.order_by(*order)).all()


def challenge(slug: str) -> Challenge:
    """With its group and source. Raises NotFound."""
    query = select(Challenge).where(Challenge.slug == slug)
    found = db.session.scalar(query.options(joinedload(Challenge.group), joinedload(Challenge.source)))
    if found is None:
        raise NotFound
    return found


R = TypeVar("R", Challenge, Programme, ChallengeGroup, Project)


def by_ids(kind: type[R], ids: Iterable[int]) -> Sequence[R]:
    """Rows of one table by id; ids that are not there are left out. One query."""
    return db.session.scalars(select(kind).where(kind.id.in_(list(ids)))).all()


@dataclass(frozen=True)
class Sheet:
    """Every line of one opgave, ended ones too, each kind in its order."""

    goals: Sequence[ChallengeGoal]
    activities: Sequence[ChallengeActivity]
    subtracks: Sequence[ChallengeSubtrack]
    leads: Sequence[ChallengeLead]
    participations: Sequence[ChallengeParticipation]
    parties: Sequence[ChallengeParty]
    figures: Sequence[ChallengeFigure]
    documents: Sequence[ChallengeDocument]
    lists: Sequence[ChallengeList]

    def running(self) -> "Sheet":
        """The same without what ended."""
        return Sheet(*([row for row in getattr(self, each.name) if row.ended_on is None] for each in fields(self)))

    def ended(self) -> list[Line]:
        """What ended, oldest first."""
        rows = [row for each in fields(self) for row in getattr(self, each.name) if row.ended_on is not None]
        return sorted(rows, key=lambda row: row.ended_on)


def sheet(challenge_id: int) -> Sheet:
    """Nine queries, one per kind of line, however many there are."""
    parties = (joinedload(ChallengeParty.organisation), joinedload(ChallengeParty.municipality))
    return Sheet(
        _lines(ChallengeGoal, challenge_id),
        _lines(ChallengeActivity, challenge_id),
        _lines(ChallengeSubtrack, challenge_id),
        _lines(ChallengeLead, challenge_id),
        _lines(ChallengeParticipation, challenge_id, joinedload(ChallengeParticipation.municipality)),
        _lines(ChallengeParty, challenge_id, *parties),
        _lines(ChallengeFigure, challenge_id),
        _lines(ChallengeDocument, challenge_id),
        _lines(ChallengeList, challenge_id),
    )


L = TypeVar("L", bound=Model)


def _lines(kind: type[L], challenge_id: int, *options: Any) -> Sequence[L]:
    table: Any = kind
    query: Select[L] = select(kind).where(table.challenge_id == challenge_id).options(*options)
    return db.session.scalars(query.order_by(table.position, table.id)).all()


def line(kind: type[L], key: int) -> L:
    """One line with its opgave. Raises NotFound."""
    table: Any = kind
    found = db.session.get(kind, key, options=[joinedload(table.challenge)])
    if found is None:
        raise NotFound
    return found


def municipalities_by_challenge() -> dict[int, list[tuple[str, str, str]]]:
    """(slug, name, scope) of every municipality that takes part now, by opgave, in people's order. One query."""
    query = (
        select(ChallengeParticipation.challenge_id, Municipality.slug, Municipality.name, ChallengeParticipation.scope)
        .join(ChallengeParticipation.municipality)
        .where(ChallengeParticipation.ended_on.is_(None), Municipality.active)
        .order_by(Municipality.sort_key)
    )
    found: dict[int, list[tuple[str, str, str]]] = {}
    for challenge_id, slug, name, scope in db.session.execute(query):
        found.setdefault(challenge_id, []).append((slug, name, scope))
    return found


def leads_by_challenge() -> dict[int, list[ChallengeLead]]:
    """Who leads now, by opgave. One query."""
    query = select(ChallengeLead).where(ChallengeLead.ended_on.is_(None))
    found: dict[int, list[ChallengeLead]] = {}
    for lead in db.session.scalars(query.order_by(ChallengeLead.position, ChallengeLead.id)):
        found.setdefault(lead.challenge_id, []).append(lead)
    return found


def taken_part_in(municipality_id: int) -> Sequence[tuple[Challenge, str]]:
    """The running opgaven in which a municipality takes part, with its scope. One query."""
    query = (
        select(Challenge, ChallengeParticipation.scope)
        .join(ChallengeParticipation, ChallengeParticipation.challenge_id == Challenge.id)
        .outerjoin(Challenge.group)
        .where(ChallengeParticipation.municipality_id == municipality_id)
        .where(ChallengeParticipation.ended_on.is_(None), Challenge.ended_on.is_(None))
        .order_by(ChallengeGroup.position, Challenge.position)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]
