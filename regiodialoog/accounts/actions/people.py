"""Making an account, signing in, and changing what is known about oneself."""

import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from regiodialoog.accounts import queries
from regiodialoog.accounts.actions.tokens import LIFETIME, issue, use_up, use_up_confirmations
from regiodialoog.accounts.events import (
    PersonRegistered,
    PersonSignedIn,
    ProfileChanged,
    Registration,
    SignedOutEverywhere,
    Way,
)
from regiodialoog.accounts.models import EndedSession, Person, Purpose, address_key
from regiodialoog.accounts.renaming import name_changed
from regiodialoog.core import clock, jobs, mails, rows
from regiodialoog.core.db import db
from regiodialoog.core.events import emit
from regiodialoog.core.tidying import tidies

UNCONFIRMED_FOR = timedelta(days=7)
FORGET_JOB = "accounts.forget_unconfirmed"


def register_person(
    *,
    name: str,
    address: str,
    language: str = "nl",
    municipality_id: int | None = None,
    how: Registration = Registration.SELF,
    confirmed: bool = False,
) -> Person:
    """Make an account. ``confirmed``: the address needs no proof any more."""
    person = Person(
        name=name,
        address=address,
        language=language,
        municipality_id=municipality_id,
        confirmed_at=clock.now() if confirmed else None,
        invited_at=clock.now() if how in (Registration.INVITED, Registration.DESK) else None,
    )
    db.session.add(person)
    db.session.flush()
    emit(PersonRegistered(subject_id=person.id, how=how))
    return person


def register_without_address(
    *, name: str, language: str, municipality_id: int | None = None, how: Registration
) -> Person:
    """An account for somebody who has no e-mail address: nothing is mailed, and no link ever opens it. A code on paper
    does, or nobody; whoever is staff signs in by mail, so never such an account."""
    return register_person(
        name=name,
        address=secrets.token_hex(8) + mails.NOWHERE,
        language=language,
        municipality_id=municipality_id,
        how=how,
        confirmed=True,
    )


def sign_up(
    *,
    name: str,
    address: str,
    language: str,
    municipality_id: int | None = None,
    next_path: str = "",
    letter: str = "emails/accounts/confirm.txt",
    lifetime: timedelta = LIFETIME,
    **about: Any,
) -> Person:
    """Somebody makes an account and gets a link that confirms it, which works for ``lifetime``, at most as long as the
    account waits. Unconfirmed, it is gone in a week. The first time that somebody signs in ends such links.

    Whoever came for something else gets the ``letter`` of that, which is told ``about`` it as well.

    A known address gets the same answer: the mail says who is there already, and how to sign in instead.
    """
    known = [one for one in queries.at_address(address) if one.is_vouched_for]
    person = register_person(name=name, address=address, language=language, municipality_id=municipality_id)
    lifetime = min(lifetime, UNCONFIRMED_FOR)
    text, mark = issue(
        Purpose.SIGN_IN, address_key(address), person_id=person.id, next_path=next_path, lifetime=lifetime
    )
    mails.post(
        letter,
        address=address,
        language=language,
        dedupe_key=f"confirm:{mark}",
        person_id=person.id,
        secret=True,
        token=text,
        person=person,
        known=known,
        until=clock.now() + lifetime,
        **about,
    )
    jobs.enqueue(
        FORGET_JOB,
        {"person_id": person.id},
        dedupe_key=f"{FORGET_JOB}:{person.id}",
        run_at=clock.now() + UNCONFIRMED_FOR,
    )
    return person


def invite(*, name: str, address: str, language: str, municipality_id: int | None = None) -> Person:
    """Make an account for somebody else, who is told how to sign in. No token: an invitation may lie for weeks."""
    person = register_person(
        name=name, address=address, language=language, municipality_id=municipality_id, how=Registration.INVITED
    )
    mails.post(
        "emails/accounts/invited.txt",
        address=address,
        language=language,
        dedupe_key=f"invited:{person.id}",
        person_id=person.id,
        person=person,
    )
    return person


def sign_in(person: Person, *, how: Way) -> None:
    """Record that somebody signs in; a first time confirms the address."""
    first = person.confirmed_at is None
    if first:
        person.confirmed_at = clock.now()
        db.session.flush()
        use_up_confirmations(person)
    emit(PersonSignedIn(subject_id=person.id, how=how, first=first))


def sign_out(key: str, *, hours: int) -> None:
    """End one session: a copy of its cookie is worth nothing. ``hours``: after which it would be too old anyway."""
    if key:
        db.session.merge(EndedSession(key=key, until=clock.now() + timedelta(hours=hours)))
        rows.flush()


@tidies
def forget_ended_sessions() -> None:
    db.session.execute(delete(EndedSession).where(EndedSession.until < clock.now()))


def sign_out_everywhere(person: Person) -> None:
    """End every session of somebody, this one too, and every link that still lies in a mailbox."""
    person.session_epoch += 1
    use_up(person)
    db.session.flush()
    emit(SignedOutEverywhere(subject_id=person.id))


def change_profile(person: Person, *, name: str, language: str, municipality_id: int | None) -> None:
    """Change what somebody says about themselves; nothing changed, nothing told."""
    given, before = {"name": name, "language": language, "municipality_id": municipality_id}, person.name
    changed = tuple(field for field, value in given.items() if getattr(person, field) != value)
    for field in changed:
        setattr(person, field, given[field])
    if changed:
        db.session.flush()
        if "name" in changed:
            name_changed(person, before)
        emit(ProfileChanged(subject_id=person.id, fields=changed))
