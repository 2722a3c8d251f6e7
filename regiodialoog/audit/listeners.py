"""Listens to everything."""

from regiodialoog.audit.models import AuditEvent
from regiodialoog.core.db import db
from regiodialoog.core.events import Told, listens


@listens()
def write_down(told: Told) -> None:
    """Add the row; it is committed or lost together with what it tells."""
    event = told.event
    db.session.add(
        AuditEvent(
            at=told.at,
            kind=event.kind,
            subject_kind=event.subject,
            subject_id=event.subject_id,
            person_id=told.acting.person_id,
            role=told.acting.role,
            channel=told.acting.channel,
            behalf=told.acting.behalf,
            data=event.data(),
            public=event.public,
        )
    )
