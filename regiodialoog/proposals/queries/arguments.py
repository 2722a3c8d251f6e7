"""Arguments for and against, with their replies."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.core.rows import LARGEST_ID
from regiodialoog.proposals.models import Argument, ArgumentReport, Proposal, Side


@dataclass(frozen=True)
class Thread:
    """An argument with its replies, oldest first."""

    argument: Argument
    replies: list[Argument] = field(default_factory=list)


def threads(proposal_id: int) -> dict[Side, list[Thread]]:
    """The arguments of a proposal by side, oldest first, with author and organisation. One query."""
    query = select(Argument).where(Argument.proposal_id == proposal_id)
    query = query.options(joinedload(Argument.author), joinedload(Argument.organisation))
    rows = db.session.scalars(query.order_by(Argument.id)).all()
    found = {row.id: Thread(row) for row in rows if row.parent_id is None}
    for row in rows:
        if row.parent_id is not None:
            found[row.parent_id].replies.append(row)
    return {side: [thread for thread in found.values() if thread.argument.side is side] for side in Side}


def argument(argument_id: int) -> Argument:
    """With proposal and theme. Raises NotFound."""
    options = [joinedload(Argument.proposal).joinedload(Proposal.theme)]
    found = db.session.get(Argument, argument_id, options=options) if 0 < argument_id <= LARGEST_ID else None
    if found is None:
        raise NotFound
    return found


def unseen(proposal_id: int) -> Sequence[Argument]:
    """Those that no moderator looked at."""
    query = select(Argument).where(Argument.proposal_id == proposal_id, Argument.looked_at.is_(None))
    return db.session.scalars(query.order_by(Argument.id)).all()


def open_reports(proposal_id: int) -> Sequence[ArgumentReport]:
    """Reports on the arguments of a proposal that nobody handled yet, oldest first."""
    query = select(ArgumentReport).join(ArgumentReport.argument).where(Argument.proposal_id == proposal_id)
    query = query.where(ArgumentReport.handled_at.is_(None)).options(joinedload(ArgumentReport.argument))
    return db.session.scalars(query.order_by(ArgumentReport.id)).all()


def of_author(person_id: int) -> Sequence[Argument]:
    """What somebody argued, oldest first, with the proposal."""
    query = select(Argument).where(Argument.author_id == person_id).options(joinedload(Argument.proposal))
    return db.session.scalars(query.order_by(Argument.id)).all()


def reports_of(person_id: int) -> Sequence[ArgumentReport]:
    query = select(ArgumentReport).where(ArgumentReport.person_id == person_id)
    return db.session.scalars(query.order_by(ArgumentReport.id)).all()


def has_reported(argument_id: int, person_id: int) -> bool:
    query = select(ArgumentReport.id).where(
        ArgumentReport.argument_id == argument_id, ArgumentReport.person_id == person_id
    )
    return db.session.scalar(query) is not None
