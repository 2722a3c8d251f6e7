"""Offering a seat to somebody by mail, and what they answer."""

from collections.abc import Mapping
from datetime import timedelta

from flask_babel import gettext as _

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts import queries as people
from regiodialoog.accounts.credentials import new_token, token_hash
from regiodialoog.accounts.events import Registration as HowRegistered
from regiodialoog.accounts.models import Person, address_key
from regiodialoog.core import clock, mails
from regiodialoog.core.errors import Conflict, NotFound
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush, store
from regiodialoog.core.text import sort_key
from regiodialoog.groups import queries
from regiodialoog.groups.actions.conditions import keep_met, turn_away
from regiodialoog.groups.actions.guard import not_in_draw
from regiodialoog.groups.actions.may_sit import CANNOT_TAKE, may_be_invited, may_sit
from regiodialoog.groups.actions.seating import fill
from regiodialoog.groups.events import InvitationAccepted, InvitationDeclined, InvitationExpired, Invited
from regiodialoog.groups.models import (
    INVITATIONS,
    SEATS,
    Condition,
    Invitation,
    InvitationState,
    Registration,
    Seat,
    SeatFilling,
    SeatState,
)
from regiodialoog.groups.queries import eligibility

ANSWER_WITHIN = timedelta(days=14)


def invite(
    seat: Seat,
    *,
    name: str,
    address: str,
    by: int | None,
    organisation_id: int | None = None,
    language: str = "nl",
    named: bool = False,
) -> Invitation:
    """Offer an open seat to somebody; it is promised until they answer, or two weeks have gone by. ``named``: their
    organisation itself named them.

    Raises Conflict when the seat is not open.
    """
    if seat.state is not SeatState.OPEN:
        raise Conflict(_("This place is not open any more."))
    not_in_draw(seat)
    text = new_token()
    SEATS.move(seat, SeatState.PROMISED)
    seat.filling, seat.organisation_id = SeatFilling.INVITED, organisation_id
    row = Invitation(
        seat_id=seat.id,
        organisation_id=organisation_id,
        name=name,
        address=address,
        address_key=address_key(address),
        token_hash=token_hash(text),
        sent_by=by,
        expires_on=clock.today() + ANSWER_WITHIN,
    )
    row.seat = seat
    store(row)
    mails.post(
        "emails/groups/invited.txt",
        address=address,
        language=language,
        dedupe_key=f"group-invitation:{row.id}",
        secret=True,
        invitation=row,
        theme=seat.group.theme,
        group=seat.group,
        token=text,
        named=named,
    )
    emit(Invited(subject_id=seat.group.theme_id, invitation_id=row.id, seat_id=seat.id))
    return row


def invitation(text: str) -> Invitation:
    """The invitation behind a link, while it can be answered. Raises NotFound."""
    found = invitation_behind(text)
    if not invitation_is_open(found):
        raise NotFound
    return found


def invitation_behind(text: str) -> Invitation:
    """The invitation behind a link, whatever was answered. Raises NotFound."""
    return queries.invitation_by_hash(token_hash(text))


def invitation_is_open(row: Invitation) -> bool:
    return row.state is InvitationState.SENT and clock.today() <= row.expires_on


def accept(
    row: Invitation,
    *,
    name: str,
    municipality_id: int | None,
    language: str,
    met: Mapping[Condition, bool] | None = None,
) -> Person:
    """Whoever holds the link reads that mailbox: they sit down, with a new account unless there is one by that name.
    ``met``: the conditions about which they said something; the others are not known.

    Raises HoldsOffice, and Conflict for who does not meet a condition, or signed up as well and may not sit.
    """
    group, told = row.seat.group, met or {}
    person = person_at(row.address, name=name, municipality_id=municipality_id, language=language)
    if queries.seat_of(group.theme, person.id) is not None:
        raise Conflict(_("You have a place in this group already. Say no here, so that somebody else can be asked."))
    held = may_be_invited(group, person, told, for_organisation=row.organisation_id is not None)
    signed_up = queries.latest_registration(row.seat.group.theme, person.id)
    if signed_up is not None:
        _may_sit(row, signed_up)
    INVITATIONS.move(row, InvitationState.ACCEPTED)
    row.answered_at, row.person_id = clock.now(), person.id
    home = None if row.seat.municipality_id else municipality_id
    fill(row.seat, person, filling=SeatFilling.INVITED, home_id=home, by=None)
    keep_met(group, person, {each: told.get(each) for each in held})
    emit(InvitationAccepted(subject_id=row.seat.group.theme_id, invitation_id=row.id))
    return person


def decline(row: Invitation) -> None:
    """No: the seat is open again, and name and address are wiped."""
    _close(row, InvitationState.DECLINED)
    emit(InvitationDeclined(subject_id=row.seat.group.theme_id, invitation_id=row.id))


def turn_away_invited(row: Invitation, condition: Condition) -> None:
    """They wanted to join and do not meet a condition: as a no, and counted; who it was is kept no more than of who
    signs up."""
    turn_away(row.seat.group, condition)
    decline(row)


def expire(row: Invitation) -> None:
    """No answer in time: the seat is open again, and name and address are wiped."""
    _close(row, InvitationState.EXPIRED)
    emit(InvitationExpired(subject_id=row.seat.group.theme_id, invitation_id=row.id))


def _may_sit(row: Invitation, signed_up: Registration) -> None:
    try:
        may_sit(
            row.seat.group,
            signed_up,
            held=eligibility.conditions_of(row.seat.group, for_organisation=row.organisation_id is not None),
        )
    except Conflict as error:
        raise Conflict(CANNOT_TAKE) from error


def _close(row: Invitation, state: InvitationState) -> None:
    INVITATIONS.move(row, state)
    SEATS.move(row.seat, SeatState.OPEN)
    row.seat.filling, row.seat.organisation_id = SeatFilling.ASSIGNED, None
    row.answered_at = clock.now()
    clear(row)


def clear(row: Invitation) -> None:
    row.name, row.address, row.address_key = "", "", ""
    row.cleared_at = clock.now()
    flush()


def known_at(address: str, *, name: str) -> Person | None:
    """Who has the account that an answer by that name belongs to, if there is one."""
    there = [one for one in people.at_address(address) if one.confirmed_at is not None]
    same = [one for one in there if one.sort_key == sort_key(name)]
    return (same or there)[0] if same or len(there) == 1 else None


def person_at(address: str, *, name: str, municipality_id: int | None, language: str) -> Person:
    """Who answered a link that was sent to an address: the one there by that name, or a new account."""
    return known_at(address, name=name) or accounts.register_person(
        name=name,
        address=address,
        language=language,
        municipality_id=municipality_id,
        how=HowRegistered.INVITED,
        confirmed=True,
    )
