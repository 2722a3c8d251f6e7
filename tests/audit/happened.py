"""Things that happened, for tests, and the trail that came of them."""

from sqlalchemy import insert

from regiodialoog.agenda.events import ThemeChanged
from regiodialoog.audit.files import as_list, per_line, trail_files
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db, transaction
from regiodialoog.core.events import emit
from regiodialoog.engines.trail_check import Checked, check


def happen(times: int = 1, *, text: str = "", author: int | None = None) -> None:
    """A public event, so many times, within the session's transaction."""
    for n in range(1, times + 1):
        emit(ThemeChanged(subject_id=n, fields=("title",)), text=text, author=author)


def committed(times: int = 1) -> None:
    with transaction():
        happen(times)


def many(times: int) -> None:
    """As ``committed``, without going through the listeners one by one: for tests that need thousands."""
    row = {
        "kind": ThemeChanged.kind, "subject_kind": "theme", "person_id": None, "role": "system", "channel": "test",
        "behalf": "", "data": {"fields": ["title"]}, "public": True,
    }  # fmt: skip
    with transaction() as session:
        session.execute(insert(AuditEvent), [{**row, "at": clock.now(), "subject_id": n} for n in range(1, times + 1)])


def the_files() -> dict[str, bytes]:
    """The three files as everybody gets them. What the test did so far is committed: others read what is committed."""
    db.session.commit()
    found = trail_files()
    kinds = {name: as_list if name.endswith(".json") else per_line for name in found}
    made = {name: b"".join(kinds[name](rows)) for name, rows in found.items()}
    db.session.rollback()
    return made


def checked(files: dict[str, bytes] | None = None) -> Checked:
    """What the check says about the trail as it is published. Fails if anything is wrong with it."""
    files = files or the_files()
    lines, texts = (files[name].splitlines(keepends=True) for name in ("trail.jsonl", "texts.jsonl"))
    found = check(lines, files["seals.json"], texts)
    assert found.fault is None, found.fault
    return found
