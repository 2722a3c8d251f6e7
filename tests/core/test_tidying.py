"""What nobody will ask for again goes; what may still be asked stays."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from structlog.testing import capture_logs

from regiodialoog.accounts.models import Purpose, SignInToken
from regiodialoog.core import clock, tidying
from regiodialoog.core.db import Model, db
from regiodialoog.core.jobs import Job, JobState
from regiodialoog.core.letterfile import LetterFile, Stage
from regiodialoog.core.outbox import MessageState, OutboxMessage, letters_folder
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


def test_the_file_of_a_letter_stays_as_long_as_it_may_tell_something(fresh_app: Flask) -> None:
    """1 is sent, 2 is being handed over, 3 is in somebody's hands, 4 is of no letter."""
    with fresh_app.app_context():
        db.session.add_all([mail(1, MessageState.SENT, 1), mail(2, MessageState.HANDING_OVER, 0)])
        db.session.commit()
        files = {number: LetterFile.take(letters_folder() / str(number)) for number in (1, 2, 3, 4)}
        for number, file in files.items():
            assert file is not None
            file.write(Stage.TAKEN)
            if number != 3:
                file.let_go()
        tidy_up()
        assert {path.name for path in letters_folder().iterdir()} == {"2", "3"}
        kept = LetterFile.take(letters_folder() / "2")
        assert kept is not None
        assert kept.stage is Stage.TAKEN
        for held in (kept, files[3]):
            assert held is not None
            held.remove()


def test_a_letters_folder_that_cannot_be_read_stops_no_tidying(fresh_app: Flask) -> None:
    with fresh_app.app_context():
        letters_folder().mkdir(parents=True, exist_ok=True)
        (letters_folder() / "1").mkdir()
        tidy_up()
        (letters_folder() / "1").rmdir()


def test_a_room_that_fails_keeps_no_other_from_tidying(fresh_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor the worker from its mail, which goes on after it."""

    def fails() -> None:
        db.session.add(RateCounter(key="half", count=1, expires_at=2**31 - 1))
        db.session.flush()
        raise RuntimeError("a room in disorder")

    monkeypatch.setattr(tidying, "_tidiers", [fails, *tidying._tidiers])
    with fresh_app.app_context():
        db.session.add(RateCounter(key="old", count=1, expires_at=1))
        db.session.commit()
        with capture_logs() as logs:
            tidy_up()
        assert rows(RateCounter) == 0
    assert [(one["event"], one["log_level"]) for one in logs] == [("tidying.failed", "error")]
