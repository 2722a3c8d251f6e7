"""Which texts there are, and who agreed to which."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.models import Consent, ConsentText


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


def consents_of(registration_id: int) -> Sequence[Consent]:
    """All that somebody agreed to for one registration, the first first."""
    query = select(Consent).where(Consent.registration_id == registration_id).options(joinedload(Consent.text))
    return db.session.scalars(query.order_by(Consent.id)).all()
