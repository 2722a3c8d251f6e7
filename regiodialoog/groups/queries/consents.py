"""Which texts there are, and who agreed to which."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.models import Consent, ConsentText


class Agreed(NamedTuple):
    """Which text, without its words."""

    sha256: str
    first_shown_at: datetime


def consent_text(theme: Theme, sha256: str) -> ConsentText:
    """A text of this theme. Raises NotFound."""
    found = db.session.scalar(select(ConsentText).where(ConsentText.theme_id == theme.id, ConsentText.sha256 == sha256))
    if found is None:
        raise NotFound
    return found


def consents(registration_ids: Collection[int]) -> dict[int, Consent]:
    """What each agreed to last, with its text, by registration. One query, none for nobody."""
    if not registration_ids:
        return {}
    query = select(Consent).where(Consent.registration_id.in_(registration_ids)).options(joinedload(Consent.text))
    return {row.registration_id: row for row in db.session.scalars(query.order_by(Consent.id))}


def texts_agreed_to(registration_ids: Collection[int]) -> dict[int, Agreed]:
    """The text to which each agreed last, by registration. One query, none for nobody."""
    if not registration_ids:
        return {}
    rows = db.session.execute(_agreed_to(), {"registrations": list(registration_ids)})
    return {number: Agreed(sha256, shown_at) for number, sha256, shown_at in rows}


@cache
def _agreed_to() -> Select[int, str, datetime]:
    columns = Consent.registration_id, ConsentText.sha256, ConsentText.first_shown_at
    query = select(*columns).join(Consent.text).order_by(Consent.id)
    return query.where(Consent.registration_id.in_(bindparam("registrations", expanding=True)))


def agreed_to_no_lot(theme_id: int) -> set[int]:
    """The registrations of who agreed, last, to a text that says nothing of lots. One query."""
    query = select(Consent.registration_id, ConsentText.by_lot).join(Consent.text).order_by(Consent.id)
    found = set[int]()
    for number, by_lot in db.session.execute(query.where(ConsentText.theme_id == theme_id)):
        (found.discard if by_lot else found.add)(number)
    return found


def consents_of(registration_id: int) -> Sequence[Consent]:
    """All that somebody agreed to for one registration, the first first."""
    query = select(Consent).where(Consent.registration_id == registration_id).options(joinedload(Consent.text))
    return db.session.scalars(query.order_by(Consent.id)).all()
