"""The advice of the group, and the path of the proposal as everybody reads it."""

import re

from regiodialoog.dialogues.models import PhaseKind
from tests.journeys.chain.choosing import ASKED
from tests.journeys.chain.joining import first_day
from tests.journeys.chain.stage import THEME, Stage
from tests.journeys.chain.writing import NAME

CONCLUSIONS = "Ontmoeten begint dichtbij. De gebouwen zijn er; geef buren de sleutel."
MINORITY = "Een paar mensen vinden dat vrijwilligers al genoeg doen."
WHOM = "de raden van de zeven gemeenten (fictief)"


def the_advice_is_written(stage: Stage) -> None:
    stage.world.comes_to(first_day(stage, PhaseKind.ADVICE))
    noor = stage.noor
    noor.comes()
    noor.goes(f"/themas/{THEME}")
    noor.looks("thema-advies")
    noor.follows("Schrijf het advies")
    noor.looks("advies-schrijven")
    noor.fills("Wat concludeert de groep?", CONCLUSIONS)
    noor.fills("Wat zeggen", MINORITY)
    noor.presses("Sla het concept op")
    noor.sees(CONCLUSIONS, NAME)
    noor.looks("advies-concept")
    answer = stage.visitor.page.goto(f"{stage.world.url}/themas/{THEME}/advies")
    assert answer is not None
    assert answer.status == 404, "nobody else reads a concept"


def the_group_reads_it_and_it_is_handed_over(stage: Stage) -> None:
    fatma = stage.fatma
    fatma.comes()
    fatma.goes(f"/themas/{THEME}/advies")
    fatma.sees(CONCLUSIONS)
    stage.world.comes_to(first_day(stage, PhaseKind.HANDOVER))
    noor = stage.noor
    noor.comes()
    noor.goes(f"/themas/{THEME}/advies")
    noor.follows("Bied het advies aan")
    noor.looks("advies-aanbieden")
    noor.fills("Aan wie?", WHOM)
    noor.presses("Bied het advies aan")
    noor.sees(WHOM)
    stage.visitor.goes(f"/themas/{THEME}")
    stage.visitor.looks("thema-na-het-advies")
    stage.visitor.follows("Lees het advies")
    stage.visitor.sees(CONCLUSIONS, MINORITY, NAME, WHOM)
    stage.visitor.looks("advies-aangeboden")


def everybody_can_walk_the_path(stage: Stage) -> None:
    """Forward, every step in its order; and back from the advice and the poll to the proposal."""
    visitor = stage.visitor
    visitor.goes(stage.proposal)
    visitor.looks("voorstel-in-het-advies")
    visitor.follows("Bekijk het hele pad van dit voorstel")
    assert visitor.page.url.endswith(f"{stage.proposal}/pad")
    titles = visitor.main.locator(".rd-timeline h3").all_inner_texts()
    wanted = (
        "Ingediend",
        "Een vraag",
        "gaf antwoord",
        "in orde",
        "stemde: in het advies",
        "bood haar advies aan",
    )
    assert in_order(wanted, titles), titles
    visitor.does_not_see(stage.fatma.name, *stage.members)
    visitor.looks("pad")
    visitor.follows(re.compile("Stemming"), within=visitor.main.locator(".rd-timeline"))
    visitor.sees(ASKED)
    visitor.follows(re.compile(f"Bekijk voorstel {stage.number}"))
    assert stage.proposal in visitor.page.url
    visitor.goes(f"{stage.proposal}/pad")
    visitor.follows(re.compile("Lees het advies"))
    visitor.follows(re.compile(NAME))
    assert stage.proposal in visitor.page.url


def in_order(wanted: tuple[str, ...], titles: list[str]) -> bool:
    """Whether each pattern is found in a title behind the one of the pattern before it."""
    rest = iter(titles)
    return all(any(re.search(pattern, title, re.IGNORECASE) for title in rest) for pattern in wanted)


STEPS = (
    the_advice_is_written,
    the_group_reads_it_and_it_is_handed_over,
    everybody_can_walk_the_path,
)
