"""Who watches draws: what waits for clerks, and who the witnesses are."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues.models import ThemeMunicipality
from regiodialoog.groups.models import Draw, DrawCheck, DrawState, DrawWitness, Group

WATCHED = (DrawState.SEALED, DrawState.PICKED, DrawState.ANNOUNCED)
CONFIRMED_WITHIN = timedelta(days=28)
"""So long after a draw was announced its clerks are asked to confirm and check it."""


def draws_to_watch(municipality_ids: Collection[int]) -> Sequence[Draw]:
    """The draws that were sealed or decided in themes in which one of these municipalities takes part, oldest first,
    each with its theme, witness and checks. Not those that were announced long ago."""
    takes_part = select(ThemeMunicipality.theme_id).where(ThemeMunicipality.municipality_id.in_(municipality_ids))
    query = select(Draw).join(Draw.group).where(Group.theme_id.in_(takes_part), Draw.seal != "")
    recent = or_(Draw.announced_at.is_(None), Draw.announced_at > clock.now() - CONFIRMED_WITHIN)
    query = query.where(Draw.state.in_(WATCHED), recent).order_by(Draw.opens_at, Draw.id)
    whole = joinedload(Draw.group).joinedload(Group.theme), joinedload(Draw.witness), selectinload(Draw.checks)
    return db.session.scalars(query.options(*whole)).all()


def witness_by_hash(hashed: str, day: date) -> DrawWitness:
    """The witness of a link, with the draw, while it is good. Raises NotFound."""
    link = or_(DrawWitness.token_hash == hashed, DrawWitness.again_hash == hashed)
    query = select(DrawWitness).where(link, DrawWitness.good_until >= day)
    found = db.session.scalar(
        query.options(joinedload(DrawWitness.draw).joinedload(Draw.group).joinedload(Group.theme))
    )
    if found is None:
        raise NotFound
    return found


def witnesses_to_forget(day: date) -> Sequence[DrawWitness]:
    """Those from outside whose links were good until before a day."""
    query = select(DrawWitness).where(DrawWitness.good_until < day).order_by(DrawWitness.id)
    return db.session.scalars(query.options(joinedload(DrawWitness.draw))).all()


def watched_by(person_id: int) -> tuple[Sequence[DrawWitness], Sequence[DrawCheck]]:
    """Of which draws somebody was a witness, and what they wrote down about their files."""
    witness = select(DrawWitness).where(DrawWitness.person_id == person_id).order_by(DrawWitness.id)
    checks = select(DrawCheck).where(DrawCheck.person_id == person_id).order_by(DrawCheck.id)
    return db.session.scalars(witness).all(), db.session.scalars(checks).all()
