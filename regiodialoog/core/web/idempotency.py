"""A form that is sent twice is done once: each form carries a key, spent in the transaction of what it did.

What is stored tells nobody what a form said: it can be made only with the key, which is in the browser and not here.
Nothing is written for a form that is only looked at: a database keeps for a while even what it took back.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import g
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, mapped_column

from regiodialoog.core import clock
from regiodialoog.core.db import Infrastructure, Model, db
from regiodialoog.core.errors import Repeated

KEPT = timedelta(days=3)


class SpentKey(Model, Infrastructure):
    """A key that was used, and where its answer led. ``location`` is empty while the first request is under way."""

    __tablename__ = "spent_keys"
    owner: Mapped[str] = mapped_column(primary_key=True)
    endpoint: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    location: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


_ROWS: Any = SpentKey.__table__
# Written once: every form that is sent asks for these, and putting a query together costs more than asking
_CLAIMING = {
    dialect: insert(_ROWS).on_conflict_do_nothing().returning(_ROWS.c.key)
    for dialect, insert in (("postgresql", postgresql_insert), ("sqlite", sqlite_insert))
}
_MINE = tuple(_ROWS.c[name] == bindparam(f"of_{name}") for name in ("owner", "endpoint", "key"))
_LED_TO = select(_ROWS.c.location).where(*_MINE)
_REMEMBERING = update(_ROWS).where(*_MINE).values(location=bindparam("to"))


def of_content(key: str, path: str, fields: Iterable[tuple[str, str]]) -> str:
    """The key of what is asked: a hash of the form's own key, and with that key a digest of where it goes and what it
    says.

    Somebody who goes back, changes the old form and sends it again asks for something else, and is heard.
    """
    said = sorted((name, value) for name, value in fields if name not in ("csrf_token", "idempotency_key"))
    digest = hmac.new(key.encode(), json.dumps([path, said]).encode(), hashlib.sha256).hexdigest()
    return f"{of_form(key)}:{digest[:32]}"


def of_form(key: str) -> str:
    """By what the key of a form is known here: 124 bits of its hash."""
    return hashlib.sha256(key.encode()).hexdigest()[:31]


@dataclass(frozen=True)
class FormKey:
    """The key of the form in hand, for as long as this request did not claim it."""

    owner: str
    endpoint: str
    key: str

    def claim(self) -> None:
        """Once the form is known to be good. Raises Repeated."""
        before = claim(self.owner, self.endpoint, self.key)
        if before is not None:
            raise Repeated(before)
        g.idempotency = (self.owner, self.endpoint, self.key)

    def look(self) -> None:
        """Before anybody looks at the form: what it asks for may be gone because it was done. Raises Repeated."""
        before = led_to(self.owner, self.endpoint, self.key)
        if before is not None:
            raise Repeated(before)


def led_to(owner: str, endpoint: str, key: str) -> str | None:
    """The address that the first use of a key led to; None when it was not used."""
    found = db.session.scalar(_LED_TO, _mine(owner, endpoint, key))
    return None if found is None else found or "/"


def claim(owner: str, endpoint: str, key: str) -> str | None:
    """Claim a key for this request. None: it is ours. Else the address that its first use led to.

    On PostgreSQL a request that is still under way with the same key makes this wait for its end.
    """
    row = {"owner": owner, "endpoint": endpoint, "key": key, "location": "", "created_at": clock.now()}
    if db.session.execute(_CLAIMING[db.engine.dialect.name], row).first() is not None:
        return None
    return led_to(owner, endpoint, key) or "/"


def remember(owner: str, endpoint: str, key: str, location: str) -> None:
    """Keep where the answer led, in the same transaction as what it did."""
    db.session.execute(_REMEMBERING, _mine(owner, endpoint, key) | {"to": location})


def forget_old() -> None:
    """Remove keys that no browser will send again. Within a transaction."""
    db.session.execute(delete(SpentKey).where(SpentKey.created_at < clock.now() - KEPT))


def _mine(owner: str, endpoint: str, key: str) -> dict[str, Any]:
    return {"of_owner": owner, "of_endpoint": endpoint, "of_key": key}
