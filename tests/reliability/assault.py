"""Kills a server between submit and answer, again and again, and keeps count of what everybody was told.

A kill is blind (at a moment drawn evenly over the time a submit takes) or aimed, at one of two moments that chance may
miss. For the one between commit and answer the server is stopped, looked at and let go in steps of a fraction of a
millisecond, until it has committed and not yet answered; the other comes with the first bytes of the answer. Nothing in
the product knows of this.
"""

import os
import random
import signal
import statistics
import time
from collections import Counter
from dataclasses import dataclass, field

import psutil
from sqlalchemy.exc import OperationalError

from tests.reliability.installation import Stored
from tests.reliability.visitor import Answer, Submit, Visitor
from tests.support.server import LiveServer, lives

BEFORE, BETWEEN, ANSWERING = "before the commit", "after the commit, before the answer", "while or after answering"
STEP = 0.00005
LONGEST_AIM = 20


@dataclass(frozen=True)
class Target:
    """A form of the bureau's and how to find what it stored. ``found``: rows, ``events``: what was told of them."""

    path: str
    found: str
    events: str

    def typed(self, number: int) -> dict[str, str]:
        return {"name": f"Proef {number}", "address": f"proef{number}@voorbeeld.example"}

    def rows(self, stored: Stored, number: int) -> int:
        typed = self.typed(number)
        return int(stored.one(self.found, **{k: v for k, v in typed.items() if f":{k}" in self.found}))


ORGANISATION = Target(
    "/beheer/organisaties/nieuw",
    "SELECT count(*) FROM organisations WHERE name = :name",
    "SELECT o.name, count(e.id) FROM organisations o LEFT JOIN audit_events e ON e.subject_id = o.id "
    "AND e.kind = 'organisations.organisation_created' WHERE o.name LIKE 'Proef %' GROUP BY o.name",
)
INVITATION = Target(
    "/beheer/mensen/nieuw",
    "SELECT count(*) FROM people WHERE address = :address",
    "SELECT p.address, count(e.id) FROM people p LEFT JOIN audit_events e ON e.subject_id = p.id "
    "AND e.kind = 'accounts.person_registered' WHERE p.address LIKE 'proef%' GROUP BY p.address",
)
MAILS = (
    "SELECT p.address, count(m.id) FROM people p LEFT JOIN outbox_messages m ON m.person_id = p.id "
    "WHERE p.address LIKE 'proef%' GROUP BY p.address"
)


@dataclass
class Report:
    """What happened: when kills hit, and every way in which a promise was broken (none, if all is well)."""

    kills: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        hits = ", ".join(f"{self.kills[where]} {where}" for where in (BEFORE, BETWEEN, ANSWERING))
        return f"{self.kills.total()} kills: {hits}; {self.acknowledged} acknowledged; {len(self.faults)} faults"


class Assault:
    def __init__(self, server: LiveServer, stored: Stored, *, seed: int) -> None:
        self.server, self.stored = server, stored
        self.random = random.Random(seed)
        self.report = Report()
        self.visitor = Visitor(server.port)
        self.submitted: list[tuple[Target, int]] = []

    def run(self, kills: int) -> Report:
        """Kill that often, a third aimed at BETWEEN and a tenth at ANSWERING; then compare stored with promised."""
        sign_in_as_bureau(self.visitor, self.stored)
        usual = statistics.median(self._unharmed().seconds for _ in range(3))
        aims = [BETWEEN] * max(1, kills // 3) + [ANSWERING] * max(1, kills // 10)
        aims += [""] * (kills - len(aims))
        for aim in self.random.sample(aims, kills):
            self._one(aim=aim, usual=usual)
        self._compare()
        return self.report

    def _next(self) -> tuple[Target, int, bytes]:
        number = len(self.submitted) + 1
        target = (INVITATION, ORGANISATION)[number % 2]
        self.submitted.append((target, number))
        form = self.visitor.form(target.path)
        typed = {name: value for name, value in target.typed(number).items() if name in form or name == "name"}
        return target, number, self.visitor.request("POST", target.path, form | typed)

    def _unharmed(self) -> Answer:
        answer = self.visitor.fetch(self._next()[2])
        assert answer.status == 303, f"{answer.status}\n{answer.text[:3000]}"
        self.report.acknowledged += 1
        return answer

    def _one(self, *, aim: str, usual: float) -> None:
        target, number, request = self._next()
        assert self.server.process is not None
        group = self.server.process.pid
        family = [psutil.Process(group), *psutil.Process(group).children(recursive=True)]
        submit = Submit(self.visitor, request)
        if aim == BETWEEN:
            self._creep(group, submit, target, number, usual)
        elif aim == ANSWERING:
            submit.begun.wait(LONGEST_AIM)
        else:
            time.sleep(self.random.uniform(0, 1.1 * usual))
        os.killpg(group, signal.SIGKILL)
        submit.join()
        self.server.kill()
        while any(lives(member) for member in family):
            time.sleep(0.002)
        self.server.start()
        self._note(submit.answer, target, number, request)

    def _creep(self, group: int, submit: Submit, target: Target, number: int, usual: float) -> None:
        deadline = time.monotonic() + LONGEST_AIM
        time.sleep(0.4 * usual)
        while not submit.begun.is_set() and time.monotonic() < deadline:
            os.killpg(group, signal.SIGSTOP)
            if self._is_stored(target, number):
                return
            os.killpg(group, signal.SIGCONT)
            go_on = time.perf_counter() + STEP
            while time.perf_counter() < go_on:  # a sleep takes ten times as long
                pass

    def _is_stored(self, target: Target, number: int) -> bool:
        try:
            return target.rows(self.stored, number) > 0
        except OperationalError:  # SQLite is "locked" while a writer is stopped that holds the very lock
            return False

    def _note(self, answer: Answer, target: Target, number: int, request: bytes) -> None:
        """What the kill left, and whether the very same form still does its work once."""
        rows = target.rows(self.stored, number)
        self.report.kills[BEFORE if not rows and not answer.raw else ANSWERING if answer.raw else BETWEEN] += 1
        if answer.complete and answer.status == 303:
            self.report.acknowledged += 1
            if not rows:
                self.report.faults.append(f"{target.path} {number}: acknowledged and lost")
        elif answer.status not in (0, 303):
            self.report.faults.append(f"{target.path} {number}: answered {answer.status}")
        again = self.visitor.fetch(request)
        if again.status != 303:
            self.report.faults.append(f"{target.path} {number}: sent again it answered {again.status}")

    def _compare(self) -> None:
        """Everything was sent until it was acknowledged: it is there once, told once, and its mail is there once."""
        for target, number in self.submitted:
            if (rows := target.rows(self.stored, number)) != 1:
                self.report.faults.append(f"{target.path} {number}: stored {rows} times")
        for what, query in (("events", INVITATION.events), ("events", ORGANISATION.events), ("mails", MAILS)):
            for name, count in self.stored.all(query):
                if count != 1:
                    self.report.faults.append(f"{name}: {count} {what}")


def sign_in_as_bureau(visitor: Visitor, stored: Stored) -> None:
    """As the demonstration lets anybody: a page with a button."""
    person = stored.one("SELECT person_id FROM role_grants WHERE role = 'bureau' ORDER BY id LIMIT 1")
    answer = visitor.submit(f"/demo/inloggen/{person}")
    assert answer.status == 303, f"{answer.status}\n{answer.text[:3000]}"
