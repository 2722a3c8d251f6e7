"""A lost phone: one administrator asks for a reset, another one does it, and the person hears of both."""

from flask_babel import gettext as _
from sqlalchemy import delete

from regiodialoog.accounts import queries
from regiodialoog.accounts.events import ResetAsked, ResetWithdrawn, SecondFactorWasReset
from regiodialoog.accounts.models import RESET_WORKFLOW, Person, RecoveryCode, ResetState, SecondFactorReset
from regiodialoog.core import clock, mails
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Forbidden
from regiodialoog.core.events import emit


def ask_reset(person: Person, *, by: int) -> SecondFactorReset:
    """Ask to forget somebody's password, app and recovery codes. Raises Conflict when that is asked already."""
    if by == person.id:
        raise Forbidden(_("Another administrator has to do this for you."))
    if queries.open_reset(person.id) is not None:
        raise Conflict(_("A reset was asked for already. Another administrator can approve it."))
    reset = SecondFactorReset(person_id=person.id, asked_by=by)
    db.session.add(reset)
    db.session.flush()
    _tell("emails/accounts/reset_asked.txt", person, f"reset-asked:{reset.id}")
    emit(ResetAsked(subject_id=person.id, reset_id=reset.id))
    return reset


def approve_reset(reset: SecondFactorReset, *, by: int) -> None:
    """Do it: the person sets up everything anew after signing in by mail. Never by who asked, nor by the person."""
    if by in (reset.asked_by, reset.person_id):
        raise Forbidden(_("A second administrator has to approve this."))
    person = queries.person(reset.person_id)
    _decide(reset, ResetState.APPROVED, by)
    person.password_hash, person.totp_secret, person.totp_since = "", "", None
    person.session_epoch += 1
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    db.session.flush()
    _tell("emails/accounts/reset_done.txt", person, f"reset-done:{reset.id}")
    emit(SecondFactorWasReset(subject_id=person.id, reset_id=reset.id))


def withdraw_reset(reset: SecondFactorReset, *, by: int) -> None:
    """Leave everything as it is."""
    _decide(reset, ResetState.WITHDRAWN, by)
    emit(ResetWithdrawn(subject_id=reset.person_id, reset_id=reset.id))


def _decide(reset: SecondFactorReset, state: ResetState, by: int) -> None:
    db.session.refresh(reset, with_for_update=True)  # of two who decide at once, the second one hears that it is done
    RESET_WORKFLOW.move(reset, state)
    reset.decided_by, reset.decided_at = by, clock.now()
    db.session.flush()


def _tell(template: str, person: Person, dedupe_key: str) -> None:
    mails.post(
        template,
        address=person.address,
        language=person.language,
        dedupe_key=dedupe_key,
        person_id=person.id,
        person=person,
    )
