"""What nobody will ask for again goes; what may still be asked stays."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from regiodialoog.accounts.models import Purpose, SignInToken
from regiodialoog.core import clock
from regiodialoog.core.db import Model, db
from regiodialoog.core.jobs import Job, JobState
from regiodialoog.core.outbox import MessageState, OutboxMessage
from regiodialoog.core.security import RateCounter
from regiodialoog.core.tidying import tidy_up
from regiodialoog.core.web.idempotency import SpentKey


def rows(kind: type[Model]) -> int:
    return db.session.scalar(select(func.count()).select_from(kind)) or 0


def mail(number: int, state: MessageState, sent_days_ago: int) -> OutboxMessage:
    at = clock.now() - timedelta(days=sent_days_ago) if state is MessageState.SENT else None
    return OutboxMessage(
        dedupe_key=f"t{number}", address="a@b.example", subject="s", body="b", message_id="m", state=state, sent_at=at
    )


def test_only_what_has_had_its_time_is_removed(fresh_app: Flask) -> None:
    now, long_ago = clock.now(), clock.now() - timedelta(days=400)
    with fresh_app.app_context():
        for number, moment in enumerate((now, long_ago)):
            second = int(moment.timestamp()) + 60
            db.session.add_all(
                [
                    SpentKey(owner="o", endpoint="e", key=f"k{number}", location="/", created_at=moment),
                    RateCounter(key=f"c{number}", count=1, expires_at=second),
                    SignInToken(token_hash=f"h{number}", purpose=Purpose.SIGN_IN, address="a", expires_at=moment),
                    Job(kind="x", payload={}, dedupe_key=f"j{number}", state=JobState.DONE, ended_at=moment),
                    Job(kind="x", payload={}, dedupe_key=f"w{number}", run_at=moment),
                    Job(kind="x", payload={}, dedupe_key=f"f{number}", state=JobState.FAILED, ended_at=moment),
                    mail(number, MessageState.SENT, 400 * number),
                    mail(10 + number, MessageState.WAITING, 0),
                ]
            )
        db.session.commit()
        tidy_up()
        found = {kind: rows(kind) for kind in (SpentKey, RateCounter, SignInToken, Job, OutboxMessage)}
    assert found == {SpentKey: 1, RateCounter: 1, SignInToken: 1, Job: 5, OutboxMessage: 3}
