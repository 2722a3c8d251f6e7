"""People for tests, and ways to be one of them."""

import re
from datetime import datetime

import pyotp
from sqlalchemy import select

from regiodialoog.accounts import actions
from regiodialoog.accounts.credentials import Vault
from regiodialoog.accounts.events import Registration
from regiodialoog.accounts.models import Person, RoleGrant
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.core.policy import Role, ScopeKind
from tests.support.client import HouseClient
from tests.support.server import SECRET

PASSWORD = "vier paarse fietsen zingen"
VAULT = Vault(SECRET)


def someone(name: str = "Anna de Wit", address: str = "anna@example.nl", *, language: str = "nl") -> Person:
    """Somebody with a confirmed address and no role."""
    return actions.register_person(
        name=name, address=address, language=language, how=Registration.LOADED, confirmed=True
    )


def staff(role: Role = Role.BUREAU, name: str = "Bram Bureau", address: str = "bram@example.nl") -> Person:
    """Somebody with a role over the region, given by the system."""
    person = someone(name, address)
    actions.give_role(person, role, ScopeKind.REGION, by=None, tell=False)
    db.session.refresh(person)
    return person


def administrator(name: str = "Ada Beheer", address: str = "ada@example.nl") -> Person:
    return staff(Role.ADMINISTRATOR, name, address)


def enrolled(person: Person) -> tuple[str, list[str]]:
    """Give somebody a password and an app. Returns the app's secret and the recovery codes."""
    actions.start_enrolment(person, PASSWORD, VAULT)
    secret = VAULT.open(person.totp_secret)
    codes = actions.enrol(person, app_code(secret), VAULT)
    assert codes is not None
    return secret, codes


def app_code(secret: str, at: datetime | None = None) -> str:
    return pyotp.TOTP(secret).at(at or clock.now())


def become(client: HouseClient, person: Person, *, second_factor: bool = True) -> None:
    """Sign somebody in without the ways there, which have tests of their own."""
    db.session.commit()
    with client.session_transaction() as cookie:
        cookie.clear()
        cookie["_user_id"] = person.get_id()
        cookie["signed_in_at"] = int(clock.now().timestamp())
        if second_factor:
            cookie["second_factor"] = True


def mails_to(address: str) -> list[OutboxMessage]:
    """What was sent to an address, oldest first."""
    query = select(OutboxMessage).where(OutboxMessage.address == address).order_by(OutboxMessage.id)
    return list(db.session.scalars(query))


def link_in(mail: OutboxMessage) -> str:
    """The path of the link with a token in a mail."""
    found = re.search(r"https?://[^/\s]+(/(?:inloggen|mijn/adres)/[\w-]{43})\b", mail.body)
    assert found, mail.body
    return found[1]


def kinds() -> list[str]:
    """What happened, oldest first."""
    return list(db.session.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)))


def held(person: Person) -> set[Role]:
    query = select(RoleGrant.role).where(RoleGrant.person_id == person.id, RoleGrant.ended_at.is_(None))
    return set(db.session.scalars(query))
