"""Who takes part in what, on a day. A theme without a row of its own follows its part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from regiodialoog.agenda.models import AgendaPart, AgendaTheme, Participation
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.organisations import queries as organisations
from regiodialoog.organisations.models import Organisation


@dataclass(frozen=True)
class Stance:
    """What one municipality does with one topic. ``takes_part`` None: nobody has written it down."""

    municipality_id: int
    slug: str
    name: str
    takes_part: bool | None = None
    scope: str = ""
    reason: str = ""
    elsewhere: str = ""
    elsewhere_slug: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    participation_id: int | None = None
    inherited: bool = False


@dataclass(frozen=True)
class Stances:
    """Every municipality's stance on every topic of an agenda, from two queries."""

    municipalities: Sequence[tuple[int, str, str]]
    _parts: Mapping[tuple[int, int], Stance]
    _themes: Mapping[tuple[int, int], Stance]

    def of_part(self, part_id: int) -> list[Stance]:
        """One stance per municipality, in people's order."""
        return [self._parts.get((part_id, m[0])) or Stance(*m) for m in self.municipalities]

    def of_theme(self, theme_id: int, part_id: int) -> list[Stance]:
        """One stance per municipality; where the theme has none of its own, that of its part (``inherited``)."""
        found = []
        for own in self.municipalities:
            stance = self._themes.get((theme_id, own[0]))
            found.append(stance or _inherit(self._parts.get((part_id, own[0]))) or Stance(*own))
        return found

    def has_own(self, theme_id: int) -> bool:
        """Whether any municipality does something else with this theme than with its part."""
        return any(topic == theme_id for topic, _municipality in self._themes)

    def count(self, theme_id: int | None, part_id: int) -> tuple[int, int]:
        """How many municipalities take part, and how many there are: "7 van de 9"."""
        return sum(self._takes_part(m[0], theme_id, part_id) for m in self.municipalities), len(self.municipalities)

    def takes_part(self, municipality_slug: str, theme_id: int | None, part_id: int) -> bool:
        return any(m[1] == municipality_slug and self._takes_part(m[0], theme_id, part_id) for m in self.municipalities)

    def _takes_part(self, municipality_id: int, theme_id: int | None, part_id: int) -> bool:
        stance = self._themes.get((theme_id, municipality_id)) if theme_id is not None else None
        stance = stance or self._parts.get((part_id, municipality_id))
        return stance is not None and stance.takes_part is True


def stances(agenda_id: int, *, on: date | None = None) -> Stances:
    """Who takes part in what on a day (today unless given). Two queries, however many topics there are."""
    day = on or clock.today()
    names = organisations.municipality_names()
    by_id = {row[0]: row for row in names}
    of_part: dict[tuple[int, int], Stance] = {}
    of_theme: dict[tuple[int, int], Stance] = {}
    query = _rows_on(day).where(AgendaPart.agenda_id == agenda_id)
    for key, who, part_id, theme_id, takes, scope, reason, start, end, elsewhere, elsewhere_slug in db.session.execute(
        query
    ):
        if who in by_id:
            stance = Stance(
                *by_id[who],
                takes,
                scope,
                reason,
                elsewhere or "",
                elsewhere_slug or "",
                start,
                end,
                participation_id=key,
            )
            if theme_id is not None:
                of_theme[theme_id, who] = stance
            else:
                of_part[part_id, who] = stance
    return Stances(names, of_part, of_theme)


def _rows_on(day: date) -> Select[*tuple[Any, ...]]:
    """The rows in force on a day; of two that both are, the one that began last comes last and wins."""
    return (
        select(
            Participation.id, Participation.municipality_id, Participation.part_id, Participation.theme_id,
            Participation.takes_part, Participation.scope, Participation.reason, Participation.starts_on,
            Participation.ends_on, Organisation.name, Organisation.slug,
        )
        .outerjoin(Organisation, Participation.elsewhere_id == Organisation.id)
        .outerjoin(AgendaTheme, Participation.theme_id == AgendaTheme.id)
        .join(AgendaPart, AgendaPart.id == func.coalesce(Participation.part_id, AgendaTheme.part_id))
        .where(
            or_(Participation.starts_on.is_(None), Participation.starts_on <= day),
            or_(Participation.ends_on.is_(None), Participation.ends_on >= day),
        )
        .order_by(Participation.starts_on.is_not(None), Participation.starts_on, Participation.id)
    )  # fmt: skip


def participation(participation_id: int) -> Participation:
    """With its municipality and topic. Raises NotFound."""
    options = [joinedload(Participation.municipality), joinedload(Participation.part), joinedload(Participation.theme)]
    found = db.session.get(Participation, participation_id, options=options)
    if found is None:
        raise NotFound
    return found


def participations_of(
    *, municipality_id: int | None = None, part_id: int | None = None, theme_id: int | None = None
) -> Sequence[Participation]:
    """Every row, ended ones too, oldest first: the history of a municipality or a topic. One query."""
    query = select(Participation).options(
        joinedload(Participation.municipality),
        joinedload(Participation.part),
        joinedload(Participation.theme),
        joinedload(Participation.elsewhere),
    )
    given = {"municipality_id": municipality_id, "part_id": part_id, "theme_id": theme_id}
    query = query.filter_by(**{name: value for name, value in given.items() if value is not None})
    return db.session.scalars(query.order_by(Participation.id)).all()


def _inherit(stance: Stance | None) -> Stance | None:
    return None if stance is None else Stance(**{**vars(stance), "inherited": True})
