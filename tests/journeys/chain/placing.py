"""The councils say whether the proposal gets a place on the agenda, until it counts as placed."""

import re
from datetime import timedelta

from regiodialoog.core.workdays import next_working_day
from tests.journeys.chain.person import Person
from tests.journeys.chain.stage import Stage
from tests.journeys.chain.writing import NAME

RULE = "Fictief: met drie raden is een voorstel van meer dan een plaats."
NOTE = "Wij vragen u dit voorstel een plaats te geven op de agenda."
COLLEGE = "Het college adviseert de raad dit voorstel te plaatsen, als er vrijwilligers genoeg zijn."
REMARK = "De raad wil na een jaar weten of er genoeg vrijwilligers zijn."
MINUTES = "https://voorbeeld.example/besluitenlijst.pdf"


def the_bureau_sets_a_rule_and_offers_the_proposal(stage: Stage) -> None:
    stage.world.passes(days=1)
    mirjam = stage.mirjam
    mirjam.comes()
    mirjam.goes("/beheer/plaatsing")
    mirjam.sees(NAME)
    mirjam.looks("plaatsing-beheer")
    mirjam.follows(re.compile("regel instellen"))
    mirjam.looks("plaatsing-regel")
    mirjam.ticks("Ten minste een aantal")
    mirjam.fills("Hoeveel raden?", "3")
    mirjam.fills("Waarom deze regel?", RULE)
    mirjam.presses("Opslaan")
    mirjam.sees(RULE)
    mirjam.follows("Voorstellen aanbieden aan de raden")
    mirjam.looks("plaatsing-aanbieden")
    mirjam.ticks(re.compile(NAME))
    mirjam.chooses("Voor welk thema van de agenda?", re.compile("Mens en samenleving: "))
    mirjam.fills("Wanneer geven de raden", next_working_day(stage.world.today + timedelta(days=60)).isoformat())
    mirjam.fills("Toelichting voor de raden", NOTE)
    mirjam.presses("Aanbieden aan de raden")
    mirjam.sees(NAME)
    mirjam.looks("plaatsing-bord")
    stage.fatma.goes("/mijn/berichten")
    stage.fatma.sees("raden", NAME)


def the_officer_writes_down_what_college_and_council_said(stage: Stage) -> None:
    stage.world.passes(days=7)
    aylin = stage.aylin
    aylin.comes()
    comes_to_the_offer(stage, aylin)
    assert not aylin.main.get_by_role("link", name=re.compile("(opschrijven|verbeteren).*Baarn")).count(), (
        "an officer of Soest writes nothing of Baarn"
    )
    aylin.looks("plaatsing-aangeboden")
    aylin.follows(re.compile("collegeadvies opschrijven.*Soest"))
    aylin.looks("plaatsing-collegeadvies")
    aylin.fills("Wat adviseert het college?", COLLEGE)
    aylin.fills("Datum van het advies", stage.world.today.isoformat())
    aylin.presses("Opslaan")
    aylin.sees(COLLEGE)
    stage.world.passes(days=7)
    aylin.comes()
    comes_to_the_offer(stage, aylin)
    aylin.follows(re.compile("antwoord opschrijven.*Soest"))
    aylin.ticks("Geplaatst met kanttekening")
    aylin.fills("Datum van het antwoord", stage.world.today.isoformat())
    aylin.presses("Opslaan")
    aylin.sees("Er klopt nog iets niet")
    aylin.looks("plaatsing-antwoord-zonder-reden")
    aylin.fills("Met welke kanttekening", REMARK)
    aylin.fills("Titel van het document", "Besluitenlijst (fictief)")
    aylin.fills("Adres van het document", MINUTES)
    aylin.presses("Opslaan")
    aylin.sees(REMARK, "Nog niet bevestigd")


def the_clerk_confirms_it(stage: Stage) -> None:
    stage.world.passes(days=1)
    greet = stage.greet
    greet.comes()
    comes_to_the_offer(stage, greet)
    greet.follows(re.compile("antwoord bevestigen.*Soest"))
    greet.sees(REMARK)
    greet.looks("plaatsing-bevestigen")
    greet.presses("Ja, ik bevestig dit")
    greet.sees("Bevestigd door de griffier op")


def other_councils_answer_until_it_counts_as_placed(stage: Stage) -> None:
    """By the bureau. Before the third, no study can begin."""
    mirjam = stage.mirjam
    mirjam.comes()
    for municipality in ("Baarn", "Leusden"):
        mirjam.goes("/beheer/haalbaarheid/openen")
        mirjam.does_not_see(NAME)
        comes_to_the_offer(stage, mirjam)
        mirjam.sees("Wacht op raden")
        mirjam.follows(re.compile(f"antwoord opschrijven.*{municipality}"))
        mirjam.main.get_by_role("radio", name="Geplaatst", exact=True).check()
        mirjam.fills("Datum van het antwoord", stage.world.today.isoformat())
        mirjam.presses("Opslaan")
    mirjam.sees("Telt als geplaatst")
    mirjam.looks("plaatsing-telt-als-geplaatst")
    visitor = stage.visitor
    visitor.goes("/plaatsing")
    visitor.sees(NAME)
    visitor.looks("plaatsing-bord-bezoeker")
    comes_to_the_offer(stage, visitor)
    visitor.sees("Telt als geplaatst", COLLEGE, REMARK)
    visitor.does_not_see(stage.aylin.name, stage.greet.name)
    visitor.looks("plaatsing-bezoeker")


def comes_to_the_offer(stage: Stage, person: Person) -> None:
    person.goes(f"/plaatsing/{stage.number}")


STEPS = (
    the_bureau_sets_a_rule_and_offers_the_proposal,
    the_officer_writes_down_what_college_and_council_said,
    the_clerk_confirms_it,
    other_councils_answer_until_it_counts_as_placed,
)
