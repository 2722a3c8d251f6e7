"""A published poll file: what it says of itself, and the command that counts it again."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from regiodialoog.cli.main import regiodialoog
from regiodialoog.engines.json_places import locate
from regiodialoog.engines.tally import publish, published_faults, read_poll, roll_sha256, tally
from tests.engines.polls import poll, votes

Run = Callable[..., Result]


def published(**more: Any) -> dict[str, Any]:
    plain = poll(votes(yes=3, no=2), roll=7, groups=["a"] * 5, **more)
    plain["ballots"].reverse()
    result = tally(read_poll(plain)).as_json()
    return publish(
        plain, opened="2026-09-14T10:00:00Z", closed="2026-09-21T10:00:00Z",
        voters=[f"line{n}" for n in range(5)], result=result,
    )  # fmt: skip


def faults(data: dict[str, Any]) -> list[str]:
    read = read_poll(data)
    return published_faults(read, tally(read))


def test_a_published_poll_says_what_is_counted_again() -> None:
    data = published()
    assert faults(data) == []
    assert [ballot["receipt"] for ballot in data["ballots"]] == ["r0000", "r0001", "r0002", "r0003", "r0004"]


@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        (lambda data: data["ballots"][0].update(choice="no"), "published.root"),
        (lambda data: data["ballots"].reverse(), "receipts"),
        (lambda data: data["rule"].update(threshold="2/3"), "published.rules_sha256"),
        (lambda data: data["options"][0].update(title="Iets anders"), "published.rules_sha256"),
        (lambda data: data["published"]["voters"].pop(), "published.voters"),
        (lambda data: data["published"]["result"].update(outcome="rejected"), "published.result.outcome"),
        (lambda data: data["published"]["result"]["counts"].update(yes=4), "published.result.counts"),
    ],
)
def test_every_kind_of_tampering_shows(tamper: Callable[[dict[str, Any]], Any], named: str) -> None:
    data = published()
    tamper(data)
    assert any(named in fault for fault in faults(data))


def test_the_hash_of_the_roll_does_not_depend_on_its_order() -> None:
    assert roll_sha256(["b", "a"]) == roll_sha256(["a", "b"]) != roll_sha256(["a"])


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """``run(data, "--json")``: the command on a file with this content (bytes as they are, or as JSON)."""

    def command(data: Any, *options: str) -> Result:
        file = tmp_path / "poll.json"
        file.write_bytes(data if isinstance(data, bytes) else json.dumps(data, indent=1).encode())
        return CliRunner().invoke(regiodialoog, ["tally", str(file), *options])

    return command


def test_the_command_counts_a_file(run: Run) -> None:
    plain = run(poll(votes(yes=3, no=2)), "--language", "en")
    assert plain.exit_code == 0
    assert plain.stdout.splitlines()[-1] == "accepted"
    assert "For: 3, against: 2, blank: 0." in plain.stdout
    shown = json.loads(run(published(), "--json").stdout)
    assert (shown["outcome"], shown["counts"]) == ("accepted", {"yes": 3, "no": 2, "abstain": 0})
    assert set(shown) == {"outcome", "winners", "ties", "counts", "support", "steps"}


def test_the_command_says_in_dutch_how_it_counted(run: Run) -> None:
    assert "Voor: 3, tegen: 2, blanco: 0." in run(poll(votes(yes=3, no=2))).stdout


def test_the_command_ends_with_1_when_the_file_is_not_what_it_says(run: Run) -> None:
    data = published()
    data["published"]["result"]["outcome"] = "rejected"
    answer = run(data)
    assert (answer.exit_code, "published.result.outcome" in answer.stderr) == (1, True)


def test_the_command_names_line_and_column_of_a_fault(run: Run) -> None:
    wrong = poll(votes(yes=1, no=1))
    wrong["ballots"][1]["choice"] = "maybe"
    answer = run(wrong)
    assert answer.exit_code == 2
    line = next(n for n, text in enumerate(json.dumps(wrong, indent=1).splitlines(), 1) if "maybe" in text)
    assert answer.stderr == (
        f'regiodialoog: poll.json, line {line}, column 14: ballots[1].choice: this must be "yes", "no" or "abstain"\n'
    )


@pytest.mark.parametrize("data", [b"", b"[", b"\xff", b'{"format": 1.5}', b"[]", b'{"a": 1, "a": 2}', b"null"])
def test_what_is_no_poll_file_is_refused(run: Run, data: bytes) -> None:
    answer = run(data)
    assert answer.exit_code == 2
    assert "poll.json, line 1, column" in answer.stderr


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    answer = CliRunner().invoke(regiodialoog, ["tally", str(tmp_path / "nergens.json")])
    assert (answer.exit_code, "nergens.json" in answer.stderr) == (2, True)


KEYS = st.text("abc", min_size=1, max_size=3)
VALUES = st.recursive(
    st.integers() | st.booleans() | st.none() | st.text('ab{}[],:"\\ \n'),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


@given(VALUES, st.sampled_from([None, 1]))
def test_every_value_of_a_file_is_found_where_it_stands(value: Any, indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    for path, inside in walk(value):
        line, column = locate(text, path)
        rest = "\n".join(text.split("\n")[line - 1 :])[column - 1 :]
        assert json.JSONDecoder().raw_decode(rest)[0] == inside


def walk(value: Any, path: tuple[Any, ...] = ()) -> Any:
    yield path, value
    for key, inside in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from walk(inside, (*path, key))
