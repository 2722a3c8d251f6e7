"""Offering a seat to an organisation: its contact names who comes, and with which mandate, or says no.

Whoever they name is invited as anybody is (``inviting``); the deputy is asked once the representative said yes.
"""

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _

from regiodialoog.accounts.credentials import new_token, token_hash
from regiodialoog.core import clock, mails
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush, store
from regiodialoog.groups import queries
from regiodialoog.groups.actions import inviting
from regiodialoog.groups.actions.guard import not_in_draw
from regiodialoog.groups.actions.standing_in import ask_deputy
from regiodialoog.groups.codes import code_hash, new_letter_code
from regiodialoog.groups.events import (
    OrganisationDeclined,
    OrganisationExpired,
    OrganisationInvited,
    OrganisationLetterMade,
    OrganisationOpened,
    OrganisationsForgotten,
    OrganisationWithdrawn,
    RepresentativeNamed,
)
from regiodialoog.groups.models import (
    ORGANISATIONS_ASKED,
    SEATS,
    Invitation,
    OrganisationInvitation,
    OrganisationState,
    Seat,
    SeatFilling,
    SeatState,
)
from regiodialoog.organisations.models import Organisation

CONTACTS_KEPT = timedelta(days=30)
"""How long after the last day to answer the contact of an organisation is kept that named somebody who did not come."""


def ask_organisation(
    seat: Seat,
    organisation: Organisation,
    *,
    contact: str,
    address: str,
    answer_by: date,
    remind_days: int,
    by: int | None,
    language: str = "nl",
) -> OrganisationInvitation:
    """Offer an open seat to an organisation; it is promised through ``answer_by``. Without an address nothing is
    mailed: a letter with a code can be printed. Raises Conflict when the seat is not open."""
    if seat.state is not SeatState.OPEN:
        raise Conflict(_("This place is not open any more."))
    not_in_draw(seat)
    text = new_token() if address else ""
    SEATS.move(seat, SeatState.PROMISED)
    seat.filling, seat.organisation_id = SeatFilling.INVITED, organisation.id
    row = OrganisationInvitation(
        seat_id=seat.id,
        organisation_id=organisation.id,
        contact=contact,
        address=address,
        token_hash=token_hash(text) if text else None,
        answer_by=answer_by,
        remind_days=remind_days if address else 0,
        sent_by=by,
    )
    row.seat, row.organisation = seat, organisation
    store(row)
    if text:
        mail_organisation("organisation_invited", row, language=language, token=text)
    emit(OrganisationInvited(**_about(row), seat_id=seat.id))
    return row


def mail_organisation(template: str, row: OrganisationInvitation, *, language: str, token: str) -> None:
    """To the contact, with a link of its own."""
    mails.post(
        f"emails/groups/{template}.txt",
        address=row.address,
        language=language,
        dedupe_key=f"{template}:{row.id}",
        secret=True,
        invitation=row,
        theme=row.seat.group.theme,
        token=token,
    )


def write_letter(row: OrganisationInvitation, *, key: str) -> str:
    """A code for a letter, to be printed at once: it is stored nowhere, and one that was printed before opens nothing
    any more. Raises Conflict when it was answered or it is too late."""
    _must_be_open(row)
    code = new_letter_code()
    row.code_hash, row.lettered_at = code_hash(code, key), clock.now()
    flush()
    emit(OrganisationLetterMade(**_about(row)))
    return code


def organisation_behind(text: str) -> OrganisationInvitation:
    """The invitation behind a link, whatever was answered. Raises NotFound."""
    return queries.organisation_by_hash(token_hash(text))


def can_be_answered(row: OrganisationInvitation) -> bool:
    return (
        row.state is OrganisationState.SENT
        and clock.today() <= row.answer_by
        and row.seat.group.theme.is_active
        and row.seat.state is SeatState.PROMISED
    )


def note_organisation_opened(row: OrganisationInvitation) -> None:
    """The contact pressed the button or typed the code: only the first time counts."""
    if row.opened_at is None:
        row.opened_at = clock.now()
        flush()
        emit(OrganisationOpened(**_about(row)))


def name_representative(
    row: OrganisationInvitation,
    *,
    name: str,
    address: str,
    may_agree: str,
    reports_to: str,
    deputy_name: str = "",
    deputy_address: str = "",
    language: str,
) -> Invitation:
    """The organisation says who comes: they get the mail that everybody gets who is invited, and answer themselves.
    Raises Conflict when it was answered or it is too late."""
    _must_be_open(row)
    SEATS.move(row.seat, SeatState.OPEN)
    invited = inviting.invite(
        row.seat,
        name=name,
        address=address,
        by=row.sent_by,
        organisation_id=row.organisation_id,
        language=language,
        named=True,
    )
    row.may_agree, row.reports_to = may_agree, reports_to
    row.deputy_name, row.deputy_address = deputy_name, deputy_address
    row.invitation, row.invitation_id = invited, invited.id
    _answered(row, OrganisationState.NAMED)
    emit(RepresentativeNamed(**_about(row), invitation_id=invited.id, with_deputy=bool(deputy_name)))
    return invited


def decline_for_organisation(row: OrganisationInvitation, *, reason: str = "") -> None:
    """No: the seat is open again, and the contact is wiped. ``reason`` is for the bureau alone."""
    _must_be_open(row)
    row.reason = reason
    _close(row, OrganisationState.DECLINED)
    emit(OrganisationDeclined(**_about(row)))


def expire_organisation(row: OrganisationInvitation) -> None:
    """No answer in time: the seat is open again, and the contact is wiped."""
    _close(row, OrganisationState.EXPIRED)
    emit(OrganisationExpired(**_about(row)))


def withdraw_from_organisation(row: OrganisationInvitation) -> None:
    """The bureau takes it back: the link opens nothing any more. Raises Conflict when it was answered."""
    _must_wait(row)
    _close(row, OrganisationState.WITHDRAWN)
    emit(OrganisationWithdrawn(**_about(row)))


def representative_came(row: OrganisationInvitation, *, language: str) -> None:
    """Whoever was named took the seat: now the deputy is asked, and the contact is wiped."""
    name, address = row.deputy_name, row.deputy_address
    clear_contact(row)
    if name:
        ask_deputy(row.seat, name=name, address=address, by=None, language=language)


def clear_contact(row: OrganisationInvitation) -> None:
    row.contact = row.address = row.deputy_name = row.deputy_address = ""
    row.cleared_at = row.cleared_at or clock.now()
    flush()


def forget_organisations(theme_id: int) -> None:
    """Wipe what organisations wrote for a theme: mandates and reasons, and who is left of the contacts."""
    rows = queries.organisations_with_words(theme_id)
    for row in rows:
        row.may_agree = row.reports_to = row.reason = ""
        clear_contact(row)
    if rows:
        emit(OrganisationsForgotten(subject_id=theme_id, organisations=len(rows)))


def _about(row: OrganisationInvitation) -> dict[str, Any]:
    return {"subject_id": row.seat.group.theme_id, "organisation_invitation_id": row.id}


def _must_wait(row: OrganisationInvitation) -> None:
    db.session.refresh(row, ["state", "version"], with_for_update=True)
    if row.state is not OrganisationState.SENT:
        raise Conflict(_("This was answered already."))


def _must_be_open(row: OrganisationInvitation) -> None:
    _must_wait(row)
    if not can_be_answered(row):
        raise Conflict(_("It is too late to answer. Please call or write to the bureau."))


def _close(row: OrganisationInvitation, state: OrganisationState) -> None:
    if row.seat.state is SeatState.PROMISED:
        SEATS.move(row.seat, SeatState.OPEN)
        row.seat.filling, row.seat.organisation_id = SeatFilling.ASSIGNED, None
    _answered(row, state)
    clear_contact(row)


def _answered(row: OrganisationInvitation, state: OrganisationState) -> None:
    ORGANISATIONS_ASKED.move(row, state)
    row.answered_at = clock.now()
    flush()
