"""What opens an account: tokens by mail, recovery codes, and the reset of a lost second factor by two people."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from regiodialoog.core import clock
from regiodialoog.core.db import Infrastructure, Model, enum_type
from regiodialoog.core.workflow import Workflow


class Purpose(enum.StrEnum):
    """What a mailed token is good for."""

    SIGN_IN = "sign_in"
    CHANGE_ADDRESS = "change_address"


class SignInToken(Model, Infrastructure):
    """A link in a mail: good once, for a short time. Only its SHA-256 is here.

    ``person_id`` is empty for a link asked by address: whoever lives at that address may then choose who they are.
    """

    __tablename__ = "sign_in_tokens"
    __table_args__ = (
        CheckConstraint("purpose <> 'change_address' OR person_id IS NOT NULL", name="change_is_somebodys"),
        Index("ix_sign_in_tokens_expires_at", "expires_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[Purpose] = mapped_column(enum_type(Purpose))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    address: Mapped[str] = mapped_column(String(254))
    next_path: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    @property
    def mark(self) -> str:
        """What tells it from every other token ever; SQLite gives the number of a deleted last row once more."""
        return self.token_hash[:20]


class EndedSession(Model, Infrastructure):
    """A session that somebody signed out of: a copy of its cookie opens nothing. Kept until it would be too old."""

    __tablename__ = "ended_sessions"
    key: Mapped[str] = mapped_column(String(43), primary_key=True)
    until: Mapped[datetime]


class RecoveryCode(Model, Infrastructure):
    """One of ten codes for when the phone is lost. Long and random, so a plain SHA-256 hides it well enough."""

    __tablename__ = "recovery_codes"
    __table_args__ = (Index("uq_recovery_codes_person_id_code_hash", "person_id", "code_hash", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]


class ResetState(enum.StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


RESET_WORKFLOW: Workflow[ResetState] = Workflow(
    {
        ResetState.ASKED: {ResetState.APPROVED, ResetState.WITHDRAWN},
        ResetState.APPROVED: set(),
        ResetState.WITHDRAWN: set(),
    }
)
_OPEN = text("state = 'asked'")


class SecondFactorReset(Model):
    """One administrator asks, another decides; never the person themselves."""

    __tablename__ = "second_factor_resets"
    __table_args__ = (
        CheckConstraint("asked_by <> person_id", name="not_asked_for_oneself"),
        CheckConstraint(
            "state <> 'approved' OR (decided_by <> asked_by AND decided_by <> person_id)", name="two_people"
        ),
        CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name="decided_iff_dated"),
        CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="decided_by_somebody"),
        Index("uq_second_factor_resets_open", "person_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    state: Mapped[ResetState] = mapped_column(enum_type(ResetState), default=ResetState.ASKED)
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    decided_at: Mapped[datetime | None]
