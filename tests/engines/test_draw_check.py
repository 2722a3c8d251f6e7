"""What beside the panels of a draw is checked: chances, the result, what cannot be read; and that both programs that
check a draw agree, on what the engine makes and on any change of it."""

import copy
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from regiodialoog.engines.sortition import sealed
from tests.engines import draws
from tests.engines.draws import OUTCOME, Files, at_random, both, engine, place
from tests.engines.test_trail_check import loaded
from tests.engines.trails import VERIFY, program

# ── chances ──────────────────────────────────────────────────────────────────


def test_a_chance_that_does_not_follow_from_the_tickets_is_found(files: Files, tmp_path: Path) -> None:
    files.draw["chances"]["Cato"] += 1
    assert place(both(files, tmp_path / "as it is")[1]) == "draw.json, seal"
    files.seal()
    status, says = both(files, tmp_path / "sealed anew")
    assert (status, place(says)) == (1, 'draw.json, person "Cato"'), says


@pytest.mark.parametrize("wrong", [None, "half", True])
def test_a_chance_that_is_no_number_or_not_there_is_found(files: Files, tmp_path: Path, wrong) -> None:
    files.draw["chances"]["Cato"] = wrong
    if wrong is None:
        del files.draw["chances"]["Cato"]
    files.seal()
    assert place(both(files, tmp_path / "draw")[1]) == 'draw.json, person "Cato"'


def test_a_chance_of_a_stranger_is_found(files: Files, tmp_path: Path) -> None:
    files.draw["chances"]["Zus"] = 0
    files.seal()
    assert place(both(files, tmp_path / "draw")[1]) == 'draw.json, person "Zus"'


def test_a_pool_that_is_not_the_one_that_was_hashed_is_found(files: Files, tmp_path: Path) -> None:
    files.draw["pool_sha256"] = "ab" * 32
    files.draw["seal"] = sealed.seal_of(files.draw)
    assert place(both(files, tmp_path / "draw")[1]) == "draw.json, pool_sha256"


def test_tickets_that_favour_one_of_a_type_are_found(files: Files, tmp_path: Path) -> None:
    """Every panel whole, every chance counted anew: but ranges are cut so that one of a type always has the odd ticket
    of the panel that seats more of that type."""
    panels, kinds = files.draw["panels"], files.draw["types"]
    favoured = next(t for t, kind in enumerate(kinds) if len(kind["ids"]) > 2 and counts(files, t))
    size = len(kinds[favoured]["ids"])
    many, few = (panels[counts(files, favoured)[seats]]["types"] for seats in (max, min))
    files.draw["panels"], begin = [], 0
    while begin < 1_000_000:
        for types, more in ((many, 1), (few, size - 1)):
            end = begin + 600 // size * size + more - 1
            files.draw["panels"].append({"types": types, "tickets": [begin, end]})
            begin = end + 1
    files.draw["panels"] = [panel for panel in files.draw["panels"] if panel["tickets"][0] < 1_000_000]
    files.draw["panels"][-1]["tickets"][1] = 999_999
    files.count()
    files.seal()
    status, says = both(files, tmp_path / "draw")
    assert (status, place(says)) == (1, f"draw.json, type {favoured}"), says


def counts(files: Files, t: int) -> dict[Callable, int]:
    """A panel with the most of a type, and one with the fewest, if that is not as many."""
    seated = [files.seats(n).get(t, 0) for n in range(len(files.draw["panels"]))]
    return {bound: seated.index(bound(seated)) for bound in (max, min)} if len(set(seated)) > 1 else {}


def test_panels_that_get_other_shares_are_found_by_the_exact_chances(files: Files, tmp_path: Path) -> None:
    """A whole new draw, in order in itself: beside the chances that were told it shows."""
    panels = files.draw["panels"]
    panels[0]["tickets"][1] = panels[1]["tickets"][1] - 1
    panels[1]["tickets"][0] = panels[1]["tickets"][1]
    files.count()
    files.seal()
    files.pick_by(OUTCOME)
    status, says = both(files, tmp_path / "draw")
    assert (status, says.startswith("WRONG: chances.csv, line ")) == (1, True), says
    assert "too far apart" in says
    noted = json.loads(files.parts()["draw.json"])["seal"]
    (tmp_path / "draw" / "chances.csv").unlink()
    assert program(tmp_path / "draw", "--seal", noted).returncode == 0
    files.chances = None
    assert both(files, tmp_path / "without")[0] == 0, "nobody can see that from the draw alone"


def test_a_whole_new_draw_does_not_fit_the_seal_that_somebody_noted(original: Files, files: Files, tmp_path: Path):
    files.draw["config"]["source"] = "een dobbelsteen in de burgemeesterskamer"
    files.seal()
    files.pick_by(OUTCOME)
    assert both(files, tmp_path / "draw")[0] == 0
    answer = program(tmp_path / "draw", "--seal", original.draw["seal"])
    assert (answer.returncode, "not the seal you noted" in answer.stdout) == (1, True), answer
    answer = program(original.write(tmp_path / "first"), "--seal", original.draw["seal"])
    assert (answer.returncode, "the seal you noted fits" in answer.stdout) == (0, True), answer
    assert program(tmp_path / "draw", "--seal", f"4:{original.draw['seal']}").returncode == 2, "that is of a trail"


def test_what_is_no_seal_is_said_in_one_language(tmp_path: Path) -> None:
    answer = program(tmp_path, "--seal", "f58c")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith("verify.py: --seal f58c: this is no seal; one has 64 characters")
    dutch = subprocess.run(
        [sys.executable, "-I", "-S", str(VERIFY), str(tmp_path), "--seal", "f58c"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert dutch.stderr.startswith("verify.py: --seal f58c: dit is geen zegel; dat heeft 64 tekens")


@pytest.mark.parametrize(
    ("row", "change", "where"),
    [
        (2, ["Zus", None, None], "line 4"),
        (2, ["Bea", None, None], "line 4"),
        (2, [None, "0.9", None], "line 4"),
        (2, [None, "veel", None], "line 4"),
        (2, [None, "٠.٣", None], "line 4"),
        (2, [None, None, 7], "line 4"),
        (-1, [], ""),
    ],
)
def test_a_table_of_chances_that_differs_is_found(files: Files, tmp_path: Path, row: int, change, where: str) -> None:
    assert isinstance(files.chances, list)
    if change:
        files.chances[row] = [new or old for new, old in zip(change, files.chances[row], strict=True)]
    else:
        del files.chances[row]
    status, says = both(files, tmp_path / "draw")
    assert (status, place(says)) == (1, f"chances.csv, {where}".rstrip(", ")), says


@pytest.mark.parametrize(
    ("table", "where"),
    [
        (b"", "line 1, column 1"),
        (b"id;chance;tickets\n", "line 1, column 1"),
        (b'id,chance,tickets\n"Aagje', "line 2, column 1"),
        (b"id,chance,tickets\nAagje,1\xff", "line 2, column 2"),
    ],
)
def test_a_table_that_cannot_be_read_is_named_with_its_place(files: Files, tmp_path: Path, table: bytes, where) -> None:
    files.chances = table
    status, says = both(files, tmp_path / "draw")
    assert (status, place(says)) == (2, f"chances.csv, {where}"), says


def test_chances_are_those_of_counting_ticket_after_ticket() -> None:
    verify, chance = loaded(), random.Random(7)
    for _each in range(60):
        sizes = [chance.randint(1, 7) for _type in range(3)]
        types = [{"ids": [f"{t}.{n}" for n in range(m)], "start": chance.randrange(m)} for t, m in enumerate(sizes)]
        panels, begin = [], 0
        for _panel in range(chance.randint(1, 5)):
            end = begin + chance.randint(0, 40)
            seats = [[t, chance.randint(1, m)] for t, m in enumerate(sizes) if chance.random() < 0.8]
            panels.append({"types": seats, "tickets": [begin, end]})
            begin = end + 1
        pool = {person: None for kind in types for person in kind["ids"]}
        draw = SimpleNamespace(types=types, panels=panels, pool=pool)
        found = dict.fromkeys(pool, 0)
        for n, panel in enumerate(panels):
            for ticket in range(panel["tickets"][0], panel["tickets"][1] + 1):
                for person in verify.persons_of(draw, n, ticket):
                    found[person] += 1
        assert verify.count_tickets(draw) == found


# ── the result ───────────────────────────────────────────────────────────────


def pick_another_ticket(files: Files) -> str:
    outcome = files.result["outcome"]
    files.pick((files.result["ticket"] + 500_000) % 1_000_000, outcome)
    return "ticket"


def seat_somebody_else(files: Files) -> str:
    out = next(person for person in files.result["persons"] if person != "Aagje")
    others = [row["id"] for row in files.draw["pool"] if row["id"] not in files.result["persons"]]
    files.result["persons"][files.result["persons"].index(out)] = others[0]
    return "persons"


def seat_somebody_twice(files: Files) -> str:
    files.result["persons"].append(files.result["persons"][0])
    return "persons"


def leave_somebody_out(files: Files) -> str:
    files.result["persons"].pop()
    return "persons"


def name_another_panel(files: Files) -> str:
    files.result["panel"] = (files.result["panel"] + 1) % len(files.draw["panels"])
    return "panel"


def name_a_panel_that_is_not_there(files: Files) -> str:
    files.result["panel"] = -1
    return "panel"


def bring_the_result_of_another_draw(files: Files) -> str:
    files.result["seal"] = "ab" * 32
    return "seal"


RESULTS: list[Callable[[Files], str]] = [
    pick_another_ticket,
    seat_somebody_else,
    seat_somebody_twice,
    leave_somebody_out,
    name_another_panel,
    name_a_panel_that_is_not_there,
    bring_the_result_of_another_draw,
]


@pytest.mark.parametrize("tamper", RESULTS, ids=[tamper.__name__ for tamper in RESULTS])
def test_tampering_with_a_result_is_found_by_both(files: Files, tmp_path: Path, tamper: Callable[[Files], str]) -> None:
    hashed = files.result["sha256"]
    where = tamper(files)
    clumsy = copy.deepcopy(files)
    clumsy.result["sha256"] = hashed
    status, says = both(clumsy, tmp_path / "as it is")
    assert (status, place(says)) == (1, "result.json, sha256"), says
    files.sign_result()
    status, says = both(files, tmp_path / "hashed anew")
    assert (status, place(says)) == (1, f"result.json, {where}"), says


@pytest.mark.parametrize("change", [{"ticket": 1_000_000}, {"outcome": " "}, {"naam": "Aagje"}, {"persons": "Aagje"}])
def test_a_result_in_another_form_is_refused(files: Files, tmp_path: Path, change) -> None:
    files.result |= change
    files.sign_result()
    status, says = both(files, tmp_path / "draw")
    assert (status, place(says)) == (1, "result.json"), says


def test_a_result_by_hand_follows_from_its_ticket_alone(files: Files, tmp_path: Path) -> None:
    files.pick(42)
    assert both(files, tmp_path / "draw")[0] == 0
    assert "ticket 000042, panel 0, 5 people; the ticket was given as it is" in program(tmp_path / "draw").stdout


# ── what cannot be read ──────────────────────────────────────────────────────


def line_and_column(whole: bytes, offset: int) -> str:
    return f"draw.json, line 1, column {len(whole[:offset].decode()) + 1}"


def test_a_floating_point_number_is_refused_with_its_place(files: Files, tmp_path: Path) -> None:
    whole = files.parts()["draw.json"]
    files.draw = whole.replace(b'"seats": 5', b'"seats": 5.0')
    assert both(files, tmp_path / "draw")[0] == 2
    assert place(both(files, tmp_path / "draw")[1]) == line_and_column(whole, whole.index(b'"seats": 5') + 9)


def test_a_key_that_is_there_twice_is_refused_with_its_place(files: Files, tmp_path: Path) -> None:
    whole = files.parts()["draw.json"]
    files.draw = whole.replace(b'"exact": true', b'"exact": true, "exact": false')
    status, says = both(files, tmp_path / "draw")
    assert (status, place(says)) == (2, line_and_column(whole, whole.index(b'"exact": true') + 15)), says


def test_keys_that_only_differ_in_how_they_are_written_are_refused(files: Files, tmp_path: Path) -> None:
    files.draw["chances"] |= {"Zo\u00eb": 1, "Zoe\u0308": 2}
    assert both(files, tmp_path / "draw")[0] == 2


def test_a_file_that_was_cut_off_is_refused_with_its_place(files: Files, tmp_path: Path) -> None:
    for name in ("draw.json", "result.json"):
        broken = copy.deepcopy(files)
        part = broken.parts()[name][:-30]
        setattr(broken, name.partition(".")[0], part)
        status, says = engine(broken)
        assert (status, f"{name}, line 1, column " in says) == (2, True), says
        answer = program(broken.write(tmp_path / name))
        assert (answer.returncode, f"{name}, line 1, column " in answer.stderr) == (2, True), answer


@pytest.mark.parametrize("content", [b"[]", b"{}", b'{"format":"regiodialoog-draw/2"}', b"null"])
def test_what_is_no_draw_is_refused(files: Files, tmp_path: Path, content: bytes) -> None:
    files.draw = content
    assert both(files, tmp_path / "draw") == (2, "verify.py: draw.json, line 1, column 1: this is no draw")


# ── all is well ──────────────────────────────────────────────────────────────


def test_a_draw_in_order_says_what_was_checked(files: Files, tmp_path: Path) -> None:
    assert engine(files) == (0, "")
    answer = program(files.write(tmp_path / "draw"))
    assert answer.returncode == 0, answer
    ticket, panel = files.result["ticket"], files.result["panel"]
    said, smallest = answer.stdout.splitlines(), min(n for n in files.draw["chances"].values() if n)
    assert said == [
        f"draw: 16 people in {len(files.draw['types'])} types, each exactly once",
        f"panels: {len(files.draw['panels'])}, each with 5 seats and within all 4 quotas",
        "tickets: 000000 up to and including 999999, each with exactly one panel",
        f"chances: 16 recomputed from the tickets; of those who can be drawn the smallest is {smallest} in a million",
        "without any ticket: 1 people who must not (never), and 0 who are in no panel at all",
        "not recomputed: that no draw is fairer",
        "chances.csv: 16 chances, each at most 1 in 10,000 from the sealed one",
        f'result: ticket {ticket:06d}, panel {panel}, 5 people; the ticket follows from "{OUTCOME}"',
        f"seal of the draw: {files.draw['seal']}",
        "All is well.",
    ]


def test_any_file_of_a_draw_leads_to_it(files: Files, tmp_path: Path, capsys) -> None:
    folder, verify = files.write(tmp_path / "draw"), loaded()
    for name in ("draw.json", "result.json", "chances.csv"):
        assert verify.main([str(folder / name)]) == 0
    (folder / "draw.json").unlink()
    assert verify.main([str(folder)]) == 2


def test_a_draw_may_be_laid_out_in_any_way(files: Files, tmp_path: Path) -> None:
    files.draw = json.dumps(files.draw, indent=2, sort_keys=True, ensure_ascii=False).replace("ë", "e\u0308").encode()
    assert b"zoe\xcc\x88" in files.draw
    assert both(files, tmp_path / "draw")[0] == 0


SEEDS = range(30)


@pytest.mark.parametrize("seed", SEEDS)
def test_both_agree_with_any_draw_and_any_pick(seed: int, tmp_path: Path, capsys) -> None:
    files, verify, chance = draws.made(at_random(seed)), loaded(), random.Random(seed)
    for n in range(4):
        if n == 0:
            files.pick_by(f" uitkomst {seed}, e\u0301\u3000")
        else:
            files.pick(chance.choice([0, 999_999, chance.randrange(1_000_000)]))
        assert engine(files) == (0, "")
        assert verify.main([str(files.write(tmp_path / "draw")), "--english"]) == 0, capsys.readouterr()


@pytest.mark.parametrize("seed", SEEDS)
def test_both_agree_on_any_change_that_is_sealed_anew(seed: int, tmp_path: Path, capsys) -> None:
    original, verify, chance = draws.made(at_random(seed)), loaded(), random.Random(seed)
    for _n in range(25):
        files = copy.deepcopy(original)
        changed = alter(files.draw, chance)
        files.seal()
        status, says = engine(files)
        verdict = verify.main([str(files.write(tmp_path / "draw")), "--english"])
        said = "".join(capsys.readouterr()).strip()
        assert (verdict, place(said)) == (status, place(says)), f"{changed}\n{says}\n{said}"


def alter(value, chance: random.Random) -> str:
    """Change something somewhere in a draw, in its place; what was done."""
    path = ""
    while True:
        keys = sorted(value) if isinstance(value, dict) else list(range(len(value)))
        key = chance.choice([key for key in keys if key not in {"format", "seal", "versions"}])
        path += f"/{key}"
        if isinstance(value[key], dict | list) and value[key] and chance.random() < 0.9:
            value = value[key]
            continue
        old = value[key]
        if chance.random() < 0.15:
            del value[key]
            return f"{path} left out"
        if isinstance(old, bool) or old is None or isinstance(old, dict | list):
            value[key] = chance.choice([None, 0, "x", [], {}, not old])
        elif isinstance(old, int):
            value[key] = old + chance.choice([-1, 1, 2, -(10**6), 10**6])
        else:
            value[key] = chance.choice([old + "x", old[:-1], "e\u0301", 7])
        return f"{path}: {old!r} is now {value[key]!r}"


def test_both_agree_on_any_change_of_a_byte(files: Files, tmp_path: Path, capsys) -> None:
    verify, chance = loaded(), random.Random(3)
    for _n in range(150):
        name = chance.choice(["draw", "result", "chances"])
        broken = copy.deepcopy(files)
        parts = broken.parts()
        part = bytearray(parts["chances.csv" if name == "chances" else f"{name}.json"])
        part[chance.randrange(len(part))] = chance.choice([*b' \n",:{}[]0123456789aE.-\\', chance.randrange(256)])
        setattr(broken, name, bytes(part))
        status, says = engine(broken)
        verdict = verify.main([str(broken.write(tmp_path / "draw")), "--english"])
        said = "".join(capsys.readouterr()).strip()
        assert verdict == status, f"{says}\n{said}"
