"""What the front page counts and what the search page looks through. One query each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from regiodialoog.accounts.models import Person
from regiodialoog.agenda import queries as agenda
from regiodialoog.agenda.models import Agenda, AgendaAction, AgendaGoal, AgendaPart, AgendaTheme
from regiodialoog.core.db import db
from regiodialoog.organisations.models import Body, Interest, Municipality, Organisation


@dataclass(frozen=True)
class Numbers:
    """How much there is to see. Actions are counted without their sub-actions."""

    municipalities: int
    themes: int
    actions: int


@dataclass(frozen=True)
class Shares:
    """Of how many themes each municipality (by slug) takes part today."""

    themes: int
    by_municipality: Mapping[str, int]


class Outline(NamedTuple):
    """A municipality on the map: ``d`` is its SVG path."""

    slug: str
    name: str
    d: str
    label_x: int | None
    label_y: int | None


class Row(NamedTuple):
    """A thing that may be found; ``place`` is the slug of the page it stands on, if not its own."""

    slug: str
    title: str
    text: str = ""
    place: str = ""
    extra: str = ""


def numbers() -> Numbers:
    """Municipalities, and themes and actions of the agenda that counts now."""
    in_force = select(AgendaPart.id).join(AgendaPart.agenda).where(Agenda.is_current, AgendaPart.ended_on.is_(None))
    municipalities = select(func.count()).select_from(Municipality).where(Municipality.active)
    themes = select(func.count()).select_from(AgendaTheme)
    themes = themes.where(AgendaTheme.part_id.in_(in_force), AgendaTheme.ended_on.is_(None))
    actions = select(func.count()).select_from(AgendaAction)
    actions = actions.where(
        AgendaAction.part_id.in_(in_force), AgendaAction.ended_on.is_(None), AgendaAction.parent_id.is_(None)
    )
    counted = select(municipalities.scalar_subquery(), themes.scalar_subquery(), actions.scalar_subquery())
    return Numbers(*db.session.execute(counted).one())


def outlines() -> Sequence[Outline]:
    """Every active municipality, in people's order, drawn or not."""
    query = select(
        Municipality.slug, Municipality.name, Municipality.outline, Municipality.label_x, Municipality.label_y
    )
    rows = db.session.execute(query.where(Municipality.active).order_by(Municipality.sort_key))
    return [Outline._make(row) for row in rows]


def shares() -> Shares:
    """Four queries; nothing while there is no agenda."""
    current = agenda.find_agenda()
    if current is None:
        return Shares(0, {})
    stances, topics = agenda.stances(current.id), agenda.themes(current.id)
    counted = Counter(
        stance.slug for topic in topics for stance in stances.of_theme(topic.id, topic.part_id) if stance.takes_part
    )
    return Shares(len(topics), {slug: counted[slug] for _id, slug, _name in stances.municipalities})


def invented_people() -> Sequence[Person]:
    """People at addresses that cannot exist (RFC 2606), with their roles: those of a demonstration. One query."""
    query = select(Person).where(Person.address_key.endswith(".example"), Person.erased_at.is_(None))
    query = query.options(joinedload(Person.active_grants)).order_by(Person.id)
    return db.session.scalars(query).unique().all()


def current_parts() -> Sequence[Row]:
    """The parts of the agenda that counts now, in order."""
    query = select(AgendaPart.slug, AgendaPart.title, AgendaPart.description).join(AgendaPart.agenda)
    query = query.where(Agenda.is_current, AgendaPart.ended_on.is_(None)).order_by(AgendaPart.number)
    return [Row(row[0], row[1], row[2]) for row in db.session.execute(query)]


def named(
    kind: type[Municipality | Organisation | Body | Interest], condition: ColumnElement[bool] | None = None
) -> Sequence[Row]:
    """Active rows of one table that meet a condition, in people's order; ``text`` says a little more of each."""
    columns = {
        Municipality: (),
        Organisation: (Organisation.abbreviation, Organisation.place),
        Body: (Body.full_name,),
        Interest: (Interest.description,),
    }[kind]
    query = select(kind.slug, kind.name, *columns).where(kind.active).order_by(kind.sort_key)
    if condition is not None:
        query = query.where(condition)
    return [Row(row[0], row[1], " · ".join(filter(None, row[2:]))) for row in db.session.execute(query)]


def themes() -> Sequence[Row]:
    """The themes of the agenda that counts now; ``text`` is the framework, ``extra`` the title of the part."""
    query = select(AgendaTheme.slug, AgendaTheme.title, AgendaTheme.framework, AgendaPart.title)
    query = query.join(AgendaTheme.part).join(AgendaPart.agenda).where(*_in_force(), AgendaTheme.ended_on.is_(None))
    rows = db.session.execute(query.order_by(AgendaPart.number, AgendaTheme.number))
    return [Row(row[0], row[1], row[2], extra=row[3]) for row in rows]


def goals() -> Sequence[Row]:
    """The goals; ``place`` is the theme's slug, ``extra`` its title."""
    query = select(AgendaGoal.text, AgendaTheme.slug, AgendaTheme.title).join(AgendaGoal.theme).join(AgendaTheme.part)
    query = query.join(AgendaPart.agenda).where(
        *_in_force(), AgendaTheme.ended_on.is_(None), AgendaGoal.ended_on.is_(None)
    )
    rows = db.session.execute(query.order_by(AgendaPart.number, AgendaTheme.number, AgendaGoal.position))
    return [Row("", row[0], place=row[1], extra=row[2]) for row in rows]


def actions(condition: ColumnElement[bool]) -> Sequence[Row]:
    """Actions that meet a condition; ``place`` is the theme's slug or, without a theme, empty."""
    query = select(AgendaAction.slug, AgendaAction.title, AgendaAction.description, AgendaTheme.slug, AgendaTheme.title)
    query = query.join(AgendaAction.part).join(AgendaPart.agenda).outerjoin(AgendaAction.theme)
    query = query.where(*_in_force(), AgendaTheme.ended_on.is_(None), AgendaAction.ended_on.is_(None), condition)
    rows = db.session.execute(query.order_by(AgendaPart.number, AgendaTheme.number, AgendaAction.position))
    return [Row(row[0], row[1], row[2], row[3] or "", row[4] or "") for row in rows]


def _in_force() -> tuple[ColumnElement[bool], ...]:
    return Agenda.is_current.is_(True), AgendaPart.ended_on.is_(None)
