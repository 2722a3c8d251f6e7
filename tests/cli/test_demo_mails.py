"""What the demonstration sends while it is loaded."""

from flask import Flask
from sqlalchemy import func, select

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.outbox import OutboxMessage


def test_no_mail_of_the_demonstration_is_from_the_future(demo_app: Flask) -> None:
    """Else it lies above what a visitor gets."""
    with demo_app.app_context():
        newest = db.session.scalar(select(func.max(OutboxMessage.created_at)))
        assert newest is not None
        assert newest <= clock.now()
