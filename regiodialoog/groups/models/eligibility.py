"""Whether somebody who did not sign up meets the conditions of a group."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from regiodialoog.core.db import Model
from regiodialoog.groups.models.ways_in import MET, Condition


class Eligibility(Model):
    """Of who came by an invitation, or stands in for somebody: what a registration says of who signed up.

    Each is None while nobody knows, or where it does not matter. The whole row is wiped with the answers of the theme.
    """

    __tablename__ = "eligibilities"
    __table_args__ = (UniqueConstraint("group_id", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    of_age: Mapped[bool | None]
    of_place: Mapped[bool | None]
    no_office: Mapped[bool | None]

    def meets(self, condition: Condition) -> bool | None:
        met: bool | None = getattr(self, MET[condition])
        return met
