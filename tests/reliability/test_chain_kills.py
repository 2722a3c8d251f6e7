"""A proposal's way with server and worker killed at random moments: nothing acknowledged is lost, nothing happens
twice."""

import random
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.reliability.installation import Stored, run
from tests.reliability.post_office import Worker, wait_for
from tests.reliability.visitor import Answer, Submit, Visitor
from tests.support import server
from tests.support.server import LiveServer

pytestmark = pytest.mark.slow
THEME = "/themas/water-in-de-wijk"
AUTHOR, OTHER, MODERATOR = "deelnemer", "deelnemer3", "gespreksleider"
VERIFIER = Path(__file__).resolve().parents[2] / "tools" / "verify.py"
TITLE = "Kettingproef"
DONE = "SELECT count(*) FROM spent_keys WHERE key LIKE :key AND location <> ''"
"""Stands in the transaction of what a form did."""


@dataclass
class Chain:
    """People who go the way of a proposal again and again, while somebody pulls the plugs."""

    live: LiveServer
    stored: Stored
    chance: random.Random
    kills: int
    seconds: list[float] = field(default_factory=list)
    hits: Counter[str] = field(default_factory=Counter)
    worker: Worker | None = None
    made: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.made} proposals, killed: {dict(self.hits)}, {self.acknowledged} acknowledged all the same"

    def go(self) -> None:
        """One proposal after the other, until every kill has been."""
        people = {who: self._come_in(who) for who in (AUTHOR, OTHER, MODERATOR)}
        self._start_worker()
        while self.hits.total() < self.kills or not self.made:
            self._one(people)

    def _come_in(self, who: str) -> Visitor:
        visitor = Visitor(self.live.port)
        key = self.stored.one("SELECT id FROM people WHERE address = :address", address=f"{who}@voorbeeld.example")
        assert visitor.submit(f"/demo/inloggen/{key}").status == 303
        return visitor

    def _one(self, people: Mapping[str, Visitor]) -> None:
        author, other, moderator = people[AUTHOR], people[OTHER], people[MODERATOR]
        title = f"{TITLE} {self.made}."
        draft = self._step(author, f"{THEME}/voorstellen/nieuw")
        text = {"title": title, "summary": f"Idee {title}", "text": f"Waarom {title}"}
        self._step(author, draft, text | {"verder": "1"})
        place = self._step(author, f"{draft}/nalezen")
        number = re.search(r"/voorstellen/(\d+)", place)
        assert number, place
        self._step(moderator, f"/moderatie/voorstellen/{number[1]}", {"decision": "admit"})
        self._step(other, f"/voorstellen/{number[1]}/argument/voor", {"text": f"Goed idee: {title}"})
        self._step(author, f"/voorstellen/{number[1]}/argument/tegen", {"text": f"Het kost wat: {title}"})
        self.made += 1

    def _step(self, visitor: Visitor, path: str, typed: Mapping[str, str] | None = None) -> str:
        """Send a form until it is acknowledged, with a kill somewhere in it now and then; answers where it leads."""
        form = visitor.form(path)
        request = visitor.request("POST", path, form | dict(typed or {}))
        if self.hits.total() < self.kills and self.seconds and self.chance.random() < 0.5:
            first = self._killed(Submit(visitor, request))
            if first.complete and first.status == 303:
                self.acknowledged += 1
                if not self.stored.one(DONE, key=f"{form['idempotency_key'][:30]}:%"):
                    self.lost.append(path)
        answer = visitor.fetch(request)
        assert answer.status == 303, f"{path}: {answer.status}\n{answer.text[:2000]}"
        self.seconds.append(answer.seconds)
        return answer.header("Location").replace(self.live.url, "").partition("?")[0]

    def _killed(self, submit: Submit) -> Answer:
        time.sleep(self.chance.uniform(0, 1.2 * statistics.median(self.seconds)))
        what = self.chance.choice(("server", "worker", "both"))
        if what != "server":
            assert self.worker is not None
            self.worker.kill()
        if what != "worker":
            self.live.kill()
        submit.join()
        if what != "worker":
            self.live.start()
        if what != "server":
            self._start_worker()
        self.hits[what] += 1
        return submit.answer

    def _start_worker(self) -> None:
        self.worker = Worker(self.live.database_url, self.live.storage, "", REGIODIALOOG_DEMO="1")

    def rest(self) -> None:
        """Let the worker finish what waits, and stop it."""
        assert self.worker is not None
        waiting = "SELECT count(*) FROM jobs WHERE state IN ('waiting', 'running') AND run_at < :now"
        unsealed = "SELECT (SELECT count(*) FROM audit_events WHERE public) - (SELECT count(*) FROM trail_lines)"
        now = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime())
        wait_for(lambda: self.stored.one(waiting, now=now) == 0 and self.stored.one(unsealed) == 0, seconds=120)
        self.worker.kill()


def test_a_proposal_goes_its_way_once_whatever_is_killed(durable_demo, stored, kills, tmp_path):
    chain = Chain(durable_demo, stored, random.Random(29), kills)
    chain.go()
    chain.rest()
    print(f"\n{stored.engine.dialect.name}: {chain}")
    assert chain.lost == []
    proposals = dict(stored.all(f"SELECT title, id FROM proposals WHERE title LIKE '{TITLE} %'"))
    assert set(proposals) == {f"{TITLE} {n}." for n in range(chain.made)}
    assert stored.one(f"SELECT count(*) FROM proposals WHERE title LIKE '{TITLE} %'") == chain.made
    assert stored.one(f"SELECT count(*) FROM proposal_drafts WHERE title LIKE '{TITLE} %'") == 0
    for key in proposals.values():
        moves = stored.all("SELECT to_state, count(*) FROM proposal_moves WHERE proposal_id = :key GROUP BY 1", key=key)
        assert dict(moves) == {"submitted": 1, "admitted": 1}
        assert stored.one("SELECT count(*) FROM proposal_curations WHERE proposal_id = :key", key=key) == 1
        assert stored.all(
            "SELECT side, count(*) FROM arguments WHERE proposal_id = :key GROUP BY 1 ORDER BY 1", key=key
        ) == [
            ("against", 1),
            ("for", 1),
        ]
    assert stored.all("SELECT kind FROM jobs WHERE state = 'failed'") == []
    the_trail_is_whole(durable_demo, tmp_path)


def the_trail_is_whole(live: LiveServer, folder: Path) -> None:
    out = folder / "logboek"
    settings = server.environment(live.database_url, live.storage, REGIODIALOOG_DEMO="1")
    run("export", "trail", "--out", str(out), env=settings)
    checked = subprocess.run([sys.executable, str(VERIFIER), str(out)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
