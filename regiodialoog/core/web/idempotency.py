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

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from regiodialoog.core import clock
from regiodialoog.core.db import Infrastructure, Model, db

KEPT = timedelta(days=3)


class SpentKey(Model, Infrastructure):
    """A key that was used, and where its answer led."""

    __tablename__ = "spent_keys"
    owner: Mapped[str] = mapped_column(primary_key=True)
    endpoint: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    location: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


_ROWS: Any = SpentKey.__table__
# Written once: every form that is sent asks for these, and putting a query together costs more than asking
_SPENDING = insert(_ROWS).inline()
_LED_TO = select(_ROWS.c.location).where(*(_ROWS.c[name] == bindparam(name) for name in ("owner", "endpoint", "key")))


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


class Spent(Exception):
    """This very form was done already."""


@dataclass(frozen=True)
class FormKey:
    """The key of the form in hand. It is spent as the last thing that a transaction does: nobody waits for it, and what
    is taken back was never written."""

    owner: str
    endpoint: str
    key: str

    def spend(self, location: str) -> None:
        """Keep where the answer led, in the transaction of what the form did. Raises Spent when somebody was first, and
        nothing of this may be kept.

        On PostgreSQL a request that is still under way with the same key makes this wait for its end.
        """
        row = vars(self) | {"location": location, "created_at": clock.now()}
        try:
            db.session.execute(_SPENDING, row)
        except IntegrityError as there_is_one:
            raise Spent from there_is_one

    def led_to(self) -> str | None:
        """The address that the first use of the key led to; None when it was not used."""
        found: str | None = db.session.scalar(_LED_TO, vars(self))
        return found


def forget_old() -> None:
    """Remove keys that no browser will send again. Within a transaction."""
    db.session.execute(delete(SpentKey).where(SpentKey.created_at < clock.now() - KEPT))
