"""Who takes a place that came free after a draw: counted by hand, on random draws, and tampered with."""

import copy
import hashlib
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from regiodialoog.engines.sortition import replace, sealed
from regiodialoog.engines.sortition.people import Quota
from regiodialoog.engines.sortition.pool import Demands
from tests.engines.draws import NEIGHBOURS, OUTCOME, SEX_AND_AGE, Files, at_random, both, made, people
from tests.engines.trails import program

PLACES = [{"geslacht": "v"}, {"geslacht": "m"}, {}, {"geslacht": "v"}, {"geslacht": "m"}]
"""What the places of the neighbours can ask."""


@pytest.fixture(scope="module")
def _made() -> Files:
    return made(NEIGHBOURS)


@pytest.fixture(scope="module")
def _asking() -> Files:
    return made(NEIGHBOURS, places=PLACES)


def held(draw: Files) -> Files:
    found = Files(copy.deepcopy(draw.draw), None, None)
    found.pick_by(OUTCOME)
    return found


@pytest.fixture
def files(_made: Files) -> Files:
    """A draw of neighbours that was held."""
    return held(_made)


@pytest.fixture
def asking(_asking: Files) -> Files:
    """The same, with places that ask something."""
    return held(_asking)


def street(*quotas: Quota) -> Files:
    pool = people([(f"v{n}", "v jong", "") for n in range(4)] + [(f"m{n}", "m oud", "") for n in range(4)])
    return made(Demands(SEX_AND_AGE, pool, 4, list(quotas)))


def anybody(feature: str, *values: str) -> list[Quota]:
    return [Quota(feature, value, 0, 4) for value in values]


def test_whoever_brings_the_group_nearest_to_what_was_asked_comes_first() -> None:
    files = street(Quota("geslacht", "v", 2, 2), Quota("geslacht", "m", 2, 2), *anybody("leeftijd", "jong", "oud"))
    files.pick(0)
    for leaves in [person for person in files.result["persons"] if person.startswith("v")]:
        files.replace(leaves)
        assert files.replaced["replacements"][-1]["person"].startswith("v")


def test_of_equals_the_order_of_the_hashes_decides() -> None:
    files = street(*anybody("geslacht", "v", "m"), *anybody("leeftijd", "jong", "oud"))
    files.pick(0)
    left = [one["id"] for one in files.draw["pool"] if one["id"] not in files.result["persons"]]

    def at(person: str) -> str:
        return hashlib.sha256(f"{files.result['sha256']}\n{person}".encode()).hexdigest()

    files.replace(*files.result["persons"])
    assert [line["person"] for line in files.replaced["replacements"]] == sorted(left, key=at)


def test_another_outcome_gives_another_order() -> None:
    files = street(*anybody("geslacht", "v", "m"), *anybody("leeftijd", "jong", "oud"))
    orders = set()
    for ticket in range(0, 1_000_000, 50_000):
        files.pick(ticket)
        ids = [one["id"] for one in files.draw["pool"]]
        orders.add(tuple(sorted(ids, key=lambda person: replace.order(files.result, person))))
    assert len(orders) == 20


def test_a_place_with_a_demand_of_its_own_goes_to_somebody_like_that(asking: Files, tmp_path: Path) -> None:
    values = replace.values_of(asking.draw)
    places = replace.Places(asking.draw, asking.result["persons"])
    leave = [person for person, asks in zip(places.people, places.asks, strict=True) if asks == {"geslacht": "m"}]
    asking.replace(*filter(None, leave))
    came = [line["person"] for line in asking.replaced["replacements"]]
    assert [values[person]["geslacht"] for person in came] == ["m", "m"]
    assert both(asking, tmp_path / "draw")[0] == 0


def test_who_takes_which_place_first_the_places_that_ask_most() -> None:
    young, old, woman = {"leeftijd": "jong"}, {"leeftijd": "oud"}, {"leeftijd": "oud", "geslacht": "v"}
    people = [{"geslacht": "v", **old}, {"geslacht": "m", **old}, {"geslacht": "m", **young}]
    assert replace.sit_down([{}, old, woman], people) == [2, 1, 0]
    assert replace.sit_down([young, young], people) == [2, None]


def test_nobody_comes_when_nobody_is_left_who_suits(files: Files) -> None:
    rest = {one["id"] for one in files.draw["pool"]} - set(files.result["persons"])
    vacancy = replace.Vacancy({}, set(files.result["persons"][1:]), {files.result["persons"][0], *rest})
    assert replace.next_in_line(files.draw, files.result, vacancy) is None


def test_neither_a_housemate_of_who_sits_nor_who_must_not_is_asked(files: Files) -> None:
    homes = {"Dina": "Kees", "Kees": "Dina", "Hilde": "Otto", "Otto": "Hilde"}
    everybody = [one["id"] for one in files.draw["pool"]]
    for sits, housemate in homes.items():
        gone: set[str] = set()
        while True:
            found = replace.next_in_line(files.draw, files.result, replace.Vacancy({}, {sits}, gone))
            if found is None:
                break
            assert found not in (housemate, "Luuk")
            gone |= {found}
        assert len(gone) == len(everybody) - 3


def nearest(files: Files, vacancy: replace.Vacancy) -> int:
    """By counting the whole group: how far from the quotas it can come with one more of who may be asked."""
    values = replace.values_of(files.draw)
    homes = {row["id"]: row["household"] for row in files.draw["pool"] if "household" in row}

    def far(group: set[str]) -> int:
        return sum(
            max(0, q["min"] - n, n - q["max"])
            for q in files.draw["config"]["quotas"]
            for n in [sum(values[person][q["feature"]] == q["value"] for person in group)]
        )

    may = set(values) - set(vacancy.kept) - set(vacancy.gone) - set(files.draw["config"]["never"])
    may = {one for one in may if one not in homes or homes[one] not in {homes.get(sits) for sits in vacancy.kept}}
    return min((far({*vacancy.kept, one}) for one in may), default=-1)


@pytest.mark.parametrize("seed", range(40))
def test_on_random_draws_both_verifiers_agree_and_no_choice_was_nearer(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    files = made(at_random(seed))
    files.pick(chance.randrange(1_000_000))
    values, drawn, gone = replace.values_of(files.draw), set(files.result["persons"]), set[str]()
    lines: list[dict[str, Any]] = []
    for _turn in range(chance.randint(1, 4)):
        sits = sorted(drawn - gone)
        if not sits:
            break
        gone |= {chance.choice(sits)}
        vacancy = replace.Vacancy({}, drawn - gone, gone)
        chosen = replace.next_in_line(files.draw, files.result, vacancy)
        if chosen is None:
            assert nearest(files, vacancy) == -1
            break
        quotas = files.draw["config"]["quotas"]
        counts = [sum(values[p][q["feature"]] == q["value"] for p in {*vacancy.kept, chosen}) for q in quotas]
        far = sum(max(0, q["min"] - n, n - q["max"]) for q, n in zip(quotas, counts, strict=True))
        assert far == nearest(files, vacancy)
        lines.append(replace.line(vacancy, chosen))
        drawn.add(chosen)
    files.replaced = replace.replacements(files.result, lines, drawn - gone, gone)
    assert both(files, tmp_path / "draw")[0] == 0


def seat_a_friend(files: Files) -> str:
    line = files.replaced["replacements"][1]
    others = (one["id"] for one in files.draw["pool"] if one["id"] not in {*line["kept"], *line["gone"]})
    line["person"] = next(one for one in others if one not in ("Luuk", line["person"]))
    return "replacement 1"


def pass_somebody_over_without_a_word(files: Files) -> str:
    line = files.replaced["replacements"][0]
    line["person"] = files.replaced["replacements"][1]["person"]
    return "replacement 0"


def say_that_somebody_is_gone_who_sits(files: Files) -> str:
    line = files.replaced["replacements"][0]
    line["gone"].append(line["kept"][0])
    return "replacement 0"


def forget_somebody_who_was_drawn(files: Files) -> str:
    files.replaced["replacements"][1]["kept"].pop()
    return "replacement 1"


def keep_somebody_who_was_not_drawn(files: Files) -> str:
    line = files.replaced["replacements"][0]
    line["kept"].append(line["person"])
    return "replacement 0"


def call_somebody_back(files: Files) -> str:
    first, second = files.replaced["replacements"]
    back = first["gone"][0]
    second["gone"].remove(back)
    second["kept"].append(back)
    return "replacement 1"


def name_somebody_from_nowhere(files: Files) -> str:
    files.replaced["replacements"][0]["gone"].append("Wim")
    return "replacement 0"


def fill_a_place_that_nobody_left(files: Files) -> str:
    del files.replaced["replacements"][1]
    files.replaced["replacements"][0] |= {"kept": list(files.result["persons"]), "gone": []}
    return "replacement 0"


def ask_what_the_place_does_not(files: Files) -> str:
    values = replace.values_of(files.draw)
    line = files.replaced["replacements"][0]
    left = values[line["gone"][0]]["geslacht"]
    line["like"] = {"geslacht": "m" if left == "v" else "v"}
    return "replacement 0"


def seat_a_friend_by_asking_what_suits(files: Files) -> str:
    """The gravest of all: for a value of a friend that no place asks, the friend is next in line."""
    line = files.replaced["replacements"][1]
    values = replace.values_of(files.draw)
    for age in ("oud", "jong"):
        vacancy = replace.Vacancy({"leeftijd": age}, line["kept"], line["gone"])
        friend = replace.next_in_line(files.draw, files.result, vacancy)
        if friend not in (None, line["person"]) and values[friend]["leeftijd"] == age:
            line |= {"like": {"leeftijd": age}, "person": friend}
            return "replacement 1"
    raise AssertionError("nobody to favour")


def forget_who_sits_now(files: Files) -> str:
    files.replaced["kept"].pop()
    return "kept and gone"


def say_that_somebody_sits_who_left(files: Files) -> str:
    files.replaced["kept"].append(files.replaced["gone"].pop())
    return "kept and gone"


def keep_silent_about_how_it_stands(files: Files) -> str:
    del files.replaced["gone"]
    return ""


def say_that_it_came_after_another_result(files: Files) -> str:
    files.replaced["result"] = "0" * 64
    return "result"


def leave_out_who_comes(files: Files) -> str:
    del files.replaced["replacements"][0]["person"]
    return "replacement 0"


@pytest.mark.parametrize(
    "tamper",
    [
        seat_a_friend, pass_somebody_over_without_a_word, say_that_somebody_is_gone_who_sits,
        forget_somebody_who_was_drawn, keep_somebody_who_was_not_drawn, call_somebody_back, name_somebody_from_nowhere,
        fill_a_place_that_nobody_left, ask_what_the_place_does_not, seat_a_friend_by_asking_what_suits,
        forget_who_sits_now, say_that_somebody_sits_who_left, keep_silent_about_how_it_stands,
        say_that_it_came_after_another_result, leave_out_who_comes,
    ],
)  # fmt: skip
@pytest.mark.parametrize("demands", ["files", "asking"])
def test_tampering_with_replacements_is_found_by_both(
    request: pytest.FixtureRequest, demands: str, tmp_path: Path, tamper: Callable[[Files], str]
) -> None:
    files: Files = request.getfixturevalue(demands)
    files.replace(*[person for person in files.result["persons"] if person != "Aagje"][:2])
    assert both(files, tmp_path / "before")[0] == 0
    where = tamper(files)
    files.sign_replaced()
    status, says = both(files, tmp_path / "after")
    assert status == 1
    assert (f"replacements.json, {where}: " if where else "replacements.json: ") in says


def test_a_place_is_filled_from_one_that_is_free_and_not_from_another_that_asks_less(
    asking: Files, tmp_path: Path
) -> None:
    places = replace.Places(asking.draw, asking.result["persons"])
    leaves = next(p for p, asks in zip(places.people, places.asks, strict=True) if asks and p not in (None, "Aagje"))
    asking.replace(leaves, like={})
    status, says = both(asking, tmp_path / "draw")
    assert (status, "replacement 0" in says) == (1, True)


@pytest.mark.parametrize(
    "places",
    [
        [{}] * 4, [{}] * 6, "nothing", None, [{}, {}, {}, {}, {"geslacht": 1}], [{}, {}, {}, {}, {"geslacht": "x"}],
        [{}, {}, {}, {}, ["v"]], [{"geslacht": "v"}] * 5, [{"leeftijd": "jong"}, {"leeftijd": "jong"}] * 2 + [{}],
    ],
)  # fmt: skip
def test_places_that_cannot_be_are_found_by_both(files: Files, tmp_path: Path, places: object) -> None:
    files.draw["config"]["places"] = places
    files.seal()
    files.result = None
    assert both(files, tmp_path / "draw")[0] == 1


def test_a_draw_of_before_places_were_sealed_says_that_the_demands_are_somebodys_word(
    files: Files, tmp_path: Path
) -> None:
    del files.draw["config"]["places"]
    files.seal()
    files.pick_by(OUTCOME)
    first, second = [person for person in files.result["persons"] if person != "Aagje"][:2]
    files.replace(first)
    assert "NOTE" not in both(files, tmp_path / "before")[1]
    files.replace(second, like={"leeftijd": replace.values_of(files.draw)[second]["leeftijd"]})
    status, says = both(files, tmp_path / "after")
    assert (status, "NOTE: what 1 of those places ask was not sealed" in says) == (0, True)


def test_the_file_of_before_that_does_not_tell_how_things_stand_can_still_be_checked(
    files: Files, tmp_path: Path
) -> None:
    files.replace(*[person for person in files.result["persons"] if person != "Aagje"][:2])
    files.replaced["format"] = replace.OLDER
    del files.replaced["kept"], files.replaced["gone"]
    files.sign_replaced()
    status, says = both(files, tmp_path / "draw")
    assert (status, "replacements: 2, " in says, "open places: 0" in says) == (0, True, True)


def test_how_many_places_were_filled_and_how_many_are_open_is_told(files: Files, tmp_path: Path) -> None:
    persons = files.result["persons"]
    files.replaced = replace.replacements(files.result, [], persons[2:], persons[:2])
    status, says = both(files, tmp_path / "draw")
    assert status == 0
    assert "replacements: 0, each by who was next in line; open places: 2, for 2 somebody can be asked" in says
    rest = [one["id"] for one in files.draw["pool"] if one["id"] not in persons]
    files.replaced = replace.replacements(files.result, [], persons[2:], [*persons[:2], *rest])
    assert "open places: 2\n" in both(files, tmp_path / "draw")[1]


def test_a_changed_file_shows_without_any_counting(files: Files, tmp_path: Path) -> None:
    files.replace(files.result["persons"][0])
    files.replaced["replacements"][0]["person"] = "Aagje"
    status, says = both(files, tmp_path / "draw")
    assert (status, "sha256" in says) == (1, True)


def test_replacements_without_a_result_cannot_be_read(files: Files, tmp_path: Path) -> None:
    files.replace(files.result["persons"][0])
    folder = files.write(tmp_path / "draw")
    (folder / "result.json").unlink()
    assert program(folder).returncode == 2


def test_the_seal_of_a_draw_does_not_depend_on_what_came_after(files: Files) -> None:
    before = sealed.seal_of(files.draw)
    files.replace(files.result["persons"][0])
    assert sealed.seal_of(files.draw) == before
