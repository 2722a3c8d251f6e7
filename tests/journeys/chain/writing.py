"""From a first thought to a proposal that the group discusses."""

import re

from regiodialoog.dialogues.models import PhaseKind
from tests.journeys.chain.joining import first_day
from tests.journeys.chain.stage import THEME, TITLE, Stage

NAME = "Houd het dorpshuis ook in het weekend open"
IDEA = "Vrijwilligers krijgen een sleutel. Zo kunnen buren ook op zaterdag en zondag binnenlopen."
WHY = "Veel mensen zijn juist in het weekend alleen. Het gebouw staat er al en is dan leeg."
QUESTION = "Bedoelt u elk dorpshuis, of alleen die van de gemeente?"
ANSWER = "Elk dorpshuis dat dat zelf wil."
FOR = "In mijn dorp vragen mensen hier al jaren om."
AGAINST = "Wie ruimt er op? Vrijwilligers hebben het al druk."
REPLY = "Dat kunnen wij samen doen, met een lijst aan de deur."


def she_begins_to_write_and_the_draft_is_kept(stage: Stage) -> None:
    """With JavaScript by itself, without it by a button. She closes the page, and finds the draft again."""
    stage.world.comes_to(first_day(stage, PhaseKind.DIALOGUE))
    fatma = stage.fatma
    fatma.comes()
    fatma.goes(f"/themas/{THEME}")
    fatma.looks("thema-groep-praat")
    fatma.goes("/mijn")
    fatma.looks("mijn-pagina-in-de-groep")
    fatma.follows(f"Schrijf een voorstel voor {TITLE}")
    fatma.looks("voorstel-begin")
    fatma.presses("Begin met schrijven")
    fatma.looks("concept-leeg")
    fatma.fills("Hoe noemt u uw voorstel?", NAME)
    if fatma.javascript:
        with fatma.page.expect_response(lambda answer: "/concepten/" in answer.url and answer.request.method == "POST"):
            fatma.fills("Wat is het idee?", IDEA)
    else:
        fatma.fills("Wat is het idee?", IDEA)
        fatma.presses("Sla het concept op")
    fatma.sees("Opgeslagen op")
    fatma.looks("concept-bewaard")


def she_finds_it_again_and_hands_it_in(stage: Stage) -> None:
    fatma = stage.fatma
    fatma.goes("/mijn")
    fatma.looks("mijn-pagina-met-concept")
    fatma.follows(re.compile(NAME))
    assert fatma.main.get_by_label("Wat is het idee?").input_value() == IDEA
    fatma.presses("Verder: nalezen en indienen")
    fatma.sees("Nog niet verteld.")
    fatma.looks("nalezen-zonder-waarom")
    fatma.follows("Verander iets")
    fatma.fills("Waarom is het nodig?", WHY)
    fatma.presses("Verder: nalezen en indienen")
    fatma.looks("nalezen")
    fatma.presses("Dien in")
    fatma.sees(NAME, IDEA, WHY)
    stage.proposal = fatma.page.url.removeprefix(stage.world.url).partition("?")[0].partition("#")[0]
    stage.number = int(re.findall(r"/voorstellen/(\d+)-", stage.proposal)[0])
    fatma.looks("voorstel-ingediend")


def the_moderator_asks_a_question(stage: Stage) -> None:
    stage.world.passes(days=1)
    noor = stage.noor
    noor.comes()
    noor.goes("/moderatie")
    noor.looks("moderatie")
    noor.follows(re.compile(NAME))
    noor.looks("beoordelen")
    noor.ticks("De indiener iets vragen")
    noor.opens("Als u iets vraagt")
    noor.fills("Uw vraag", QUESTION)
    noor.presses("Sla het besluit op")
    noor.sees("vraag")
    noor.looks("vraag-gesteld")


def she_answers(stage: Stage) -> None:
    fatma = stage.fatma
    fatma.goes("/mijn/berichten")
    fatma.sees("vraag")
    fatma.comes()
    fatma.sees("Wij hebben een vraag over dit voorstel")
    fatma.looks("mijn-pagina-met-vraag")
    fatma.follows(re.compile(f"^{NAME}"))
    fatma.sees(QUESTION)
    fatma.looks("voorstel-met-vraag")
    fatma.follows("Geef antwoord op onze vraag")
    fatma.looks("antwoorden")
    fatma.fills("Uw antwoord", ANSWER)
    fatma.presses("Verstuur het antwoord")
    fatma.sees(ANSWER)
    fatma.looks("vraag-beantwoord")


def the_moderator_admits_it(stage: Stage) -> None:
    noor = stage.noor
    noor.goes("/moderatie")
    noor.follows(re.compile(NAME))
    noor.sees(ANSWER)
    noor.ticks(re.compile("de groep"))
    noor.presses("Sla het besluit op")
    noor.sees("in orde")
    noor.looks("toegelaten")


def the_group_argues(stage: Stage) -> None:
    """One for, one against, and her reply."""
    stage.world.passes(days=1)
    for n, (side, said) in enumerate((("voor", FOR), ("tegen", AGAINST))):
        member = stage.member(n)
        member.comes()
        member.goes(stage.proposal)
        if not n:
            member.looks("voorstel-voor-de-groep")
        member.follows(f"Geef een argument {side}")
        if not n:
            member.looks("argument-schrijven")
        member.fills("Uw argument", said)
        member.presses("Plaats het argument")
        member.sees(said)
    fatma = stage.fatma
    fatma.comes()
    fatma.goes(stage.proposal)
    fatma.follows(re.compile("Antwoorden.*Wie ruimt"))
    fatma.fills("Uw antwoord", REPLY)
    fatma.presses("Plaats het antwoord")
    fatma.sees(FOR, AGAINST, REPLY)
    fatma.looks("voorstel-met-argumenten")
    stage.visitor.goes(stage.proposal)
    stage.visitor.sees(FOR, AGAINST, REPLY)
    stage.visitor.does_not_see(fatma.name, *stage.members)
    stage.visitor.looks("voorstel-voor-iedereen")


STEPS = (
    she_begins_to_write_and_the_draft_is_kept,
    she_finds_it_again_and_hands_it_in,
    the_moderator_asks_a_question,
    she_answers,
    the_moderator_admits_it,
    the_group_argues,
)
