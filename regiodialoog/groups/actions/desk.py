"""Signing up for somebody who calls or comes to the desk: the same questions and rules, filled in by the bureau."""

from typing import Any

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts import queries as people
from regiodialoog.accounts.events import Registration as HowRegistered
from regiodialoog.accounts.models import Person
from regiodialoog.core.text import sort_key
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.actions.letters import Lock, make_letter_for
from regiodialoog.groups.actions.recruiting import came, channel_of_kind
from regiodialoog.groups.actions.registering import register
from regiodialoog.groups.models import CameBy, ChannelKind, Registration


def sign_up_at_desk(
    theme: Theme,
    *,
    name: str,
    address: str,
    phone: str,
    post_address: str = "",
    language: str,
    channel_name: str,
    by: int,
    key: str,
    lock: Lock,
    **facts: Any,
) -> Registration:
    """Without an address somebody gets a code on the receipt. The bureau vouches for who gives an address: they count
    at once, and get a mail there. ``facts`` as ``register`` takes them.

    Raises Conflict when they are on the list already, or signing up is over; HoldsOffice.
    """
    municipality_id = facts["municipality_id"]
    person = known(name, address) or _new(name, address, language, municipality_id)
    row = register(theme, person, **facts, tell=bool(person.mail_address))
    channel = channel_of_kind(theme, ChannelKind.DESK, name=channel_name)
    came(row, how=CameBy.DESK, channel=channel, phone=phone, post_address=post_address, by=by)
    if not person.mail_address:
        make_letter_for(row, channel, by=by, key=key, lock=lock)
    return row


def known(name: str, address: str) -> Person | None:
    """Who has an account by that name at that address already."""
    there = people.at_address(address) if address else ()
    return next((one for one in there if one.confirmed_at is not None and one.sort_key == sort_key(name)), None)


def _new(name: str, address: str, language: str, municipality_id: int) -> Person:
    how = HowRegistered.DESK
    if not address:
        return accounts.register_without_address(name=name, language=language, municipality_id=municipality_id, how=how)
    return accounts.register_person(
        name=name, address=address, language=language, municipality_id=municipality_id, how=how, confirmed=True
    )
