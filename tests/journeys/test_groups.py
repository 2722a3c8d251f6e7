"""A group of thirty is assigned in one sitting, and one of twenty-four is drawn from two hundred: with and without
JavaScript."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from regiodialoog.core.db import db, transaction
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.dialogues import queries as themes
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.groups import actions, queries
from regiodialoog.groups.models import OfferState
from tests.journeys.chain.person import Person
from tests.journeys.chain.stage import Stage
from tests.journeys.chain.world import World
from tests.journeys.table.composing import (
    MANAGE,
    a_resident_signs_up,
    somebody_is_signed_up_at_the_desk,
    somebody_signs_up_with_a_letter,
    the_bureau_makes_the_group,
)
from tests.journeys.table.setting import OURS, TITLE, sign_up_many, theme_without_a_group
from tests.support.browser import Kinds

pytestmark = pytest.mark.browser
DRAW = f"/themas/{OURS}/loting/1"
OUTCOME = "3 1 6 6 2 5"
VERIFIER = Path(__file__).resolve().parents[2] / "tools" / "verify.py"


@pytest.fixture(params=[True, False], ids=["with_javascript", "without_javascript"])
def stage(world: World, browser: Browser, kinds: Kinds, request: pytest.FixtureRequest) -> Iterator[Stage]:
    with ExitStack() as leaving:
        yield Stage(world, browser, request.param, leaving, kinds)


def composition_begins(stage: Stage) -> None:
    with stage.world.app.app_context():
        phase = themes.phase_of(themes.theme(OURS), PhaseKind.COMPOSITION)
        assert phase is not None
        day = phase.starts_on
    stage.world.comes_to(day)


def test_a_group_of_thirty_is_signed_up_and_assigned_in_one_sitting(stage: Stage) -> None:
    mirjam, fatma, visitor = stage.mirjam, stage.fatma, stage.visitor
    lists = theme_without_a_group(stage)
    the_bureau_makes_the_group(stage, lists, 30, "aangemeld en ingedeeld")
    a_resident_signs_up(stage)
    sign_up_many(stage, 150)
    composition_begins(stage)
    mirjam.comes()
    mirjam.goes(MANAGE)
    mirjam.looks("groep-met-aanmeldingen")
    mirjam.follows("De open plekken vullen")
    mirjam.looks("indeling-vragen")
    mirjam.presses("Stel een indeling voor")
    if not mirjam.javascript:
        mirjam.follows("Kijk of het klaar is")
    mirjam.sees("Voorgestelde indeling 1", "Neem dit over")
    mirjam.looks("indeling")
    someone_else = mirjam.main.locator("select").nth(3)
    someone_else.select_option(index=2)
    mirjam.presses("Neem dit over")
    mirjam.sees("Zeg waarom u van de voorgestelde indeling afwijkt.")
    mirjam.fills("Waarom wijkt u af van de voorgestelde indeling?", "Deze persoon kan op alle avonden.")
    mirjam.looks("indeling-met-reden")
    mirjam.presses("Neem dit over")
    mirjam.looks("groep-vol")
    with stage.world.app.app_context():
        seats = queries.seats(queries.group_of(themes.theme(OURS)).id)
        assert sum(seat.person_id is not None for seat in seats) == 30
    mirjam.follows("Hulp om te regelen")
    mirjam.looks("hulp-om-te-regelen")
    mirjam.follows("Terug naar de groep")
    mirjam.follows("Aan iedereen die wacht zeggen dat er geen plek is")
    mirjam.fills("Waarom is er geen plek?", "Alle plekken zijn vergeven. U kunt meelezen.")
    mirjam.looks("geen-plek-zeggen")
    mirjam.presses("Zeggen dat er geen plek is")
    visitor.goes(f"/themas/{OURS}/groep")
    visitor.does_not_see("Deelnemer 0")
    visitor.looks("groep-voor-iedereen")
    fatma.comes()
    fatma.goes(f"/themas/{OURS}/aanmelden")
    fatma.looks("fatma-hoort-het")


def test_a_group_of_twenty_four_is_drawn_from_two_hundred_and_verified(stage: Stage, tmp_path: Path) -> None:
    mirjam, fatma, visitor = stage.mirjam, stage.fatma, stage.visitor
    lists = theme_without_a_group(stage)
    the_bureau_makes_the_group(stage, lists, 24, "geloot")
    a_resident_signs_up(stage)
    somebody_signs_up_with_a_letter(stage)
    somebody_is_signed_up_at_the_desk(stage)
    sign_up_many(stage, 197)
    composition_begins(stage)
    mirjam.comes()
    mirjam.goes(f"/themas/{OURS}/loting")
    mirjam.follows("Een loting voorbereiden")
    mirjam.looks("loting-voorbereiden")
    mirjam.presses("Bereid de loting voor")
    mirjam.goes(DRAW)
    mirjam.sees("Kleinste kans")
    mirjam.looks("loting-voorbereid")
    mirjam.follows("Deze loting verzegelen")
    mirjam.fills("Welke openbare bron van toeval beslist?", "Zes dobbelstenen, gegooid door de griffier")
    tomorrow = stage.world.today + timedelta(days=1)
    mirjam.fills("Op welke dag is de uitkomst bekend?", tomorrow.isoformat())
    mirjam.ticks("Iedereen. In een kleine gemeente")
    mirjam.fills("Waarom gaat de loting door", "Voor hun belang is er uit hun gemeente geen plek.")
    mirjam.looks("loting-verzegelen")
    mirjam.presses("Deze loting verzegelen")
    mirjam.looks("loting-verzegeld")
    fatma.comes()
    fatma.goes(DRAW)
    fatma.sees("Uw kans: 1 op")
    fatma.looks("eigen-kans")
    stage.world.comes_to(tomorrow, 20, 30)
    for name in ("Mirjam de Groot (fictief)", "Joris Peters (fictief)"):
        types_the_outcome(stage.person(name))
    greet = stage.greet
    greet.comes()
    greet.goes(DRAW)
    greet.follows("Bevestigen dat u zag hoe het is beslist")
    greet.presses("Bevestigen dat u zag hoe het is beslist")
    greet.looks("loting-getuige")
    mirjam.goes(DRAW)
    mirjam.follows("Bekendmaken wie is ingeloot")
    mirjam.looks("loting-bekendmaken")
    mirjam.presses("Bekendmaken wie is ingeloot")
    mirjam.sees("Aangeboden plekken")
    mirjam.looks("loting-antwoorden")
    one_says_no_and_the_next_says_yes(stage)
    everybody_else_says_yes(stage)
    visitor.goes(DRAW)
    visitor.sees("Nee gezegd", "griffier van Soest")
    visitor.looks("loting-voor-iedereen")
    for name in ("draw.json", "result.json", "replacements.json"):
        with urllib.request.urlopen(f"{stage.world.url}{DRAW}/{name}") as answer:
            (tmp_path / name).write_bytes(answer.read())
    assert len(json.loads((tmp_path / "replacements.json").read_bytes())["replacements"]) == 1
    checked = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    visitor.goes(f"/themas/{OURS}/groep")
    visitor.sees("24")
    visitor.looks("gelote-groep")


def types_the_outcome(person: Person) -> None:
    person.comes()
    person.goes(DRAW)
    person.follows("De uitkomst invullen")
    person.fills("Wat kwam eruit?", OUTCOME)
    person.looks("uitkomst-typen")
    person.presses("De uitkomst invullen")


def one_says_no_and_the_next_says_yes(stage: Stage) -> None:
    """Both by the link in their mail, on a phone, without signing in."""
    for number, answer, said in ((0, "Nee, de plek mag naar iemand anders", "U doet niet mee"), (-1, "Ja", "Welkom")):
        with stage.world.app.app_context():
            offer = queries.offers(queries.draw(themes.theme(OURS), 1).id)[number]
            assert (offer.state, bool(offer.line)) == (OfferState.SENT, number == -1)
            person, mail = offer.registration.person, db.session.query(OutboxMessage)
            body = mail.filter_by(dedupe_key=f"drawn:{offer.id}").one().body
        one = stage.person(person.name, phone=True)
        one.goes(body.split(stage.world.url)[1].split()[0])
        one.sees(TITLE)
        one.looks("ingeloot" if number == 0 else "plek-vrijgekomen")
        one.ticks(answer)
        one.presses("Antwoord versturen")
        one.sees(said)


def everybody_else_says_yes(stage: Stage) -> None:
    with stage.world.app.app_context(), transaction():
        draw = queries.draw(themes.theme(OURS), 1)
        for offer in queries.offers(draw.id):
            if offer.state is OfferState.SENT:
                actions.accept_offer(offer)
        assert not actions.vacancies(draw)
