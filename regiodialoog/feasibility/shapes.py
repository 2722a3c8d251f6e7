"""Offers as pages write them out: who stands in which column, what is in a cell, and what was written down when."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flask import url_for

from regiodialoog.feasibility import labels
from regiodialoog.feasibility.models import Offer, Placement, PlacementEntry


class Cell(NamedTuple):
    """What one council said of one proposal. ``state`` empty: the council does not take part in the theme."""

    council: str
    slug: str
    state: str
    badge: str
    icon: str
    day: date | None
    scope: str
    confirmed: bool


class Row(NamedTuple):
    offer: Offer
    url: str
    standing: str
    badge: str
    icon: str
    counted: str
    cells: list[Cell]


class Line(NamedTuple):
    """An entry with whether it still counts, and who wrote it down as what."""

    entry: PlacementEntry
    state: str
    counts: bool


def url_of(offer: Offer) -> str:
    return url_for("feasibility.offer", number=offer.proposal.number)


def columns(offers: Sequence[Offer]) -> list[tuple[int, str]]:
    """The municipalities that something was offered to, (id, name), in order of their names."""
    found = {one.municipality_id: one.municipality for offer in offers for one in offer.placements}
    return [(row.id, row.name) for row in sorted(found.values(), key=lambda row: row.sort_key)]


def row_of(offer: Offer, heads: Sequence[tuple[int, str]]) -> Row:
    by = {one.municipality_id: one for one in offer.placements}
    badge, icon = labels.STANDING_BADGES[offer.standing]
    cells = [_cell(name, by.get(key)) for key, name in heads]
    return Row(offer, url_of(offer), labels.standing_of(offer), badge, icon, labels.counted(offer.count), cells)


def _cell(council: str, placement: Placement | None) -> Cell:
    if placement is None:
        return Cell(council, "", "", "", "", None, "", confirmed=False)
    badge, icon = labels.STATE_BADGES[placement.state]
    last = placement.answer or placement.advice
    return Cell(
        council, placement.municipality.slug, str(labels.STATES[placement.state]), badge, icon,
        placement.offer.offered_on if last is None else last.decided_on, placement.scope,
        confirmed=last is not None and last.confirmed_at is not None,
    )  # fmt: skip


def history(placement: Placement) -> list[Line]:
    """Everything that was written down, oldest first; empty when nothing was ever corrected."""
    if not any(one.correction for one in placement.entries):
        return []
    counting = placement.counting
    return [
        Line(one, str(labels.TOOK_BACK if one.takes_back else labels.STATES[one.state]), one in counting)
        for one in placement.entries
    ]
