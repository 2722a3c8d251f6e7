"""Signing up for a theme, and getting a place in its group."""

import re
from datetime import date

from playwright.sync_api import expect

from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import PhaseKind
from tests.journeys.chain.person import Person
from tests.journeys.chain.stage import THEME, TITLE, Stage
from tests.support.browser import leaving

OTHERS = ("Onderwijs", "Bedrijfsleven", "Belangengroeperingen", "Beroepsgroepen")


def the_administrator_appoints_a_second_moderator(stage: Stage) -> None:
    """Daan moderates the theme already."""
    bo = stage.bo
    bo.comes()
    bo.goes("/beheer/mensen")
    bo.fills("Zoek op naam of e-mailadres", stage.noor.name)
    bo.page.keyboard.press("Enter")
    bo.follows(stage.noor.name)
    bo.follows(re.compile("gespreksleider|moderator"))
    bo.chooses("Voor welke?", TITLE)
    bo.presses("Geef deze rol")
    bo.sees(TITLE)
    bo.looks("rol-gegeven")


def a_resident_signs_up_without_an_account(stage: Stage) -> None:
    fatma = stage.fatma
    fatma.goes("/")
    fatma.looks("voorpagina")
    fatma.goes(f"/themas/{THEME}")
    fatma.looks("thema-aanmelden-open")
    fatma.follows("Meld u aan voor de groep")
    fatma.looks("aanmelden")
    fatma.presses("Aanmelden")
    fatma.sees("Er klopt nog iets niet")
    fatma.looks("aanmelden-leeg")
    fatma.fills("Uw naam", fatma.name)
    fatma.fills("E-mailadres", "fatma.yilmaz@voorbeeld.example")
    fatma.chooses("In welke gemeente woont of werkt u?", "Soest")
    fatma.ticks("Inwoners")
    fatma.ticks(re.compile("^16 of ouder"))
    fatma.presses("Aanmelden")
    fatma.sees("mail")
    fatma.looks("aanmelden-mail-verstuurd")


def she_confirms_with_the_link_in_the_mail(stage: Stage) -> None:
    fatma = stage.fatma
    fatma.page.goto(newest_link(fatma))
    fatma.looks("aanmelden-bevestigen")
    with leaving(fatma.page):
        fatma.main.get_by_role("button").click()
    fatma.sees("aangemeld")
    fatma.looks("aangemeld")


def newest_link(person: Person) -> str:
    """In the demonstration the mails can be read on a page."""
    person.goes("/mijn/berichten")
    person.looks("berichten")
    found = re.findall(rf"{re.escape(person.world.url)}/\S+", person.main.inner_text())
    assert found, "no mail with a link"
    return str(found[0])


def the_bureau_gives_the_places(stage: Stage) -> None:
    """When signing up is over: to Fatma, and to four of those whom the demonstration signed up."""
    stage.world.comes_to(first_day(stage, PhaseKind.COMPOSITION))
    mirjam = stage.mirjam
    mirjam.comes()
    mirjam.goes("/beheer/groepen")
    mirjam.looks("groepen")
    mirjam.follows(re.compile(TITLE))
    mirjam.looks("groep-samenstellen")
    give_a_place(mirjam, "Inwoners", stage.fatma.name, "Soest")
    for interest in OTHERS:
        stage.members.append(give_a_place(mirjam, interest))
    mirjam.looks("groep-ingedeeld")


def give_a_place(mirjam: Person, interest: str, name: str = "", place: str = "") -> str:
    """Give the first open place of this interest that somebody signed up for. Returns whose it is now."""
    links = mirjam.main.locator("a[href$='/indelen']").filter(has_text=re.compile(rf"\d+ {interest}.*{place}"))
    for path in links.evaluate_all("all => all.map(one => one.getAttribute('href'))"):
        mirjam.goes(path)
        choices = mirjam.main.get_by_role("radio")
        if not choices.count():
            continue
        chosen = mirjam.main.get_by_role("radio", name=re.compile(re.escape(name))).first
        label = chosen.evaluate("one => one.labels[0].textContent.trim()")
        chosen.check()
        if name:
            mirjam.looks("plek-geven")
        mirjam.presses("Deze plek geven")
        expect(mirjam.page.get_by_role("main")).to_contain_text(label.partition(",")[0])
        return str(label.partition(",")[0])
    raise AssertionError(f"no place of {interest} that anybody signed up for")


def she_reads_that_she_has_a_place(stage: Stage) -> None:
    fatma = stage.fatma
    fatma.goes("/mijn/berichten")
    fatma.sees("plek", TITLE)
    fatma.looks("bericht-plek")
    fatma.comes()
    fatma.goes(f"/themas/{THEME}/groep")
    fatma.sees("U zit in deze groep", fatma.name)
    fatma.looks("groep")
    stage.visitor.goes(f"/themas/{THEME}/groep")
    stage.visitor.does_not_see(fatma.name)
    stage.visitor.looks("groep-bezoeker")


def first_day(stage: Stage, kind: PhaseKind) -> date:
    with stage.world.app.app_context():
        phase = dialogues.phase_of(dialogues.theme(THEME), kind)
        assert phase is not None
        return phase.starts_on


STEPS = (
    the_administrator_appoints_a_second_moderator,
    a_resident_signs_up_without_an_account,
    she_confirms_with_the_link_in_the_mail,
    the_bureau_gives_the_places,
    she_reads_that_she_has_a_place,
)
