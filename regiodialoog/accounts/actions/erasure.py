"""Leaving: the account goes, what was contributed stays as by a former participant."""

from flask_babel import gettext as _
from sqlalchemy import delete, or_

from regiodialoog.accounts import queries
from regiodialoog.accounts.actions.resets import withdraw_reset
from regiodialoog.accounts.actions.roles import end_role
from regiodialoog.accounts.events import Leaving, PersonErased
from regiodialoog.accounts.models import Person, RecoveryCode, SignInToken, address_key
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.events import emit
from regiodialoog.core.outbox import OutboxMessage


def erase(person: Person, *, how: Leaving = Leaving.SELF) -> None:
    """Remove name, address, keys, mails and roles of somebody.

    Raises Conflict for the last administrator. Other features let go of what they know when they hear PersonErased.
    """
    for grant in list(person.active_grants):
        end_role(grant, by=person.id, reason=_("The account was removed."))
    reset = queries.open_reset(person.id)
    if reset is not None:
        withdraw_reset(reset, by=person.id)
    _forget_traces(person)
    person.name, person.address, person.language, person.municipality_id = "", "", "nl", None
    person.password_hash, person.totp_secret, person.totp_since, person.totp_last_step = "", "", None, 0
    person.erased_at = clock.now()
    person.session_epoch += 1
    db.session.flush()
    emit(PersonErased(subject_id=person.id, how=how))


def _forget_traces(person: Person) -> None:
    """Links, codes and mails; also what was sent to the address without a name."""
    nameless = (OutboxMessage.person_id.is_(None)) & (OutboxMessage.address == person.address)
    db.session.execute(delete(OutboxMessage).where(or_(OutboxMessage.person_id == person.id, nameless)))
    by_address = (SignInToken.person_id.is_(None)) & (SignInToken.address == address_key(person.address))
    db.session.execute(delete(SignInToken).where(or_(SignInToken.person_id == person.id, by_address)))
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
