"""Codes by letter as they are read. What is not there raises NotFound."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.core.rows import LARGEST_ID
from regiodialoog.core.text import fold
from regiodialoog.polls.models import CodeBatch, Electorate, Poll, PollCode, PollState


def code_batches(poll_id: int) -> Sequence[CodeBatch]:
    """The batches of letters of a poll, with their municipalities. One query."""
    query = select(CodeBatch).where(CodeBatch.poll_id == poll_id).options(joinedload(CodeBatch.municipality))
    return db.session.scalars(query.order_by(CodeBatch.id)).all()


def code_batch(poll: Poll, number: int) -> CodeBatch:
    found = db.session.get(CodeBatch, number) if 0 < number <= LARGEST_ID else None
    if found is None or found.poll_id != poll.id:
        raise NotFound
    return found


def codes_of(batch: CodeBatch) -> Sequence[PollCode]:
    """In the order of the letters. One query."""
    query = select(PollCode).where(PollCode.batch_id == batch.id).options(joinedload(PollCode.municipality))
    return db.session.scalars(query.order_by(PollCode.number)).all()


def count_codes(poll_id: int) -> int:
    return db.session.scalar(select(func.count()).select_from(PollCode).where(PollCode.poll_id == poll_id)) or 0


def code(number: int) -> PollCode | None:
    """By the id that no page shows. One query."""
    return db.session.scalar(_with_poll().where(PollCode.id == number)) if 0 < number <= LARGEST_ID else None


def code_by_hash(known: str) -> PollCode | None:
    """The code of a poll in which one votes by code, once everybody may know of the poll; None for any other. One
    query."""
    where = Poll.approved_at.is_not(None), Poll.electorate == Electorate.CODES
    return db.session.scalar(_with_poll().where(PollCode.code_hash == known, *where))


def addressed(poll_id: int) -> set[tuple[str, str]]:
    """Who has a letter of a poll already: (home, folded name). One query."""
    columns = PollCode.postcode, PollCode.house_number, PollCode.house_addition, PollCode.name
    rows = db.session.execute(select(*columns).where(PollCode.poll_id == poll_id, PollCode.name != ""))
    return {(f"{row[0]} {row[1]} {row[2]}".strip(), fold(row[3])) for row in rows}


def polls_to_clear(closed_before: datetime) -> Sequence[int]:
    """Polls with codes that lead nowhere any more: closed before a moment, or off."""
    over = or_(Poll.closes_at < closed_before, Poll.state == PollState.ANNULLED)
    query = select(Poll.id).join(PollCode, PollCode.poll_id == Poll.id).where(PollCode.cleared_at.is_(None), over)
    return db.session.scalars(query.distinct().order_by(Poll.id)).all()


def _with_poll() -> Select[PollCode]:
    """Its poll is locked by actions: without a join to the theme."""
    return select(PollCode).join(PollCode.poll).options(joinedload(PollCode.poll).selectinload(Poll.theme))
