"""The list of proposals that everybody may read: of each only what its card shows. Two queries, however many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select

from regiodialoog.core.db import db
from regiodialoog.core.text import fold
from regiodialoog.dialogues.models import PhaseKind, Theme, ThemePhase
from regiodialoog.organisations.models import Organisation
from regiodialoog.proposals.models import Destination, Proposal, ProposalRecord, ProposalState

PAGE = 20


@dataclass(frozen=True)
class Wish:
    """What a list of proposals is narrowed to; empty: everything that everybody may read."""

    theme_id: int | None = None
    state: ProposalState | None = None
    text: str = ""


class Listed(NamedTuple):
    """A proposal as a card. ``organisation``: on whose behalf; ``destination``: where the document says that it went;
    ``talks_on``: the day on which its group begins to talk, None while that is not planned."""

    number: int
    slug: str
    title: str
    summary: str
    state: ProposalState
    fictitious: bool
    theme_slug: str
    theme_title: str
    organisation: str | None
    destination: str | None
    talks_on: date | None


@dataclass(frozen=True)
class ProposalsPage:
    """One page of a list, newest number first."""

    proposals: Sequence[Listed]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def proposals_page(wish: Wish, number: int) -> ProposalsPage:
    """A page of what everybody may read."""
    count, cards = _everything() if wish == Wish() else _wished(wish)
    total = db.session.scalar(count) or 0
    number = max(1, min(number, -(-total // PAGE)))
    rows = db.session.execute(cards, {"skipped": (number - 1) * PAGE})
    return ProposalsPage([Listed(*row) for row in rows], total, number)


@cache
def _everything() -> tuple[Select[int], Select[*tuple[Any, ...]]]:
    return _wished(Wish())


def _wished(wish: Wish) -> tuple[Select[int], Select[*tuple[Any, ...]]]:
    """How many there are, and a page of them."""
    where = _matching(wish)
    count = select(func.count()).select_from(Proposal).where(*where)
    return count, _cards().where(*where).limit(PAGE).offset(bindparam("skipped"))


def _matching(wish: Wish) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [Proposal.is_open.is_(True)]
    if wish.theme_id is not None:
        where.append(Proposal.theme_id == wish.theme_id)
    if wish.state is not None:
        where.append(Proposal.state == wish.state)
    words = fold(wish.text).split()
    if len(words) == 1 and words[0].isascii() and words[0].isdigit() and len(words[0]) < 9:
        return [*where, or_(Proposal.number == int(words[0]), Proposal.search_text.contains(words[0]))]
    return [*where, *(Proposal.search_text.contains(word, autoescape=True) for word in words)]


@cache
def _cards() -> Select[*tuple[Any, ...]]:
    """Writing out a statement costs more than asking it: it is written once."""
    talks = and_(ThemePhase.theme_id == Proposal.theme_id, ThemePhase.kind == PhaseKind.DIALOGUE)
    return (
        select(
            Proposal.number, Proposal.slug, Proposal.title, Proposal.summary, Proposal.state, Proposal.fictitious,
            Theme.slug, Theme.title, Organisation.name, Destination.name, ThemePhase.starts_on,
        )
        .join(Proposal.theme)
        .outerjoin(Proposal.organisation)
        .outerjoin(ProposalRecord, ProposalRecord.proposal_id == Proposal.id)
        .outerjoin(ProposalRecord.destination)
        .outerjoin(ThemePhase, talks)
        .order_by(Proposal.number.desc())
    )  # fmt: skip
