"""The ways to set a group up that the bureau kept."""

from collections.abc import Sequence

from sqlalchemy import func, select

from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.core.text import sort_key
from regiodialoog.groups.models import OwnSetup


def own_setups() -> Sequence[OwnSetup]:
    """By name. One query."""
    return db.session.scalars(select(OwnSetup).order_by(OwnSetup.sort_key)).all()


def own_setup(key: int) -> OwnSetup:
    """Raises NotFound."""
    found = db.session.get(OwnSetup, key)
    if found is None:
        raise NotFound
    return found


def setup_name_taken(name: str, *, but: int | None = None) -> bool:
    """Whether another one has this name, case and accents aside."""
    query = select(OwnSetup.id).where(OwnSetup.sort_key == sort_key(name))
    return db.session.scalar(query.where(OwnSetup.id != but) if but is not None else query) is not None


def count_own_setups() -> int:
    return db.session.scalar(select(func.count()).select_from(OwnSetup)) or 0
