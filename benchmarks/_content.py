"""The demonstration with a long agenda in it."""

from pathlib import Path

from sqlalchemy import func, select

from regiodialoog.agenda import actions
from regiodialoog.agenda.models import AgendaAction, AgendaTheme
from regiodialoog.core.db import db, transaction
from tests.reliability.post_office import application


def lengthen_agenda(url: str, storage: Path, total: int) -> None:
    """Add actions, through the action of that name, until the agenda has ``total``: evenly over the themes, in the
    words of those that are there."""
    with application(url, storage) as app, app.test_request_context(), transaction():
        there = db.session.scalar(select(func.count()).select_from(AgendaAction)) or 0
        titles = list(db.session.scalars(select(AgendaAction.title).order_by(AgendaAction.id)))
        themes = list(db.session.scalars(select(AgendaTheme).order_by(AgendaTheme.id)))
        for n in range(there, total):
            title = f"{titles[n % len(titles)]} ({n})"
            actions.create_action(themes[n % len(themes)], title, slug=f"actie-{n}", position=n, description=title)
