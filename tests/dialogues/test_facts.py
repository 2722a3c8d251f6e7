"""Nothing of the dialogue of 2018–2020 is lost or altered on the way to the pages. The proposals are told elsewhere."""

from typing import Any

import lxml.html
import pytest
import yaml
from babel.numbers import format_decimal
from flask import Flask
from sqlalchemy import func, select

from regiodialoog.agenda.models import AgendaTheme
from regiodialoog.cli.load_dialogues import DESTINATIONS, FILE, PROPOSALS, load_dialogues
from regiodialoog.cli.load_region import FILES
from regiodialoog.core.db import Model, db
from regiodialoog.dialogues import queries
from regiodialoog.dialogues.models import Dialogue, Mandate, Theme, ThemeOrigin, ThemePhase
from tests.agenda.test_facts import plain, scalars
from tests.support.client import HouseClient
from tests.support.pages import check_page

LINKS = {"belangen", "ronde", "themas", "bron"}
"""Keys whose values are ids of other things: the page leads there."""


def facts() -> dict[str, Any]:
    """The file without what the loader of proposals reads."""
    data: dict[str, Any] = yaml.safe_load((FILES / FILE).read_text(encoding="utf-8"))
    del data[DESTINATIONS]
    for theme in data["themas"]:
        del theme[PROPOSALS]
    return data


class Read:
    """The text of one page, what it leads to, and its moments as machines read them."""

    def __init__(self, client: HouseClient, path: str) -> None:
        answer = client.get(path)
        check_page(answer)
        main = lxml.html.document_fromstring(answer.get_data(as_text=True)).find(".//main")
        self.text = plain(" ".join(str(text) for text in main.itertext()))
        self.moments = {each.get("datetime", "") for each in main.iter("time")}
        self.places = {path.rpartition("/")[2]}
        for each in main.iter():
            self.places.add(each.get("id", ""))
            self.places |= {part for part in each.get("href", "").replace("#", "/").split("/") if part}

    def shows(self, key: str, value: Any) -> bool:
        if key == "id" or key in LINKS:
            return value in self.places
        if isinstance(value, int | float):
            return f"{format_decimal(value, locale='nl', group_separator=False)}" in self.text
        return plain(value) in self.text or value in self.moments


@pytest.fixture
def past(loaded_app: Flask, loaded: HouseClient) -> HouseClient:
    load_dialogues(FILES)
    return loaded


def test_the_page_of_the_dialogue_tells_every_fact_of_the_process_and_its_rounds(past: HouseClient) -> None:
    data, page = facts(), Read(past, "/dialogen/regiodialoog")
    told = [*scalars(data["proces"], "proces"), *scalars(data["rondes"], "rondes"), *scalars({"bron": data["bron"]})]
    assert len(told) > 30
    assert not [f"{place}: {value!r}" for place, key, value in told if not page.shows(key, value)]


def test_the_page_of_each_theme_tells_every_fact_of_it(past: HouseClient) -> None:
    themes = facts()["themas"]
    assert len(themes) == 5
    for theme in themes:
        page = Read(past, f"/themas/{theme['id']}")
        lost = [f"{place}: {value!r}" for place, key, value in scalars(theme) if not page.shows(key, value)]
        assert not lost, "\n".join(lost)
        assert "Overgenomen uit Strategische agenda 2022" in page.text


def test_figures_say_all_that_the_source_says(past: HouseClient) -> None:
    assert "maximaal 15 kilometer" in Read(past, "/themas/dialoog-fiets").text
    assert "49 procent in 2030 ten opzichte van 1990" in Read(past, "/themas/dialoog-energie").text


def test_nothing_is_invented(past: HouseClient) -> None:
    data = facts()
    assert list(db.session.scalars(select(Dialogue.title))) == [data["proces"]["naam"]]
    assert list(db.session.scalars(select(Theme.title).order_by(Theme.number))) == [t["titel"] for t in data["themas"]]
    for kind in (ThemePhase, Mandate):
        assert db.session.scalar(select(func.count()).select_from(kind)) == 0
    origins = [theme.origin for theme in sorted(queries.themes(), key=lambda each: each.number)]
    assert origins == [ThemeOrigin.FROM_AGENDA] * 2 + [ThemeOrigin.CHOSEN_BY_COUNCILS] * 3
    assert all(theme.min_age is None and not theme.municipalities for theme in queries.themes())


def test_a_page_says_what_the_source_leaves_open(past: HouseClient) -> None:
    text = Read(past, "/themas/dialoog-woningbouw").text
    assert "De bron noemt bij dit thema geen losse vraag." in text
    assert "De bron zegt niet welke gemeenten meededen." in text
    assert "geen losse vraag" not in Read(past, "/themas/dialoog-fiets").text


def test_a_theme_of_the_agenda_leads_to_the_dialogue_it_came_from(past: HouseClient) -> None:
    for slug, came_from in db.session.execute(
        select(AgendaTheme.slug, AgendaTheme.dialogue_theme).where(AgendaTheme.dialogue_theme != "")
    ):
        assert came_from in Read(past, f"/agenda/themas/{slug}").places


def test_loading_again_changes_nothing_and_hands_on_the_proposals(past: HouseClient) -> None:
    def rows() -> dict[str, int]:
        return {
            t.name: db.session.scalar(select(func.count()).select_from(t)) or 0 for t in Model.metadata.sorted_tables
        }

    before = rows()
    left = load_dialogues(FILES)
    db.session.flush()
    assert rows() == before
    assert sum(len(list(theme.each(PROPOSALS))) for _row, theme in left.themes) == 29
    assert len(list(left.file.each(DESTINATIONS))) == 8
