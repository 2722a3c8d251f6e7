"""The councils' assignment of a theme, and what each council said of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.orm import joinedload

from regiodialoog.core.db import db
from regiodialoog.dialogues.models import Mandate, MandateAgreement, PhaseKind, Theme, ThemeMunicipality
from regiodialoog.dialogues.queries.phases import is_in
from regiodialoog.organisations.models import Municipality


@dataclass(frozen=True)
class Answer:
    """What the council of a municipality that takes part says now; ``entry`` None while it has said nothing."""

    municipality: Municipality
    scope: str
    entry: MandateAgreement | None

    @property
    def agrees(self) -> bool:
        return self.entry is not None and self.entry.agrees


def mandate_of(theme: Theme) -> Mandate | None:
    return db.session.scalar(select(Mandate).where(Mandate.theme_id == theme.id))


def agreements_of(mandate: Mandate) -> Sequence[MandateAgreement]:
    """Every entry, corrected ones too, oldest first. One query."""
    query = select(MandateAgreement).where(MandateAgreement.mandate_id == mandate.id)
    query = query.options(joinedload(MandateAgreement.municipality))
    return db.session.scalars(query.order_by(MandateAgreement.id)).all()


def standing_entries(entries: Iterable[MandateAgreement]) -> Mapping[int, MandateAgreement]:
    """By municipality: the entry that counts, which is the last."""
    return {entry.municipality_id: entry for entry in entries}


def answers(theme: Theme, entries: Iterable[MandateAgreement]) -> list[Answer]:
    """One for every municipality that takes part, in people's order."""
    counting = standing_entries(entries)
    rows = sorted(theme.municipalities, key=lambda row: row.municipality.sort_key)
    return [Answer(row.municipality, row.scope, counting.get(row.municipality_id)) for row in rows]


def recruitment_is_open(theme: Theme, *, on: date | None = None) -> bool:
    """Whether people can sign up: the clock says so, the theme goes on, and every council agreed to the mandate."""
    agree = select(councils_agree()).where(Theme.id == theme.id)
    return is_in(theme, PhaseKind.RECRUITMENT, on=on) and bool(db.session.scalar(agree))


@cache
def councils_agree() -> ColumnElement[bool]:
    """Of a theme in a statement: whether there is a mandate and the council of every municipality that takes part
    agreed to it, by what it said last."""
    said = select(MandateAgreement.agrees).join(Mandate, MandateAgreement.mandate_id == Mandate.id)
    said = said.where(
        Mandate.theme_id == ThemeMunicipality.theme_id,
        MandateAgreement.municipality_id == ThemeMunicipality.municipality_id,
    )
    last = said.order_by(MandateAgreement.id.desc()).limit(1).correlate(ThemeMunicipality).scalar_subquery()
    takes_part = select(ThemeMunicipality.id).where(ThemeMunicipality.theme_id == Theme.id)
    return and_(takes_part.exists(), ~takes_part.where(last.is_not(true())).exists())
