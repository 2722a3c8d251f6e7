"""Proposals as they are read. What is not there raises NotFound."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.core.rows import LARGEST_ID
from regiodialoog.dialogues.models import Round, Theme
from regiodialoog.proposals.models import (
    Destination,
    Proposal,
    ProposalDraft,
    ProposalMove,
    ProposalRecord,
    ProposalRevision,
    ProposalState,
)


def proposal(number: int) -> Proposal:
    """By its public number, with theme, round and dialogue, author, organisation and source. One query."""
    found = db.session.scalar(_whole().where(Proposal.number == number)) if 0 < number <= LARGEST_ID else None
    if found is None:
        raise NotFound
    return found


def by_id(proposal_id: int) -> Proposal:
    """As ``proposal``, by the id that no page shows."""
    found = db.session.scalar(_whole().where(Proposal.id == proposal_id))
    if found is None:
        raise NotFound
    return found


def open_proposals(*conditions: ColumnElement[bool]) -> Sequence[Proposal]:
    """Everything that everybody may read and meets the conditions, in the order of numbers. One query."""
    query = select(Proposal).where(Proposal.is_open, *conditions).options(joinedload(Proposal.theme))
    return db.session.scalars(query.order_by(Proposal.number)).all()


def texts(condition: ColumnElement[bool]) -> Sequence[Row[int, str, str, str, str, str]]:
    """(number, slug, title, summary, text, title of the theme) of what everybody may read and meets a condition, in the
    order of numbers. One query, and no rows of tables: a word may stand in thousands of proposals."""
    query = select(Proposal.number, Proposal.slug, Proposal.title, Proposal.summary, Proposal.text, Theme.title).join(
        Proposal.theme
    )
    return db.session.execute(query.where(Proposal.is_open, condition).order_by(Proposal.number)).all()


def of_theme(theme_id: int, *states: ProposalState) -> Sequence[Proposal]:
    """The proposals of a theme that everybody may read, in the order of numbers; only these states if given."""
    within = (Proposal.state.in_(states),) if states else ()
    return open_proposals(Proposal.theme_id == theme_id, *within)


def of_author(person_id: int) -> Sequence[Proposal]:
    """What somebody handed in, newest first, with the theme and its phases. Two queries."""
    query = select(Proposal).where(Proposal.author_id == person_id).options(_with_days())
    return db.session.scalars(query.order_by(Proposal.number.desc())).all()


def by_ids(ids: Collection[int]) -> Sequence[Proposal]:
    """Rows by their ids. One query."""
    return db.session.scalars(select(Proposal).where(Proposal.id.in_(ids))).all() if ids else []


def revisions(proposal_id: int) -> Sequence[ProposalRevision]:
    """Oldest first."""
    query = select(ProposalRevision).where(ProposalRevision.proposal_id == proposal_id)
    return db.session.scalars(query.order_by(ProposalRevision.number)).all()


def moves(proposal_id: int) -> Sequence[ProposalMove]:
    """Oldest first."""
    query = select(ProposalMove).where(ProposalMove.proposal_id == proposal_id)
    return db.session.scalars(query.order_by(ProposalMove.id)).all()


def draft(draft_id: int, author_id: int | None) -> ProposalDraft:
    """A draft of this author. Raises NotFound for everybody else: nobody may know that it is there."""
    found = None
    if author_id is not None and 0 < draft_id <= LARGEST_ID:
        query = select(ProposalDraft).where(ProposalDraft.id == draft_id, ProposalDraft.author_id == author_id)
        found = db.session.scalar(
            query.options(joinedload(ProposalDraft.theme), joinedload(ProposalDraft.organisation))
        )
    if found is None:
        raise NotFound
    return found


def drafts_of(author_id: int, theme_id: int | None = None) -> Sequence[ProposalDraft]:
    """Somebody's own drafts, the one last worked on first. One query."""
    query = select(ProposalDraft).where(ProposalDraft.author_id == author_id).options(joinedload(ProposalDraft.theme))
    if theme_id is not None:
        query = query.where(ProposalDraft.theme_id == theme_id)
    return db.session.scalars(query.order_by(ProposalDraft.changed_at.desc(), ProposalDraft.id.desc())).all()


def record_of(proposal_id: int) -> ProposalRecord | None:
    """What the document says of a proposal of before, with destination and programmes. Two queries."""
    query = select(ProposalRecord).where(ProposalRecord.proposal_id == proposal_id)
    query = query.options(joinedload(ProposalRecord.destination), selectinload(ProposalRecord.programmes))
    return db.session.scalar(query)


def records_of(ids: Collection[int]) -> dict[int, ProposalRecord]:
    """Records with their destinations by the ids of proposals. One query, or none for no ids."""
    if not ids:
        return {}
    query = select(ProposalRecord).where(ProposalRecord.proposal_id.in_(ids))
    query = query.options(joinedload(ProposalRecord.destination))
    return {row.proposal_id: row for row in db.session.scalars(query)}


def find_record(slug: str) -> ProposalRecord | None:
    return db.session.scalar(select(ProposalRecord).where(ProposalRecord.slug == slug))


def destinations() -> Sequence[Destination]:
    return db.session.scalars(select(Destination).order_by(Destination.position, Destination.id)).all()


def destinations_by_ids(ids: Collection[int]) -> Sequence[Destination]:
    return db.session.scalars(select(Destination).where(Destination.id.in_(ids))).all() if ids else []


def _with_days() -> ORMOption:
    """The theme with its phases: they say whether the group has begun."""
    return joinedload(Proposal.theme).selectinload(Theme.phases)


def _whole() -> Select[Proposal]:
    return (
        select(Proposal)
        .join(Proposal.theme)
        .join(Theme.round)
        .options(
            contains_eager(Proposal.theme).contains_eager(Theme.round).joinedload(Round.dialogue),
            joinedload(Proposal.author),
            joinedload(Proposal.organisation),
            joinedload(Proposal.source),
        )
    )
