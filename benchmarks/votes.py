"""What a vote costs the server, by name and in secret, beside a bare insert over HTTP.

The bare one has a session, a token and a row that is kept for good. What is measured is the last press of the button,
which stores the vote; on both databases.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from benchmarks._beside import bare, product
from benchmarks._databases import KINDS, demo_on
from benchmarks._serving import cpu_seconds, interleaved
from tests.reliability.visitor import Visitor
from tests.reliability.voters import Voter, Voters, assemble
from tests.support.server import LiveServer

VOTERS, CROWD = 384, 64
"""CPU is counted in steps of a hundredth of a second: so many that a step is less than a fiftieth of a round."""
LIMITS = {f"{kind}: a vote {how}, in bare inserts": 3.0 for kind in KINDS for how in ("by name", "in secret")}
ROWS = "SELECT id, name FROM interests ORDER BY id LIMIT 1"


def run(*, kinds: tuple[str, ...] = KINDS, rounds: int = 6) -> list[tuple[str, float, str]]:
    rows: list[tuple[str, float, str]] = []
    for kind in kinds:
        with demo_on(kind) as (url, storage):
            voters = assemble(url, storage, VOTERS)
            _table_for_the_bare_one(url)
            with product(url, storage) as server, bare(server, {"interests": ((ROWS,), 2000)}) as other:
                people = [Voter(server.port, cookie) for cookie in voters.cookies]
                floor = _floor(other, voters)
                named = _pressing(server, people, voters.named, rounds=1)
                named(), floor()
                by_name = interleaved(_pressing(server, people, voters.named, rounds=rounds), floor, rounds)
                secret = interleaved(_pressing(server, people, voters.boxed, rounds=rounds, once=True), floor, rounds)
                crowd = _all_at_once(server, people[:CROWD], voters.named)
        rows += [
            (f"{kind}: a bare insert, CPU", by_name[1], "ms"),
            (f"{kind}: a vote by name, CPU", by_name[0], "ms"),
            (f"{kind}: a vote in secret, CPU", secret[0], "ms"),
            (f"{kind}: a vote by name, in bare inserts", by_name[2], ""),
            (f"{kind}: a vote in secret, in bare inserts", secret[2], ""),
            (f"{kind}: {CROWD} votes at once, until the last answer", crowd, "s"),
        ]
    return rows


def _pressing(
    server: LiveServer, people: list[Voter], poll: str, *, rounds: int, once: bool = False
) -> Callable[[], float]:
    """CPU milliseconds of the server for each press of the last button. In a secret poll everybody presses ``once``:
    a part of them each time."""
    turn = iter(range(1000))

    def measure() -> float:
        n = next(turn)
        part = people[n::rounds] if once else people
        buttons = [one.before_the_last_button(poll, ("yes", "no", "abstain")[n % 3]) for one in part]
        before = cpu_seconds(server)
        for one, button in zip(part, buttons, strict=True):
            assert one.presses(button).status == 303
        return 1000 * (cpu_seconds(server) - before) / len(part)

    return measure


def _floor(server: LiveServer, voters: Voters) -> Callable[[], float]:
    readers = []
    for person in voters.people:
        reader = Visitor(server.port)
        reader.get(f"/bare/in/{person}")
        readers.append(reader)

    def measure() -> float:
        buttons = [one.request("POST", "/bare/vote", one.form("/bare/vote")) for one in readers]
        before = cpu_seconds(server)
        for one, button in zip(readers, buttons, strict=True):
            assert one.fetch(button).status == 303
        return 1000 * (cpu_seconds(server) - before) / len(readers)

    return measure


def _all_at_once(server: LiveServer, people: list[Voter], poll: str) -> float:
    buttons = [one.before_the_last_button(poll, "yes") for one in people]
    began = time.perf_counter()
    with ThreadPoolExecutor(len(people)) as crowd:
        answers = list(crowd.map(lambda pair: pair[0].presses(pair[1]), zip(people, buttons, strict=True)))
    assert {answer.status for answer in answers} == {303}, server.log[-2000:]
    return time.perf_counter() - began


def _table_for_the_bare_one(url: str) -> None:
    engine = sa.create_engine(url)
    number = "INTEGER PRIMARY KEY" if engine.dialect.name == "sqlite" else "SERIAL PRIMARY KEY"
    with engine.begin() as connection:
        connection.execute(sa.text(f"CREATE TABLE bare_votes (id {number}, person INTEGER, choice TEXT)"))
    engine.dispose()
