"""The agenda as a document."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from regiodialoog.agenda import queries
from regiodialoog.agenda.events import (
    AgendaChanged,
    AgendaCreated,
    ChallengeAdded,
    ChallengeChanged,
    DevelopmentAdded,
    DevelopmentChanged,
)
from regiodialoog.agenda.models import Agenda, AgendaChallenge, AgendaDevelopment
from regiodialoog.core.dates import FuzzyDate
from regiodialoog.core.db import db
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, free_slug, store
from regiodialoog.organisations.models import Organisation


def create_agenda(title: str, *, edition: FuzzyDate, slug: str = "", **facts: Any) -> Agenda:
    """Add an agenda and make it the one that counts; ``facts`` by attribute name of Agenda."""
    before = queries.find_agenda()
    if before is not None:
        change_agenda(before, is_current=False)
    agenda = Agenda(slug=slug or free_slug(Agenda, title), title=title, edition=edition, **facts)
    store(agenda)
    emit(AgendaCreated(subject_id=agenda.id))
    return agenda


def change_agenda(agenda: Agenda, **values: Any) -> None:
    """Change texts; attribute names of Agenda."""
    if fields := assign(agenda, **values):
        emit(AgendaChanged(subject_id=agenda.id, fields=fields))


def add_challenge(agenda: Agenda, title: str, *, slug: str = "", position: int | None = None) -> AgendaChallenge:
    """Add an opgave, at the end unless ``position`` says otherwise."""
    slug = slug or free_slug(AgendaChallenge, title)
    if position is None:
        position = next_position(AgendaChallenge, agenda_id=agenda.id)
    made = AgendaChallenge(agenda_id=agenda.id, slug=slug, title=title, position=position)
    store(made)
    emit(ChallengeAdded(subject_id=agenda.id, challenge_id=made.id))
    return made


def change_challenge(challenge: AgendaChallenge, **values: Any) -> None:
    """Change its title or position."""
    if fields := assign(challenge, **values):
        emit(ChallengeChanged(subject_id=challenge.agenda_id, challenge_id=challenge.id, fields=fields))


def add_development(
    agenda: Agenda,
    title: str,
    *,
    slug: str = "",
    description: str = "",
    organisations: Sequence[Organisation] = (),
    position: int | None = None,
) -> AgendaDevelopment:
    """Add a development, at the end unless ``position`` says otherwise."""
    slug = slug or free_slug(AgendaDevelopment, title)
    if position is None:
        position = next_position(AgendaDevelopment, agenda_id=agenda.id)
    made = AgendaDevelopment(
        agenda_id=agenda.id, slug=slug, title=title, description=description, organisations=list(organisations),
        position=position,
    )  # fmt: skip
    store(made)
    emit(DevelopmentAdded(subject_id=agenda.id, development_id=made.id))
    return made


def change_development(development: AgendaDevelopment, **values: Any) -> None:
    """Change its texts, organisations or position."""
    if fields := assign(development, **values):
        emit(DevelopmentChanged(subject_id=development.agenda_id, development_id=development.id, fields=fields))


def next_position(kind: Any, column: str = "position", **among: Any) -> int:
    """The number after the last among rows with these values."""
    last = db.session.scalar(select(func.max(getattr(kind, column))).filter_by(**among))
    return int(last or 0) + 1
