"""Demands of a group begin with the figures of the municipalities that take part, and are the bureau's from then on."""

from datetime import date, timedelta
from typing import Any

import lxml.html
import pytest
from sqlalchemy import func, select

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.groups import actions, queries
from regiodialoog.groups.asking import read
from regiodialoog.groups.library import Ready, counted, library
from regiodialoog.groups.models import Asked, Population
from regiodialoog.groups.models import Source as Asks
from regiodialoog.groups.population import Known
from regiodialoog.groups.started import known_of
from regiodialoog.organisations import actions as organisations
from regiodialoog.organisations.models import Source
from tests.groups.conftest import Table
from tests.groups.counted import AGES, DAY, ages, note, source
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page, count_queries

__all__ = ["ages", "source"]
ROOM = "/beheer/bevolking/leeftijd"
GROUP = "/beheer/groepen/fietspaden"
WHY = "Zo zitten jong en oud aan tafel."


def ask_ages(table: Table, lines: str = "16 t/m 29\n30 t/m 49\n50 t/m 66\n67 en ouder") -> Asked:
    rules = read(Asks.BIRTH_YEAR, lines, year=clock.today().year, from_age=16)
    return actions.ask(table.group, "Leeftijd", rules, justification=WHY)


def found(table: Table, row: Asked) -> Known | None:
    return known_of(table.theme, [row]).get(row.feature)


def test_shares_are_of_the_municipalities_that_take_part_and_are_known_whole(
    table: Table, source: Source, ages: Ready
) -> None:
    zuiderdorp, amstelstad = table.places
    beekdal = next(each for each in table.region_places() if each not in table.places)
    row = ask_ages(table)
    assert found(table, row) is None
    note(ages, source, (beekdal, (1, 1, 1, 1)))
    assert found(table, row) is None, "it does not take part"
    note(ages, source, (zuiderdorp, (100, 300, 300, 300)))
    one = found(table, row)
    assert one is not None
    assert (one.shares, one.counted) == (dict(zip(AGES, (10, 30, 30, 30), strict=True)), ("Zuiderdorp",))
    assert [(each.name, each.answers) for each in one.missing] == [("Ámstelstad", ())]
    note(ages, source, (amstelstad, (900, 900, 0, None)))
    one = found(table, row)
    assert one is not None
    assert [(each.name, each.answers) for each in one.missing] == [("Ámstelstad", (AGES[3],))]
    note(ages, source, (amstelstad, (900, 700, 0, 400)), day=date(2025, 1, 1))
    one = found(table, row)
    assert one is not None
    assert one.people == dict(zip(AGES, (1000, 1000, 300, 700), strict=True))
    assert one.shares == dict(zip(AGES, (34, 33, 10, 23), strict=True)), "largest remainder, together 100"
    assert one.places(6) == dict(zip(AGES, (2, 2, 1, 1), strict=True))
    assert [day for _document, day in one.sources] == [DAY, date(2025, 1, 1)]
    assert one.reason(AGES[3]) == (
        "Zo wonen er in de gemeenten die zijn geteld naar verhouding: 23 %."
        " Bron: CBS, 1 januari 2026; CBS, 1 januari 2025."
    )


def test_what_nobody_counted_anywhere_has_no_share_and_bars_no_municipality(table: Table, source: Source) -> None:
    ready = library()["geslacht"]
    row = actions.ask(table.group, "geslacht", ready.rules(), justification=WHY)
    note(ready, source, *((place, (51, 49)) for place in table.places))
    one = found(table, row)
    assert one is not None
    assert (one.shares, one.unknown, one.missing) == ({"vrouw": 51, "man": 49}, ("anders",), ())
    note(ready, source, (table.places[0], (0, 0)), (table.places[1], (0, 0)))
    one = found(table, row)
    assert one is not None
    assert (one.people, one.shares, one.places(6)) == ({}, {}, {}), "nobody at all has no shares"


@pytest.mark.parametrize(
    ("lines", "known", "unknown"),
    [
        ("16 t/m 29\n30 t/m 49\n50 en ouder", (100, 200, 700), ()),
        ("16 t/m 66\n67 en ouder", (600, 400), ()),
        ("16 t/m 24\n25 t/m 49\n50 t/m 66\n67 en ouder", (300, 400), ("16 t/m 24 jaar", "25 t/m 49 jaar")),
        ("16 t/m 19\n20 en ouder", None, None),
        ("12 t/m 29\n30 t/m 49\n50 en ouder", (200, 700), ("12 t/m 29 jaar",)),
    ],
)
def test_other_ages_are_known_where_they_are_whole_ones_of_the_library_together(
    table: Table,
    source: Source,
    ages: Ready,
    lines: str,
    known: tuple[int, ...] | None,
    unknown: tuple[str, ...] | None,
) -> None:
    note(ages, source, (table.places[0], (100, 200, 300, 400)))
    one = found(table, ask_ages(table, lines))
    assert (one and tuple(one.people.values()), one and one.unknown) == (known, unknown)


def test_the_page_begins_with_the_figures_and_the_bureau_changes_what_it_wants(
    table: Table, bureau: HouseClient, source: Source, ages: Ready
) -> None:
    row = ask_ages(table)
    room = f"{GROUP}/vragen/{row.id}/aandelen"
    assert "Er zijn nog geen cijfers van de gemeenten die meedoen" in text_of(bureau, room)
    note(ages, source, (table.places[0], (20, 30, 27, 23)))
    page = bureau.get(room)
    check_page(page)
    tree: Any = lxml.html.fromstring(page.text)
    assert [tree.get_element_by_id(f"share_{n}").value for n in range(4)] == ["20", "30", "27", "23"]
    reason = tree.get_element_by_id("reason_3").text_content().strip()
    assert reason == "Zo wonen er in de gemeenten die zijn geteld naar verhouding: 23 %. Bron: CBS, 1 januari 2026."
    said = " ".join(page.text.split())
    for words in ("1 januari 2026", "Geteld in 1 gemeente: Zuiderdorp.", "Ámstelstad", "Van de 6 plekken", "100 %"):
        assert words in said
    assert f'href="{ROOM}?groep=fietspaden"' in said
    changed = {"share_0": "30", "share_1": "20", "reason_0": "Wij willen meer jongeren."}
    assert bureau.send(page, changed).status_code == 303
    demands = {each.value: (each.minimum, each.maximum, each.justification) for each in queries.quotas(table.group.id)}
    assert demands[AGES[0]] == (0, 3, "Wij willen meer jongeren.")
    assert demands[AGES[3]] == (0, 3, reason)
    assert row.started_from == dict(zip(AGES, (20, 30, 27, 23), strict=True))
    shown = text_of(bureau, f"{GROUP}/vragen")
    assert reason in shown
    assert "oudere cijfers" not in shown
    assert [one.why for one in queries.questions(table.group)] == [(WHY,)], "whoever signs up reads why it is asked"


def test_figures_that_change_later_change_no_demand_and_the_pages_say_so(
    table: Table, bureau: HouseClient, source: Source, ages: Ready
) -> None:
    row = ask_ages(table)
    note(ages, source, (table.places[0], (20, 30, 27, 23)))
    room = f"{GROUP}/vragen/{row.id}/aandelen"
    opened = bureau.get(room)
    assert bureau.submit(room).status_code == 303
    before = [(each.minimum, each.maximum) for each in queries.quotas(table.group.id)]
    note(ages, source, (table.places[0], (80, 10, 5, 5)))
    assert [(each.minimum, each.maximum) for each in queries.quotas(table.group.id)] == before
    for path in (f"{GROUP}/vragen", room):
        assert "oudere cijfers" in text_of(bureau, path)
    stale = bureau.send(opened, {"idempotency_key": "een-andere-sleutel"})
    assert stale.status_code == 422
    check_page(stale)
    assert "De cijfers zijn intussen veranderd." in stale.text
    assert bureau.send(stale).status_code == 303, "who looked at them can save"
    assert "oudere cijfers" not in text_of(bureau, f"{GROUP}/vragen")
    note(ages, source, (table.places[0], (None,) * 4))
    assert "oudere cijfers" in text_of(bureau, f"{GROUP}/vragen")


def test_a_share_that_is_left_empty_asks_nothing_and_the_rest_is_a_whole(table: Table, bureau: HouseClient) -> None:
    row = ask_ages(table)
    room = f"{GROUP}/vragen/{row.id}/aandelen"
    shares = {"share_0": "50", "share_1": "50", "share_2": "", "share_3": ""}
    assert bureau.submit(room, shares).status_code == 303
    assert [(each.minimum, each.maximum) for each in queries.quotas(table.group.id)] == [(2, 4), (2, 4), (0, 6), (0, 6)]
    for wrong in ({"share_1": "40"}, {"share_0": "", "share_1": ""}, {"share_0": "101"}, {"share_0": "x" * 300}):
        assert bureau.submit(room, shares | wrong).status_code == 422


@pytest.mark.parametrize("size", [1, 2, 7, 24, 499])
@pytest.mark.parametrize("people", [(1, 1, 1, 1), (999, 1, 1, 1), (0, 0, 0, 5), (37, 38, 39, 40), (333, 333, 334, 0)])
def test_demands_that_begin_with_figures_can_always_be_met(
    table: Table, source: Source, ages: Ready, size: int, people: tuple[int, ...]
) -> None:
    table.group.size = size
    note(ages, source, (table.places[0], people))
    row = ask_ages(table)
    one = found(table, row)
    assert one is not None
    assert (sum(one.shares.values()), sum(one.places(size).values())) == (100, size)
    actions.spread(row, {value: float(share) for value, share in one.shares.items()}, people=one.people)
    demands = queries.quotas(table.group.id)
    assert sum(each.minimum for each in demands) <= size <= sum(each.maximum for each in demands)
    for each in demands:
        assert abs(one.places(size)[each.value] - one.shares[each.value] * size / 100) <= 0.02 * size + 1


def test_a_reason_is_as_long_as_it_may_be_whatever_the_documents_are_called(
    table: Table, bureau: HouseClient, ages: Ready
) -> None:
    for n, place in enumerate(table.places):
        document = organisations.register_source(f"{n} " + "x" * 195)
        note(ages, document, (place, (1, 1, 1, 1)), day=DAY - timedelta(days=n))
    row = ask_ages(table)
    assert bureau.submit(f"{GROUP}/vragen/{row.id}/aandelen").status_code == 303
    assert all(len(each.justification) <= 500 for each in queries.quotas(table.group.id))


def test_a_change_of_the_question_keeps_why_so_many(
    table: Table, bureau: HouseClient, source: Source, ages: Ready
) -> None:
    row = ask_ages(table)
    note(ages, source, (table.places[0], (20, 30, 27, 23)))
    bureau.submit(f"{GROUP}/vragen/{row.id}/aandelen", {"reason_0": "Voor de jeugd."})
    assert bureau.submit(f"{GROUP}/vragen/{row.id}", {"justification": "Om te mengen."}).status_code == 303
    quota = next(each for each in queries.quotas(table.group.id) if each.value == AGES[0])
    assert (row.why, quota.justification) == ("Om te mengen.", "Voor de jeugd.")
    assert row.started_from
    assert "Voor de jeugd." in text_of(bureau, f"{table.path}/groep/samenstelling")
    edit = f"{GROUP}/samenstelling/{quota.id}"
    assert bureau.submit(edit, {"justification": "Jong telt."}).status_code == 303
    assert quota.justification == "Jong telt."
    assert bureau.submit(edit, {"justification": ""}).status_code == 422
    assert bureau.submit(f"{GROUP}/vragen/{row.id}", {"lines": "16 t/m 29\n30 en ouder"}).status_code == 303
    assert row.started_from == {}, "the figures were of other answers"
    assert "oudere cijfers" not in text_of(bureau, f"{GROUP}/vragen")


def test_the_page_asks_as_much_of_the_database_however_many_figures_there_are(
    table: Table, bureau: HouseClient, source: Source, ages: Ready
) -> None:
    row = ask_ages(table)
    room = f"{GROUP}/vragen/{row.id}/aandelen"

    def counts() -> list[int]:
        seen = []
        for path in (room, f"{GROUP}/vragen", ROOM, "/beheer/bevolking"):
            with count_queries() as made:
                bureau.get(path)
            seen.append(len(made))
        return seen

    note(ages, source, (table.places[0], (1, 2, 3, 4)))
    few = counts()
    for place in table.region_places():
        for ready in counted().values():
            note(ready, source, (place, (1, 2, 3, 4)[: len(ready.answers)]))
    assert counts() == few
    assert db.session.scalar(select(func.count()).select_from(Population)) == 3 * sum(
        len(ready.answers) for ready in counted().values()
    )
