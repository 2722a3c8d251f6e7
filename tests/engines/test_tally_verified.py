"""The program for everybody (tools/verify.py) beside the engine: the same results, and every tampering found."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from regiodialoog.cli.main import regiodialoog
from regiodialoog.engines.tally import publish, read_poll, rules_sha256, tally
from regiodialoog.engines.tally.published import ballots_root
from tests.engines.polls import among
from tests.engines.test_tally_faults import GOOD, LISTS, POINTS, RANKED
from tests.engines.test_tally_ranked import rankings
from tests.engines.trails import program

OPTIONS = "abcde"
COSTS = {"a": 4, "b": 5, "c": 6, "d": 3, "e": 9}
KINDS = pytest.mark.parametrize("kind", sorted(GOOD))
CHOICES: dict[str, st.SearchStrategy[Any]] = {
    "yes-no": st.sampled_from(["yes", "no", "abstain"]),
    "consent": st.sampled_from(["consent", "concern"]),
    "score": st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, 5)),
    "dots": st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, 2), max_size=3),
    **dict.fromkeys(LISTS, st.lists(st.sampled_from(OPTIONS), unique=True)),
    **dict.fromkeys(RANKED, rankings(OPTIONS)),
}
SEATS = ("approval", "score", "dots", "schulze", "stv")


def other(kind: str) -> Any:
    """A choice that is not that of the good ballot."""
    return "no" if kind == "yes-no" else "objection" if kind == "consent" else {} if kind in POINTS else []


def published(kind: str, choices: list[Any], **rule: Any) -> dict[str, Any]:
    plain = among(kind, COSTS, choices, roll=len(choices) + 3, **(GOOD[kind][0] | rule))
    for n, ballot in enumerate(plain["ballots"]):
        ballot["municipality"] = "Soest" if n % 2 else "Baarn"
    voters = [f"line{n:02d}" for n in range(len(choices))]
    result = tally(read_poll(plain)).as_json()
    return publish(plain, opened="2026-09-14T10:00:00Z", closed="2026-09-21T10:00:00Z", voters=voters, result=result)


def verified(tmp_path: Path, data: Any, *more: str) -> tuple[int, str]:
    file = tmp_path / "stemming.json"
    file.write_text(json.dumps(data, ensure_ascii=False))
    done = program(file, *more)
    return done.returncode, done.stdout + done.stderr


@KINDS
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_both_count_the_same(kind: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    choices = data.draw(st.lists(CHOICES[kind], max_size=9))
    rule: dict[str, Any] = {"seats": data.draw(st.integers(1, 5))} if kind in SEATS else {}
    if kind == "equal-shares":
        rule["utility"] = data.draw(st.sampled_from(["cost", "count"]))
        rule["completion"] = data.draw(st.sampled_from(["none", "until-over-budget", "first-exhaustive"]))
    if kind == "yes-no":
        rule["support"] = {"by": "municipality", "need": data.draw(st.sampled_from(["none-against", 1, 2]))}
        rule["threshold"] = data.draw(st.sampled_from(["1/2", "2/3"]))
    status, says = verified(tmp_path_factory.getbasetemp(), published(kind, choices, **rule))
    assert status == 0, says


def tampered(kind: str) -> dict[str, Callable[[dict[str, Any]], Any]]:
    """Every way in which somebody could change a published file, by what it is."""
    ballot = {"receipt": "r9999", "choice": GOOD[kind][1], "municipality": "Soest"}

    def doubled(data: dict[str, Any]) -> None:
        data["ballots"].insert(1, copy.deepcopy(data["ballots"][0]))

    return {
        "a ballot more": lambda data: data["ballots"].append(ballot),
        "a ballot less": lambda data: data["ballots"].pop(),
        "another choice": lambda data: data["ballots"][0].update(choice=other(kind)),
        "another group": lambda data: data["ballots"][0].update(municipality="Soest"),
        "a receipt twice": doubled,
        "another order": lambda data: data["ballots"].reverse(),
        "another root": lambda data: data["published"].update(root="ab" * 32),
        "another rule": lambda data: data["rule"].update(quorum="1/9"),
        "another title": lambda data: data["options"][0].update(title="iets anders"),
        "a voter less": lambda data: data["published"]["voters"].pop(),
        "a voter twice": lambda data: data["published"]["voters"].__setitem__(1, data["published"]["voters"][0]),
        "another outcome": lambda data: data["published"]["result"].update(outcome="no-decision"),
        "another winner": lambda data: data["published"]["result"].update(winners=["e"]),
        "another number": lambda data: data["published"]["result"]["counts"].update(
            {next(iter(data["published"]["result"]["counts"])): 99}
        ),
        "another breakdown": lambda data: data["published"]["result"].update(support={}),
        "a smaller roll": lambda data: data["roll"].update(size=2),
    }


@KINDS
@pytest.mark.parametrize("how", list(tampered("yes-no")))
def test_every_tampering_is_found_by_both(kind: str, how: str, tmp_path: Path) -> None:
    data = published(kind, [GOOD[kind][1]] * 4)
    assert verified(tmp_path, data)[0] == 0
    tampered(kind)[how](data)
    status, says = verified(tmp_path, data)
    assert (status, says.startswith("WRONG: stemming.json")) == (1, True), says
    answer = CliRunner().invoke(regiodialoog, ["verify", str(tmp_path / "stemming.json")])
    assert answer.exit_code in (1, 2), answer.output


@KINDS
def test_a_forger_who_makes_the_root_anew_is_found_by_the_result_or_the_noted_root(kind: str, tmp_path: Path) -> None:
    data = published(kind, [GOOD[kind][1]] * 4)
    noted = data["published"]["root"]
    assert verified(tmp_path, data, "--seal", noted)[0] == 0
    assert verified(tmp_path, data, "--seal", rules_sha256(data))[0] == 0
    data["ballots"][0]["choice"] = other(kind)
    data["published"]["root"] = ballots_root(data["ballots"])
    status, says = verified(tmp_path, data)
    assert (status, "published.result." in says) == (1, True), says
    data["published"]["result"] = tally(read_poll(data)).as_json()
    assert verified(tmp_path, data)[0] == 0
    assert verified(tmp_path, data, "--seal", noted)[0] == 1


@pytest.mark.parametrize("said", [b"", b"[]", b"{}", b'{"format":"regiodialoog-poll/1"', b"\xff", b'{"format":1.5}'])
def test_what_is_no_poll_cannot_be_read(tmp_path: Path, said: bytes) -> None:
    (tmp_path / "iets.json").write_bytes(said)
    assert program(tmp_path / "iets.json").returncode == 2


@KINDS
def test_a_poll_that_was_not_published_is_counted(kind: str, tmp_path: Path) -> None:
    status, says = verified(tmp_path, among(kind, COSTS, [GOOD[kind][1]], **GOOD[kind][0]))
    assert (status, "1 ballots counted again" in says) == (0, True), says


@KINDS
def test_whoever_changes_what_a_ballot_can_say_is_told_where(kind: str, tmp_path: Path) -> None:
    for wrong in (12, None, "z", ["z"], {"z": 1}, [["z"]], [["a"], ["a"]], {"a": -1}):
        status, says = verified(tmp_path, among(kind, COSTS, [wrong], **GOOD[kind][0]))
        assert (status, "ballots[0]" in says) == (1, True), (wrong, says)


@KINDS
def test_the_command_verifies_a_poll(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "stemming.json"
    file.write_text(json.dumps(published(kind, [GOOD[kind][1]] * 3)))
    answer = CliRunner().invoke(regiodialoog, ["verify", str(file)])
    assert (answer.exit_code, answer.stdout.startswith("poll: counted again, ")) == (0, True), answer.output
