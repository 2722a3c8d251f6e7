"""``regiodialoog draw``: what it writes and prints, and what it says of bad input."""

import csv
import json
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from regiodialoog.cli.draw import draw
from regiodialoog.core import clock
from regiodialoog.engines.sortition import check, sealed
from regiodialoog.engines.trail import canonical

FEATURES = "feature,value,min,max\nage,young,1,2\nage,old,2,3\n"
POOL = "id,age,home\n" + "".join(f"p{n},{'young' if n % 3 else 'old'},{n // 2}\n" for n in range(20))


@pytest.fixture
def case(tmp_path: Path):
    """``case("--seats", "4", features=…, pool=…)``"""

    def run(*arguments: str, features: str = FEATURES, pool: str = POOL) -> Result:
        (tmp_path / "features.csv").write_text(features, encoding="utf-8")
        (tmp_path / "pool.csv").write_text(pool, encoding="utf-8")
        files = ["--features", str(tmp_path / "features.csv"), "--pool", str(tmp_path / "pool.csv")]
        return CliRunner().invoke(draw, [*files, "--out", str(tmp_path / "out"), *arguments])

    return run


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def pick(out: Path, *arguments: str) -> Result:
    return CliRunner().invoke(draw, ["pick", str(out), *arguments])


def test_a_draw_is_sealed_with_the_chances_of_everybody(case, out):
    result = case("--seats", "4", "--household", "home", "--must", "p3", "--never", "p4,p5", "--source", "lotto")
    assert result.exit_code == 0, result.output
    printed = json.loads(result.stdout)
    assert {"n", "k", "types", "min_chance", "panels", "seconds", "cuts", "seal"} <= printed.keys()
    assert (printed["n"], printed["k"]) == (20, 4)
    sealed = json.loads((out / "draw.json").read_text(encoding="utf-8"))
    assert sealed["seal"] == printed["seal"]
    assert sealed["config"]["must"] == ["p3"]
    assert sealed["config"]["household"] == "home"
    table = (out / "chances.csv").read_text(encoding="utf-8").splitlines()
    rows = {row["id"]: row for row in csv.DictReader(table)}
    assert rows["p3"]["chance"] == "1.000000000000"
    assert {rows[one]["tickets"] for one in ("p4", "p5")} == {"0"}
    assert rows["p2"]["tickets"] == "0", "who lives with somebody who must sit cannot"
    assert min(float(r["chance"]) for i, r in rows.items() if i not in {"p4", "p5"}) == printed["min_chance"]
    assert "1 people cannot be drawn: p2" in result.stderr


def test_the_same_seed_seals_the_same_draw(case, out):
    seals = [json.loads(case("--seats", "4", "--seed", "7").stdout)["seal"] for _again in range(2)]
    assert seals[0] == seals[1]


@pytest.mark.parametrize(
    ("arguments", "files", "says"),
    [
        (["--seats", "4"], {"features": "feature,value,min,max\nage,young,3,2\n"}, "features.csv, line 2, column 3"),
        (["--seats", "4"], {"pool": "id,name\na,b\n"}, "pool.csv, line 1, column 1: there is no column 'age'"),
        (["--seats", "4"], {"pool": "id,age\na,blue\n"}, "pool.csv, line 2, column 2: age 'blue' has no row"),
        (["--seats", "4"], {"pool": ""}, "pool.csv, line 1, column 1: the file is empty"),
        (["--seats", "4", "--must", "nobody"], {}, "there is no 'nobody' in the pool"),
        (["--seats", "4", "--household", "street"], {}, "pool.csv, line 1, column 1: there is no column 'street'"),
        (["--seats", "4", "--opens", "tomorrow"], {}, "--opens 'tomorrow' is no date and time"),
        (["--seats", "0"], {}, "0 is not in the range"),
        ([], {}, "--seats is missing"),
        (
            ["--seats", "4", "--must", "zz,p1", "--never", "p1", "--opens", "tomorrow"],
            {"features": "feature,value,min,max\nage,young,x,2\nage,old,2,3\n", "pool": "id,age\np1,old\np1,blue\n"},
            (
                "regiodialoog: --opens 'tomorrow' is no date and time (2026-12-01T20:00)\n"
                "features.csv, line 2, column 3: 'x' is no whole number from 0\n"
                "pool.csv, line 3, column 1: id 'p1' is that of line 2 too\n"
                "pool.csv, line 3, column 2: age 'blue' has no row in the quotas\n"
                "must: there is no 'zz' in the pool\n"
                "'p1' must and must never be seated\n"
            ),
        ),
    ],
)
def test_bad_input_ends_with_two_and_writes_nothing(case, out, arguments, files, says):
    result = case(*arguments, **files)
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stdout == ""
    assert not out.exists()


def test_a_clash_says_what_clashes_and_what_would_do(case, out):
    result = case("--seats", "6")
    assert result.exit_code == 2
    told = json.loads(result.stdout)
    assert {(one["feature"], one["value"]) for one in told["clash"]} == {("age", "young"), ("age", "old")}
    assert {one["available"] for one in told["clash"]} == {7, 13}
    assert told["relaxations"][0]["seats"] == 1
    assert not out.exists()


def test_more_seats_than_people_is_said_in_so_many_words(case, out):
    features = "feature,value,min,max\nage,young,0,9\nage,old,0,9\n"
    result = case("--seats", "21", features=features)
    assert (result.exit_code, json.loads(result.stdout)["available"]) == (2, 20)
    assert "there are 21 seats, and only 20 people who can be seated together" in result.stderr
    result = case("--seats", "9", "--household", "home", "--never", "p0,p1,p2,p3", features=features)
    assert "there are 9 seats, and only 8 people" in result.stderr
    result = case("--seats", "1", "--must", "p0,p1", features=features)
    assert "there are 1 seats, and 2 people who must be seated" in result.stderr
    assert not out.exists()


def test_a_ticket_names_the_panel_once_and_for_all(case, out):
    case("--seats", "4")
    first = pick(out, "--ticket", "000000")
    assert first.exit_code == 0, first.output
    found = json.loads((out / "result.json").read_text(encoding="utf-8"))
    assert found["ticket"] == 0
    assert found["panel"] == 0
    assert len(set(found["persons"])) == 4
    assert pick(out, "--ticket", "000000").exit_code == 0
    other = pick(out, "--outcome", "3 12 25")
    assert other.exit_code == 2
    assert "another outcome is written down already" in other.stderr
    again = case("--seats", "4")
    assert again.exit_code == 2
    assert "was held already" in again.stderr


def test_nothing_is_picked_before_the_draw_opens(case, out):
    case("--seats", "4", "--opens", "2026-12-01T20:00")
    with clock.at(datetime(2026, 12, 1, 18, 59, tzinfo=UTC)):
        early = pick(out, "--outcome", "3 12 25")
    assert early.exit_code == 2
    assert "opens at 2026-12-01T19:00:00Z" in early.stderr
    with clock.at(datetime(2026, 12, 1, 19, 0, tzinfo=UTC)):
        assert pick(out, "--outcome", "3 12 25").exit_code == 0


@pytest.mark.parametrize("arguments", [[], ["--ticket", "12"], ["--ticket", "1", "--outcome", "x"], ["--outcome", " "]])
def test_an_unclear_ticket_is_refused(case, out, arguments):
    case("--seats", "4")
    assert pick(out, *arguments).exit_code == 2
    assert not (out / "result.json").exists()


def test_a_draw_that_was_changed_is_not_picked_from(case, out):
    case("--seats", "4")
    path = out / "draw.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"seats":4', '"seats":5'), encoding="utf-8")
    result = pick(out, "--ticket", "000000")
    assert result.exit_code == 2
    assert "this file was changed" in result.stderr


def test_a_time_limit_gives_the_best_lottery_so_far_and_says_that_it_is_not_exact(tmp_path, shared):
    data = shared / "data" / "sortition" / "syn_2000_110"
    files = ["--features", str(data / "categories.csv"), "--pool", str(data / "respondents.csv")]
    more = ["--seats", "110", "--time-limit", "1.5", "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(draw, [*files, *more])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["exact"] is False
    assert json.loads((tmp_path / "out" / "draw.json").read_text(encoding="utf-8"))["exact"] is False
    assert "no lottery gives everybody more than 0.023919" in result.stderr
    assert json.loads(result.stdout)["min_chance"] <= 0.0239191


def test_a_draw_that_had_no_time_at_all_gives_everybody_a_chance_who_can_have_one(tmp_path, shared):
    data = shared / "data" / "sortition" / "syn_2000_110"
    files = ["--features", str(data / "categories.csv"), "--pool", str(data / "respondents.csv")]
    more = ["--seats", "110", "--time-limit", "0.3", "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(draw, [*files, *more])
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["exact"] is False
    assert told["unknown"] == 0
    assert 0.004 < told["min_chance"] < 0.0239191
    assert "are in none of the panels" not in result.stderr
    assert "cannot be drawn" not in result.stderr
    assert check.check((tmp_path / "out" / "draw.json").read_bytes()).fault is None


def test_an_interrupt_leaves_nothing_half_written(tmp_path, shared):
    data = shared / "data" / "sortition" / "syn_2000_110"
    files = ["--features", str(data / "categories.csv"), "--pool", str(data / "respondents.csv")]
    command = [sys.executable, "-m", "regiodialoog", "draw", *files, "--seats", "110", "--out", str(tmp_path / "out")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        while not any("highspy" in line for line in Path(f"/proc/{running.pid}/maps").read_text().splitlines()):
            time.sleep(0.05)
        time.sleep(0.5)
        running.send_signal(signal.SIGINT)
        _out, err = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "nothing was written" in err
    assert not list(tmp_path.rglob("*.json"))


def test_a_pool_of_a_hundred_thousand_is_drawn(tmp_path):
    ages = ["young", "middle", "old"]
    rows = "".join(f"p{n},{ages[n % 3]},{'north' if n % 7 else 'south'}\n" for n in range(100_000))
    (tmp_path / "pool.csv").write_text(f"id,age,place\n{rows}", encoding="utf-8")
    quotas = "".join(f"age,{age},8,10\n" for age in ages) + "place,north,10,30\nplace,south,6,8\n"
    (tmp_path / "features.csv").write_text(f"feature,value,min,max\n{quotas}", encoding="utf-8")
    files = ["--features", str(tmp_path / "features.csv"), "--pool", str(tmp_path / "pool.csv")]
    result = CliRunner().invoke(draw, [*files, "--seats", "28", "--out", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["n"] == 100_000


@pytest.mark.parametrize(
    ("name", "seats", "smallest"),
    [
        ("example_small_20", 20, 0.1),
        ("example_large_200", 200, 0.1),
        ("sf_fixture_22", 22, 1 / 11),
        ("syn_200_24", 24, 0.06),
        ("syn_500_40", 40, 10 / 263),
        ("syn_34_7", 7, 0.0),
    ],
)
def test_the_smallest_chance_of_known_pools_is_reached(tmp_path, shared, name, seats, smallest):
    data = shared / "data" / "sortition" / name
    files = ["--features", str(data / "categories.csv"), "--pool", str(data / "respondents.csv")]
    result = CliRunner().invoke(draw, [*files, "--seats", str(seats), "--out", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["min_chance"] == pytest.approx(smallest, abs=1e-9)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"format":"regiodialoog-draw/1"}', '{"format":"regiodialoog-draw/1","seal":1.5}']
)
def test_what_is_no_sealed_draw_is_not_picked_from(out, content):
    out.mkdir()
    (out / "draw.json").write_text(content, encoding="utf-8")
    result = pick(out, "--ticket", "000000")
    assert result.exit_code == 2
    assert "draw.json" in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_a_draw_that_was_sealed_anew_after_a_change_is_not_picked_from(case, out):
    case("--seats", "4")
    path = out / "draw.json"
    draw = json.loads(path.read_text(encoding="utf-8"))
    draw["panels"][0]["tickets"][1] -= 1
    path.write_bytes(canonical({**draw, "seal": sealed.seal_of(draw)}))
    result = pick(out, "--ticket", "000000")
    assert result.exit_code == 2
    assert "does not check" in result.stderr


def test_the_files_are_written_in_canonical_form(case, out):
    case("--seats", "4")
    pick(out, "--ticket", "000000")
    for name in ("draw.json", "result.json"):
        data = (out / name).read_bytes()
        assert data == canonical(json.loads(data))


def replaced(out: Path, *arguments: str) -> Result:
    return CliRunner().invoke(draw, ["replace", str(out), *arguments])


def test_who_cannot_come_is_replaced_one_after_the_other_and_it_is_written_down(case, out):
    case("--seats", "4", "--household", "home")
    pick(out, "--ticket", "048213")
    drawn = json.loads((out / "result.json").read_bytes())["persons"]
    first = replaced(out, "--gone", ",".join(drawn[:2]))
    assert first.exit_code == 0, first.output
    came = json.loads(first.stdout)["persons"]
    assert len({*drawn, *came}) == 6
    second = replaced(out, "--gone", came[0])
    assert json.loads(second.stdout)["persons"][0] not in {*drawn, *came}
    lines = json.loads((out / "replacements.json").read_bytes())["replacements"]
    assert [len(line["gone"]) for line in lines] == [2, 2, 3]
    beside = {name: (out / f"{name}.json").read_bytes() for name in ("result", "replacements")}
    checked = check.check((out / "draw.json").read_bytes(), **beside)
    assert (checked.fault, checked.replaced, checked.open) == (None, 3, 0)


def test_what_a_place_asks_is_not_for_whoever_replaces_to_say(case, out):
    case("--seats", "4")
    pick(out, "--ticket", "000000")
    drawn = json.loads((out / "result.json").read_bytes())["persons"]
    result = replaced(out, "--gone", drawn[0], "--like", "age=old")
    assert (result.exit_code, "has sealed what its places ask" in result.output) == (2, True)
    assert not (out / "replacements.json").exists()


def test_a_draw_of_before_places_were_sealed_still_takes_what_a_place_asks(case, out):
    case("--seats", "4")
    value = json.loads((out / "draw.json").read_bytes())
    del value["config"]["places"]
    (out / "draw.json").write_bytes(canonical({**value, "seal": sealed.seal_of(value)}))
    pick(out, "--ticket", "000000")
    drawn = json.loads((out / "result.json").read_bytes())["persons"]
    old = next(one for one in drawn if int(one[1:]) % 3 == 0)
    assert replaced(out, "--gone", old, "--like", "age=old").exit_code == 0
    beside = {name: (out / f"{name}.json").read_bytes() for name in ("result", "replacements")}
    checked = check.check((out / "draw.json").read_bytes(), **beside)
    assert (checked.fault, checked.replaced, checked.unsealed) == (None, 1, 1)


def test_whoever_left_twice_leaves_one_place(case, out):
    case("--seats", "4")
    pick(out, "--ticket", "000000")
    drawn = json.loads((out / "result.json").read_bytes())["persons"]
    replaced(out, "--gone", drawn[0])
    again = replaced(out, "--gone", drawn[0])
    assert (again.exit_code, json.loads(again.stdout)["persons"]) == (0, [])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["--gone", "wim"], "wim"), (["--gone", "p1", "--like", "age"], "FEATURE=VALUE"), ([], "--gone")],
)
def test_replacing_with_bad_words_writes_nothing(case, out, arguments, says):
    case("--seats", "4")
    pick(out, "--ticket", "000000")
    result = replaced(out, *arguments)
    assert (result.exit_code, says in result.output) == (2, True)
    assert not (out / "replacements.json").exists()


def test_nobody_replaces_before_the_draw_was_held_or_after_the_pool_is_used_up(case, out):
    case("--seats", "4")
    assert replaced(out, "--gone", "p1").exit_code == 2
    pick(out, "--ticket", "000000")
    drawn = json.loads((out / "result.json").read_bytes())["persons"]
    everybody = [f"p{n}" for n in range(20)]
    result = replaced(out, "--gone", ",".join([*(one for one in everybody if one not in drawn), *drawn]))
    assert (result.exit_code, "nobody is left" in result.output) == (2, True)
    assert not (out / "replacements.json").exists()
