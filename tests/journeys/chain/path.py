"""The whole path, from a proposal to the project that does it: on the page, for machines, and on paper."""

import re

from tests.journeys.chain.advising import in_order
from tests.journeys.chain.placing import COLLEGE, NOTE, REMARK
from tests.journeys.chain.programming import PRINCIPAL, PROJECT
from tests.journeys.chain.stage import Stage
from tests.journeys.chain.studying import CONDITION, REASON

WANTED = (
    "Ingediend",
    "Een vraag",
    "gaf antwoord",
    "in orde",
    "stemde: in het advies",
    "bood haar advies aan",
    "^Aangeboden aan de raden",
    "college van Soest",
    "raad van Soest",
    "raad van Baarn",
    "raad van Leusden",
    "^Telt als geplaatst",
    "onderzoek begon",
    re.escape(CONDITION),
    f"Het kwam in het project “{PROJECT}”",
    f"Project “{PROJECT}”: Loopt",
    "Soest: doet mee",
)
PAPER = 2
"""A path of some twenty steps fits on so many sheets of A4."""


def the_path_shows_every_step_in_its_order(stage: Stage) -> None:
    visitor = stage.visitor
    visitor.goes(f"{stage.proposal}/pad")
    titles = visitor.main.locator(".rd-timeline h3").all_inner_texts()
    assert in_order(WANTED, titles), titles
    visitor.sees(NOTE, COLLEGE, REMARK, REASON, PRINCIPAL)
    visitor.does_not_see(*(person.name for person in stage.people.values()), *stage.members)
    visitor.looks("pad-tot-het-project")
    visitor.follows(PROJECT, within=visitor.main.locator(".rd-timeline"))
    assert stage.project in visitor.page.url


def machines_read_the_same_path(stage: Stage) -> None:
    visitor = stage.visitor
    visitor.goes(f"{stage.proposal}/pad")
    titles = [text.strip() for text in visitor.main.locator(".rd-timeline h3").all_text_contents()]
    answer = visitor.page.request.get(f"{stage.world.url}/api/v1/voorstellen/{stage.number}/pad")
    assert answer.ok, answer.status
    told = answer.json()
    assert [step["titel"] for step in told["stappen"]] == titles
    text = answer.text()
    assert not [person.name for person in stage.people.values() if person.name in text], "a name in the open data"


def it_prints_on_two_sheets(stage: Stage) -> None:
    visitor = stage.visitor
    visitor.page.emulate_media(media="print")
    printed = visitor.page.pdf(format="A4", print_background=True, prefer_css_page_size=True)
    visitor.page.emulate_media(media="screen")
    visitor.keeps("pad.pdf", printed)
    sheets = len(re.findall(rb"/Type\s*/Page\b", printed))
    assert 0 < sheets <= PAPER, f"the path takes {sheets} sheets"


STEPS = (
    the_path_shows_every_step_in_its_order,
    machines_read_the_same_path,
    it_prints_on_two_sheets,
)
