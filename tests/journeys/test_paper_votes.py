"""Some vote on the site and some hand in a paper, by name and by a code from a letter; two people type the papers in:
with and without JavaScript."""

import io
import re
from pathlib import Path

import pypdf
import pytest

from regiodialoog.polls.models import Electorate
from tests.journeys.chain.person import Person
from tests.journeys.chain.stage import Stage
from tests.journeys.hall.ballots import OPTIONS
from tests.journeys.test_polls import VOTERS, counted, prepared, stage, verdict, votes

__all__ = ["stage"]
pytestmark = pytest.mark.browser
ALREADY = "U hebt uw stem al op papier ingeleverd."
CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")


def begins_a_batch(person: Person, poll: str) -> None:
    person.comes()
    person.goes(poll)
    person.follows("Tel papieren stemmen")
    person.looks("papieren-stemmen")
    person.presses("Begin een stapel")
    person.sees("Nog niemand heeft iets ingetypt.")
    person.looks("stapel-begonnen")
    person.follows("Streep af")
    person.looks("afstrepen")


def chooses(person: Person, word: str) -> None:
    person.main.get_by_role("radio", name=re.compile(rf"^{word}\b")).first.check()


def types_in(person: Person, poll: str, *words: str) -> None:
    person.comes()
    person.goes(f"{poll}/papier/1")
    person.follows("Typ stembiljetten in")
    person.looks("stembiljet-intypen")
    for word in words:
        chooses(person, word)
        person.presses("Sla op en ga naar het volgende stembiljet")
    person.looks("stembiljetten-ingetypt")
    person.follows("Naar de stapel")
    person.presses("Dit is alles")


def differs(person: Person) -> list[str]:
    """The list of what differs: choice, and how often each of the two typed it."""
    rows = person.main.get_by_role("list", name="Wat er verschilt").get_by_role("listitem").all()
    return [" ".join(row.locator("b").all_inner_texts()) for row in rows]


def confirmed_by_anybody(stage: Stage, poll: str, folder: Path) -> None:
    """The file that everybody gets, as it is and without one of its ballots."""
    answer = stage.visitor.page.request.get(f"{stage.world.url}{poll}/1/bestand.json")
    whole = answer.json()
    assert verdict(folder, whole) == 0
    for n in range(len(whole["ballots"])):
        less = [ballot for at, ballot in enumerate(whole["ballots"]) if at != n]
        assert verdict(folder, {**whole, "ballots": less}) == 1


def test_a_group_votes_on_the_site_and_on_paper(stage: Stage, tmp_path: Path) -> None:
    poll = prepared(stage, {"kind": "yes-no"})
    stage.world.passes(days=1)
    noor, daan, visitor = stage.noor, stage.daan, stage.visitor
    for n in range(VOTERS):
        votes(stage, poll, "yes-no", n)
    late, *others = papers = range(VOTERS, 2 * VOTERS)
    somebody = stage.member(late)  # has their vote before them while they are struck off
    somebody.comes()
    somebody.goes(f"{poll}/stem")
    chooses(somebody, "Voor")
    somebody.presses("Bekijk uw stem")

    begins_a_batch(noor, poll)
    noor.does_not_see(*stage.members[:VOTERS])
    for n in papers:
        noor.ticks(stage.members[n])
    noor.presses("Opslaan")
    noor.sees("5 personen zijn afgestreept.")
    noor.looks("afgestreept")

    somebody.presses("Ja, sla mijn stem op")
    somebody.sees(ALREADY)
    somebody.looks("op-papier-gestemd")
    another = stage.member(others[0])
    another.comes()
    another.goes(poll)
    another.does_not_see("Stem nu")
    another.looks("stemming-op-papier-gestemd")
    another.goes(f"{poll}/stem")
    another.sees(ALREADY)
    another.looks("formulier-op-papier-gestemd")

    types_in(noor, poll, "Voor", "Tegen", "Voor", "Blanco", "Tegen")
    noor.sees("Dit ziet u als beiden hebben gezegd dat zij klaar zijn.")
    types_in(daan, poll, "Voor", "Tegen", "Tegen", "Blanco", "Tegen")
    for person in (daan, noor):
        person.goes(f"{poll}/papier/1")
        person.sees("De tellingen verschillen", "Wat er verschilt", OPTIONS[0])
        assert sorted(differs(person)) == ["Tegen 2 3", "Voor 2 1"]
        person.looks("tellingen-verschillen")
    daan.presses("Herstel iets in wat ik typte")
    daan.follows("Typ stembiljetten in")
    daan.looks("stembiljet-herstellen")
    daan.presses(re.compile("Weghalen.*stembiljet 3"))
    chooses(daan, "Voor")
    daan.presses("Sla op en ga naar het volgende stembiljet")
    daan.follows("Naar de stapel")
    daan.presses("Dit is alles")
    daan.sees("Beide tellingen zijn gelijk.")
    daan.looks("tellingen-gelijk")
    daan.presses("Neem deze stemmen over")
    daan.sees("5 papieren stemmen tellen mee")
    daan.looks("stemmen-overgenomen")

    stage.world.passes(days=9)
    counted(stage, poll)
    noor.comes()
    for person in (visitor, noor):
        person.goes(poll)
        person.sees("De groep koos hiervoor: 5 voor, 3 tegen, 2 blanco.", "5 daarvan op papier.")
        person.looks("uitslag-met-papier")
    noor.goes(f"{poll}/wie-koos-wat")
    noor.sees("op papier: niemand weet welke")
    noor.looks("wie-koos-wat-op-papier")
    confirmed_by_anybody(stage, poll, tmp_path)


def test_a_letter_is_one_vote_on_the_site_or_on_paper(stage: Stage, tmp_path: Path) -> None:
    poll = prepared(stage, {"kind": "yes-no"}, electorate=Electorate.CODES)
    mirjam, noor, riet, visitor = stage.mirjam, stage.noor, stage.person("Riet", phone=True), stage.visitor
    on_site, *handed_in = makes_letters(mirjam, poll, 1 + VOTERS)
    stage.world.passes(days=1)
    comes_with(riet, on_site)
    chooses(riet, "Voor")
    riet.presses("Bekijk uw stem")
    riet.looks("stem-met-code-nakijken")
    riet.presses("Ja, sla mijn stem op")
    riet.looks("stem-met-code-opgeslagen")

    begins_a_batch(mirjam, poll)
    mirjam.fills("De stemcodes op de brieven die terugkwamen", "\n".join([*handed_in, on_site]))
    mirjam.presses("Opslaan")
    mirjam.sees(f"Regel {VOTERS + 1}: met deze code is al gestemd")
    mirjam.looks("afstrepen-wie-al-stemde")
    mirjam.fills("De stemcodes op de brieven die terugkwamen", "\n".join(handed_in))
    mirjam.presses("Opslaan")
    mirjam.sees("5 personen zijn afgestreept.")

    comes_with(riet, handed_in[0])
    riet.sees(ALREADY)
    riet.looks("met-code-op-papier-gestemd")

    for person in (mirjam, noor):
        types_in(person, poll, "Voor", "Tegen", "Voor", "Voor", "Blanco")
    noor.presses("Neem deze stemmen over")
    stage.world.passes(days=9)
    counted(stage, poll)
    visitor.goes(poll)
    visitor.sees("4 voor, 1 tegen, 1 blanco.", "5 daarvan op papier.")
    visitor.looks("uitslag-met-brieven-op-papier")
    confirmed_by_anybody(stage, poll, tmp_path)


def makes_letters(person: Person, poll: str, count: int) -> list[str]:
    """The codes that stand on the letters."""
    person.comes()
    person.goes(poll)
    person.follows("Brieven met een stemcode")
    person.follows("Maak brieven zonder adres")
    person.fills("Hoeveel brieven?", str(count))
    person.presses("Brieven met een code maken")
    batch = person.page.url.partition("?")[0].partition("#")[0]
    sheets = pypdf.PdfReader(io.BytesIO(person.page.request.get(f"{batch}/brieven.pdf").body())).pages
    return [CODE.findall(sheet.extract_text())[-1] for sheet in sheets]


def comes_with(person: Person, code: str) -> None:
    person.goes("/stemcode")
    person.looks("stemcode")
    person.fills("Uw stemcode", code)
    person.presses("Verder")
    person.looks("stemcode-getypt")
