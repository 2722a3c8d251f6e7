"""Channels by which people hear of a group, and how each registration came in."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import or_, update

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, flush, store
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries
from regiodialoog.groups.codes import new_channel_code
from regiodialoog.groups.events import ChannelChanged, ChannelMade, ReceiptPrinted, RegistrationChanged
from regiodialoog.groups.models import Arrival, CameBy, Channel, ChannelKind, Registration


def make_channel(theme: Theme, *, kind: ChannelKind, name: str) -> Channel:
    """A channel with a code that nobody had and nobody gets again."""
    code = new_channel_code()
    while queries.channel_by_code(code) is not None:
        code = new_channel_code()
    row = Channel(theme_id=theme.id, kind=kind, name=name, code=code)
    row.theme = theme
    store(row)
    emit(ChannelMade(subject_id=theme.id, channel_id=row.id))
    return row


def change_channel(channel: Channel, **facts: Any) -> None:
    """Change its name; its code and its kind stay what they are."""
    _tell(channel, assign(channel, **facts))


def switch_channel(channel: Channel, *, on: bool) -> None:
    """Put a channel on the list or take it off; its address works either way."""
    if on != (channel.hidden_at is None):
        _tell(channel, assign(channel, hidden_at=None if on else clock.now()))


def _tell(channel: Channel, fields: tuple[str, ...]) -> None:
    if fields:
        emit(ChannelChanged(subject_id=channel.theme_id, channel_id=channel.id, fields=fields))


def came(
    registration: Registration,
    *,
    how: CameBy = CameBy.SITE,
    channel: Channel | None = None,
    phone: str = "",
    post_address: str = "",
    by: int | None = None,
    receipt_waits: bool = False,
) -> Arrival:
    """Write down how a registration came in, in the transaction in which it was made: its own event tells it.

    A channel of another theme says nothing about this one."""
    known = channel if channel is not None and channel.theme_id == registration.theme_id else None
    row = Arrival(
        registration_id=registration.id,
        channel_id=known.id if known else None,
        how=how,
        phone=phone,
        post_address=post_address,
        filled_in_by=by,
        receipt_waits=receipt_waits,
    )
    store(row)
    return row


def reach_at(registration: Registration, *, by: int, **where: str) -> None:
    """By which ``phone`` and ``post_address`` somebody can be reached who has no e-mail address; empty for none."""
    row = queries.arrival(registration.id)
    if row is None and not any(where.values()):
        return
    row = row or came(registration, how=CameBy.DESK, by=by)
    if fields := assign(row, **where):
        emit(RegistrationChanged(subject_id=registration.theme_id, registration_id=registration.id, fields=fields))


def receipt_printed(registration: Registration) -> None:
    """The receipt of who has no e-mail address is on paper. Raises Conflict when none waits."""
    row = queries.arrival(registration.id)
    if row is None or not row.receipt_waits:
        raise Conflict(_("This receipt has been printed already."))
    row.receipt_waits = False
    flush()
    emit(ReceiptPrinted(subject_id=registration.theme_id, registration_id=registration.id))


def forget_reach(registration: Registration) -> None:
    """Wipe by which number and where somebody could be reached about a registration; no receipt is printed of it any
    more."""
    mine, there = Arrival.registration_id == registration.id, or_(Arrival.phone != "", Arrival.receipt_waits)
    there = or_(there, Arrival.post_address != "")
    db.session.execute(update(Arrival).where(mine, there).values(phone="", post_address="", receipt_waits=False))
    flush()


def channel_of_kind(theme: Theme, kind: ChannelKind, *, name: str) -> Channel:
    """The first channel of a kind on the list of a theme; made when there is none."""
    return queries.first_channel(theme.id, kind) or make_channel(theme, kind=kind, name=name)
