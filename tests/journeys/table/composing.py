"""The bureau makes a group and its plan, and a resident signs up."""

import io
import re

import pypdf

from tests.journeys.chain.joining import newest_link
from tests.journeys.chain.stage import Stage
from tests.journeys.table.setting import AGES, OURS, TITLE, Lists
from tests.support.browser import leaving

MANAGE = f"/beheer/groepen/{OURS}"


def the_bureau_makes_the_group(stage: Stage, lists: Lists, size: int, filling: str) -> None:
    """With a plan over every interest and municipality, and two demands on ages."""
    mirjam = stage.mirjam
    mirjam.comes()
    mirjam.goes("/beheer/groepen")
    mirjam.follows(re.compile(f"Groep maken.*{TITLE}"))
    mirjam.looks("groep-maken")
    mirjam.fills("Naam van de groep", f"Dialooggroep {TITLE}")
    mirjam.fills("Aantal plekken", str(size))
    mirjam.ticks("Een bon")
    mirjam.fills("Wat is het per avond?", "50 euro")
    for help_ in ("Reiskosten", "Oppas"):
        mirjam.ticks(help_)
    mirjam.presses("Opslaan")
    for name in lists.interests:
        mirjam.chooses(f"Hoe mensen er komen: {name}", filling)
    for name in lists.municipalities:
        mirjam.ticks(re.compile(rf"^{re.escape(name)}$"))
    mirjam.looks("plan-maken")
    mirjam.presses("Bekijk de verdeling")
    mirjam.sees(f"Samen {size} plekken.")
    mirjam.looks("plan-verdelen")
    mirjam.presses("Opslaan")
    for age in AGES:
        mirjam.follows("Eén eis toevoegen")
        mirjam.fills("Wat vragen wij?", "Leeftijd")
        mirjam.fills("Welk antwoord?", age)
        mirjam.fills("Minstens zo veel", str(size // 3))
        mirjam.fills("Hoogstens zo veel", str(size))
        mirjam.fills("Waarom vragen wij dit?", "Zodat jong en oud aan tafel zitten.")
        mirjam.ticks("Dit vraagt naar niets bijzonders")
        mirjam.looks("eis-toevoegen")
        mirjam.presses("Opslaan")
    mirjam.sees(f"{size} plekken")
    mirjam.looks("plan-gemaakt")
    mirjam.follows("Het aanmelden openen")
    mirjam.looks("aanmelden-openen")
    mirjam.presses("Het aanmelden openen")
    mirjam.sees("Vanaf nu kan iedereen zich aanmelden.")


def a_resident_signs_up(stage: Stage) -> None:
    fatma = stage.fatma
    fatma.goes(f"/themas/{OURS}/aanmelden")
    fatma.fills("Uw naam", fatma.name)
    fatma.fills("E-mailadres", "fatma.yilmaz@voorbeeld.example")
    fatma.chooses("In welke gemeente woont of werkt u?", "Soest")
    fatma.sees("U krijgt een bon: 50 euro")
    fatma.ticks("Oppas")
    fatma.ticks("Inwoners")
    fatma.ticks(AGES[1])
    fatma.looks("aanmelden-voor-de-groep")
    fatma.presses("Aanmelden")
    fatma.page.goto(newest_link(fatma))
    with leaving(fatma.page):
        fatma.main.get_by_role("button").click()
    fatma.sees("aangemeld")


def somebody_signs_up_with_a_letter(stage: Stage) -> None:
    """Riet has no e-mail address; the code on the paper is what she comes back with."""
    mirjam, riet = stage.mirjam, stage.person("Riet Brief (fictief)", phone=True)
    mirjam.comes()
    mirjam.goes(f"{MANAGE}/brieven/nieuw")
    mirjam.fills("Naam", "Brieven Soest")
    mirjam.fills("Hoeveel brieven?", "1")
    mirjam.presses("Opslaan")
    mirjam.looks("brieven-gemaakt")
    made = mirjam.page.context.request.get(f"{mirjam.page.url.partition('#')[0]}/brieven.pdf")
    paper = pypdf.PdfReader(io.BytesIO(made.body())).pages[0].extract_text()
    (code,) = re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}", paper)
    riet.goes("/code")
    riet.fills("Uw code", code)
    riet.presses("Verder")
    riet.fills("Uw naam", riet.name)
    riet.fills("Telefoonnummer", "033 123 45 67")
    riet.chooses("In welke gemeente woont of werkt u?", "Soest")
    riet.ticks("Inwoners")
    riet.ticks(AGES[1])
    riet.looks("aanmelden-met-de-brief")
    riet.presses("Aanmelden")
    riet.sees("Bewaar de brief")


def somebody_is_signed_up_at_the_desk(stage: Stage) -> None:
    mirjam = stage.mirjam
    mirjam.goes(f"{MANAGE}/balie")
    mirjam.fills("Naam", "Bert Balie (fictief)")
    mirjam.fills("Telefoonnummer", "033 765 43 21")
    mirjam.chooses("In welke gemeente woont of werkt u?", "Soest")
    mirjam.ticks("Inwoners")
    mirjam.ticks(AGES[0])
    mirjam.ticks("Ik heb deze tekst voorgelezen")
    mirjam.looks("balie")
    mirjam.presses("Aanmelden")
    mirjam.sees("Bert Balie (fictief)")
    mirjam.looks("balie-bevestiging")
