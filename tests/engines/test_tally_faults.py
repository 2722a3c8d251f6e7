"""What cannot be counted, for every rule: refused with its place, and by the command with line and column."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from regiodialoog.cli.main import regiodialoog
from regiodialoog.engines.tally import RULES, BadPoll, check_rule, read_poll, tally
from tests.engines.polls import among

GOOD: dict[str, tuple[dict[str, Any], Any]] = {
    "yes-no": ({}, "yes"),
    "consent": ({}, "concern"),
    "approval": ({}, ["a"]),
    "score": ({"max": 5}, {"a": 5}),
    "dots": ({"points": 6, "per_option": 4}, {"a": 4, "b": 2}),
    "schulze": ({}, [["a"], ["b", "c"]]),
    "irv": ({}, [["a"], ["b", "c"]]),
    "stv": ({"seats": 2}, [["a"], ["b", "c"]]),
    "run-off": ({}, [["a"], ["b", "c"]]),
    "equal-shares": ({"budget": 20}, ["a"]),
    "phragmen": ({"budget": 20}, ["a"]),
    "greedy": ({"budget": 20}, ["a"]),
}
"""For every rule its options and a ballot."""
COSTS = {"a": 4, "b": 5, "c": 6}
LISTS = ("approval", "equal-shares", "phragmen", "greedy")
RANKED = ("schulze", "irv", "stv", "run-off")
POINTS = ("score", "dots")
KINDS = pytest.mark.parametrize("kind", sorted(GOOD))


def file(kind: str, choice: Any = None, **rule: Any) -> dict[str, Any]:
    """A good file with one ballot, or with another choice or rule."""
    options, good = GOOD[kind]
    return among(kind, COSTS, [good if choice is None else choice], **(options | rule))


def fault(data: Any) -> str:
    with pytest.raises(BadPoll) as refused:
        tally(read_poll(data))
    return str(refused.value)


@KINDS
def test_a_good_file_is_counted(kind: str) -> None:
    assert set(GOOD) == set(RULES)
    found = tally(read_poll(file(kind))).as_json()
    assert set(found) == {"outcome", "winners", "ties", "counts", "support", "steps"}
    assert all(type(number) is int for number in found["counts"].values())
    assert all("%(" not in step for step in found["steps"])


@pytest.mark.parametrize(
    ("kinds", "choice", "place"),
    [
        (("yes-no", "consent"), "maybe", "ballots[0].choice: "),
        (("yes-no", "consent"), ["yes"], "ballots[0].choice: "),
        (LISTS, "a", "ballots[0].choice: "),
        (LISTS, ["a", "z"], "ballots[0].choice[1]: "),
        (LISTS, ["a", "b", "a"], "ballots[0].choice[2]: "),
        (LISTS, [["a"]], "ballots[0].choice[0]: "),
        (LISTS, ["a" * 300], "ballots[0].choice[0]: "),
        (LISTS, {"a": 1}, "ballots[0].choice: "),
        (POINTS, ["a"], "ballots[0].choice: "),
        (POINTS, {"z": 1}, "ballots[0].choice.z: "),
        (POINTS, {"a": -1}, "ballots[0].choice.a: "),
        (POINTS, {"a": 7}, "ballots[0].choice.a: "),
        (POINTS, {"a": True}, "ballots[0].choice.a: "),
        (POINTS, {"a": 1.0}, "ballots[0].choice.a: "),
        (POINTS, {"a": "1"}, "ballots[0].choice.a: "),
        (("dots",), {"a": 4, "b": 3}, "ballots[0].choice: "),
        (("dots",), {"a": 5}, "ballots[0].choice.a: "),
        (RANKED, "a", "ballots[0].choice: "),
        (RANKED, ["a"], "ballots[0].choice[0]: "),
        (RANKED, {"a": 1}, "ballots[0].choice: "),
        (RANKED, [["a"], []], "ballots[0].choice[1]: "),
        (RANKED, [["a"], ["b", "a"]], "ballots[0].choice[1][1]: "),
        (RANKED, [["a"], ["z"]], "ballots[0].choice[1][0]: "),
        (RANKED, [["a", 1]], "ballots[0].choice[0][1]: "),
        (RANKED, [["a"], ["b", ["c"]]], "ballots[0].choice[1][1]: "),
        (RANKED, [{"a": 1}], "ballots[0].choice[0]: "),
    ],
)
def test_a_ballot_that_says_what_cannot_be_is_refused(kinds: tuple[str, ...], choice: Any, place: str) -> None:
    for kind in kinds:
        assert fault(file(kind, choice)).startswith(place), kind


@KINDS
@pytest.mark.parametrize("wrong", [0, -1, True, 1.0, "2", None])
def test_a_number_of_a_rule_that_cannot_be_is_refused(kind: str, wrong: Any) -> None:
    for name in ("seats", "max", "points", "per_option", "budget"):
        assert fault(file(kind, **{name: wrong})).startswith(f"rule.{name}: ")


@pytest.mark.parametrize(
    ("kind", "rule", "place"),
    [
        ("approval", {"seats": 4}, "rule.seats: "),
        ("irv", {"seats": 2}, "rule.seats: "),
        ("run-off", {"seats": 1}, "rule.seats: "),
        ("score", {"max": 1001}, "rule.max: "),
        ("dots", {"points": 1001}, "rule.points: "),
        ("dots", {"per_option": 7}, "rule.per_option: "),
        ("equal-shares", {"utility": "votes"}, "rule.utility: "),
        ("equal-shares", {"completion": "greedy"}, "rule.completion: "),
        ("equal-shares", {"completion": ["none"]}, "rule.completion: "),
        ("equal-shares", {"budget": 10**12 + 1}, "rule.budget: "),
        ("phragmen", {"seats": 2}, "rule.seats: "),
        ("schulze", {"quorum": "3/2"}, "rule.quorum: "),
        ("stv", {"min_response": "half"}, "rule.min_response: "),
        ("consent", {"threshold": "2/3"}, "rule.threshold: "),
        ("consent", {"support": {"by": "street"}}, "rule.support.by: "),
        ("yes-no", {"councils": {"names": [], "need": "all"}}, "rule.councils.names: "),
        ("yes-no", {"councils": {"names": ["Soest", "Soest"], "need": 1}}, "rule.councils.names: "),
        ("yes-no", {"councils": {"names": ["Soest"], "need": 2}}, "rule.councils.need: "),
        ("yes-no", {"councils": {"names": ["Soest"], "need": 1}, "base": "roll"}, "rule.base: "),
        ("yes-no", {"councils": {"names": ["Soest"], "need": 1}}, "ballots[0]: "),
    ],
)
def test_an_option_of_a_rule_that_cannot_be_is_refused(kind: str, rule: dict[str, Any], place: str) -> None:
    assert fault(file(kind, **rule)).startswith(place)


@KINDS
def test_an_option_that_a_rule_has_not_is_refused(kind: str) -> None:
    assert fault(file(kind, qorum="1/2")).startswith("rule.qorum: ")
    with pytest.raises(BadPoll):
        check_rule({"kind": kind, "qorum": "1/2"})


@pytest.mark.parametrize(("kind", "name"), [("score", "max"), ("dots", "points"), *[(k, "budget") for k in LISTS[1:]]])
def test_what_a_rule_has_to_say_is_asked(kind: str, name: str) -> None:
    data = file(kind)
    del data["rule"][name]
    assert fault(data) == f'rule: "{name}" is missing here'


@KINDS
def test_options_that_cannot_be_are_refused(kind: str) -> None:
    def options(*given: Any) -> str:
        return fault(file(kind) | {"options": list(given)})

    one = {"id": "a", "title": "a", "cost": 4}
    assert options(one, one).startswith("options[1].id: ")
    assert options({"id": "", "title": "a"}).startswith("options[0].id: ")
    assert options({"id": "a" * 300, "title": "a"}).startswith("options[0].id: ")
    assert options({"id": "e\u0301", "title": "a"}).startswith("options[0].id: ")
    assert options({"id": 1, "title": "a"}).startswith("options[0].id: ")
    assert options({"id": "a"}) == 'options[0]: "title" is missing here'
    for cost in (0, -4, True, 4.0, "4", None):
        assert options(one | {"cost": cost}).startswith("options[0].cost: ")
    if kind not in ("yes-no", "consent"):
        assert options().startswith("options: ")
    if kind in LISTS[1:]:
        assert options({"id": "a", "title": "a"}) == 'options[0]: "cost" is missing here'


@KINDS
def test_more_ballots_than_people_or_a_receipt_twice_is_refused(kind: str) -> None:
    data = file(kind)
    assert fault(data | {"roll": {"size": 0}}).startswith("roll.size: ")
    assert fault(data | {"ballots": data["ballots"] * 2, "roll": {"size": 9}}).startswith("ballots[1].receipt: ")
    assert fault(data | {"ballots": [{"receipt": "r" * 300, "choice": "yes"}]}).startswith("ballots[0].receipt: ")
    without = {name: value for name, value in data.items() if name != "ballots"}
    assert fault(without) == '"ballots" is missing here'


@KINDS
def test_the_command_ends_with_2_and_names_line_and_column(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "poll.json"
    path.write_text(json.dumps(file(kind, 12), indent=1))
    answer = CliRunner().invoke(regiodialoog, ["tally", str(path)])
    line = next(n for n, text in enumerate(path.read_text().splitlines(), 1) if '"choice"' in text)
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert f"poll.json, line {line}, column 14: ballots[0].choice" in answer.stderr
    path.write_text(json.dumps(file(kind), indent=1))
    answer = CliRunner().invoke(regiodialoog, ["tally", str(path)])
    assert (answer.exit_code, answer.stderr) == (0, "")
    assert "van de 1 mensen op de kieslijst" in answer.stdout


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 9) | st.sampled_from(["a", "b", "z", "yes", "1/2", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abz"), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(["seats", "max", "points", "per_option", "budget", "utility", "quorum", "support", "councils"])


@given(st.sampled_from(sorted(GOOD)), ANYTHING, st.dictionaries(NAMES, ANYTHING, max_size=2))
def test_whatever_stands_in_a_file_is_counted_or_refused(kind: str, choice: Any, rule: dict[str, Any]) -> None:
    data = file(kind, **rule)
    data["ballots"][0]["choice"] = choice
    with suppress(BadPoll):
        tally(read_poll(data))
