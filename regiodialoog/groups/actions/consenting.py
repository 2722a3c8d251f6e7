"""Keeping which text about their answers somebody agreed to."""

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from regiodialoog.core.db import db
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush, store
from regiodialoog.groups import queries
from regiodialoog.groups.consent import Agreed
from regiodialoog.groups.events import ConsentGiven
from regiodialoog.groups.models import Consent, ConsentText, Registration


def agree(registration: Registration, agreed: Agreed) -> None:
    """Somebody agreed to a text; nothing new when it is the one that they agreed to before."""
    last = queries.consents([registration.id]).get(registration.id)
    if last is not None and last.text.sha256 == agreed.text.sha256:
        return
    text = _kept(registration.theme_id, agreed)
    store(Consent(registration_id=registration.id, text_id=text.id, read_aloud=agreed.read_aloud))
    emit(ConsentGiven(subject_id=registration.theme_id, registration_id=registration.id, text_id=text.id))


def forget_consents(registration: Registration) -> None:
    """The texts stay, and who agreed to them does not."""
    db.session.execute(delete(Consent).where(Consent.registration_id == registration.id))
    flush()


def _kept(theme_id: int, agreed: Agreed) -> ConsentText:
    """Each text once, also when two people agree to a new one at the same time."""
    insert = postgresql_insert if db.engine.dialect.name == "postgresql" else sqlite_insert
    text = agreed.text
    row = {"theme_id": theme_id, "sha256": text.sha256, "language": text.language, "body": text.body}
    row["by_lot"] = text.by_lot
    new = insert(ConsentText).values(**row, first_shown_at=agreed.shown_at).on_conflict_do_nothing()
    db.session.execute(new)
    mine = ConsentText.theme_id == theme_id, ConsentText.sha256 == text.sha256
    kept = db.session.scalars(select(ConsentText).where(*mine)).one()
    if agreed.shown_at < kept.first_shown_at:
        kept.first_shown_at = agreed.shown_at
        flush()
    return kept
