"""Reading figures and milestones. What ended is there only when asked for."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from regiodialoog.agenda.models import AgendaAction, AgendaFigure, AgendaMilestone, AgendaTheme
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound


def figure(figure_id: int) -> AgendaFigure:
    """With its theme, or its action and where that stands."""
    action = joinedload(AgendaFigure.action)
    options = [
        joinedload(AgendaFigure.theme),
        action.joinedload(AgendaAction.theme),
        action.joinedload(AgendaAction.part),
    ]
    found = db.session.get(AgendaFigure, figure_id, options=options)
    if found is None:
        raise NotFound
    return found


def milestone(milestone_id: int) -> AgendaMilestone:
    """With its theme."""
    found = db.session.get(AgendaMilestone, milestone_id, options=[joinedload(AgendaMilestone.theme)])
    if found is None:
        raise NotFound
    return found


def figures_of(theme_id: int | None, action_ids: Collection[int], *, ended: bool = False) -> Sequence[AgendaFigure]:
    """The figures of a theme (if one is given) and of actions. One query."""
    query = select(AgendaFigure).where(
        or_(
            AgendaFigure.action_id.in_(list(action_ids)),
            AgendaFigure.theme_id.is_not(None) & (AgendaFigure.theme_id == theme_id),
        )
    )
    if not ended:
        query = query.where(AgendaFigure.ended_on.is_(None))
    return db.session.scalars(query.order_by(AgendaFigure.position, AgendaFigure.id)).all()


def figures_in(part_ids: Collection[int]) -> Sequence[AgendaFigure]:
    """Every running figure of these parts, of themes and of actions; the action comes with it. One query."""
    query = (
        select(AgendaFigure)
        .outerjoin(AgendaFigure.theme)
        .outerjoin(AgendaFigure.action)
        .where(or_(AgendaTheme.part_id.in_(list(part_ids)), AgendaAction.part_id.in_(list(part_ids))))
        .where(AgendaFigure.ended_on.is_(None))
        .options(joinedload(AgendaFigure.action))
    )
    return db.session.scalars(query.order_by(AgendaFigure.position, AgendaFigure.id)).all()


def milestones_of(*theme_ids: int, ended: bool = False) -> Sequence[AgendaMilestone]:
    """The milestones of themes, in order. One query."""
    query = select(AgendaMilestone).where(AgendaMilestone.theme_id.in_(theme_ids))
    if not ended:
        query = query.where(AgendaMilestone.ended_on.is_(None))
    return db.session.scalars(query.order_by(AgendaMilestone.position, AgendaMilestone.id)).all()
