"""Proposals as they are read. What is not there raises NotFound."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.core.text import fold
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

PAGE = 20
LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class Wish:
    """What a list of proposals is narrowed to; empty: everything that everybody may read."""

    theme_id: int | None = None
    state: ProposalState | None = None
    text: str = ""


@dataclass(frozen=True)
class ProposalsPage:
    """One page of a list, newest number first, with theme and organisation."""

    proposals: Sequence[Proposal]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


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


def proposals_page(wish: Wish, number: int) -> ProposalsPage:
    """A page of what everybody may read. Three queries, whatever the number."""
    where = _matching(wish)
    total = db.session.scalar(select(func.count()).select_from(Proposal).where(*where)) or 0
    number = max(1, min(number, -(-total // PAGE)))
    query = select(Proposal).where(*where).options(_with_days(), joinedload(Proposal.organisation))
    rows = query.order_by(Proposal.number.desc()).limit(PAGE).offset((number - 1) * PAGE)
    return ProposalsPage(db.session.scalars(rows).all(), total, number)


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


def _matching(wish: Wish) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [Proposal.is_open.is_(True)]
    if wish.theme_id is not None:
        where.append(Proposal.theme_id == wish.theme_id)
    if wish.state is not None:
        where.append(Proposal.state == wish.state)
    words = fold(wish.text).split()
    if len(words) == 1 and words[0].isascii() and words[0].isdigit() and len(words[0]) < 9:
        return [*where, or_(Proposal.number == int(words[0]), Proposal.search_text.contains(words[0]))]
    return [*where, *(Proposal.search_text.contains(word, autoescape=True) for word in words)]


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
