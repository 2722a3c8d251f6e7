"""Polls as they are read. What is not there raises NotFound."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.core.rows import LARGEST_ID
from regiodialoog.dialogues.models import Round, Theme
from regiodialoog.polls.models import Poll, PollOption, PollQuestion, PollRoll, PollState
from regiodialoog.proposals.models import Proposal, ProposalState

_QUESTIONS = selectinload(Poll.questions).selectinload(PollQuestion.options).joinedload(PollOption.proposal)
"""With the options of every question and their proposals. Two queries more."""
_WITH_THEME = select(Poll).join(Poll.theme)
_WHOLE = _WITH_THEME.join(Theme.round).options(
    contains_eager(Poll.theme).contains_eager(Theme.round).joinedload(Round.dialogue),
    _QUESTIONS,
)
# Written once: a vote costs little besides its queries, and putting one together costs more than asking
_NUMBERED = Theme.slug == bindparam("slug"), Poll.number == bindparam("number")
_BY_NUMBER = _WHOLE.where(*_NUMBERED)


def poll(slug: str, number: int) -> Poll:
    """A poll of a theme by its number, with theme, round and dialogue, and its questions. Three queries."""
    found = _numbered(_BY_NUMBER, slug, number)
    if found is None:
        raise NotFound
    return found


def by_id(poll_id: int) -> Poll:
    """As ``poll``, by the id that no page shows."""
    found = db.session.scalar(_WHOLE.where(Poll.id == poll_id))
    if found is None:
        raise NotFound
    return found


def polls_of(theme_id: int, *, prepared: bool = False) -> Sequence[Poll]:
    """The polls of a theme that everybody may know of, newest first; with ``prepared`` all of them. Three
    queries."""
    query = select(Poll).where(Poll.theme_id == theme_id).options(_QUESTIONS)
    if not prepared:
        query = query.where(Poll.approved_at.is_not(None))
    return db.session.scalars(query.order_by(Poll.number.desc())).all()


def public_polls() -> Sequence[Poll]:
    """Every poll that everybody may know of, newest first, with its theme. One query."""
    query = select(Poll).where(Poll.approved_at.is_not(None)).options(joinedload(Poll.theme))
    return db.session.scalars(query.order_by(Poll.id.desc())).all()


def by_ids(ids: Collection[int]) -> Sequence[Poll]:
    """Rows with their theme, by their ids. One query."""
    query = select(Poll).where(Poll.id.in_(ids)).options(joinedload(Poll.theme))
    return db.session.scalars(query).all() if ids else []


def of_proposal(proposal_id: int) -> Sequence[PollOption]:
    """In which polls a proposal was or is, newest first, of those that everybody may know of. One query."""
    query = select(PollOption).join(PollOption.question).join(PollQuestion.poll).join(Poll.theme)
    loaded = contains_eager(PollOption.question).contains_eager(PollQuestion.poll).contains_eager(Poll.theme)
    query = query.options(loaded).where(PollOption.proposal_id == proposal_id, Poll.approved_at.is_not(None))
    return db.session.scalars(query.order_by(Poll.opens_at.desc(), Poll.id.desc())).all()


def open_for(person_id: int) -> Sequence[Poll]:
    """The polls that are open now and on whose roll somebody is, the first to close first. One query."""
    now = clock.now()
    query = select(Poll).join(PollRoll, PollRoll.poll_id == Poll.id).options(joinedload(Poll.theme))
    query = query.where(PollRoll.person_id == person_id, Poll.state == PollState.APPROVED)
    return db.session.scalars(query.where(Poll.opens_at <= now, Poll.closes_at > now).order_by(Poll.closes_at)).all()


def unfinished() -> Sequence[Poll]:
    """Polls in preparation, and those that have closed and have no result yet, with their themes. One query."""
    closed = (Poll.state == PollState.APPROVED) & Poll.established_at.is_(None) & (Poll.closes_at <= clock.now())
    query = select(Poll).where(or_(Poll.state == PollState.PREPARED, closed)).options(joinedload(Poll.theme))
    return db.session.scalars(query.order_by(Poll.id)).all()


def proposals_to_choose(theme_id: int) -> Sequence[Proposal]:
    """What can be put to the group: the proposals that it discusses. One query."""
    query = select(Proposal).where(Proposal.theme_id == theme_id, Proposal.state == ProposalState.ADMITTED)
    return db.session.scalars(query.order_by(Proposal.number)).all()


def _numbered(query: Select[Poll], slug: str, number: int) -> Poll | None:
    given = {"slug": slug, "number": number}
    return db.session.scalars(query, given).unique().one_or_none() if _fits(number) else None


def _fits(number: int) -> bool:
    return 0 < number <= LARGEST_ID
