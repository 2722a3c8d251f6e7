"""Draws as they are read."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues.models import Theme, ThemeMunicipality, ThemePhase
from regiodialoog.groups.models import (
    GOES_ON,
    PUBLIC,
    Draw,
    DrawCheck,
    DrawEntry,
    DrawState,
    DrawWitness,
    Group,
    Seat,
    SeatFilling,
    SeatState,
)

WATCHED = (DrawState.SEALED, DrawState.PICKED, DrawState.ANNOUNCED)
CONFIRMED_WITHIN = timedelta(days=28)
"""So long after a draw was announced its clerks are asked to confirm and check it."""


def draws(group_id: int) -> Sequence[Draw]:
    """Every draw, newest first, without its file and what it was computed from."""
    query = select(Draw).where(Draw.group_id == group_id).options(joinedload(Draw.group))
    return db.session.scalars(query.order_by(Draw.number.desc())).all()


def draw(theme: Theme, number: int) -> Draw:
    """One draw of a theme with its group, its file and all that it was computed from. Raises NotFound."""
    query = select(Draw).join(Draw.group).where(Group.theme_id == theme.id, Draw.number == number)
    whole = joinedload(Draw.group).joinedload(Group.theme)
    query = query.options(whole, undefer(Draw.file), undefer(Draw.inputs), undefer(Draw.codes))
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def draw_entries(draw_id: int) -> Sequence[DrawEntry]:
    """What was typed in for a draw, with who did, oldest first."""
    query = select(DrawEntry).where(DrawEntry.draw_id == draw_id).options(joinedload(DrawEntry.person))
    return db.session.scalars(query.order_by(DrawEntry.id)).all()


def draw_goes_on(group_id: int) -> Draw | None:
    """The draw of a group that is not finished, if there is one."""
    return db.session.scalar(select(Draw).where(Draw.group_id == group_id, Draw.state.in_(GOES_ON)))


def lot_of(theme_id: int) -> tuple[Draw | None, bool]:
    """The last draw of a theme that everybody can follow, and whether an open place is filled by lot. One query."""
    waits = Seat.state == SeatState.OPEN, Seat.filling == SeatFilling.DRAWN
    by_lot = select(Seat.id).where(Seat.group_id == Group.id, *waits).exists()
    query = select(Draw, by_lot).select_from(Group).where(Group.theme_id == theme_id)
    query = query.outerjoin(Draw, and_(Draw.group_id == Group.id, Draw.state.in_(PUBLIC)))
    found = db.session.execute(query.order_by(Draw.number.desc()).limit(1)).first()
    return (found[0], bool(found[1])) if found is not None else (None, False)


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


def draws_of_theme(theme_id: int) -> Sequence[Draw]:
    """Every draw of a theme with all that was kept of people."""
    query = select(Draw).join(Draw.group).where(Group.theme_id == theme_id).order_by(Draw.id)
    return db.session.scalars(query.options(undefer(Draw.codes), undefer(Draw.inputs), undefer(Draw.file))).all()


def draws_kept_until_before(day: date) -> Sequence[Draw]:
    """The draws that do not go on any more, whose values are still there though the day of their file has gone by."""
    query = select(Draw).where(Draw.file_until < day, Draw.file != "", Draw.state.not_in(GOES_ON)).order_by(Draw.id)
    whole = joinedload(Draw.group), undefer(Draw.codes), undefer(Draw.inputs), undefer(Draw.file)
    return db.session.scalars(query.options(*whole)).all()


def last_day(theme_id: int) -> date | None:
    """The last planned day of a theme."""
    return db.session.scalar(select(func.max(ThemePhase.ends_on)).where(ThemePhase.theme_id == theme_id))
