"""Sealing what happened, and letting go of a text. Both write the house's own rows, of which no event tells."""

import secrets
import unicodedata
from collections.abc import Sequence

from sqlalchemy import insert, select, update

from regiodialoog.audit import queries
from regiodialoog.audit.lines import as_line, as_moment, in_seconds
from regiodialoog.audit.models import AuditEvent, TrailLine, TrailSeal, TrailText
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.engines import trail

BATCH = 500


def keep_text(text: str, author: int | None) -> TrailText:
    """Store a public text beside the event that it came with. Nobody can find it from its hash: the salt is random."""
    text = unicodedata.normalize("NFC", text)
    salt = secrets.token_bytes(trail.SALT_BYTES)
    kept = TrailText(sha256=trail.text_sha256(salt, text), salt=salt.hex(), text=text, person_id=author)
    db.session.add(kept)
    db.session.flush()  # before the event that refers to it
    return kept


def forget_texts_of(person_id: int) -> None:
    """Empty every text of somebody, salt included, and forget whose it was. The lines keep its hash."""
    gone = {"text": None, "salt": None, "person_id": None, "erased_at": clock.now()}
    db.session.execute(update(TrailText).where(TrailText.person_id == person_id).values(gone))


def seal(*, everywhere: bool = False) -> int:
    """Add the next lines to the trail, at most BATCH, and a seal over all lines; answers how many.

    All or nothing, within the transaction: killed at any moment, the trail ends in a seal. Two at once take turns; the
    very first time one of them fails on the number of its line, and does its work when it is tried again.
    """
    _take_turn()
    events = queries.unsealed(BATCH, everywhere=everywhere)
    if events:
        _append(events)
    return len(events)


def _take_turn() -> None:
    """Line 1 is the lock: it is there for as long as there is anything to take turns for. SQLite has one writer."""
    db.session.execute(select(TrailLine.n).where(TrailLine.n == 1).with_for_update())


def _append(events: Sequence[AuditEvent]) -> None:
    last, seal = queries.last_line(), queries.last_seal()
    n, prev = (last.n, last.sha256) if last else (0, trail.START)
    tree = trail.Tree(seal.upto, seal.peaks) if seal else trail.Tree(0, ())
    if tree.size != n:
        raise RuntimeError(f"The last seal is over {tree.size} lines, and there are {n}")
    rows, entries = [], []
    for event in events:
        n += 1
        line = as_line(n, event, prev)
        prev = line["sha256"]
        entries.append(trail.canonical(line))
        rows.append({**line, "at": in_seconds(event.at), "audit_event_id": event.id, "text_sha256": event.text_sha256})
    db.session.execute(insert(TrailLine), rows)
    _close(tree.grown(entries))


def _close(tree: trail.Tree) -> None:
    now = in_seconds(clock.now())
    root = trail.make_seal(tree, as_moment(now))["root"]
    db.session.add(TrailSeal(upto=tree.size, root=root, at=now, peaks=tree.peaks))
    db.session.flush()
