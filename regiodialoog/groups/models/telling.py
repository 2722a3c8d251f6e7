"""Many people who are told the same, in blocks: so that no press of a button has to send ten thousand mails."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.core import clock
from regiodialoog.core.db import Infrastructure, JsonObject, Model, enum_type
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.models.draw import Draw

_GOES_ON = text("draw_id IS NULL AND ended_at IS NULL")


class TellingKind(enum.StrEnum):
    """OUTCOME: how it ended for somebody. SEALED: that they take part in a draw. ABANDONED: that it does not go on."""

    OUTCOME = "outcome"
    SEALED = "sealed"
    ABANDONED = "abandoned"


class Telling(Model, Infrastructure):
    """That people take part in a draw, were not drawn or that it does not go on (``draw_id``), or that there is no
    place for them (``reason``). A draw tells each of these once.

    ``people``: the numbers of their registrations, as it was when the button was pressed; ``done``: how many of these
    had their turn, in their order; ``told``: how many of those were still to be told by then. Numbers and reason are
    wiped at the end. ``asked_by``, ``role`` and ``channel``: who pressed it, for the log.
    """

    __tablename__ = "tellings"
    __table_args__ = (
        CheckConstraint("told <= done AND done <= total", name="counted"),
        CheckConstraint("ended_at IS NULL OR reason = ''", name="wiped_when_ended"),
        CheckConstraint("draw_id IS NULL OR reason = ''", name="reason_of_no_place"),
        CheckConstraint("draw_id IS NOT NULL OR kind = 'outcome'", name="of_a_draw"),
        UniqueConstraint("draw_id", "kind"),
        Index("uq_tellings_goes_on", "theme_id", unique=True, sqlite_where=_GOES_ON, postgresql_where=_GOES_ON),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"), index=True)
    draw_id: Mapped[int | None] = mapped_column(ForeignKey("draws.id"))
    kind: Mapped[TellingKind] = mapped_column(
        enum_type(TellingKind), default=TellingKind.OUTCOME, server_default=TellingKind.OUTCOME.value
    )
    reason: Mapped[str] = mapped_column(Text, default="")
    people: Mapped[list[int]] = mapped_column(JsonObject)
    total: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    told: Mapped[int] = mapped_column(default=0)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(40))
    begun_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]
    theme: Mapped[Theme] = relationship()
    draw: Mapped[Draw | None] = relationship()
