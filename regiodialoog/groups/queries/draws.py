"""Draws as they are read."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload, undefer

from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues.models import Theme, ThemePhase
from regiodialoog.groups.models import (
    GOES_ON,
    PUBLIC,
    Draw,
    DrawEntry,
    DrawState,
    Group,
    Seat,
    SeatFilling,
    SeatState,
)


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
    """The last draw of a theme that everybody can follow, and whether an open place is filled by lot; a draw that was
    never sealed only while none was, for nothing happened in it. One query."""
    waits = Seat.state == SeatState.OPEN, Seat.filling == SeatFilling.DRAWN
    by_lot = select(Seat.id).where(Seat.group_id == Group.id, *waits).exists()
    query = select(Draw, by_lot).select_from(Group).where(Group.theme_id == theme_id)
    query = query.outerjoin(Draw, and_(Draw.group_id == Group.id, Draw.state.in_(PUBLIC)))
    was_sealed = or_(Draw.seal != "", Draw.state == DrawState.ANNOUNCED)
    found = db.session.execute(query.order_by(was_sealed.desc(), Draw.number.desc()).limit(1)).first()
    return (found[0], bool(found[1])) if found is not None else (None, False)


def last_held(group_id: int) -> Draw | None:
    """The last draw of a group that was decided."""
    query = select(Draw).where(Draw.group_id == group_id, Draw.state.in_((DrawState.PICKED, DrawState.ANNOUNCED)))
    found: Draw | None = db.session.scalar(query.order_by(Draw.number.desc()).limit(1))
    return found


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
