"""A person with an account; also the actor that core.policy asks about."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from regiodialoog.accounts.models.roles import RoleGrant
from regiodialoog.core import clock, mails
from regiodialoog.core.db import Model, SortKey
from regiodialoog.core.policy import STAFF, Grant
from regiodialoog.core.text import clean_line, sort_key

FORMER = _l("former participant")
_UNCONFIRMED = text("confirmed_at IS NULL")


def address_key(address: str) -> str:
    """The form of an e-mail address by which it is looked up: capitals do not matter, invisible signs neither.

    No casefold(): that makes one of straße.example and strasse.example, which are two mailboxes of two people.
    """
    return clean_line(address).lower()


class Person(Model):
    """Somebody with an account. Several people may share one address. After erasure only the row's number is left.

    ``second_factor`` and ``held`` are no columns: the session of this request says them.
    """

    __tablename__ = "people"
    __table_args__ = (
        CheckConstraint("(erased_at IS NOT NULL) = (address = '')", name="erased_without_address"),
        CheckConstraint("(erased_at IS NOT NULL) = (name = '')", name="erased_without_name"),
        CheckConstraint("erased_at IS NULL OR (password_hash = '' AND totp_secret = '')", name="erased_without_keys"),
        CheckConstraint("totp_since IS NULL OR totp_secret <> ''", name="enrolled_with_a_secret"),
        Index("ix_people_unconfirmed", "id", sqlite_where=_UNCONFIRMED, postgresql_where=_UNCONFIRMED),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    sort_key: Mapped[str] = mapped_column(SortKey, index=True)
    address: Mapped[str] = mapped_column(String(254))
    address_key: Mapped[str] = mapped_column(String(300), index=True)
    language: Mapped[str] = mapped_column(String(8), default="nl")
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipalities.id"), index=True)
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    totp_secret: Mapped[str] = mapped_column(String(300), default="")
    """Encrypted with the installation's key; pending until ``totp_since`` says that a code was shown."""
    totp_since: Mapped[datetime | None]
    totp_last_step: Mapped[int] = mapped_column(default=0)
    """The latest 30-second step whose code was used: that one and older ones are refused."""
    session_epoch: Mapped[int] = mapped_column(default=1)
    confirmed_at: Mapped[datetime | None]
    invited_at: Mapped[datetime | None]
    """When the bureau made the account; empty for one that somebody made alone."""
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    erased_at: Mapped[datetime | None]

    active_grants: Mapped[list[RoleGrant]] = relationship(
        primaryjoin=lambda: (RoleGrant.person_id == Person.id) & RoleGrant.ended_at.is_(None),
        foreign_keys=lambda: [RoleGrant.person_id],
        order_by=lambda: [RoleGrant.given_at, RoleGrant.id],
        viewonly=True,
    )

    second_factor = False
    held = cast("Sequence[Grant] | None", None)
    """The grants of a session, as they were read with its person; None: not so read, or they changed since."""
    is_authenticated = True
    is_anonymous = False

    @validates("name")
    def _keep_sort_key(self, _attribute: str, name: str) -> str:
        self.sort_key = sort_key(name)
        return name

    @validates("address")
    def _keep_address_key(self, _attribute: str, address: str) -> str:
        self.address_key = address_key(address)
        return address

    @property
    def person_id(self) -> int:
        return self.id

    @property
    def grants(self) -> Sequence[Grant]:
        return self.active_grants if self.held is None else self.held

    @property
    def is_active(self) -> bool:
        return self.erased_at is None

    @property
    def is_vouched_for(self) -> bool:
        """Whether this person belongs at the address: it was proved, or the bureau says so. A sign-up is a claim."""
        return self.confirmed_at is not None or self.invited_at is not None

    @property
    def mail_address(self) -> str:
        """Where mail reaches this person; empty for who has no e-mail."""
        return self.address if mails.reaches(self.address) else ""

    @property
    def is_staff(self) -> bool:
        """Whether any role held now needs a second factor."""
        return any(grant.role in STAFF for grant in self.grants)

    @property
    def has_second_factor(self) -> bool:
        """Whether password and app are both set up."""
        return bool(self.password_hash) and self.totp_since is not None

    @property
    def display_name(self) -> str:
        return self.name or str(FORMER)

    def get_id(self) -> str:
        """What the session keeps: worthless once the epoch has moved on."""
        return f"{self.id}.{self.session_epoch}"


@event.listens_for(Person, "expire")
def _forget_held(person: Person | None, _attributes: object) -> None:
    if person is not None:  # nobody holds on to this row any more
        person.held = None
