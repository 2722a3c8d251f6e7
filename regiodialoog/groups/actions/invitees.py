"""Lists of who is invited to sign up: read from files after a look at the differences, and wiped when their time is
over."""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, flush, store
from regiodialoog.core.text import fold
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import PhaseKind, Theme
from regiodialoog.engines.sortition.files import BadFiles
from regiodialoog.engines.strict_json import BadInput
from regiodialoog.groups import queries
from regiodialoog.groups.actions.invitee_files import Row, pack, read_invitees, unpack
from regiodialoog.groups.actions.recruiting import make_channel
from regiodialoog.groups.events import (
    InviteeDeclined,
    InviteeListChanged,
    InviteeListMade,
    InviteeOpened,
    InviteesCompared,
    InviteesForgotten,
    InviteesImported,
)
from regiodialoog.groups.models import ChannelKind, Invitee, InviteeImport, InviteeList
from regiodialoog.groups.queries.invitees import Known

INVITEES_KEPT = timedelta(days=30)
"""How long after the last day to answer names and addresses are kept."""
FILE_KEPT = timedelta(days=1)
"""How long a file is kept that was read and not taken over."""
LONGEST = timedelta(days=180)
WIPED = dict.fromkeys(
    ("home_key", "name", "street", "postcode", "house_number", "house_addition", "place", "address"), ""
)


@dataclass
class Differences:
    """What a file has beside the list: new ones, and what is written otherwise. Counts of the rest: ``same``, who said
    no or was wiped (``silent``), and who is on another list of the theme (``elsewhere``)."""

    new: list[Row] = field(default_factory=list)
    changed: list[tuple[Row, Known]] = field(default_factory=list)
    same: int = 0
    silent: int = 0
    elsewhere: int = 0


def make_list(theme: Theme, *, name: str, answer_by: date, by: int | None, remind_days: int = 0) -> InviteeList:
    """A list as a channel of its own."""
    channel = make_channel(theme, kind=ChannelKind.LETTERS, name=name)
    row = InviteeList(channel_id=channel.id, answer_by=answer_by, remind_days=remind_days, made_by=by)
    row.channel = channel
    store(row)
    emit(InviteeListMade(subject_id=theme.id, list_id=row.id))
    return row


def change_list(row: InviteeList, **facts: Any) -> None:
    """Another last day to answer, or another reminder. Raises Conflict once the list was wiped."""
    _must_be_kept(row)
    if fields := assign(row, **facts):
        emit(InviteeListChanged(subject_id=row.channel.theme_id, list_id=row.id, fields=fields))


def latest_answer(theme: Theme) -> date:
    """The last day that can be asked for: that of signing up; half a year on while that is not planned."""
    phase = dialogues.phase_of(theme, PhaseKind.RECRUITMENT)
    return phase.ends_on if phase is not None else clock.today() + LONGEST


def is_late(row: InviteeList) -> bool:
    """Whether nobody is invited any more: the last day to answer is over, or the theme was stopped."""
    return row.answer_by < clock.today() or not row.channel.theme.is_active


def compare_invitees(row: InviteeList, data: bytes, *, by: int | None, key: str) -> InviteeImport | None:
    """Keep a file for a day, to look at its differences; None when there are none. Changes nobody on the list. A file
    that was kept before goes. ``key``: that of the hashes by which people are known again.

    Raises BadFiles with every fault, Conflict when the last day to answer is over.
    """
    must_be_open(row)
    faults: list[BadInput] = []
    places = {fold(each.municipality.name): each.municipality_id for each in row.channel.theme.municipalities}
    rows, ignored = read_invitees(data, places, faults)
    if faults:
        raise BadFiles(faults)
    found = differences(row, rows, key=key)
    if not found.new and not found.changed:
        return None
    _empty_files(row)
    kept = InviteeImport(
        list_id=row.id,
        number=queries.count_invitee_imports(row.id) + 1,
        rows={"rows": [pack(each) for each in rows], "ignored": ignored},
        asked_by=by,
    )
    kept.in_list = row
    store(kept)
    emit(InviteesCompared(subject_id=row.channel.theme_id, list_id=row.id, import_id=kept.id))
    return kept


def rows_of(kept: InviteeImport) -> list[Row]:
    return [unpack(each) for each in kept.rows.get("rows", ())]


def differences(row: InviteeList, rows: list[Row], *, key: str) -> Differences:
    """One query."""
    theme_id = row.channel.theme_id
    known = queries.known_invitees(theme_id)
    found = Differences()
    for each in rows:
        there = known.get(_key_hash(theme_id, each, key))
        if there is None:
            found.new.append(each)
        elif there.wiped:
            found.silent += 1
        elif there.list_id != row.id:
            found.elsewhere += 1
        elif any(there.columns[name] != value for name, value in each.columns.items() if name in there.columns):
            found.changed.append((each, there))
        else:
            found.same += 1
    return found


def take_invitees(kept: InviteeImport, *, by: int | None, key: str) -> Differences:
    """Add and change whom the file names. Raises Conflict when it was done before, when the file was wiped since, or
    when the last day to answer is over."""
    row = kept.in_list
    db.session.refresh(row, ["version", "answer_by", "cleared_at"], with_for_update=True)  # one file at a time
    db.session.refresh(kept, ["version", "taken_at", "emptied_at"], with_for_update=True)
    if kept.taken_at is not None:
        raise Conflict(_("This file was taken over already."))
    if kept.emptied_at is not None:
        raise Conflict(_("This file is not kept any more. Send it again."))
    must_be_open(row)
    found = differences(row, rows_of(kept), key=key)
    theme_id, now = row.channel.theme_id, clock.now()
    same_for_all = {"list_id": row.id, "theme_id": theme_id, "added_at": now}
    new = [each.columns | same_for_all | {"key_hash": _key_hash(theme_id, each, key)} for each in found.new]
    try:
        if new:
            db.session.execute(insert(Invitee), new)
        if found.changed:
            db.session.execute(update(Invitee), [{"id": there.id, **each.columns} for each, there in found.changed])
    except IntegrityError as error:
        raise Conflict from error
    kept.rows, kept.taken_at, kept.taken_by, kept.emptied_at = {}, now, by, now
    flush()
    counts = {"added": len(found.new), "changed": len(found.changed)}
    emit(InviteesImported(subject_id=theme_id, list_id=row.id, import_id=kept.id, **counts))
    return found


def note_opened(invitee: Invitee) -> None:
    """Their code was typed, or the link in their mail was followed to its button: only the first time counts."""
    if invitee.opened_at is None:
        invitee.opened_at = clock.now()
        flush()
        emit(InviteeOpened(subject_id=invitee.theme_id, list_id=invitee.list_id, invitee_id=invitee.id))


def decline_invitee(invitee: Invitee) -> None:
    """No: name and address are wiped at once, and a file that names them again does not invite them again. Raises
    Conflict for who signed up with the code."""
    letter = queries.letter(invitee.letter_id) if invitee.letter_id is not None else None
    if letter is not None and letter.registration_id is not None:
        raise Conflict(_("Somebody signed up with this code already."))
    if invitee.declined_at is None:
        invitee.declined_at = clock.now()
        wipe(invitee)
        emit(InviteeDeclined(subject_id=invitee.theme_id, list_id=invitee.list_id, invitee_id=invitee.id))


def wipe(invitee: Invitee) -> None:
    for name, nothing in WIPED.items():
        setattr(invitee, name, nothing)
    invitee.cleared_at = invitee.cleared_at or clock.now()
    flush()


def clear_lists() -> None:
    """Wipe every list whose time is over."""
    for row in queries.lists_to_clear(clock.today() - INVITEES_KEPT):
        there, now = Invitee.list_id == row.id, clock.now()
        count = queries.count_named(row.id)
        db.session.execute(update(Invitee).where(there, Invitee.cleared_at.is_(None)).values(**WIPED, cleared_at=now))
        db.session.execute(update(Invitee).where(there).values(key_hash=None))
        row.cleared_at = now
        flush()
        _empty_files(row)
        emit(InviteesForgotten(subject_id=row.channel.theme_id, list_id=row.id, invitees=count))


def empty_old_files() -> None:
    """Wipe the files that nobody took over."""
    for kept in queries.files_to_empty(clock.now() - FILE_KEPT):
        _empty(kept)
        emit(InviteesForgotten(subject_id=kept.in_list.channel.theme_id, list_id=kept.list_id, invitees=0))


def _empty_files(row: InviteeList) -> None:
    for kept in queries.kept_files(row.id):
        _empty(kept)


def _empty(kept: InviteeImport) -> None:
    kept.rows, kept.emptied_at = {}, clock.now()
    flush()


def _must_be_kept(row: InviteeList) -> None:
    if row.cleared_at is not None:
        raise Conflict(_("The names and addresses of this list were wiped."))


def must_be_open(row: InviteeList) -> None:
    """Raises Conflict once the last day to answer is over."""
    _must_be_kept(row)
    if is_late(row):
        raise Conflict(_("The last day to answer is over. Change it first."))


def _key_hash(theme_id: int, row: Row, key: str) -> str:
    """By which a name at an address is known again, without keeping either."""
    text = f"{theme_id}:{row.home.key}:{fold(row.name)}"
    return hmac.new(f"invitee/1:{key}".encode(), text.encode(), hashlib.sha256).hexdigest()
