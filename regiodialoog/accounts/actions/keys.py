"""Password and second factor of staff. Whatever changes here, the owner of the mailbox is told."""

from sqlalchemy import delete, update

from regiodialoog.accounts import credentials
from regiodialoog.accounts.actions.tokens import use_up
from regiodialoog.accounts.credentials import Vault
from regiodialoog.accounts.events import Factor, PasswordSet, RecoveryCodesMade, SecondFactorSet, SecondFactorShown
from regiodialoog.accounts.models import Person, RecoveryCode
from regiodialoog.core import clock, mails
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.events import emit


def password_fits(person: Person | None, password: str) -> bool:
    """Whether this is the person's password. Costs as much when there is no person, or no password."""
    return credentials.password_fits(person.password_hash if person else "", password)


def start_enrolment(person: Person, password: str, vault: Vault) -> None:
    """Choose a password and make a secret for the app. Both may be done again until the app has shown a code."""
    if person.totp_since is not None:
        raise Conflict
    person.totp_secret = vault.lock(credentials.new_totp_secret())
    _set_password(person, password)


def replace_password(person: Person, password: str) -> None:
    """Choose another password; the caller has seen the second factor. Ends all sessions, and the links in mails."""
    _set_password(person, password)
    use_up(person)


def enrol(person: Person, code: str, vault: Vault) -> list[str] | None:
    """Finish with a code from the app. Returns the recovery codes, to be shown once; None when the code is wrong."""
    if person.totp_since is not None or not person.totp_secret:
        raise Conflict
    if not _use_app_code(person, code, vault):
        return None
    person.totp_since = clock.now()
    codes = _new_codes(person)
    _tell(person, "second_factor_set", mark=f"{person.session_epoch}")
    emit(SecondFactorSet(subject_id=person.id))
    return codes


def show_second_factor(person: Person, code: str, vault: Vault) -> bool:
    """Whether this is a code from the app, or a recovery code, that was never used before. Uses it up."""
    if person.totp_since is None:
        return False
    if _use_app_code(person, code, vault):
        emit(SecondFactorShown(subject_id=person.id, how=Factor.APP))
        return True
    if _use_recovery_code(person, code):
        emit(SecondFactorShown(subject_id=person.id, how=Factor.RECOVERY_CODE))
        return True
    return False


def renew_recovery_codes(person: Person) -> list[str]:
    """Ten new codes; the old ones stop working."""
    codes = _new_codes(person)
    _tell(person, "recovery_codes_made", mark=clock.now().isoformat())
    emit(RecoveryCodesMade(subject_id=person.id))
    return codes


def _set_password(person: Person, password: str) -> None:
    person.password_hash = credentials.hash_password(password)
    person.session_epoch += 1
    db.session.flush()
    _tell(person, "password_set", mark=f"{person.session_epoch}")  # every password ends the sessions before it
    emit(PasswordSet(subject_id=person.id))


def _tell(person: Person, what: str, *, mark: str) -> None:
    """Mail a notice, without a token. ``mark`` tells this change from the same kind of change at another time."""
    mails.post(
        f"emails/accounts/{what}.txt",
        address=person.address,
        language=person.language,
        dedupe_key=f"{what}:{person.id}:{mark}",
        person_id=person.id,
        person=person,
    )


def _use_app_code(person: Person, code: str, vault: Vault) -> bool:
    step = credentials.totp_step(vault.open(person.totp_secret), code, clock.now(), after=person.totp_last_step)
    if step is None:
        return False
    # in one statement, so that of two requests with the same code one is refused
    unused = (Person.id == person.id) & (Person.totp_last_step < step)
    return db.session.scalar(update(Person).where(unused).values(totp_last_step=step).returning(Person.id)) is not None


def _use_recovery_code(person: Person, code: str) -> bool:
    hashed = credentials.recovery_hash(person.id, code)
    unused = (RecoveryCode.person_id == person.id) & (RecoveryCode.code_hash == hashed) & RecoveryCode.used_at.is_(None)
    query = update(RecoveryCode).where(unused).values(used_at=clock.now()).returning(RecoveryCode.id)
    return db.session.scalar(query) is not None


def _new_codes(person: Person) -> list[str]:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    codes = credentials.new_recovery_codes()
    for code in codes:
        db.session.add(RecoveryCode(person_id=person.id, code_hash=credentials.recovery_hash(person.id, code)))
    db.session.flush()
    return codes
