"""Roles with a scope: given by somebody, held for a time, ended by somebody with a reason. Never changed or lost."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from regiodialoog.core import clock
from regiodialoog.core.db import Model, enum_type
from regiodialoog.core.policy import STAFF, Role, ScopeKind

_HELD = text("ended_at IS NULL AND scope_id IS NOT NULL")
_HELD_IN_REGION = text("ended_at IS NULL AND scope_id IS NULL")


class RoleGrant(Model):
    """One role of one person. ``given_by`` is empty when the system gave it (the first administrator)."""

    __tablename__ = "role_grants"
    __table_args__ = (
        CheckConstraint("(scope_kind = 'region') = (scope_id IS NULL)", name="scope_has_its_row"),
        CheckConstraint("given_by <> person_id", name="nobody_serves_himself"),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended_by_somebody"),
        CheckConstraint("(ended_at IS NULL) = (reason = '')", name="ended_with_a_reason"),
        Index("uq_role_grants_held", "person_id", "role", "scope_kind", "scope_id", unique=True,
              sqlite_where=_HELD, postgresql_where=_HELD),
        Index("uq_role_grants_held_in_region", "person_id", "role", unique=True,
              sqlite_where=_HELD_IN_REGION, postgresql_where=_HELD_IN_REGION),
        Index("ix_role_grants_scope", "scope_kind", "scope_id", "role"),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    role: Mapped[Role] = mapped_column(enum_type(Role))
    scope_kind: Mapped[ScopeKind] = mapped_column(enum_type(ScopeKind))
    scope_id: Mapped[int | None]
    given_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    given_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    ended_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(500), default="")

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF
