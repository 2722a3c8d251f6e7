"""Five people choose in every way; a tie, a quorum that is missed, a proxy, and a secret poll that anybody verifies:
with and without JavaScript."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from regiodialoog.accounts.models import Person as Account
from regiodialoog.accounts.models import RoleGrant
from regiodialoog.core import clock
from regiodialoog.core.db import db, transaction
from regiodialoog.core.policy import Role
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.groups.queries import seats_at
from regiodialoog.polls import actions, queries
from regiodialoog.polls.models import MATTERS
from tests.journeys.chain.person import Person
from tests.journeys.chain.stage import Stage
from tests.journeys.chain.world import World
from tests.journeys.hall.ballots import CHOSEN, COSTS, FILLS, OPTIONS, RULES
from tests.support.browser import Kinds

pytestmark = pytest.mark.browser
THEME = "water-in-de-wijk"
ROOM = f"/themas/{THEME}/stemmingen"
VERIFIER = Path(__file__).resolve().parents[2] / "tools" / "verify.py"
VOTERS = 5


@pytest.fixture(params=[True, False], ids=["with_javascript", "without_javascript"])
def stage(world: World, browser: Browser, kinds: Kinds, request: pytest.FixtureRequest) -> Iterator[Stage]:
    with ExitStack() as leaving:
        made = Stage(world, browser, request.param, leaving, kinds)
        with world.app.app_context():
            theme = dialogues.theme(THEME)
            held = [line.person_id for line in seats_at(theme, clock.now())]
            made.members = [db.session.get_one(Account, number).name for number in held]
        yield made


def prepared(stage: Stage, rule: dict[str, Any], options: int = 3, **more: Any) -> str:
    """The address of a poll that opens tomorrow for a week, prepared by Noor and approved by the bureau."""
    with stage.world.app.test_request_context(), transaction():
        theme = dialogues.theme(THEME)
        noor = db.session.scalars(select(Account.id).where(Account.name == stage.noor.name)).one()
        bureau = db.session.scalars(select(RoleGrant.person_id).where(RoleGrant.role == Role.BUREAU)).first()
        costs = COSTS if rule["kind"] == "equal-shares" else (None,) * 3
        chosen = [actions.Offered(title=title, cost=cost) for title, cost in zip(OPTIONS, costs, strict=True)]
        count = 1 if rule["kind"] in MATTERS else options
        poll = actions.prepare(
            theme, f"Wie vertelt het ({rule['kind']})?", rule=rule, opens_at=clock.now() + timedelta(hours=20),
            closes_at=clock.now() + timedelta(days=8), options=chosen[:count], moves=False, by=noor, fictitious=True,
            **more,
        )  # fmt: skip
        actions.approve(poll, by=bureau)
        return f"{ROOM}/{poll.number}"


def votes(stage: Stage, poll: str, kind: str, n: int) -> Person:
    person = stage.member(n)
    person.comes()
    person.goes(f"{poll}/stem")
    FILLS[kind](person, n)
    if n == 0:
        person.looks(f"stem-{kind}")
    person.presses("Bekijk uw stem")
    if n == 0:
        person.looks(f"nakijken-{kind}")
    person.presses("Ja, sla mijn stem op")
    person.sees("Uw stem is opgeslagen")
    if n == 0:
        person.looks(f"bewijs-{kind}")
    return person


def counted(stage: Stage, poll: str) -> None:
    """Counted again by Noor and made definitive by the system: the pages of that are in another story."""
    with stage.world.app.test_request_context(), transaction():
        found = queries.poll(THEME, int(poll.rpartition("/")[2]))
        actions.make_roll(found)
        files = [json.dumps(queries.counting_file(one)).encode() for one in queries.count(found)]
        actions.recount(found, files, by=None)
        actions.establish(found, by=None)


def test_five_people_choose_in_every_way(stage: Stage) -> None:
    polls = {kind: prepared(stage, {"kind": kind, **more}) for kind, more in RULES.items()}
    tie = prepared(stage, {"kind": "approval"}, options=2)
    missed = prepared(stage, {"kind": "yes-no", "quorum": "1/2"})
    stage.world.passes(days=1)
    for kind, poll in polls.items():
        for n in range(VOTERS):
            votes(stage, poll, kind, n)
    for n in range(4):
        person = stage.member(n)
        person.goes(f"{tie}/stem")
        person.ticks(OPTIONS[n % 2])
        person.presses("Bekijk uw stem")
        person.presses("Ja, sla mijn stem op")
    votes(stage, missed, "yes-no", 0)
    stage.world.passes(days=9)
    for poll in (*polls.values(), tie, missed):
        counted(stage, poll)
    visitor, member = stage.visitor, stage.member(1)
    member.comes()
    for kind, poll in polls.items():
        for person in (visitor, member):
            person.goes(poll)
            person.sees(*CHOSEN[kind])
            person.looks(f"uitslag-{kind}")
        member.goes(f"{poll}/wie-koos-wat")
        member.looks(f"wie-koos-wat-{kind}")
    member.goes(polls["consent"])
    member.sees("Wie betaalt de koffie?")
    visitor.goes(polls["consent"])
    visitor.does_not_see("Wie betaalt de koffie?")
    member.goes(tie)
    member.sees(f"Het is gelijk tussen: {OPTIONS[0]}; {OPTIONS[1]}.")
    member.looks("uitslag-gelijk")
    visitor.goes(missed)
    visitor.sees("Er is geen besluit: 1 van de")
    visitor.looks("uitslag-te-weinig")


def test_somebody_votes_with_a_proxy(stage: Stage) -> None:
    poll = prepared(stage, {"kind": "yes-no"}, proxies=1)
    giver, holder = stage.member(0), stage.member(1)
    giver.comes()
    giver.goes(f"{poll}/volmacht")
    giver.looks("volmacht-geven")
    giver.chooses("Wie stemt voor u?", holder.name)
    giver.presses("Geef deze volmacht")
    giver.looks("volmacht-gegeven")
    stage.world.passes(days=1)
    giver.comes()
    giver.goes(poll)
    giver.sees(f"{holder.name} stemt voor u")
    holder.comes()
    holder.goes(poll)
    holder.looks("stemming-met-volmacht")
    holder.follows(f"Stem voor {giver.name}")
    holder.looks("stemmen-met-volmacht")
    holder.main.get_by_role("radio", name="Tegen").first.check()
    holder.presses("Bekijk uw stem")
    holder.presses("Ja, sla")
    votes(stage, poll, "yes-no", 1)
    stage.world.passes(days=9)
    counted(stage, poll)
    holder.comes()
    holder.goes(f"{poll}/wie-koos-wat")
    holder.sees("volmacht")
    holder.looks("wie-koos-wat-met-volmacht")


def test_a_secret_poll_is_locked_voted_opened_and_verified_by_anybody(stage: Stage, tmp_path: Path) -> None:
    noor, daan, visitor = stage.noor, stage.daan, stage.visitor
    noor.comes()
    noor.goes(f"{ROOM}/nieuw")
    noor.opens("Meer manieren om te kiezen")
    noor.looks("manieren-van-kiezen")
    noor.follows("Kies “Aankruisen wat goed is”")
    noor.fills("Wat vraagt u?", "Wie vertelt het de raden?")
    noor.fills("Andere keuzes", "\n".join(OPTIONS))
    noor.main.get_by_label("Wat gekozen wordt, komt in het advies").uncheck()
    noor.opens("Meer: wie mag stemmen")
    noor.ticks("Stem in het geheim")
    noor.looks("geheime-stemming-voorbereiden")
    noor.chooses("Hoeveel mensen moeten er stemmen?", "geen")
    noor.presses("Sla op en bekijk")
    poll = noor.page.url.removeprefix(stage.world.url).partition("?")[0]
    keys = {person: makes_a_key(person, poll) for person in (noor, daan)}
    daan.follows("Bekijk en keur goed")
    daan.looks("geheime-stemming-goedkeuren")
    daan.presses("Keur goed: dit ligt vast")
    stage.world.passes(days=2)
    receipts = [votes_in_secret(stage, poll, n) for n in range(VOTERS)]
    stage.world.passes(days=9)
    for person in (daan, noor):  # the outer envelope first
        person.comes()
        person.goes(poll)
        person.follows("Open de bus met uw sleutel")
        person.looks("bus-openen")
        person.fills("Uw sleutel", keys[person])
        person.presses("Open de bus")
        person.looks("bus-geopend")
    visitor.goes(f"{poll}/1/stembiljetten")
    visitor.sees(*receipts)
    visitor.looks("stembiljetten")
    counted(stage, poll)
    visitor.goes(poll)
    visitor.looks("uitslag-geheim")
    answer = visitor.page.request.get(f"{stage.world.url}{poll}/1/bestand.json")
    whole = answer.json()
    assert verdict(tmp_path, whole) == 0
    for name, other in tampered(whole).items():
        assert verdict(tmp_path, other) == 1, name


def makes_a_key(person: Person, poll: str) -> str:
    person.comes()
    person.goes(poll)
    person.follows("Maak uw sleutel")
    person.looks("sleutel-maken")
    key = person.main.locator("code").first.inner_text().split()
    person.fills("Typ de laatste vier tekens", key[-1])
    person.presses("Ik heb mijn sleutel opgeschreven")
    return "-".join(key)


def votes_in_secret(stage: Stage, poll: str, n: int) -> str:
    """The receipt that the voter saw."""
    person = stage.member(n)
    person.comes()
    person.goes(f"{poll}/stem")
    FILLS["approval"](person, n)
    person.fills("Uw eigen deel van het bewijs", f"fiets{n}")
    if n == 0:
        person.looks("stem-geheim")
    person.presses("Bekijk uw stem")
    receipt: str = person.main.locator("code").first.inner_text()
    if n == 0:
        person.looks("nakijken-geheim")
    person.presses("Ja, doe mijn stem in de bus")
    person.sees("U hebt gestemd.")
    assert receipt.endswith(f"-FIETS{n}")
    return receipt


def verdict(folder: Path, data: dict[str, Any]) -> int:
    path = folder / "stemming.json"
    path.write_text(json.dumps(data, ensure_ascii=False))
    done = subprocess.run([sys.executable, "-I", "-S", str(VERIFIER), str(path)], capture_output=True, check=False)
    return done.returncode


def tampered(whole: dict[str, Any]) -> dict[str, dict[str, Any]]:
    ballots = whole["ballots"]
    chosen = next(n for n, ballot in enumerate(ballots) if ballot["choice"])
    changed = [{**ballot, "choice": []} if n == chosen else ballot for n, ballot in enumerate(ballots)]
    twice = [*ballots[:1], {**ballots[1], "receipt": ballots[0]["receipt"]}, *ballots[2:]]
    return {
        "a ballot added": {**whole, "ballots": [*ballots, {"receipt": "ZZZZ", "choice": []}]},
        "a ballot removed": {**whole, "ballots": ballots[1:]},
        "a ballot changed": {**whole, "ballots": changed},
        "a receipt doubled": {**whole, "ballots": twice},
        "a root replaced": {**whole, "published": {**whole["published"], "root": "0" * 64}},
    }
