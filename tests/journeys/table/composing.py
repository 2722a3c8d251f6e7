"""The bureau makes a group and its plan, and a resident signs up."""

import re

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
    mirjam.fills("Vergoeding", "Per avond een bon van 50 euro.")
    mirjam.presses("Opslaan")
    mirjam.fills("Aantal plekken", str(size))
    for name in (*lists.interests, *lists.municipalities):
        mirjam.ticks(re.compile(rf"^{re.escape(name)}$"))
    mirjam.ticks(re.compile(f"^{filling}"))
    mirjam.looks("plan-maken")
    mirjam.presses("Opslaan")
    for age in AGES:
        mirjam.follows("Eis toevoegen")
        mirjam.fills("Wat vragen wij?", "Leeftijd")
        mirjam.fills("Welk antwoord?", age)
        mirjam.fills("Minstens zo veel", str(size // 3))
        mirjam.fills("Hoogstens zo veel", str(size))
        mirjam.fills("Waarom vragen wij dit?", "Zodat jong en oud aan tafel zitten.")
        mirjam.looks("eis-toevoegen")
        mirjam.presses("Opslaan")
    mirjam.sees(f"{size} plekken")
    mirjam.looks("plan-gemaakt")


def a_resident_signs_up(stage: Stage) -> None:
    fatma = stage.fatma
    fatma.goes(f"/themas/{OURS}/aanmelden")
    fatma.fills("Uw naam", fatma.name)
    fatma.fills("E-mailadres", "fatma.yilmaz@voorbeeld.example")
    fatma.chooses("In welke gemeente woont of werkt u?", "Soest")
    fatma.ticks("Inwoners")
    fatma.ticks(AGES[1])
    fatma.looks("aanmelden-voor-de-groep")
    fatma.presses("Aanmelden")
    fatma.page.goto(newest_link(fatma))
    with leaving(fatma.page):
        fatma.main.get_by_role("button").click()
    fatma.sees("aangemeld")
