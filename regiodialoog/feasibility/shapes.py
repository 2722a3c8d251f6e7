"""Offers as pages write them out: who stands in which column, what is in a cell, and what was written down when."""

from functools import cache
from typing import NamedTuple

from flask import url_for
from markupsafe import Markup

from regiodialoog.core.i18n import format_date
from regiodialoog.core.web import assets
from regiodialoog.feasibility import labels
from regiodialoog.feasibility.models import Offer, Placement, PlacementEntry
from regiodialoog.feasibility.queries import Board


class Row(NamedTuple):
    """``cells``: for each column of the board what its council said: its badge, the address of that part of the offer's
    page, the day, whether the clerk confirmed it, and the scope. None: the council takes no part in the theme."""

    title: str
    url: str
    fictitious: bool
    badge: Markup
    counted: str
    late: bool
    promised: str
    cells: list[tuple[Markup, str, str, bool, str] | None]


class Line(NamedTuple):
    """An entry with whether it still counts, and who wrote it down as what."""

    entry: PlacementEntry
    state: str
    counts: bool


def url_of(offer: Offer) -> str:
    return url_for("feasibility.offer", number=offer.proposal.number)


def rows_of(board: Board) -> list[Row]:
    """The rows of the board. Words that many cells share are looked up once."""
    badges = {state: assets.badge(str(label), *labels.STATE_BADGES[state]) for state, label in labels.STATES.items()}
    standing = cache(lambda kind, one: assets.badge(labels.standing_under(kind, one), *labels.STANDING_BADGES[one]))
    counted, written = cache(labels.counted), cache(format_date)
    rows = []
    for offer in board.offers:
        url = url_for("feasibility.offer", number=offer.number)
        cells: list[tuple[Markup, str, str, bool, str] | None] = []
        for council in board.councils:
            said = offer.said.get(council.id)
            cells.append(
                None
                if said is None
                else (
                    badges[said.state], f"{url}#{council.slug}", written(said.day or offer.offered_on),
                    said.confirmed, said.scope,
                )
            )  # fmt: skip
        rows.append(
            Row(
                offer.title, url, offer.fictitious, standing(offer.rule_kind, offer.count.standing),
                counted(offer.count), offer.is_late, written(offer.promised_on), cells,
            )
        )  # fmt: skip
    return rows


def history(placement: Placement) -> list[Line]:
    """Everything that was written down, oldest first; empty when nothing was ever corrected."""
    if not any(one.correction for one in placement.entries):
        return []
    counting = placement.counting
    return [
        Line(one, str(labels.TOOK_BACK if one.takes_back else labels.STATES[one.state]), one in counting)
        for one in placement.entries
    ]
