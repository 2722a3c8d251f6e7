"""A way to set a group up that the bureau kept, to begin the group of another theme with."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from regiodialoog.core import clock
from regiodialoog.core.db import Model, SortKey, Versioned, enum_type
from regiodialoog.groups.models.composition import CompensationKind

MOST_EVENINGS, MOST_WEEKS_BETWEEN = 20, 26


class OwnSetup(Versioned, Model):
    """What ``setups.json`` has of those that come with the platform. Names, reasons, compensation and costs are the
    words of the region.

    ``shares``: of each interest ``interest_id``, how many ``people`` and the ``filling``; ``weeks``: how long each
    phase takes, by its key; ``questions``: what is asked of whoever signs up, as ``setups.Question`` has it.
    """

    __tablename__ = "group_setups"
    __table_args__ = (
        CheckConstraint("people BETWEEN 1 AND 500", name="people_of_a_group"),
        CheckConstraint(f"evenings BETWEEN 1 AND {MOST_EVENINGS}", name="some_evenings"),
        CheckConstraint(f"weeks_between BETWEEN 1 AND {MOST_WEEKS_BETWEEN}", name="weeks_between_evenings"),
        CheckConstraint("(compensation_kind = 'none') = (compensation = '')", name="none_without_words"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    sort_key: Mapped[str] = mapped_column(SortKey, unique=True)
    why: Mapped[str] = mapped_column(Text)
    people: Mapped[int]
    evenings: Mapped[int]
    weeks_between: Mapped[int]
    shares: Mapped[list[dict[str, Any]]]
    compensation_kind: Mapped[CompensationKind | None] = mapped_column(enum_type(CompensationKind))
    compensation: Mapped[str] = mapped_column(Text, default="")
    help_offered: Mapped[list[str]] = mapped_column(default=list, server_default=text("'[]'"))
    costs: Mapped[str] = mapped_column(Text, default="")
    weeks: Mapped[dict[str, Any]]
    questions: Mapped[list[dict[str, Any]]] = mapped_column(default=list, server_default=text("'[]'"))
    kept_at: Mapped[datetime] = mapped_column(default=clock.now)
