"""The proposal is done in a project, and a municipality decides about it."""

import re

from sqlalchemy import select

from regiodialoog.core.db import db
from regiodialoog.programme.models import Challenge
from tests.journeys.chain.placing import MINUTES
from tests.journeys.chain.stage import Stage
from tests.journeys.chain.writing import NAME

PROJECT = "Sleutels voor buren"
WHAT = "Vrijwilligers openen het dorpshuis in het weekend."
PRINCIPAL = "de stuurgroep (fictief)"


def the_bureau_makes_a_project_of_it(stage: Stage) -> None:
    stage.world.passes(days=7)
    with stage.world.app.app_context():
        query = select(Challenge.slug).where(Challenge.group_id.is_not(None), Challenge.ended_on.is_(None))
        slug = db.session.scalars(query.order_by(Challenge.slug)).first()
    mirjam = stage.mirjam
    mirjam.comes()
    mirjam.goes(f"/programma/{slug}")
    mirjam.follows("Project toevoegen")
    mirjam.looks("project-toevoegen")
    mirjam.fills("Titel van het project", PROJECT)
    mirjam.fills("Wat is het?", WHAT)
    mirjam.fills("Nummers van de voorstellen", str(stage.number))
    mirjam.presses("Opslaan")
    mirjam.sees(PROJECT, WHAT, NAME)
    stage.project = mirjam.page.url.removeprefix(stage.world.url).partition("?")[0].partition("#")[0]
    mirjam.looks("project-nieuw")
    mirjam.follows("Gemeente toevoegen")
    mirjam.chooses("Gemeente", "Soest")
    mirjam.looks("project-gemeente")
    mirjam.presses("Opslaan")
    mirjam.sees("Soest")


def it_begins_to_run(stage: Stage) -> None:
    stage.world.passes(days=7)
    mirjam = stage.mirjam
    mirjam.comes()
    mirjam.goes(stage.project)
    mirjam.follows("Volgende stap opschrijven")
    mirjam.looks("project-stap")
    mirjam.ticks("Loopt")
    mirjam.fills("Namens wie?", PRINCIPAL)
    mirjam.presses("Opslaan")
    mirjam.sees("Loopt", PRINCIPAL)


def a_municipality_decides_and_its_clerk_confirms(stage: Stage) -> None:
    stage.world.passes(days=1)
    aylin, greet = stage.aylin, stage.greet
    aylin.comes()
    aylin.goes(f"{stage.project}/besluiten")
    aylin.follows(re.compile("Vastleggen wat Soest besloot"))
    aylin.looks("besluit-vastleggen")
    aylin.chooses("Wie besloot?", re.compile("raad", re.IGNORECASE))
    aylin.main.get_by_role("radio", name="doet mee", exact=True).check()
    aylin.fills("Datum van het besluit", stage.world.today.isoformat())
    aylin.fills("Titel van het document", "Raadsbesluit (fictief)")
    aylin.fills("Adres van het document", MINUTES)
    aylin.presses("Opslaan")
    aylin.sees("Raadsbesluit (fictief)", "Nog niet bevestigd")
    aylin.looks("besluit-vastgelegd")
    greet.comes()
    greet.goes(f"{stage.project}/besluiten")
    greet.follows(re.compile("Dit besluit bevestigen"))
    greet.looks("besluit-bevestigen")
    greet.presses("Ja, ik bevestig dit")
    greet.sees("Bevestigd door de griffier op")


def everybody_reads_the_project(stage: Stage) -> None:
    visitor = stage.visitor
    visitor.goes(stage.proposal)
    visitor.follows(PROJECT)
    visitor.sees(WHAT, "1 van de 1", "Loopt", "Bevestigd door de griffier op")
    document = visitor.main.get_by_role("link", name="Raadsbesluit (fictief)").first
    assert document.get_attribute("href") == MINUTES
    visitor.does_not_see(stage.aylin.name, stage.greet.name, stage.mirjam.name)
    visitor.looks("project-bezoeker")
    visitor.follows(NAME)
    assert stage.proposal in visitor.page.url, "the project names the proposal back"
    visitor.looks("voorstel-in-een-project")


STEPS = (
    the_bureau_makes_a_project_of_it,
    it_begins_to_run,
    a_municipality_decides_and_its_clerk_confirms,
    everybody_reads_the_project,
)
