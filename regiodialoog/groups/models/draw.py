"""Draws: prepared, sealed before chance decides, picked by two people from a public outcome, announced; and who
watches: the witness that was named, and the councils that checked the files."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import Model, Versioned, enum_type
from regiodialoog.core.workflow import Workflow
from regiodialoog.groups.models.composition import Group
from regiodialoog.organisations.models import Municipality

INTEREST, PLACE = "Belang", "Belang en gemeente"
"""The names of the features of a draw that follow from the seats."""


class DrawState(enum.StrEnum):
    """IMPOSSIBLE: no panel meets every demand. ABANDONED: let go of before it was picked; it stays visible."""

    PREPARING = "preparing"
    IMPOSSIBLE = "impossible"
    PREPARED = "prepared"
    SEALED = "sealed"
    PICKED = "picked"
    ANNOUNCED = "announced"
    ABANDONED = "abandoned"


S = DrawState
DRAWS: Workflow[DrawState] = Workflow(
    {
        S.PREPARING: {S.IMPOSSIBLE, S.PREPARED, S.ABANDONED},
        S.IMPOSSIBLE: set(),
        S.PREPARED: {S.SEALED, S.ABANDONED},
        S.SEALED: {S.PICKED, S.ABANDONED},
        S.PICKED: {S.ANNOUNCED},
        S.ANNOUNCED: set(),
        S.ABANDONED: set(),
    },
    reasoned={S.ABANDONED},
)
PUBLIC = (S.SEALED, S.PICKED, S.ANNOUNCED, S.ABANDONED, S.IMPOSSIBLE)
GOES_ON = (S.PREPARING, S.PREPARED, S.SEALED, S.PICKED)
_GOES_ON = text("state IN ('preparing', 'prepared', 'sealed', 'picked')")


class Draw(Versioned, Model):
    """One draw of a group, for so many ``places``. Never lost; at most one of a group goes on.

    ``inputs``: what is computed from, frozen when it is prepared: ``{"seats": [seat ids], "quotas": [[feature, value,
    min, max]], "people": [[code, [values]]]}``; behind the values of who lives with another stands a code of the
    household. ``codes``: registration by code; nobody else knows them. ``file``: the
    draw of ``engines.sortition.sealed``, as JSON; from the seal on without any change. ``found``: ``{"smallest",
    "largest" (chances of who can be drawn), "exact", "limit", "panels", "barred": [{"codes", "causes"}], "gains":
    [[feature, value, min, max, gain]]}``, or ``{"clash", "relaxations"}``. ``barred_reason``: why it was sealed
    although some cannot be drawn. ``file_is_public``: everybody gets the file, or only the councils' clerks and the
    bureau; the seal is public either way. ``file_until``: the last day of that file, sealed with it; None for draws of
    before there was one, whose values go with the answers. ``result``: that of ``engines.sortition.sealed`` with
    ``"seats": {seat id: registration id}``. Who is offered a place has ``answer_days`` to answer; one that comes free
    goes to who is next in line up to and including ``replace_until``. Every draw after the first has a ``reason``.

    ``counted``: the counts of the composition as they were when it was announced (``queries.figures.Counts``), numbers
    of people by one thing at a time; they stay when the answers go. Empty for draws of before it was kept.

    Draws of before there were seals have a seed, no file, and are announced.
    """

    __tablename__ = "draws"
    __table_args__ = (
        UniqueConstraint("group_id", "number"),
        CheckConstraint("number >= 1", name="numbered_from_one"),
        CheckConstraint("number = 1 OR reason <> ''", name="repeated_with_a_reason"),
        CheckConstraint("length(pool_sha256) = 64", name="pool_has_a_hash"),
        Index("uq_draws_goes_on", "group_id", unique=True, sqlite_where=_GOES_ON, postgresql_where=_GOES_ON),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    number: Mapped[int]
    state: Mapped[DrawState] = mapped_column(
        enum_type(DrawState), default=DrawState.PREPARING, server_default=DrawState.ANNOUNCED.value
    )
    seed: Mapped[int] = mapped_column(default=0)
    places: Mapped[int] = mapped_column(default=0, server_default="0")
    pool_size: Mapped[int]
    pool_sha256: Mapped[str] = mapped_column(String(64))
    inputs: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}", deferred=True)
    codes: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}", deferred=True)
    found: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    file: Mapped[str] = mapped_column(Text, default="", server_default=text("''"), deferred=True)
    seal: Mapped[str] = mapped_column(String(64), default="", server_default=text("''"))
    barred_reason: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    file_is_public: Mapped[bool] = mapped_column(default=False, server_default=false())
    file_until: Mapped[date | None]
    source: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    opens_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
    counted: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}", deferred=True)
    answer_days: Mapped[int] = mapped_column(default=7, server_default="7")
    replace_until: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    abandon_reason: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    drawn_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    drawn_at: Mapped[datetime] = mapped_column(default=clock.now)
    sealed_at: Mapped[datetime | None]
    picked_at: Mapped[datetime | None]
    announced_at: Mapped[datetime | None]
    abandoned_at: Mapped[datetime | None]
    witnessed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    witnessed_at: Mapped[datetime | None]
    witness_role: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    group: Mapped[Group] = relationship()
    witness: Mapped["DrawWitness | None"] = relationship(back_populates="draw")
    checks: Mapped[list["DrawCheck"]] = relationship(
        back_populates="draw", order_by="DrawCheck.checked_on, DrawCheck.id"
    )

    @property
    def goes_on(self) -> bool:
        return self.state in GOES_ON

    @property
    def is_public(self) -> bool:
        """From the seal on everybody can follow it, and also that one was let go of or found no group."""
        return self.state in PUBLIC

    @property
    def file_is_over(self) -> bool:
        """Whether the day of the file has gone by; the worker may still have to wipe it."""
        return self.file_until is not None and self.file_until < clock.today()

    @property
    def has_file(self) -> bool:
        """Whether there is a sealed file that somebody may get."""
        return bool(self.file and self.seal) and not self.file_is_over


class DrawEntry(Model):
    """The outcome of the source, as one person typed it in; a draw is picked when two people typed in the same."""

    __tablename__ = "draw_entries"
    __table_args__ = (
        UniqueConstraint("draw_id", "person_id"),
        CheckConstraint("outcome <> ''", name="says_something"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draws.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    outcome: Mapped[str] = mapped_column(Text)
    typed_at: Mapped[datetime] = mapped_column(default=clock.now)
    person: Mapped[Person | None] = relationship()


class DrawWitness(Versioned, Model):
    """The witness of a draw, one of each: a clerk (``person_id``), or somebody from outside such as a notary.

    ``office`` is what everybody reads of them; ``shown_name`` their name, of who agreed to that when they confirmed.
    Who comes from outside has no account: ``name`` and ``address`` are for the bureau and its mails alone, and are
    wiped once they confirmed, the draw was let go of, or ``good_until`` is over. Of the links in their mails (at the
    seal, and when it was decided) only hashes are here; both are good through that day.
    """

    __tablename__ = "draw_witnesses"
    __table_args__ = (
        CheckConstraint("office <> ''", name="has_an_office"),
        CheckConstraint("person_id IS NULL OR (name = '' AND address = '')", name="named_in_one_way"),
        CheckConstraint("confirmed_at IS NOT NULL OR shown_name = ''", name="shown_by_who_confirmed"),
        CheckConstraint("(token_hash IS NULL AND again_hash IS NULL) OR good_until IS NOT NULL", name="links_end"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draws.id"), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    office: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(100), default="")
    address: Mapped[str] = mapped_column(String(254), default="")
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    again_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    good_until: Mapped[date | None]
    named_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    named_at: Mapped[datetime] = mapped_column(default=clock.now)
    confirmed_at: Mapped[datetime | None]
    shown_name: Mapped[str] = mapped_column(String(100), default="")
    draw: Mapped[Draw] = relationship(back_populates="witness")


class DrawCheck(Model):
    """That a council's clerk ran the program on the files of a draw, and what it said. Nothing is changed or taken
    back: whoever checks again adds one. ``with_result``: whether the draw was decided by then, so that the result was
    checked too. ``remark``: everybody reads it; never empty where something was wrong."""

    __tablename__ = "draw_checks"
    __table_args__ = (CheckConstraint("in_order OR remark <> ''", name="says_what_is_wrong"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draws.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    in_order: Mapped[bool]
    with_result: Mapped[bool]
    remark: Mapped[str] = mapped_column(Text, default="")
    checked_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    draw: Mapped[Draw] = relationship(back_populates="checks")
    municipality: Mapped[Municipality] = relationship()
