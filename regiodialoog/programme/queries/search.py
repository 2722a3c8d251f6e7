"""Finding activities by a word."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from regiodialoog.core.db import db
from regiodialoog.programme.models import Challenge, ChallengeActivity


def activities() -> Sequence[ChallengeActivity]:
    """Every running activity of running opgaven, with its opgave. One query."""
    query = (
        select(ChallengeActivity)
        .join(ChallengeActivity.challenge)
        .where(ChallengeActivity.ended_on.is_(None), Challenge.ended_on.is_(None))
        .options(joinedload(ChallengeActivity.challenge))
        .order_by(Challenge.position, ChallengeActivity.position, ChallengeActivity.id)
    )
    return db.session.scalars(query).all()
