"""The councils' assignment for a theme, and which council agreed to it."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.core import clock
from regiodialoog.core.db import Model, Versioned, enum_type
from regiodialoog.dialogues.models.theme import Theme
from regiodialoog.organisations.models import Municipality


class Influence(enum.StrEnum):
    """How much a group has to say, from little to much: meeweten, meedenken, adviseren, meebeslissen."""

    INFORMED = "informed"
    CONSULTED = "consulted"
    ADVISES = "advises"
    CO_DECIDES = "co_decides"


class Mandate(Versioned, Model):
    """What the councils ask. ``conditions`` are randvoorwaarden, ``fixed`` what is decided already, ``running`` the
    work that goes on meanwhile; ``outcome`` is what will be done with what the group brings."""

    __tablename__ = "mandates"
    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"), unique=True)
    question: Mapped[str] = mapped_column(Text)
    subquestions: Mapped[list[str]] = mapped_column(default=list)
    conditions: Mapped[list[str]] = mapped_column(default=list)
    fixed: Mapped[list[str]] = mapped_column(default=list)
    running: Mapped[list[str]] = mapped_column(default=list)
    influence: Mapped[Influence] = mapped_column(enum_type(Influence), default=Influence.ADVISES)
    influence_note: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str] = mapped_column(Text, default="")
    theme: Mapped[Theme] = relationship()


class MandateAgreement(Model):
    """What one council said of a mandate, on a day. Rows are added, never changed: the last one of a council counts.

    ``agrees`` False (it does not agree, or no longer) and every correction carry a ``reason``; ``document`` is the
    address of the council's decision.
    """

    __tablename__ = "mandate_agreements"
    __table_args__ = (CheckConstraint("agrees OR reason <> ''", name="refusal_has_a_reason"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandates.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), index=True)
    agrees: Mapped[bool] = mapped_column(default=True)
    agreed_on: Mapped[date]
    remark: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    document: Mapped[str] = mapped_column(String(500), default="")
    entered_at: Mapped[datetime] = mapped_column(default=clock.now)
    mandate: Mapped[Mandate] = relationship()
    municipality: Mapped[Municipality] = relationship()
