"""Nothing of the report of March 2025 is lost or altered on the way to the pages, and nothing is added."""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Any

import lxml.html
import pytest
import yaml
from flask import Flask
from sqlalchemy import func, select

from regiodialoog.adoption.models import DecisionMoment, MomentEntry, MomentKind, MomentState
from regiodialoog.cli.load_region import FILES, load_region_and_agenda
from regiodialoog.core.dates import MONTHS
from regiodialoog.core.db import Model, db
from regiodialoog.programme.models import (
    Challenge,
    ChallengeActivity,
    ChallengeGoal,
    ChallengeGroup,
    ChallengeKind,
    GoalLevel,
)
from tests.agenda.test_facts import plain, scalars
from tests.support.client import HouseClient
from tests.support.database import everything_rolled_back

CHECKED_ELSEWHERE = {"precisie", "herkomst", "soort", "status", "jaar_afgeleid", "uiterlijk", "zelfde_bijeenkomst_als"}
"""Keys of which the value is a word of a closed vocabulary: the moments below are held against them one by one."""


@cache
def report() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FILES / "voortgang-2025-03.yaml").read_text(encoding="utf-8"))
    return found


def all_moments(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        if str(data.get("id", "")).startswith("moment-"):
            yield data
        for value in data.values():
            yield from all_moments(value)
    elif isinstance(data, list):
        for value in data:
            yield from all_moments(value)


class Page:
    """What can be read on one page, and every address and anchor of it."""

    def __init__(self, client: HouseClient, path: str) -> None:
        answer = client.get(path)
        assert answer.status_code == 200, path
        tree = lxml.html.document_fromstring(answer.text)
        self.text = plain(" ".join(str(text) for text in tree.find(".//main").itertext()))
        self.places = {element.get("id", "") for element in tree.iter()}
        self.places |= {part for a in tree.iter("a") for part in a.get("href", "").replace("#", "/").split("/")}
        self.places.add(path.rpartition("/")[2])
        self.coded = {each.get("value", "") for each in tree.iter("data")}
        self.coded |= {each.get("datetime", "") for each in tree.iter("time")}

    def shows(self, value: Any) -> bool:
        if isinstance(value, bool):
            return True
        if isinstance(value, int | float):
            whole = f"{value:,}".replace(",", "#").replace(".", ",").replace("#", ".")
            bare = f" {self.text.replace('(', ' ').replace(')', ' ')} "
            return f" {whole} " in bare or f" {value} " in bare
        return plain(value) in self.text or value in self.places or value in self.coded or in_words(value) in self.text


def in_words(value: str) -> str:
    """2025-06-12 and 2025-06 as people read them; anything else as it is."""
    for form, words in (("%Y-%m-%d", "{0.day} {1} {0.year}"), ("%Y-%m", "{1} {0.year}")):
        try:
            day = dt.datetime.strptime(value, form).replace(tzinfo=dt.UTC)
        except ValueError:
            continue
        return words.format(day, MONTHS[day.month - 1])
    return value


@pytest.fixture(scope="module")
def pages(loaded_app: Flask) -> dict[str, Page]:
    """Read once: nobody writes here."""
    with everything_rolled_back(loaded_app):
        client = loaded_app.test_client()
        assert isinstance(client, HouseClient)
        return {slug: Page(client, f"/programma/{slug}") for slug in db.session.scalars(select(Challenge.slug))}


def test_every_fact_of_an_opgave_stands_on_its_page(pages: dict[str, Page]) -> None:
    data, lost, seen = report(), [], 0
    for subject in [*data["onderwerpen"], data["planning_en_control"]]:
        for place, key, value in scalars(subject, subject["id"]):
            seen += 1
            if key == "themagroep" or key in CHECKED_ELSEWHERE:
                continue
            if not pages[subject["id"]].shows(value):
                lost.append(f"{place}: {value!r}")
    assert seen > 900
    assert not lost, "\n".join(lost)


def test_the_report_itself_and_its_groups_stand_on_the_programme(loaded: HouseClient) -> None:
    page, data = Page(loaded, "/programma"), report()
    facts = [*scalars(data["rapportage"]), *scalars(data["themagroepen"]), ("bron", "bron", data["bron"])]
    lost = [f"{place}: {value!r}" for place, _key, value in facts if not page.shows(value)]
    assert not lost, "\n".join(lost)


def test_every_opgave_stands_in_its_group_in_the_printed_order(loaded: HouseClient) -> None:
    for group in report()["themagroepen"]:
        query = select(Challenge.slug).join(Challenge.group).where(ChallengeGroup.slug == group["id"])
        assert list(db.session.scalars(query.order_by(Challenge.position))) == group["onderwerpen"]


def test_every_moment_says_what_the_report_says_of_it(pages: dict[str, Page], loaded: HouseClient) -> None:
    states = {"geweest": MomentState.HELD, "gepland": MomentState.PLANNED, "verwacht": MomentState.EXPECTED}
    rows = {row.slug: row for row in db.session.scalars(select(DecisionMoment))}
    facts = list(all_moments(report()))
    assert set(rows) == {fact["id"] for fact in facts}
    assert len(facts) == 60
    for fact in facts:
        row = rows[fact["id"]]
        assert (row.kind.slug, row.what) == (fact["soort"], fact["wat"])
        assert row.state is states.get(fact.get("status", ""), MomentState.UNKNOWN)
        assert (row.when.text if row.when else None) == fact.get("wanneer")
        assert row.without_year is (fact["precisie"] == "zonder-jaar")
        assert row.year_derived is fact.get("jaar_afgeleid", False)
        assert row.by_latest is fact.get("uiterlijk", False)
        assert (row.same_meeting.slug if row.same_meeting else None) == fact.get("zelfde_bijeenkomst_als")
        assert row.municipality_id is None or row.municipality.slug == fact["gemeenten"][0]
        assert row.source.slug == report()["bron"]
        assert not row.fictitious
        assert any(row.slug in page.places for page in pages.values()), row.slug


def test_every_kind_of_moment_is_there_with_its_origin(loaded: HouseClient) -> None:
    rows = {row.slug: row for row in db.session.scalars(select(MomentKind))}
    words = {"legenda": "legend", "tekst": "text", "legenda planning en control": "control_legend"}
    assert {slug: (row.name, row.origin.value) for slug, row in rows.items()} == {
        fact["id"]: (fact["naam"], words[fact["herkomst"]]) for fact in report()["soorten_momenten"]
    }
    assert len(rows) == 28


def test_nothing_is_invented(loaded: HouseClient) -> None:
    subjects = report()["onderwerpen"]
    activities = [one for subject in subjects for one in subject["activiteiten"]]
    activities += [below for one in activities for below in one.get("deelactiviteiten", ())]
    products = report()["planning_en_control"]["producten"]
    goals = [one["tekst"] for subject in subjects for one in subject["einddoelen"]]
    titles = sorted(db.session.scalars(select(ChallengeActivity.title)))
    assert titles == sorted(one["titel"] for one in [*activities, *products])
    assert (len(activities), len(goals)) == (53, 24)
    regional = select(ChallengeGoal.text).where(ChallengeGoal.level == GoalLevel.REGIONAL)
    assert sorted(db.session.scalars(regional)) == sorted(plain(goal) for goal in goals)
    opgaven = select(Challenge.title).where(Challenge.kind == ChallengeKind.CHALLENGE)
    assert sorted(db.session.scalars(opgaven)) == sorted(one["titel"] for one in subjects)


def test_each_moment_has_one_entry_and_loading_again_changes_nothing(loaded_app: Flask, loaded: HouseClient) -> None:
    assert db.session.scalar(select(func.count()).select_from(MomentEntry)) == 60

    def rows() -> dict[str, int]:
        tables = Model.metadata.sorted_tables
        return {t.name: db.session.scalar(select(func.count()).select_from(t)) or 0 for t in tables}

    before = rows()
    load_region_and_agenda()
    db.session.flush()
    assert rows() == before


def test_the_twelve_months_hold_only_what_lies_in_one_month(loaded: HouseClient) -> None:
    tree = lxml.html.document_fromstring(loaded.get("/programma/voortgang-programma-wonen?jaar=2025").text)
    table = tree.find_class("rd-year")[0]
    marked = {a.get("href")[1:] for a in table.iter("a")}
    assert marked == {
        "moment-wonen-gs-advies",
        "moment-wonen-gs-brieven-bo",
        "moment-wonen-verordening-lokaal",
        "moment-wonen-provinciaal-programma",
    }
    heads = [plain(row.find("th").text_content()) for row in table.findall("tbody/tr")]
    assert {"Besluitvormend BO", "Collegevergadering", "Raadsbijeenkomst", "Behandeling in raad"} <= set(heads)
    assert "Looptijd: Harmonisering woonruimteverdeling" in heads


def test_a_year_in_which_nobody_has_to_do_anything_says_so(loaded: HouseClient) -> None:
    quiet = loaded.get("/programma/voortgang-provinciale-bereikbaarheid?jaar=2025").text
    assert "Geen acties colleges en raden" in quiet
    other = loaded.get("/programma/voortgang-provinciale-bereikbaarheid?jaar=2027").text
    assert "Geen acties colleges en raden" not in other
