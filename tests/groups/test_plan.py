"""The seat plan in one go: seen as a table before it is saved, by inhabitants or from a setup if one likes."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import lxml.html
import pytest

from regiodialoog.core.errors import Conflict
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.dialogues import queries as dialogue_queries
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.groups import actions, queries
from regiodialoog.groups.models import SeatFilling
from regiodialoog.groups.setups import setups
from regiodialoog.groups.spreading import shared_out, told
from regiodialoog.organisations import actions as organisations
from regiodialoog.organisations import queries as regions
from tests.accounts.people import become, someone
from tests.dialogues.conftest import Talk
from tests.groups.conftest import Table
from tests.support.client import HouseClient
from tests.support.pages import check_page

MANAGE = "/beheer/groepen/fietspaden"
PLAN = f"{MANAGE}/plan"


def words(answer: Any) -> str:
    check_page(answer)
    return " ".join(answer.get_data(as_text=True).split())


def inhabited(*numbers: int) -> None:
    source = organisations.register_source("Bevolking per gemeente", date="2025-01")
    given = {each.id: number for each, number in zip(regions.municipalities(), numbers, strict=False)}
    organisations.note_inhabitants(given, counted_on=date(2025, 1, 1), source=source)


def cells(answer: Any) -> dict[str, str]:
    tree: Any = lxml.html.fromstring(answer.get_data(as_text=True))
    return {each.get("name"): each.get("value") for each in tree.xpath("//input[starts-with(@name, 'at_')]")}


def numbers(table: Table, *counts: int) -> dict[str, Any]:
    return {f"count_{each.id}": str(count) for each, count in zip(table.interests, counts, strict=True)}


def laid(table: Table) -> Counter[tuple[int, int | None]]:
    return Counter((seat.interest_id, seat.municipality_id) for seat in table.seats)


def test_the_places_are_seen_as_a_table_changed_and_only_then_saved(table: Table, bureau: HouseClient) -> None:
    before = laid(table)
    looked = bureau.submit(PLAN, numbers(table, 5, 4) | {"look": "1"})
    assert looked.status_code == 200
    said = words(looked)
    assert "Samen 9 plekken." in said
    assert "De groep moet 6 plekken hebben." in said
    assert laid(table) == before, "looking saves nothing"
    first, second = table.interests
    here = sorted(table.places, key=lambda each: each.sort_key)
    assert sum(int(value) for value in cells(looked).values()) == 9
    changed = {f"at_{first.id}_{here[0].id}": "1", f"at_{first.id}_0": "2"}
    counted = bureau.send(looked, changed | {"recount": "1"})
    assert "Samen 9 plekken." in words(counted)
    saved = bureau.send(counted, {"replaces": "y", "recount": None})
    assert saved.location == MANAGE
    found = laid(table)
    assert found[first.id, here[0].id] == 1
    assert found[first.id, None] == 2
    assert sum(count for (interest, _place), count in found.items() if interest == second.id) == 4


def test_a_table_without_the_tick_or_with_nonsense_is_not_saved_and_not_lost(table: Table, bureau: HouseClient) -> None:
    looked, before = bureau.submit(PLAN, numbers(table, 5, 4) | {"look": "1"}), laid(table)
    name = next(iter(cells(looked)))
    assert bureau.send(looked, {}).status_code == 422, "the plan that there is would be replaced"
    for nonsense in ("-1", "501", "x", "9" * 30, "1.5"):
        refused = bureau.send(looked, {"replaces": "y", name: nonsense})
        assert refused.status_code == 422, nonsense
        words(refused)
    nothing = dict.fromkeys(cells(looked), "0")
    assert bureau.send(looked, {"replaces": "y", **nothing}).status_code == 422
    much = dict.fromkeys(cells(looked), "200")
    assert bureau.send(looked, {"replaces": "y", **much}).status_code == 422
    assert laid(table) == before
    back = bureau.send(looked, {"back": "1", name: "3"})
    assert back.status_code == 200
    assert 'name="look"' in back.text


def test_cells_of_what_is_not_asked_are_not_read(table: Table, bureau: HouseClient) -> None:
    """Another interest, a municipality that does not take part, and one that was not ticked."""
    first, here = table.interests[0], sorted(table.places, key=lambda each: each.sort_key)
    other = next(each for each in table.region_places() if each not in table.places)
    looked = bureau.submit(PLAN, numbers(table, 2, 0) | {"look": "1", "municipalities": [str(here[0].id)]})
    strange = {"at_999_0": "7", f"at_{first.id}_{other.id}": "7", f"at_{first.id}_{here[1].id}": "7"}
    assert bureau.send(looked, strange | {"replaces": "y"}).status_code == 303
    assert laid(table) == {(first.id, here[0].id): 2}


def test_places_are_shared_out_by_inhabitants_and_ties_are_told(table: Table, bureau: HouseClient) -> None:
    assert "naar inwonertal verdelen" in words(bureau.get(PLAN)), "where to write the numbers down"
    inhabited(*(160_000 if each in table.places[:1] else 20_000 for each in regions.municipalities()))
    large, small = table.places
    looked = bureau.submit(PLAN, numbers(table, 5, 4) | {"look": "1", "way": "inhabitants"})
    said = words(looked)
    assert "Bevolking per gemeente" in said
    by_place = Counter[str]()
    for name, value in cells(looked).items():
        by_place[name.rsplit("_", 1)[1]] += int(value)
    assert by_place[str(large.id)] == 8
    assert by_place[str(small.id)] == 1


def test_a_municipality_of_which_nothing_is_known_stops_sharing_out(table: Table, bureau: HouseClient) -> None:
    source = organisations.register_source("Bevolking per gemeente", date="2025-01")
    organisations.note_inhabitants({table.places[0].id: 9000}, counted_on=date(2025, 1, 1), source=source)
    refused = bureau.submit(PLAN, numbers(table, 5, 4) | {"look": "1", "way": "inhabitants"})
    assert refused.status_code == 422
    assert f"Wij weten niet hoeveel mensen er wonen in: {table.places[1].name}." in words(refused)


def test_whoever_wins_only_by_the_alphabet_is_named(table: Table) -> None:
    found = shared_out([2, 2], [1, 1, 1])
    assert [sum(column) for column in zip(*found.table, strict=True)] == [2, 1, 1]
    assert told(found, ["Aa", "Bee", "Cee"]) == [
        "Aa had evenveel recht op de laatste plek als Bee en Cee. Het alfabet besliste."
    ]
    (raised,) = told(shared_out([6], [9000, 100], least=1), ["Groot", "Klein"])
    assert raised.startswith("Klein: naar inwonertal minder dan één plek")


def test_a_municipality_without_a_place_is_named_in_the_table(table: Table, bureau: HouseClient) -> None:
    looked = words(bureau.submit(PLAN, numbers(table, 1, 0) | {"look": "1"}))
    last = max(table.places, key=lambda each: each.sort_key)
    assert f"Geen enkele plek is voor: {last.name}." in looked


def test_a_plan_in_which_something_happened_meanwhile_stays(table: Table, bureau: HouseClient) -> None:
    looked = bureau.submit(PLAN, numbers(table, 5, 4) | {"look": "1"})
    table.fill()
    before = laid(table)
    assert bureau.send(looked, {"replaces": "y"}).status_code == 409
    assert laid(table) == before
    with pytest.raises(Conflict):
        actions.lay_plan(table.group, [actions.Lot(table.interests[0], None, 3, SeatFilling.DRAWN)])


def test_nobody_but_the_bureau_sees_how_places_fall(table: Table, client: HouseClient) -> None:
    become(client, someone("Iemand", "iemand@example.nl"))
    assert client.get(PLAN).status_code == 403
    assert client.post(PLAN, data=numbers(table, 5, 4) | {"look": "1"}).status_code == 403


# ── setups ───────────────────────────────────────────────────────────────────


def test_every_setup_has_as_many_places_as_its_name_says(table: Table) -> None:
    kinds = {kind.value for kind in PhaseKind}
    for one in setups().values():
        assert one.name.startswith(f"{one.people} mensen")
        assert sum(share.people for share in one.shares) == one.people
        assert set(one.weeks) <= kinds
        plan = one.plan(regions.interests())
        assert sum(count for count, _way in plan.values()) == one.people, one.key
        assert sum(count for count, _way in one.plan([table.interests[0]]).values()) == one.people, "no inhabitants"


def test_a_setup_fills_the_forms_in_and_saves_nothing(table: Table, bureau: HouseClient) -> None:
    for seat in table.seats:
        actions.remove_seat(seat)
    page = words(bureau.get(PLAN))
    assert "30 mensen, vijf avonden" in page
    answer = bureau.get(f"{PLAN}?opzet=30-5")
    assert "Er wordt niets opgeslagen voordat u op Opslaan drukt." in words(answer)
    tree: Any = lxml.html.fromstring(answer.text)
    inhabitants = table.interests[1]
    assert tree.get_element_by_id(f"count_{inhabitants.id}").value == "12"
    assert tree.get_element_by_id(f"filling_{inhabitants.id}").value == "drawn"
    assert tree.get_element_by_id(f"count_{table.interests[0].id}").value == "18"
    assert not table.seats
    assert "Beginnen met een voorbeeld" in words(bureau.get(f"{PLAN}?opzet=bestaat-niet"))


def test_a_new_group_begins_with_a_setup_and_carries_it_on(table: Table, talk: Talk, bureau: HouseClient) -> None:
    dialogues.create_theme(talk.round, "Bomen", question="Waar?", municipalities={talk.region.places[0]: ""})
    room = "/beheer/groepen/bomen/tekst"
    assert "24 mensen, drie avonden" in words(bureau.get(room))
    start = bureau.get(f"{room}?opzet=24-3")
    assert "50 euro per avond." in words(start)
    form = next(each for each in lxml.html.fromstring(start.text).forms if each.method == "POST")
    made = bureau.post(f"{room}?opzet=24-3", data=dict(form.form_values()) | {"size": "20"})
    assert made.location == "/beheer/groepen/bomen/plan?opzet=24-3"
    page = words(bureau.get(made.location))
    assert "Er horen 3 avonden bij, om de 3 weken." in page
    assert "/beheer/bijeenkomsten/bomen/reeks?aantal=3&amp;om=3" in page
    assert "/beheer/dialogen/themas/bomen/planning?recruitment=6" in page
    assert queries.group_of(dialogue_queries.theme("bomen")).size == 20, "what was changed is what counts"


def test_the_evenings_and_the_phases_of_a_setup_are_suggested_and_not_saved(table: Table, bureau: HouseClient) -> None:
    talks = next(phase for phase in table.theme.phases if phase.kind is PhaseKind.DIALOGUE)
    signing = next(phase for phase in table.theme.phases if phase.kind is PhaseKind.RECRUITMENT)
    tree: Any = lxml.html.fromstring(bureau.get("/beheer/bijeenkomsten/fietspaden/reeks?aantal=5&om=3").text)
    days = [tree.get_element_by_id(f"day_{n}").value for n in range(1, 7)]
    assert days[:2] == [str(talks.starts_on), str(talks.starts_on + timedelta(weeks=3))]
    assert [bool(day) for day in days] == [True] * 5 + [False]
    for odd in ("aantal=x&om=y", "aantal=999999999999&om=-1", "aantal=-3&om=99999999999"):
        words(bureau.get(f"/beheer/bijeenkomsten/fietspaden/reeks?{odd}"))
    phases = "/beheer/dialogen/themas/fietspaden/planning"
    tree = lxml.html.fromstring(bureau.get(f"{phases}?recruitment=4&dialogue=8").text)
    first, last = (date.fromisoformat(tree.get_element_by_id(f"recruitment_{end}").value) for end in ("from", "until"))
    assert first == signing.starts_on, "the day that was planned stays"
    assert (last - first).days == 4 * 7 - 1
    for odd in ("recruitment=0", "recruitment=105", "recruitment=-4", "recruitment=4x", "recruitment=999999"):
        tree = lxml.html.fromstring(bureau.get(f"{phases}?{odd}").text)
        assert tree.get_element_by_id("recruitment_until").value == str(signing.ends_on), odd
