"""How people come to a seat: they sign up, or they are invited."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import Model, enum_type
from regiodialoog.core.workflow import Workflow
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.models.composition import Seat
from regiodialoog.organisations.models import Interest, Municipality, Organisation


class RegistrationState(enum.StrEnum):
    REGISTERED = "registered"
    WITHDRAWN = "withdrawn"
    SEATED = "seated"
    NOT_SEATED = "not_seated"


REGISTRATIONS: Workflow[RegistrationState] = Workflow(
    {
        RegistrationState.REGISTERED: {
            RegistrationState.WITHDRAWN,
            RegistrationState.SEATED,
            RegistrationState.NOT_SEATED,
        },
        RegistrationState.WITHDRAWN: set(),
        RegistrationState.SEATED: {RegistrationState.WITHDRAWN},  # somebody leaves the group
        RegistrationState.NOT_SEATED: {RegistrationState.SEATED, RegistrationState.WITHDRAWN},  # a place came free
    },
    reasoned={RegistrationState.NOT_SEATED},
)
_OPEN = text("state IN ('registered', 'seated')")


class Condition(enum.StrEnum):
    """What a group can ask of everybody: an age, living or working here, no part in a council, college or bureau."""

    AGE = "age"
    PLACE = "place"
    OFFICE = "office"


class Registration(Model):
    """Somebody's wish to join the group of a theme, with only the answers that its quotas need.

    ``of_age``, ``of_place``, ``no_office``: whether each condition is met, None while nobody knows. The address, in the
    form of ``groups.homes``, is there only for a group that seats one person of a household; ``household_key`` is the
    whole of it. ``birth_hash`` is made of the name and a year of birth where one is asked (``groups.births``).
    All of these are wiped with the answers.

    ``answers``: the chosen value by feature. ``evenings``: the days, as ISO dates, on which the person can come;
    ``help_needed``: with what they want to be helped, of ``Help``. Answers, evenings, help and reason are emptied some
    time after the theme has ended; ``cleared_at`` says when.
    ``reason``: why there was no place, as the person reads it.
    """

    __tablename__ = "registrations"
    __table_args__ = (
        CheckConstraint("state <> 'not_seated' OR reason <> '' OR cleared_at IS NOT NULL", name="refused_with_reason"),
        CheckConstraint("(state = 'registered') = (decided_at IS NULL)", name="decided_at_a_moment"),
        Index(
            "uq_registrations_open", "theme_id", "person_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
        ),
        CheckConstraint(
            "(household_key = '') = (postcode = '') AND (household_key = '') = (house_number = '')",
            name="household_by_address",
        ),
        Index("ix_registrations_theme_id", "theme_id"),
        Index("ix_registrations_counted", "theme_id", "interest_id", "municipality_id", "state"),
        Index("ix_registrations_household", "theme_id", "household_key"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    interest_id: Mapped[int] = mapped_column(ForeignKey("interests.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    evenings: Mapped[list[str]] = mapped_column(default=list)
    help_needed: Mapped[list[str]] = mapped_column(default=list, server_default=text("'[]'"))
    of_age: Mapped[bool | None]
    of_place: Mapped[bool | None]
    no_office: Mapped[bool | None]
    postcode: Mapped[str] = mapped_column(String(6), default="", server_default=text("''"))
    house_number: Mapped[str] = mapped_column(String(5), default="", server_default=text("''"))
    house_addition: Mapped[str] = mapped_column(String(20), default="", server_default=text("''"))
    household_key: Mapped[str] = mapped_column(String(40), default="", server_default=text("''"))
    birth_hash: Mapped[str] = mapped_column(String(64), default="", server_default=text("''"))
    state: Mapped[RegistrationState] = mapped_column(enum_type(RegistrationState), default=RegistrationState.REGISTERED)
    reason: Mapped[str] = mapped_column(Text, default="")
    registered_at: Mapped[datetime] = mapped_column(default=clock.now)
    decided_at: Mapped[datetime | None]
    cleared_at: Mapped[datetime | None]
    theme: Mapped[Theme] = relationship()
    person: Mapped[Person] = relationship()
    interest: Mapped[Interest] = relationship()
    municipality: Mapped[Municipality] = relationship()
    organisation: Mapped[Organisation | None] = relationship()

    @property
    def is_nameless(self) -> bool:
        """Whether nobody but the person is told any more who it was: they withdrew and their answers were wiped."""
        return self.state is RegistrationState.WITHDRAWN and self.cleared_at is not None

    def meets(self, condition: Condition) -> bool | None:
        met: bool | None = getattr(self, MET[condition])
        return met


MET = {Condition.AGE: "of_age", Condition.PLACE: "of_place", Condition.OFFICE: "no_office"}
"""The column that says whether somebody meets a condition."""


class InvitationState(enum.StrEnum):
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"


INVITATIONS: Workflow[InvitationState] = Workflow(
    {
        InvitationState.SENT: {InvitationState.ACCEPTED, InvitationState.DECLINED, InvitationState.EXPIRED},
        InvitationState.ACCEPTED: set(),
        InvitationState.DECLINED: set(),
        InvitationState.EXPIRED: set(),
    }
)
_SENT = text("state = 'sent'")


class Invitation(Model):
    """A seat offered to somebody by e-mail. The link in the mail is good until it is answered or ``expires_on``.

    Only the SHA-256 of the link is here, and of that in the reminder (``again_hash``). Name and address are emptied
    when they are no longer needed (``cleared_at``). ``person_id`` is who accepted.
    """

    __tablename__ = "invitations"
    __table_args__ = (
        CheckConstraint("(state = 'sent') = (answered_at IS NULL)", name="answered_at_a_moment"),
        CheckConstraint("(state = 'accepted') = (person_id IS NOT NULL)", name="accepted_by_somebody"),
        CheckConstraint("(address = '') = (cleared_at IS NOT NULL)", name="cleared_without_address"),
        Index("uq_invitations_sent", "seat_id", unique=True, sqlite_where=_SENT, postgresql_where=_SENT),
        Index("ix_invitations_seat_id", "seat_id"),
        Index("uq_invitations_again_hash", "again_hash", unique=True),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    address: Mapped[str] = mapped_column(String(254))
    address_key: Mapped[str] = mapped_column(String(300), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    again_hash: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[InvitationState] = mapped_column(enum_type(InvitationState), default=InvitationState.SENT)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    sent_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    sent_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_on: Mapped[date]
    reminded_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    cleared_at: Mapped[datetime | None]
    seat: Mapped[Seat] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
