"""Votes on paper as they are read. What is not there raises NotFound."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.core.rows import LARGEST_ID
from regiodialoog.polls.models import PaperBatch, PaperCounting, Poll, PollRoll, PollState


def paper_batches(poll_id: int) -> Sequence[PaperBatch]:
    """One query."""
    query = select(PaperBatch).where(PaperBatch.poll_id == poll_id)
    return db.session.scalars(query.order_by(PaperBatch.number)).all()


def paper_batch(poll: Poll, number: int) -> PaperBatch:
    where = PaperBatch.poll_id == poll.id, PaperBatch.number == number
    found = db.session.scalar(select(PaperBatch).where(*where)) if 0 < number <= LARGEST_ID else None
    if found is None:
        raise NotFound
    return found


def struck(batch_id: int) -> int:
    """How many lines of the roll were struck off for a batch. One query."""
    return db.session.scalar(select(func.count()).where(PollRoll.paper_id == batch_id)) or 0


def on_paper(poll_id: int) -> int:
    """How many people voted on paper, of batches that were taken over. One query."""
    taken = PaperBatch.poll_id == poll_id, PaperBatch.taken_at.is_not(None)
    query = select(func.count()).select_from(PollRoll).join(PaperBatch, PaperBatch.id == PollRoll.paper_id)
    return db.session.scalar(query.where(*taken)) or 0


def waiting_paper(poll_id: int) -> Sequence[PaperBatch]:
    """Batches that were neither taken over nor dropped. One query."""
    return [batch for batch in paper_batches(poll_id) if batch.taken_at is None]


def countings(batch_id: int) -> Sequence[PaperCounting]:
    """What was typed of a batch, with who did so. One query."""
    query = select(PaperCounting).where(PaperCounting.batch_id == batch_id).options(joinedload(PaperCounting.typist))
    fresh = query.order_by(PaperCounting.id).execution_options(populate_existing=True)
    return db.session.scalars(fresh).all()


def countings_to_clear() -> Sequence[PaperCounting]:
    """What was typed of polls that are off, or of batches that were taken over. One query."""
    query = select(PaperCounting).join(PaperCounting.batch).join(PaperBatch.poll)
    query = query.where(or_(PaperBatch.taken_at.is_not(None), Poll.state == PollState.ANNULLED))
    return db.session.scalars(query.order_by(PaperCounting.id)).all()
