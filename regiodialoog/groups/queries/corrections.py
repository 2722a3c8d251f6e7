"""What staff corrected of registrations."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from regiodialoog.core.db import db
from regiodialoog.groups.models import Correction


def corrections(registration_id: int) -> Sequence[Correction]:
    """Of one registration, newest first, with who did it. One query."""
    query = select(Correction).where(Correction.registration_id == registration_id)
    return db.session.scalars(query.options(joinedload(Correction.worker)).order_by(Correction.id.desc())).all()
