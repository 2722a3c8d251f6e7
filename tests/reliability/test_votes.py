"""A whole group votes at once, on the real server: nothing locks, no vote is lost, none is there twice; also when the
server is killed in the middle of it."""

import random
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.reliability.installation import Stored, demo_database
from tests.reliability.visitor import Answer
from tests.reliability.voters import Voter, Voters, assemble
from tests.support.database import Databases
from tests.support.server import LiveServer, serving

pytestmark = pytest.mark.slow
CROWD = 64
NAMED = """SELECT r.person_id, count(b.id) FROM poll_roll r JOIN polls p ON p.id = r.poll_id
LEFT JOIN ballots b ON b.roll_id = r.id AND b.replaced_at IS NULL
WHERE p.number = :number AND p.theme_id = (SELECT id FROM themes WHERE slug = 'water-in-de-wijk')
GROUP BY r.person_id"""
BOXED = """SELECT r.person_id, count(b.roll_id) FROM poll_roll r JOIN polls p ON p.id = r.poll_id
LEFT JOIN secret_boxes b ON b.roll_id = r.id
WHERE p.number = :number AND p.theme_id = (SELECT id FROM themes WHERE slug = 'water-in-de-wijk')
GROUP BY r.person_id"""


@pytest.fixture
def hall(
    durable_databases: Databases, demo_loaded: Path, tmp_path: Path
) -> Iterator[tuple[LiveServer, Voters, Stored]]:
    storage = tmp_path / "storage"
    url = demo_database(storage, loaded=demo_loaded, postgres=durable_databases.server)
    voters = assemble(url, storage, CROWD)
    with serving(url, storage, workers=2, REGIODIALOOG_DEMO="1", REGIODIALOOG_LOG_LEVEL="WARNING") as live:
        stored = Stored(url)
        yield live, voters, stored
        stored.close()


def all_at_once(works: list[bytes], voters: list[Voter]) -> list[Answer]:
    barrier = threading.Barrier(len(works))

    def press(n: int) -> Answer:
        barrier.wait()
        return voters[n].presses(works[n])

    with ThreadPoolExecutor(len(works)) as crowd:
        return list(crowd.map(press, range(len(works))))


def test_sixty_four_people_vote_at_once(hall: tuple[LiveServer, Voters, Stored]) -> None:
    live, voters, stored = hall
    people = [Voter(live.port, cookie) for cookie in voters.cookies]
    for poll in (voters.named, voters.boxed):
        buttons = [one.before_the_last_button(poll, ("yes", "no")[n % 2]) for n, one in enumerate(people)]
        assert Counter(answer.status for answer in all_at_once(buttons, people)) == {303: CROWD}, live.log[-3000:]
        again = Counter(answer.status for answer in all_at_once(buttons, people))
        assert again == {303: CROWD}, "the same button again"
        assert stored_votes(stored, voters, poll) == [1] * CROWD
    few = people[:16]
    for choice in ("no", "abstain"):  # a vote by name can be changed, also in a crowd
        buttons = [one.before_the_last_button(voters.named, choice) for one in few]
        assert {answer.status for answer in all_at_once(buttons, few)} == {303}, live.log[-3000:]
    assert stored_votes(stored, voters, voters.named) == [1] * CROWD
    assert "locked" not in live.log


def test_a_server_killed_while_they_vote_loses_nothing(hall: tuple[LiveServer, Voters, Stored], kills: int) -> None:
    """Whoever read that the vote is stored has a vote; whoever did not presses again and has one too, not two."""
    live, voters, stored = hall
    rnd, acknowledged = random.Random(11), 0
    each = max(4, CROWD // (kills + 1))
    turns = min(kills, CROWD // each)
    for turn in range(2 * turns):
        poll = (voters.named, voters.boxed)[turn % 2]
        mine = slice(turn // 2 * each, (turn // 2 + 1) * each)
        people = [Voter(live.port, cookie) for cookie in voters.cookies[mine]]
        buttons = [one.before_the_last_button(poll, ("yes", "no")[n % 2]) for n, one in enumerate(people)]
        killer = threading.Timer(rnd.uniform(0.005, 0.4), live.kill)
        killer.start()
        answers = all_at_once(buttons, people)
        killer.join()
        live.start()
        told = [n for n, answer in enumerate(answers) if answer.complete and answer.status == 303]
        acknowledged += len(told)
        there = stored_votes(stored, voters, poll)[mine]
        assert [there[n] for n in told] == [1] * len(told), "acknowledged and not there"
        for n, answer in enumerate(answers):
            if n not in told:
                assert answer.status in (0, 303), answer.text[:500]
                assert people[n].presses(buttons[n]).status == 303
        assert stored_votes(stored, voters, poll)[mine] == [1] * each
    print(f"\n{stored.engine.dialect.name}: {2 * turns} kills, {acknowledged} acknowledged before them, none lost")


def stored_votes(stored: Stored, voters: Voters, poll: str) -> list[int]:
    """How many votes that count each of them has in a poll."""
    query = BOXED if poll == voters.boxed else NAMED
    found = dict(stored.all(query, number=int(poll.rpartition("/")[2])))
    return [found[person] for person in voters.people]
