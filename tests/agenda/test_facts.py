"""Nothing of the two files of facts is lost or altered on the way to the pages, and nothing is added."""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Any

import lxml.html
import pytest
import yaml
from babel.dates import format_date
from flask import Flask
from sqlalchemy import func, select

from regiodialoog.agenda.models import (
    AgendaAction,
    AgendaChallenge,
    AgendaDevelopment,
    AgendaGoal,
    AgendaPart,
    AgendaTheme,
)
from regiodialoog.cli.load_region import FILES, load_region_and_agenda
from regiodialoog.core.db import Model, db
from regiodialoog.organisations.models import Body, Interest, Municipality, Organisation, Source
from tests.support.client import HouseClient
from tests.support.database import everything_rolled_back

CODED = {"dialoogthema", "voorstel"}
"""Keys whose values are ids of things that the site does not tell yet: for machines only, in ``<data value>``."""
CLOSED = {"soort", "status"}
"""Keys whose values are words of a closed vocabulary: the page may write them with a capital or a space."""


@cache
def facts() -> dict[str, Any]:
    return {
        name: yaml.safe_load((FILES / name).read_text(encoding="utf-8")) for name in ("regio.yaml", "agenda-2022.yaml")
    }


def scalars(data: Any, place: str = "", key: str = "") -> Iterator[tuple[str, str, Any]]:
    """(where, key, value) of every string and number of a file."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from scalars(value, f"{place} › {name}", name)
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield from scalars(value, f"{place}[{n}]", key)
    else:
        yield place, key, data


def plain(text: str) -> str:
    return " ".join(text.split())


class Site:
    """Everything a visitor can read: the text, and every address and anchor, of all pages of region and agenda."""

    def __init__(self, client: HouseClient) -> None:
        self.client = client
        self.addresses: set[str] = set()
        self.coded: set[str] = set()  # what people read in words and machines as the file has it
        self.texts: dict[str, str] = {}
        for path in self._paths():
            response = client.get(path)
            assert response.status_code == 200, path
            tree = lxml.html.document_fromstring(response.get_data(as_text=True))
            self.addresses |= {element.get("id", "") for element in tree.iter()}
            self.addresses |= {a.get("href", "").rpartition("#")[2].rpartition("/")[2] for a in tree.iter("a")}
            self.coded |= {each.get("value", "") for each in tree.iter("data")}
            self.coded |= {each.get("datetime", "") for each in tree.iter("time")}
            self.texts[path] = plain(" ".join(str(text) for text in tree.find(".//main").itertext()))
        self.text = " " + " ".join(self.texts.values())
        self.folded = self.text.casefold().replace(",", "")

    def _paths(self) -> list[str]:
        lists = ["/agenda", "/gemeenten", "/organisaties", "/overleggen", "/bronnen"]
        for table, prefix in (
            (AgendaPart, "/agenda/"),
            (AgendaTheme, "/agenda/themas/"),
            (Municipality, "/gemeenten/"),
            (Organisation, "/organisaties/"),
        ):
            lists += [prefix + slug for slug in db.session.scalars(select(table.slug))]  # type: ignore[attr-defined]
        return lists

    def shows(self, key: str, value: Any, ids: set[str]) -> bool:
        if key == "id" or value in ids:
            return value in self.addresses
        if key in CLOSED:
            return value.replace("-", " ") in self.folded
        if isinstance(value, int | float):
            return f" {value}".replace(".", ",") in self.text
        return plain(value) in self.text or value in self.coded or self._as_day(value)

    def _as_day(self, value: str) -> bool:
        try:
            day = dt.date.fromisoformat(value)
        except ValueError:
            return False
        return format_date(day, "d MMMM y", locale="nl") in self.text


@pytest.fixture(scope="module")
def site(loaded_app: Flask) -> Site:
    """Read once: nobody writes here."""
    with everything_rolled_back(loaded_app):
        client = loaded_app.test_client()
        assert isinstance(client, HouseClient)
        return Site(client)


def test_every_string_and_number_of_both_files_can_be_read(site: Site) -> None:
    files = facts()
    ids = {value for data in files.values() for _place, key, value in scalars(data) if key == "id"}
    everything = [fact for name, data in files.items() for fact in scalars(data, name)]
    lost = [place + f": {value!r}" for place, key, value in everything if not site.shows(key, value, ids)]
    assert len(everything) > 700
    assert not lost, "\n".join(lost)


def test_facts_stand_on_the_page_of_what_they_are_about(site: Site) -> None:
    for part in facts()["agenda-2022.yaml"]["onderdelen"]:
        for theme in part["themas"]:
            text = site.texts[f"/agenda/themas/{theme['id']}"]
            rest = {key: value for key, value in theme.items() if key not in {"id", "organisaties", "zie_ook"}}
            for place, key, value in scalars(rest, theme["id"]):
                if isinstance(value, str) and key not in {"id", "organisaties", "zie_ook", "datum", *CODED, *CLOSED}:
                    assert plain(value) in text, place
            for figure in [*theme.get("cijfers", ()), *(f for a in theme["acties"] for f in a.get("cijfers", ()))]:
                number = figure.get("waarde", f"{figure.get('van')}–{figure.get('tot')}")
                shown = f"{str(number).replace('.', ',')} {figure['eenheid']}"
                assert figure["wat"] in text
                assert shown in text, figure


def test_the_region_counts_as_many_municipalities_as_the_source_says(site: Site) -> None:
    assert "Samenwerkingsverband van 9 gemeenten" in site.texts["/gemeenten"]


def test_nothing_is_invented(loaded: HouseClient) -> None:
    region, agenda = facts()["regio.yaml"], facts()["agenda-2022.yaml"]
    themes = [theme for part in agenda["onderdelen"] for theme in part["themas"]]
    acts = [action for theme in themes for action in theme["acties"]]
    acts += [part["overkoepelende_actie"] for part in agenda["onderdelen"] if "overkoepelende_actie" in part]
    acts += [below for action in acts for below in action.get("deelacties", ())]
    expected: list[tuple[type[Model], Any, list[str]]] = [
        (Source, Source.name, [one["titel"] for one in region["bronnen"]]),
        (Municipality, Municipality.name, [one["naam"] for one in region["gemeenten"]]),
        (Interest, Interest.name, [one["naam"] for one in region["belangen"]]),
        (Organisation, Organisation.name, [one["naam"] for one in region["organisaties"]]),
        (AgendaPart, AgendaPart.title, [one["titel"] for one in agenda["onderdelen"]]),
        (AgendaTheme, AgendaTheme.title, [one["titel"] for one in themes]),
        (AgendaGoal, AgendaGoal.text, [plain(goal) for theme in themes for goal in theme["doelen"]]),
        (AgendaAction, AgendaAction.title, [one["titel"] for one in acts]),
        (AgendaChallenge, AgendaChallenge.title, [one["titel"] for one in agenda["opgaven"]]),
        (AgendaDevelopment, AgendaDevelopment.title, [one["titel"] for one in agenda["ontwikkelingen"]]),
    ]
    for table, column, texts in expected:
        assert sorted(db.session.scalars(select(column))) == sorted(texts), table.__name__


def test_the_bodies_are_those_of_the_source_and_those_that_the_law_gives_each_municipality(loaded: HouseClient) -> None:
    bodies = db.session.scalars(select(Body)).all()
    given = [one["naam"] for one in facts()["regio.yaml"]["overleggen"]]
    assert sorted(body.name for body in bodies if body.municipality_id is None) == sorted(given)
    assert sum(body.municipality_id is not None for body in bodies) == 2 * 9


def test_loading_again_changes_nothing(loaded_app: Flask, loaded: HouseClient) -> None:
    def rows() -> dict[str, int]:
        return {
            t.name: db.session.scalar(select(func.count()).select_from(t)) or 0 for t in Model.metadata.sorted_tables
        }

    before = rows()
    load_region_and_agenda()
    db.session.flush()
    assert rows() == before
