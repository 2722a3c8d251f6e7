"""A draw as people make it, on the command line, and what both programs that check it say."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from regiodialoog.cli.main import regiodialoog
from regiodialoog.engines.sortition import withdrawn
from tests.engines.trails import program, stranger

FEATURES = "feature,value,min,max\nwoonplaats,dorp,1,1\nwoonplaats,stad,1,1\nleeftijd,jong,1,2\nleeftijd,oud,0,1\n"
POOL = "id,woonplaats,leeftijd\nAnna,dorp,jong\nBram,dorp,oud\nChris,stad,jong\nDewi,stad,oud\nEd,stad,oud\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(regiodialoog, [str(each) for each in arguments])


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five people of docs/loting.md."""
    folder = tmp_path_factory.mktemp("draw")
    (folder / "features.csv").write_text(FEATURES, encoding="utf-8")
    (folder / "pool.csv").write_text(POOL, encoding="utf-8")
    files = ("--features", folder / "features.csv", "--pool", folder / "pool.csv")
    made = run("draw", *files, "--seats", 2, "--out", folder / "out")
    assert made.exit_code == 0, made.output
    return folder / "out"


@pytest.fixture
def folder(example: Path, tmp_path: Path) -> Path:
    return shutil.copytree(example, tmp_path / "draw")


def test_the_example_of_the_page_for_residents_is_what_comes_out(folder: Path) -> None:
    draw = json.loads((folder / "draw.json").read_bytes())
    assert draw["types"][3] == {"values": ["stad", "oud"], "ids": ["Dewi", "Ed"], "start": 1}
    assert [panel["tickets"] for panel in draw["panels"]] == [[0, 333332], [333333, 999999]]
    assert (draw["chances"]["Dewi"], draw["chances"]["Ed"]) == (333334, 333333)
    drawn = json.loads(run("draw", "pick", folder, "--ticket", "500000").stdout)
    assert (drawn["panel"], drawn["persons"]) == (1, ["Anna", "Ed"])
    page = (Path(__file__).resolve().parents[2] / "docs" / "loting.md").read_text(encoding="utf-8")
    for row in POOL.splitlines()[1:]:
        assert f"| {' | '.join(row.split(','))} |" in page


def test_a_draw_and_its_pick_are_checked_by_both(folder: Path) -> None:
    for step in ((), ("--outcome", " 3 7 12 é ")):
        if step:
            assert run("draw", "pick", folder, *step).exit_code == 0
        answer = run("verify", folder)
        assert (answer.exit_code, "5 people in 4 types, and 2 panels" in answer.stdout) == (0, True), answer.output
        assert stranger(folder).returncode == 0
    assert "result.json follows from ticket" in answer.stdout
    assert run("verify", folder / "result.json").exit_code == 0
    [found] = json.loads(run("verify", folder, "--json").stdout)
    assert (found["what"], found["fault"], found["facts"]["smallest"]) == ("draw", "", 333333)
    assert found["facts"]["seal"] == json.loads((folder / "draw.json").read_bytes())["seal"]


def test_the_check_names_what_is_wrong_with_a_draw(folder: Path) -> None:
    whole = (folder / "draw.json").read_bytes()
    (folder / "draw.json").write_bytes(whole.replace(b'"Dewi"', b'"Zus"', 1))
    answer = run("verify", folder)
    assert (answer.exit_code, "draw: WRONG: draw.json, seal: " in answer.stdout) == (1, True), answer.output
    (folder / "draw.json").write_bytes(whole[:-5])
    answer = run("verify", folder)
    assert (answer.exit_code, answer.stderr.startswith("regiodialoog: draw.json, line 1, column ")) == (2, True), answer


@pytest.mark.slow
def test_a_large_draw_is_checked_in_a_moment(shared: Path, tmp_path: Path) -> None:
    import time

    data = shared / "data" / "sortition" / "syn_500_40"
    files = ("--features", data / "categories.csv", "--pool", data / "respondents.csv")
    assert run("draw", *files, "--seats", 40, "--out", tmp_path / "out").exit_code == 0
    began = time.monotonic()
    assert stranger(tmp_path / "out").returncode == 0
    assert time.monotonic() - began < 2
    assert run("verify", tmp_path / "out").exit_code == 0


def test_both_say_that_a_file_was_withdrawn_and_never_that_all_is_well(folder: Path) -> None:
    seal = json.loads((folder / "draw.json").read_bytes())["seal"]
    for day, said in ((date(2027, 3, 1), "after 2027-03-01"), (None, "its time was over")):
        (folder / "draw.json").write_text(json.dumps(withdrawn.file(seal, day)), encoding="utf-8")
        answer, other = run("verify", folder), program(folder, "--seal", seal)
        assert (answer.exit_code, other.returncode) == (2, 2)
        for told in (answer.output, other.stdout + other.stderr):
            assert said in told
            assert seal in told
            assert "well" not in told
    other = program(folder, "--seal", 64 * "a")
    assert (other.returncode, "not the seal you noted" in other.stdout) == (1, True)


BROKEN = [{"seal": "x"}, {"seal": None}, {"kept_until": "gisteren\n\x1b[2J"}, {"kept_until": 3}, {"more": 1}]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_withdrawn_file_that_looks_otherwise_is_refused_by_both(folder: Path, broken: dict[str, object]) -> None:
    (folder / "draw.json").write_text(json.dumps(withdrawn.file(64 * "0", None) | broken), encoding="utf-8")
    answer, other = run("verify", folder), program(folder)
    assert answer.exit_code == 2
    assert other.returncode == 1
    assert not any("\x1b" in told for told in (answer.output, other.stdout, other.stderr))
