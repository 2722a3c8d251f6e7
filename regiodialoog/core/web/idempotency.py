"""A form that is sent twice is done once: each form carries a key, spent in the transaction of what it did."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, mapped_column

from regiodialoog.core import clock
from regiodialoog.core.db import Infrastructure, Model, db

KEPT = timedelta(days=3)
LONGEST = 64


class SpentKey(Model, Infrastructure):
    """A key that was used, and where its answer led. ``location`` is empty while the first request is under way."""

    __tablename__ = "spent_keys"
    owner: Mapped[str] = mapped_column(primary_key=True)
    endpoint: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    location: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


def of_content(key: str, path: str, fields: Iterable[tuple[str, str]]) -> str:
    """The key of what is asked: the form's own key with a digest of where it goes and what it says.

    Somebody who goes back, changes the old form and sends it again asks for something else, and is heard.
    """
    said = sorted((name, value) for name, value in fields if name not in ("csrf_token", "idempotency_key"))
    digest = hashlib.sha256(json.dumps([path, said]).encode()).hexdigest()
    return f"{key[:30]}:{digest[:32]}"


def claim(owner: str, endpoint: str, key: str) -> str | None:
    """Claim a key for this request. None: it is ours. Else the address that its first use led to.

    On PostgreSQL a request that is still under way with the same key makes this wait for its end.
    """
    insert = postgresql_insert if db.engine.dialect.name == "postgresql" else sqlite_insert
    row = {"owner": owner, "endpoint": endpoint, "key": key[:LONGEST], "location": "", "created_at": clock.now()}
    inserted = db.session.execute(insert(SpentKey).values(row).on_conflict_do_nothing().returning(SpentKey.key)).first()
    if inserted is not None:
        return None
    mine = _mine(owner, endpoint, key)
    return db.session.scalar(select(SpentKey.location).where(*mine)) or "/"


def remember(owner: str, endpoint: str, key: str, location: str) -> None:
    """Keep where the answer led, in the same transaction as what it did."""
    db.session.execute(update(SpentKey).where(*_mine(owner, endpoint, key)).values(location=location))


def forget_old() -> None:
    """Remove keys that no browser will send again. Within a transaction."""
    db.session.execute(delete(SpentKey).where(SpentKey.created_at < clock.now() - KEPT))


def _mine(owner: str, endpoint: str, key: str) -> tuple[ColumnElement[bool], ...]:
    return SpentKey.owner == owner, SpentKey.endpoint == endpoint, SpentKey.key == key[:LONGEST]
