"""A small region for most tests, and the whole demonstration for the tests that read all of it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask

from regiodialoog.agenda import actions as agenda_actions
from regiodialoog.agenda.models import Agenda, AgendaPart, AgendaTheme
from regiodialoog.cli.load_region import load_region_and_agenda
from regiodialoog.core.dates import parse_fuzzy
from regiodialoog.core.db import transaction
from regiodialoog.core.policy import Role
from regiodialoog.organisations import actions
from regiodialoog.organisations.models import Municipality, Organisation, OrganisationKind, Region
from tests.accounts.people import become, staff
from tests.conftest import dispose, make_app, settings_for
from tests.support.client import HouseClient
from tests.support.database import Databases, everything_rolled_back
from tests.support.laid import laid


@dataclass
class Small:
    """Three municipalities, one agenda with two parts and three themes."""

    region: Region
    province: Organisation
    elsewhere: Organisation
    places: list[Municipality]
    agenda: Agenda
    first: AgendaPart
    second: AgendaPart
    themes: list[AgendaTheme]


def small_region() -> Small:
    """Three municipalities with a province, a neighbour, and an agenda of three themes."""
    region = actions.set_up_region("Regio Test", description="Drie gemeenten samen.", bureau_phone="033 123 45 67")
    province = actions.create_organisation("Provincie Test", kind=OrganisationKind.PROVINCE)
    elsewhere = actions.create_organisation("Regio Elders", kind=OrganisationKind.PARTNERSHIP)
    places = [
        actions.create_municipality(name, cbs_code=code, province=province)
        for name, code in (("Zuiderdorp", "9001"), ("Ámstelstad", "9002"), ("beekdal", "9003"))
    ]
    agenda = agenda_actions.create_agenda("Agenda Test", edition=parse_fuzzy("2025-01"))
    first = agenda_actions.create_part(agenda, "Wonen en werken", description="Over huizen en banen.")
    second = agenda_actions.create_part(agenda, "Zorg")
    themes = [
        agenda_actions.create_theme(first, "Fiets"),
        agenda_actions.create_theme(first, "Huizen"),
        agenda_actions.create_theme(second, "Jeugd"),
    ]
    return Small(region, province, elsewhere, places, agenda, first, second, themes)


small = laid(small_region)


@pytest.fixture
def bureau(small: Small, client: HouseClient) -> HouseClient:
    """A browser in which somebody of the bureau is signed in, with the second factor."""
    become(client, staff(Role.BUREAU))
    return client


@pytest.fixture(scope="session")
def loaded_app(
    databases: Databases, apps: dict[tuple[str, str], Flask], tmp_path_factory: pytest.TempPathFactory
) -> Flask:
    """An application with the region and agenda of the demonstration, which are loaded once per test run."""

    def on(url: str) -> Flask:
        return make_app(settings_for(url, tmp_path_factory.mktemp("loaded")))

    def load(url: str) -> None:
        filled = on(url)
        with filled.app_context(), transaction():
            load_region_and_agenda()
        dispose(filled)

    kind = (databases.backend, "loaded")
    if kind not in apps:
        apps[kind] = on(databases.filled("loaded", load))
    return apps[kind]


@pytest.fixture
def loaded(loaded_app: Flask) -> Iterator[HouseClient]:
    """A visitor of the demonstration's region; everything is rolled back afterwards."""
    with everything_rolled_back(loaded_app):
        client = loaded_app.test_client()
        assert isinstance(client, HouseClient)
        yield client
