"""A seat offered to an organisation, whose contact names who comes."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.core import clock
from regiodialoog.core.db import Model, Versioned, enum_type
from regiodialoog.core.workflow import Workflow
from regiodialoog.groups.models.composition import Seat
from regiodialoog.groups.models.ways_in import Invitation, InvitationState
from regiodialoog.organisations.models import Organisation

MOST_REMIND_DAYS = 30


class OrganisationState(enum.StrEnum):
    """WITHDRAWN: the bureau took it back."""

    SENT = "sent"
    NAMED = "named"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


ORGANISATIONS_ASKED: Workflow[OrganisationState] = Workflow(
    {
        OrganisationState.SENT: {
            OrganisationState.NAMED,
            OrganisationState.DECLINED,
            OrganisationState.EXPIRED,
            OrganisationState.WITHDRAWN,
        },
        OrganisationState.NAMED: set(),
        OrganisationState.DECLINED: set(),
        OrganisationState.EXPIRED: set(),
        OrganisationState.WITHDRAWN: set(),
    }
)


class HowFar(enum.StrEnum):
    """How far an organisation is, as the bureau reads it. Computed, stored nowhere."""

    TO_SEND = "to_send"
    SENT = "sent"
    OPENED = "opened"
    NAMED = "named"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNANSWERED = "unanswered"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


_WAITS = text("state = 'sent'")
_OF_WHO_WAS_NAMED = {
    InvitationState.SENT: HowFar.NAMED,
    InvitationState.ACCEPTED: HowFar.ACCEPTED,
    InvitationState.DECLINED: HowFar.REFUSED,
    InvitationState.EXPIRED: HowFar.UNANSWERED,
}


class OrganisationInvitation(Versioned, Model):
    """The seat is promised until the contact answered, or ``answer_by`` is over; ``invitation_id`` is that of the
    representative whom they named. The contact gets no account.

    Of the link in the mail (``token_hash``), that in the reminder (``again_hash``) and the code of the letter
    (``code_hash``) only hashes are here. ``remind_days``: so many days before ``answer_by`` they get a reminder; 0 for
    none. ``may_agree`` and ``reports_to`` are the mandate, in the words of the organisation. ``reason``: why it does
    not join, for the bureau alone. Contact and deputy are emptied when they are no longer needed (``cleared_at``); the
    words with the answers of the theme.
    """

    __tablename__ = "organisation_invitations"
    __table_args__ = (
        CheckConstraint("(state = 'sent') = (answered_at IS NULL)", name="answered_at_a_moment"),
        CheckConstraint("(state = 'named') = (invitation_id IS NOT NULL)", name="named_somebody"),
        CheckConstraint("state = 'declined' OR reason = ''", name="reason_of_who_declined"),
        CheckConstraint("(contact = '') = (cleared_at IS NOT NULL)", name="cleared_without_contact"),
        CheckConstraint(
            "cleared_at IS NULL OR (address = '' AND deputy_name = '' AND deputy_address = '')",
            name="cleared_without_addresses",
        ),
        CheckConstraint("(deputy_name = '') = (deputy_address = '')", name="deputy_with_address"),
        CheckConstraint(f"remind_days BETWEEN 0 AND {MOST_REMIND_DAYS}", name="reminded_days_before"),
        Index(
            "uq_organisation_invitations_waits", "seat_id", unique=True, sqlite_where=_WAITS, postgresql_where=_WAITS
        ),
        Index("ix_organisation_invitations_seat_id", "seat_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    contact: Mapped[str] = mapped_column(String(100))
    address: Mapped[str] = mapped_column(String(254), default="")
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    again_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[OrganisationState] = mapped_column(enum_type(OrganisationState), default=OrganisationState.SENT)
    answer_by: Mapped[date]
    remind_days: Mapped[int] = mapped_column(default=0)
    may_agree: Mapped[str] = mapped_column(Text, default="")
    reports_to: Mapped[str] = mapped_column(Text, default="")
    deputy_name: Mapped[str] = mapped_column(String(100), default="")
    deputy_address: Mapped[str] = mapped_column(String(254), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitations.id"), unique=True)
    sent_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    lettered_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    cleared_at: Mapped[datetime | None]
    seat: Mapped[Seat] = relationship()
    organisation: Mapped[Organisation] = relationship()
    invitation: Mapped[Invitation | None] = relationship()

    @property
    def how_far(self) -> HowFar:
        if self.invitation is not None:
            return _OF_WHO_WAS_NAMED[self.invitation.state]
        if self.state is not OrganisationState.SENT:
            return HowFar(self.state.value)
        if self.opened_at is not None:
            return HowFar.OPENED
        return HowFar.SENT if self.address or self.lettered_at is not None else HowFar.TO_SEND
