"""The group chooses by a poll."""

import re

from tests.journeys.chain.stage import THEME, Stage
from tests.journeys.chain.writing import NAME

ASKED = "Komt dit voorstel in ons advies?"


def a_moderator_prepares_a_poll(stage: Stage) -> None:
    stage.world.passes(days=7)
    noor = stage.noor
    noor.comes()
    noor.goes(f"/themas/{THEME}/stemmingen")
    noor.looks("stemmingen-leeg")
    noor.follows("Bereid een stemming voor")
    noor.looks("manieren-van-kiezen")
    noor.follows("Kies “Voor, tegen of blanco”")
    noor.looks("stemming-voorbereiden")
    noor.fills("Wat vraagt u?", ASKED)
    noor.ticks(re.compile(NAME))
    noor.presses("Sla op en bekijk")
    noor.sees(ASKED, "Iemand anders moet deze stemming goedkeuren")
    stage.poll = noor.page.url.removeprefix(stage.world.url).partition("?")[0]
    noor.looks("stemming-voorbereid")


def a_second_person_approves_it(stage: Stage) -> None:
    stage.visitor.page.goto(stage.world.url + stage.poll)
    stage.visitor.does_not_see(ASKED)
    daan = stage.daan
    daan.comes()
    daan.goes(stage.poll)
    daan.follows("Bekijk en keur goed")
    daan.looks("stemming-goedkeuren")
    daan.presses("Keur goed: dit ligt vast")
    daan.sees("goedgekeurd")
    daan.looks("stemming-goedgekeurd")


def it_opens_and_the_group_votes(stage: Stage) -> None:
    stage.world.passes(days=1)
    fatma = stage.fatma
    fatma.comes()
    fatma.looks("mijn-pagina-stem-nu")
    fatma.goes(stage.poll)
    fatma.looks("stemming-open")
    votes(stage, "Voor", pictures=True)
    for n, choice in enumerate(("Voor", "Voor", "Tegen")):
        stage.member(n).comes()
        votes(stage, choice, n)


def votes(stage: Stage, choice: str, n: int | None = None, *, pictures: bool = False) -> None:
    voter = stage.fatma if n is None else stage.member(n)
    voter.goes(f"{stage.poll}/stem")
    if pictures:
        voter.looks("stemmen")
    voter.main.get_by_role("radio", name=re.compile(rf"^{choice}\b")).first.check()
    voter.presses("Bekijk uw stem")
    if pictures:
        voter.looks("stem-nakijken")
    voter.presses("Ja, sla mijn stem op")
    voter.sees(NAME, choice)
    if pictures:
        voter.looks("stem-bewaard")


def it_closes_and_the_result_is_made_definitive(stage: Stage) -> None:
    stage.world.passes(days=8)
    noor = stage.noor
    noor.comes()
    noor.goes(stage.poll)
    noor.looks("stemming-gesloten")
    _count_again(stage)
    noor.goes(stage.poll)
    noor.follows(re.compile("uitslag"))
    noor.looks("uitslag-vaststellen")
    noor.presses("Stel de uitslag vast")
    noor.looks("uitslag-definitief")
    stage.visitor.goes(stage.poll)
    stage.visitor.sees(ASKED, NAME)
    stage.visitor.looks("uitslag-voor-iedereen")
    stage.visitor.does_not_see(stage.fatma.name, *stage.members)


STEPS = (
    a_moderator_prepares_a_poll,
    a_second_person_approves_it,
    it_opens_and_the_group_votes,
    it_closes_and_the_result_is_made_definitive,
)


def _count_again(stage: Stage) -> None:
    """A second person downloads the votes and gives them back."""
    daan = stage.daan
    daan.comes()
    daan.goes(stage.poll)
    daan.follows("Tel de stemmen na")
    daan.looks("stemmen-natellen")
    with daan.page.expect_download() as download:
        daan.main.get_by_role("link", name=re.compile(NAME)).click()
    daan.page.get_by_label("De bestanden die u hebt gedownload").set_input_files(download.value.path())
    daan.presses("Vergelijk")
    daan.sees("Nageteld")
    daan.looks("stemmen-nageteld")
