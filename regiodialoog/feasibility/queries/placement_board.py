"""The board: of every offer only what a row shows. Four queries, however many there are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.dialogues.models import Theme
from regiodialoog.feasibility.models import (
    ANSWERS,
    Count,
    DirectVerdict,
    Offer,
    Placement,
    PlacementEntry,
    PlacementState,
    RuleKind,
    Standing,
)
from regiodialoog.feasibility.standing import count
from regiodialoog.organisations.models import Municipality
from regiodialoog.proposals.models import Proposal

AT_ONCE = 25


class ThemeOffered(NamedTuple):
    """A dialogue theme of which something was offered."""

    id: int
    slug: str
    title: str


class Council(NamedTuple):
    """The municipality whose council something was offered to, in order of their names."""

    sort_key: str
    id: int
    name: str
    slug: str


class Said(NamedTuple):
    """What a council, or its college, said last; ``day`` None: nothing yet."""

    state: PlacementState
    scope: str
    day: date | None
    confirmed: bool


@dataclass(frozen=True)
class Offered:
    """An offer as a row of the board; ``said`` by the id of the municipality. ``directly``: what the bureau said."""

    id: int
    number: int
    title: str
    offered_on: date
    promised_on: date
    rule_kind: RuleKind
    rule_number: int | None
    fictitious: bool
    directly: bool | None
    said: dict[int, Said] = field(default_factory=dict)

    @cached_property
    def count(self) -> Count:
        directly = () if self.directly is None else (self.directly,)
        return count(self.rule_kind, self.rule_number, [one.state for one in self.said.values()], directly)

    @property
    def is_late(self) -> bool:
        """As of an Offer: the promised day has gone by while a council, or the bureau, has still to answer."""
        still = self.count.standing is Standing.WAITING or self.count.waiting > 0
        return still and self.promised_on < clock.today()


@dataclass(frozen=True)
class Board:
    """One page of offers, newest first, and the councils that something on it was offered to."""

    offers: Sequence[Offered]
    councils: Sequence[Council]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // AT_ONCE))


def board(theme_id: int | None, number: int) -> Board:
    """The offers of one dialogue theme, or all."""
    of_theme = () if theme_id is None else (Proposal.theme_id == theme_id,)
    counted = select(func.count()).select_from(Offer)
    total = db.session.scalar(counted.join(Offer.proposal).where(*of_theme) if of_theme else counted) or 0
    number = min(max(number, 1), max(1, -(-total // AT_ONCE)))
    rows = db.session.execute(_rows().where(*of_theme).limit(AT_ONCE).offset(AT_ONCE * (number - 1)))
    offers = {row[0]: Offered(*row) for row in rows}
    councils = _hear({key: one.said for key, one in offers.items()})
    return Board(list(offers.values()), councils, total, number)


def themes_with_offers() -> Sequence[ThemeOffered]:
    """By title."""
    return [ThemeOffered(*row) for row in db.session.execute(_themes())]


def _hear(said: dict[int, dict[int, Said]]) -> list[Council]:
    """Fill in what every council said of these offers. An answer goes before the advice of the college."""
    found: dict[int, Council] = {}
    for row in db.session.execute(_words(), {"offers": list(said)}):
        offer_id, state, scope, place_id, name, slug, sort_key, spoke, day, confirmed_at = row
        if place_id not in found:
            found[place_id] = Council(sort_key, place_id, name, slug)
        if spoke in ANSWERS or place_id not in said[offer_id]:
            said[offer_id][place_id] = Said(state, scope, day, confirmed_at is not None)
    return sorted(found.values())


# Writing out a statement costs more than asking it: each is written once.


@cache
def _rows() -> Select[*tuple[Any, ...]]:
    directly = select(DirectVerdict.placed).where(DirectVerdict.offer_id == Offer.id)
    return (
        select(
            Offer.id, Proposal.number, Proposal.title, Offer.offered_on, Offer.promised_on,
            Offer.rule_kind, Offer.rule_number, Offer.fictitious,
            directly.order_by(DirectVerdict.id.desc()).limit(1).scalar_subquery(),
        )
        .join(Offer.proposal)
        .order_by(Offer.offered_on.desc(), Offer.id.desc())
    )  # fmt: skip


@cache
def _words() -> Select[*tuple[Any, ...]]:
    """A row for each council and each entry that counts: that no other corrects, and that takes nothing back."""
    later = aliased(PlacementEntry)
    counts = and_(
        PlacementEntry.placement_id == Placement.id,
        PlacementEntry.state != PlacementState.OFFERED,
        ~select(later.id).where(later.corrects_id == PlacementEntry.id).exists(),
    )
    return (
        select(
            Placement.offer_id, Placement.state, Placement.scope,
            Municipality.id, Municipality.name, Municipality.slug, Municipality.sort_key,
            PlacementEntry.state, PlacementEntry.decided_on, PlacementEntry.confirmed_at,
        )
        .join(Placement.municipality)
        .outerjoin(PlacementEntry, counts)
        .where(Placement.offer_id.in_(bindparam("offers", expanding=True)))
        .order_by(Placement.id, PlacementEntry.number)
    )  # fmt: skip


@cache
def _themes() -> Select[int, str, str]:
    offered = select(Offer.id).join(Offer.proposal).where(Proposal.theme_id == Theme.id).exists()
    return select(Theme.id, Theme.slug, Theme.title).where(offered).order_by(Theme.title, Theme.id)
