"""Who an opgave is of: leads, municipalities that take part, and parties with a role."""

import enum
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.agenda.models.agenda import ended_with_reason
from regiodialoog.core.db import Model, enum_type
from regiodialoog.organisations.models import Municipality, Organisation
from regiodialoog.programme.models.programme import ChallengeLine


class ChallengeLead(ChallengeLine, Model):
    """A bestuurlijk trekker, named as printed. ``note``: for which part, instead of whom, or why somebody is absent."""

    __tablename__ = "challenge_leads"
    function: Mapped[str] = mapped_column(String(100), default="")
    name: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(String(300), default="")
    starts_on: Mapped[date | None]


class ChallengeParticipation(ChallengeLine, Model):
    """A municipality that takes part in an opgave, in all of it or in a scope ("alleen Jeugd")."""

    __tablename__ = "challenge_participations"
    __table_args__ = (
        ended_with_reason(),
        Index("uq_challenge_participations_open", "challenge_id", "municipality_id", unique=True,
              sqlite_where=text("ended_on IS NULL"), postgresql_where=text("ended_on IS NULL")),
    )  # fmt: skip
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), index=True)
    scope: Mapped[str] = mapped_column(String(300), default="")
    starts_on: Mapped[date | None]
    municipality: Mapped[Municipality] = relationship()


class PartyRole(enum.StrEnum):
    """What a party is to an opgave. SENDER: it speaks to the State for all. TAKES_PART: in one activity only."""

    COMMISSIONER = "commissioner"
    PARTNER = "partner"
    SUPPORTER = "supporter"
    SENDER = "sender"
    MENTIONED = "mentioned"
    TAKES_PART = "takes_part"


class ChallengeParty(ChallengeLine, Model):
    """An organisation, a municipality or the region itself, with its role in an opgave, a subtrack or an activity."""

    __tablename__ = "challenge_parties"
    __table_args__ = (
        ended_with_reason(),
        CheckConstraint("organisation_id IS NULL OR municipality_id IS NULL", name="one_party"),
        CheckConstraint(
            "is_region = (organisation_id IS NULL AND municipality_id IS NULL)", name="else_it_is_the_region"
        ),
        CheckConstraint("subtrack_id IS NULL OR activity_id IS NULL", name="in_one_place"),
    )
    role: Mapped[PartyRole] = mapped_column(enum_type(PartyRole))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipalities.id"), index=True)
    is_region: Mapped[bool] = mapped_column(default=False)
    subtrack_id: Mapped[int | None] = mapped_column(ForeignKey("challenge_subtracks.id"), index=True)
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("challenge_activities.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    organisation: Mapped[Organisation | None] = relationship()
    municipality: Mapped[Municipality | None] = relationship()
