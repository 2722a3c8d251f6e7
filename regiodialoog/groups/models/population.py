"""How many people in a municipality give an answer of a question of the library, as a document says."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.core.db import Model
from regiodialoog.organisations.models import Source as Document

LONGEST_KEY, LONGEST_ANSWER = 40, 60


class Population(Model):
    """``question``: the key of a question of the library; ``answer``: one of its values; ``number``: so many people. An
    answer that has no row is not known there."""

    __tablename__ = "population"
    __table_args__ = (CheckConstraint("number >= 0", name="people_or_nobody"),)
    municipality_id: Mapped[int] = mapped_column(
        ForeignKey("municipalities.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    question: Mapped[str] = mapped_column(String(LONGEST_KEY), primary_key=True)
    answer: Mapped[str] = mapped_column(String(LONGEST_ANSWER), primary_key=True)
    number: Mapped[int]
    counted_on: Mapped[date]
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"), index=True)
    source: Mapped[Document] = relationship()
