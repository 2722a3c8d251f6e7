"""Lists of invitees for tests: made, filled from a file, and with letters."""

import csv
import io
from datetime import date, timedelta
from typing import Any

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.groups import codes, queries
from regiodialoog.groups.actions import invitee_letters, invitees
from regiodialoog.groups.models import Invitee, InviteeList, InviteeState, Letter, LetterBatch
from tests.accounts.people import VAULT
from tests.groups.conftest import Table
from tests.support.server import SECRET

HEADER = ["naam", "straat", "postcode", "huisnummer", "toevoeging", "plaats", "e-mail", "gemeente"]


def a_list(table: Table, *, name: str = "Steekproef", answer_by: date | None = None) -> InviteeList:
    day = answer_by or clock.today() + timedelta(days=5)
    return invitees.make_list(table.theme, name=name, answer_by=day, by=table.bureau.id)


def person(table: Table, n: int = 1, **more: str) -> dict[str, str]:
    """A line of a file."""
    given = {"naam": f"Inwoner {n}", "straat": "Dorpsstraat", "postcode": "3811 AB", "huisnummer": str(n)}
    return given | {"gemeente": table.places[0].name} | more


def as_file(*lines: dict[str, str], header: list[str] = HEADER, delimiter: str = ";", end: str = "\r\n") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, restval="", delimiter=delimiter, lineterminator=end)
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode("utf-8-sig")


def taken(table: Table, row: InviteeList, *lines: dict[str, str]) -> list[Invitee]:
    """Take over a file with these lines. Everybody who is on the list then."""
    kept = invitees.compare_invitees(row, as_file(*lines), by=table.bureau.id, key=SECRET)
    assert kept is not None
    invitees.take_invitees(kept, by=table.bureau.id, key=SECRET)
    return on(row)


def on(row: InviteeList) -> list[Invitee]:
    db.session.expire_all()
    return list(db.session.query(Invitee).filter_by(list_id=row.id).order_by(Invitee.id))


def with_letters(table: Table, row: InviteeList) -> list[str]:
    """Letters for a list that are on paper by now. The codes, in the order of the list."""
    invitee_letters.make_list_letters(row, by=table.bureau.id, key=SECRET, lock=VAULT.lock)
    found: list[str] = []
    for batch in db.session.query(LetterBatch).filter_by(channel_id=row.channel_id).order_by(LetterBatch.id):
        found += VAULT.open(batch.sealed).split() if batch.sealed else []
        batch.sealed, batch.printed_at = "", batch.printed_at or clock.now()
    db.session.flush()
    return found


def states(row: InviteeList) -> dict[InviteeState, int]:
    """How many are how far; of those that occur."""
    return {state: count for state, count in queries.invitee_totals([row.id])[row.id].items() if count}


def letter_with(code: str) -> Letter:
    found = queries.letter_by_hash(codes.code_hash(code, SECRET))
    assert found is not None
    return found


def upload(data: bytes, name: str = "lijst.csv") -> dict[str, Any]:
    return {"file": (io.BytesIO(data), name)}
