"""The study of whether it can be done, and its verdict."""

import re
from datetime import timedelta

from regiodialoog.feasibility.study_days import may_publish_on
from tests.journeys.chain.stage import Stage
from tests.journeys.chain.writing import NAME

FOUND = "Een sleutel uitlenen mag, als duidelijk is wie er verzekerd is."
SOURCE = "Nota sleutelbeheer (fictief)"
VIEW = "Als de vrijwilligers een vast aanspreekpunt hebben."
CONDITION = "elke gemeente een vast aanspreekpunt geeft"
REASON = "Niemand vond een bezwaar. Wel moet iemand de telefoon opnemen als er iets stuk is."


def the_bureau_begins_a_study_and_asks_an_assessor(stage: Stage) -> None:
    mirjam = stage.mirjam
    mirjam.comes()
    mirjam.goes("/beheer/haalbaarheid")
    mirjam.looks("onderzoek-beheer")
    mirjam.follows(re.compile("Onderzoeken beginnen"))
    mirjam.looks("onderzoek-beginnen")
    mirjam.ticks(re.compile(NAME))
    mirjam.fills("Uiterlijk op welke dag", (stage.world.today + timedelta(days=60)).isoformat())
    mirjam.presses("Opslaan")
    mirjam.follows(re.compile(NAME))
    mirjam.looks("onderzoek-leiden")
    for _part in range(2):
        mirjam.follows(re.compile("Iemand vragen"))
        mirjam.fills("E-mailadres van wie dit deel", "adviseur@voorbeeld.example")
        if not _part:
            mirjam.looks("onderzoek-iemand-vragen")
        mirjam.presses("Opslaan")
    mirjam.sees("Iemand anders vragen")


def the_assessor_and_the_officer_hand_in(stage: Stage) -> None:
    stage.world.passes(days=2)
    ilse, aylin = stage.ilse, stage.aylin
    ilse.comes()
    ilse.goes("/mijn/haalbaarheid")
    ilse.looks("onderzoek-werk-adviseur")
    for part in range(2):
        ilse.follows(re.compile(NAME))
        if not part:
            ilse.looks("onderzoek-toets")
        ilse.ticks("Aandachtspunt" if not part else "Geen bezwaar")
        ilse.fills("Waarom?", FOUND)
        ilse.fills("Waar is dit op gebaseerd?", SOURCE)
        ilse.ticks("Dit is klaar")
        ilse.presses("Opslaan")
    assert not ilse.main.get_by_role("link", name=re.compile(NAME)).count(), "what was handed in is not open any more"
    aylin.comes()
    aylin.goes("/mijn/haalbaarheid")
    aylin.does_not_see(FOUND)
    aylin.follows(re.compile(f"Soest.*{NAME}"))
    aylin.looks("onderzoek-gemeente")
    aylin.ticks("Kan, als")
    aylin.fills("Waarom?", VIEW)
    aylin.ticks("Dit is klaar")
    aylin.presses("Opslaan")
    stage.visitor.goes(f"/haalbaarheid/{stage.number}")
    stage.visitor.does_not_see(FOUND, VIEW, SOURCE)
    stage.visitor.looks("onderzoek-loopt")


def the_bureau_announces_the_verdict(stage: Stage) -> None:
    """To those responsible, and to nobody else."""
    mirjam = stage.mirjam
    mirjam.comes()
    mirjam.goes(f"/beheer/haalbaarheid/{stage.number}")
    mirjam.sees(FOUND, VIEW)
    mirjam.looks("onderzoek-met-delen")
    mirjam.follows("Het oordeel voorbereiden")
    mirjam.looks("oordeel-voorbereiden")
    mirjam.main.get_by_role("radio", name=re.compile("^Kan, als")).check()
    mirjam.fills("Onder welke voorwaarde", CONDITION)
    mirjam.fills("Waarom?", REASON)
    mirjam.presses("Opslaan")
    mirjam.goes("/beheer/haalbaarheid/aankondigen")
    mirjam.looks("oordeel-aankondigen")
    mirjam.ticks(re.compile(NAME))
    mirjam.ticks("Ja, ik weet het zeker")
    mirjam.ticks("Ook aankondigen als er delen ontbreken")
    mirjam.presses("Oordelen aankondigen")
    mirjam.sees(NAME)
    aylin = stage.aylin
    aylin.goes(f"/haalbaarheid/{stage.number}/aankondiging")
    aylin.sees("Nog niet openbaar", REASON)
    aylin.looks("oordeel-aangekondigd")
    answer = stage.visitor.page.goto(f"{stage.world.url}/haalbaarheid/{stage.number}/aankondiging")
    assert answer is not None
    assert answer.status in (403, 404) or "/inloggen" in stage.visitor.page.url, answer.status
    stage.visitor.does_not_see(REASON)


def after_two_working_days_it_is_published(stage: Stage) -> None:
    mirjam = stage.mirjam
    day = may_publish_on(stage.world.today)
    stage.world.comes_to(day - timedelta(days=1), 16)
    mirjam.comes()
    mirjam.goes("/beheer/haalbaarheid/publiceren")
    mirjam.does_not_see(NAME)
    stage.visitor.goes(f"{stage.proposal}/pad")
    stage.visitor.does_not_see(CONDITION, REASON)
    stage.world.comes_to(day)
    mirjam.comes()
    mirjam.goes("/beheer/haalbaarheid/publiceren")
    mirjam.looks("oordeel-publiceren")
    mirjam.ticks(re.compile(NAME))
    mirjam.ticks("Ja, ik weet het zeker")
    mirjam.presses("Oordelen publiceren")
    visitor = stage.visitor
    visitor.goes(f"/haalbaarheid/{stage.number}")
    visitor.sees(CONDITION, REASON, FOUND, SOURCE, VIEW)
    visitor.does_not_see(stage.ilse.name, stage.aylin.name)
    visitor.looks("oordeel-voor-iedereen")
    stage.fatma.goes("/mijn/berichten")
    stage.fatma.sees("Het antwoord over uw voorstel is er", NAME)


STEPS = (
    the_bureau_begins_a_study_and_asks_an_assessor,
    the_assessor_and_the_officer_hand_in,
    the_bureau_announces_the_verdict,
    after_two_working_days_it_is_published,
)
