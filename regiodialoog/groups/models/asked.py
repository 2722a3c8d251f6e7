"""How a feature of the composition is asked of whoever signs up."""

import enum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.core.db import Model, Versioned, enum_type
from regiodialoog.groups.models.composition import Group


class Source(enum.StrEnum):
    """What is asked: the answer itself, a year of birth, the digits of a postcode, or an answer of a finer list."""

    ANSWER = "answer"
    BIRTH_YEAR = "birth_year"
    POSTCODE = "postcode"
    LIST = "list"


class Asked(Versioned, Model):
    """A feature whose value follows by rules from what is asked; what was asked is kept nowhere, the value is (and of a
    year of birth what ``groups.births`` makes of it).

    ``rules`` as ``asking.Rules`` writes them. ``year``: whose ages count, for a year of birth. ``why``: what whoever
    signs up reads; each demand has a reason of its own beside it. ``started_from``: how many people gave each value by
    the figures that the demands were started from; empty when they were not. A feature that has no row here is asked by
    its values.
    """

    __tablename__ = "asked"
    __table_args__ = (
        UniqueConstraint("group_id", "feature"),
        CheckConstraint("(source = 'birth_year') = (year IS NOT NULL)", name="ages_in_a_year"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    feature: Mapped[str] = mapped_column(String(60))
    source: Mapped[Source] = mapped_column(enum_type(Source))
    rules: Mapped[list[dict[str, Any]]]
    year: Mapped[int | None]
    why: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    started_from: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    group: Mapped[Group] = relationship()
