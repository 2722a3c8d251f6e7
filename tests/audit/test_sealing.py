"""The worker seals what happened: everything public, once, in order, whoever else is writing or sealing."""

import json
import threading
import time
from contextvars import copy_context
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from regiodialoog.accounts.events import ProfileChanged
from regiodialoog.agenda.events import ThemeChanged
from regiodialoog.audit import actions, listeners, queries
from regiodialoog.audit.models import AuditEvent, TrailLine, TrailSeal
from regiodialoog.core import clock, jobs
from regiodialoog.core.db import db, transaction
from regiodialoog.core.events import Acting, acting_as, emit
from regiodialoog.core.jobs import Job, JobState
from regiodialoog.core.policy import Role
from tests.accounts.people import someone
from tests.audit.happened import checked, committed, happen, the_files


def sealed() -> list[TrailLine]:
    return list(db.session.scalars(select(TrailLine).order_by(TrailLine.n)))


def test_every_public_event_becomes_a_line_without_the_person(session, noon) -> None:
    person = someone()
    with acting_as(Acting(person_id=person.id, role=Role.BUREAU.value, channel="web", behalf="organisation:7")):
        emit(ProfileChanged(subject_id=person.id, fields=("name",)))
        emit(ThemeChanged(subject_id=12, fields=("title", "question")))
    session.flush()
    assert actions.seal() == 1
    (line,) = [json.loads(line) for line in the_files()["trail.jsonl"].splitlines()]
    assert {name: line[name] for name in line if name not in ("sha256", "prev")} == {
        "n": 1,
        "at": "2026-09-14T10:00:00Z",
        "kind": "agenda.theme_changed",
        "subject": "agenda_theme:12",
        "actor_role": "bureau",
        "data": {"fields": ["title", "question"]},
    }
    assert checked().lines == 1


def test_sealing_again_adds_nothing(session) -> None:
    happen(3)
    session.flush()
    assert [actions.seal(), actions.seal()] == [3, 0]
    assert db.session.scalar(select(func.count()).select_from(TrailSeal)) == 1


def test_a_trail_without_lines_is_a_trail(session) -> None:
    assert actions.seal() == 0
    assert the_files() == {"trail.jsonl": b"", "seals.json": b"[]", "texts.jsonl": b""}
    assert checked().lines == 0


def test_lines_go_on_where_the_last_seal_ended(session) -> None:
    for times in (1, 2, 4, 1):
        happen(times)
        session.flush()
        actions.seal()
    assert [line.n for line in sealed()] == list(range(1, 9))
    assert checked().seals == 4


def test_more_than_a_batch_is_sealed_in_one_job(fresh_app: Flask, monkeypatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 10)
    with fresh_app.app_context():
        committed(25)
        listeners.look_for_unsealed()
        assert jobs.run_next()
        assert not jobs.run_next()
        assert (checked().lines, checked().seals) == (25, 3)


def test_a_changed_row_shows(session) -> None:
    happen(3)
    session.flush()
    actions.seal()
    session.execute(update(TrailLine).where(TrailLine.n == 2).values(actor_role="clerk"))
    with pytest.raises(AssertionError, match="line 2: its content"):
        checked()


def test_a_failure_halfway_leaves_no_line(fresh_app: Flask, monkeypatch) -> None:
    def fails(tree):
        raise RuntimeError("halfway")

    with fresh_app.app_context():
        committed(3)
        listeners.seal_some()
        committed(3)
        whole = actions._close
        monkeypatch.setattr(actions, "_close", fails)
        with pytest.raises(RuntimeError, match="halfway"):
            listeners.seal_some()
        monkeypatch.setattr(actions, "_close", whole)
        assert checked().lines == 3
        listeners.seal_some()
        assert checked().lines == 6


# ── who asks for it ──────────────────────────────────────────────────────────


def _jobs() -> list[JobState]:
    states = list(db.session.scalars(select(Job.state).where(Job.kind == "trail.seal").order_by(Job.id)))
    db.session.rollback()
    return states


def test_a_worker_asks_once_for_what_waits(fresh_app: Flask) -> None:
    with fresh_app.app_context():
        listeners.look_for_unsealed()
        assert _jobs() == []
        committed()
        assert _jobs() == [], "who writes is not asked to"
        listeners.look_for_unsealed()
        listeners.look_for_unsealed()
        assert _jobs() == [JobState.WAITING]
        jobs.run_next()
        committed()
        listeners.look_for_unsealed()
        assert _jobs() == [JobState.DONE, JobState.WAITING]


def test_a_job_that_failed_for_good_is_asked_for_again_an_hour_later(fresh_app: Flask) -> None:
    with fresh_app.app_context():
        committed()
        listeners.look_for_unsealed()
        with transaction() as session:
            session.execute(update(Job).values(state=JobState.FAILED, ended_at=clock.now()))
        listeners.look_for_unsealed()
        assert _jobs() == [JobState.FAILED]
        with clock.at(clock.now() + timedelta(hours=1)):
            listeners.look_for_unsealed()
        assert _jobs() == [JobState.FAILED, JobState.WAITING]


# ── nobody is skipped ────────────────────────────────────────────────────────


def late(session: Session) -> None:
    """An event whose id is handed out now, in a transaction that goes on."""
    session.add(
        AuditEvent(
            at=clock.now(), kind="agenda.theme_changed", subject_kind="theme", subject_id=99, person_id=None,
            role="system", channel="test", behalf="", data={"fields": []}, public=True,
        )
    )  # fmt: skip
    session.flush()


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_an_event_that_becomes_visible_after_a_later_one_is_not_skipped(fresh_app: Flask) -> None:
    with fresh_app.app_context(), Session(db.engine) as slow:
        late(slow)
        committed(2)
        assert listeners.seal_some() == 2
        slow.commit()
        assert listeners.seal_some() == 1
        db.session.remove()
        ids = [line.audit_event_id for line in sealed()]
        assert ids == [2, 3, 1], "its number says when it was sealed, its moment when it happened"
        db.session.remove()
        assert checked().lines == 3


def test_an_event_that_is_very_late_is_found_by_the_look_at_everything(session, monkeypatch) -> None:
    monkeypatch.setattr(queries, "LATE", 2)
    happen(6)
    session.flush()
    first = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).first()
    first.public = False
    session.flush()
    actions.seal()
    first.public = True
    session.flush()
    assert queries.unsealed(9) == []
    assert actions.seal(everywhere=True) == 1
    assert checked().lines == 6


def at_once(*works) -> list[BaseException]:
    faults: list[BaseException] = []

    def run(work) -> None:
        try:
            work()
        except BaseException as fault:  # noqa: BLE001 - whatever it is, the test shows it
            faults.append(fault)

    threads = [threading.Thread(target=copy_context().run, args=(run, work)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def test_writers_and_sealers_at_once_leave_every_event_in_the_trail_once(fresh_app: Flask) -> None:
    over = threading.Event()

    def write() -> None:
        with fresh_app.app_context():
            for n in range(12):
                with transaction() as session:
                    happen(2)
                    session.flush()
                    time.sleep(0.004 * (n % 3))

    def seal() -> None:
        with fresh_app.app_context():
            while not over.is_set():
                listeners.seal_some()
                time.sleep(0.002)

    with fresh_app.app_context():
        committed()
        listeners.seal_some()
    sealers = threading.Thread(target=lambda: faults.extend(at_once(seal, seal)))
    faults: list[BaseException] = []
    sealers.start()
    faults += at_once(write, write, write)
    over.set()
    sealers.join()
    assert faults == []
    with fresh_app.app_context():
        listeners.seal_some(everywhere=True)
        assert checked().lines == 1 + 3 * 12 * 2
        ids = [line.audit_event_id for line in sealed()]
        assert len(set(ids)) == len(ids)


def test_a_writer_does_not_wait_for_who_seals(fresh_app: Flask, backend: str) -> None:
    if backend == "sqlite":
        return  # one writer at a time, whatever it writes
    with fresh_app.app_context():
        committed(3)
        listeners.seal_some()
        committed(3)
        with Session(db.engine) as sealing:
            sealing.execute(select(TrailLine.n).where(TrailLine.n == 1).with_for_update())
            committed()
            sealing.rollback()
        assert listeners.seal_some() == 4
