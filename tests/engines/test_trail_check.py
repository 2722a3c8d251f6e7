"""Whoever tampers with a trail is found: by the platform's check, and by the program that shares nothing with it."""

import ast
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regiodialoog.engines import trail
from tests.engines.test_trail import JSON, TEXT
from tests.engines.trails import VERIFY, Files, engine, made, program

HOME = {"kind": "proef.veranderd", "data": {"fields": ["title"], "number": -3, "nothing": None, "yes": True}}


@pytest.fixture
def files() -> Files:
    return made([HOME] * 9, seal_at=(4,), texts={2: "Een boom op het plein.", 5: None, 7: "é"})


def rehash(files: Files, begin: int) -> None:
    """What a forger does who knows how it works: every line from here on fits again."""
    prev = json.loads(files.lines[begin - 2])["sha256"] if begin > 1 else trail.START
    for index in range(begin - 1, len(files.lines)):
        line = json.loads(files.lines[index]) | {"n": index + 1, "prev": prev}
        prev = line["sha256"] = trail.line_sha256(line)
        files.lines[index] = trail.canonical(line)


def change_a_line(files: Files) -> None:
    files.edit(3, actor_role="clerk")


def change_a_line_and_its_hash(files: Files) -> None:
    files.edit(3, actor_role="clerk")
    files.edit(3, sha256=trail.line_sha256(json.loads(files.lines[2])))


def change_a_line_and_rehash(files: Files) -> None:
    files.edit(3, actor_role="clerk")
    rehash(files, 3)


def remove_a_line(files: Files) -> None:
    del files.lines[3]


def remove_a_line_and_rehash(files: Files) -> None:
    del files.lines[5]
    rehash(files, 6)


def swap_two_lines(files: Files) -> None:
    files.lines[2], files.lines[3] = files.lines[3], files.lines[2]


def insert_a_line(files: Files) -> None:
    files.lines.insert(2, files.lines[2])


def insert_a_line_and_rehash(files: Files) -> None:
    files.lines.insert(2, files.lines[2])
    rehash(files, 3)


def forge_a_seal(files: Files) -> None:
    files.seals[0]["root"] = "ab" * 32


def turn_the_seals_around(files: Files) -> None:
    files.seals.reverse()


def change_a_text(files: Files) -> None:
    files.texts[0] = trail.canonical(json.loads(files.texts[0]) | {"text": "Geen boom op het plein."})


def drop_a_text(files: Files) -> None:
    del files.texts[0]


def add_a_text(files: Files) -> None:
    files.texts.append(trail.canonical({"sha256": "ab" * 32, "erased": True}))


def give_a_text_twice(files: Files) -> None:
    files.texts.append(files.texts[1])


def cut_off_the_end(files: Files) -> None:
    del files.lines[-2:]


def write_a_line_otherwise(files: Files) -> None:
    files.lines[2] = files.lines[2].replace(b'":', b'": ', 1)


def add_a_key(files: Files) -> None:
    files.edit(3, person="jan")


def drop_a_key(files: Files) -> None:
    line = json.loads(files.lines[2])
    del line["actor_role"]
    files.lines[2] = trail.canonical(line)


def make_a_seal_of_words(files: Files) -> None:
    files.seals[0]["upto"] = "vier"


TAMPERINGS: list[tuple[Callable[[Files], None], str]] = [
    (change_a_line, "trail.jsonl, line 3"),
    (change_a_line_and_its_hash, "trail.jsonl, line 4"),
    (change_a_line_and_rehash, "seals.json, seal 1"),
    (remove_a_line, "trail.jsonl, line 4"),
    (remove_a_line_and_rehash, "seals.json, seal 2"),
    (swap_two_lines, "trail.jsonl, line 3"),
    (insert_a_line, "trail.jsonl, line 4"),
    (insert_a_line_and_rehash, "seals.json, seal 1"),
    (forge_a_seal, "seals.json, seal 1"),
    (turn_the_seals_around, "seals.json, seal 2"),
    (change_a_text, "texts.jsonl, line 1"),
    (drop_a_text, "trail.jsonl, line 2"),
    (add_a_text, "texts.jsonl, line 4"),
    (give_a_text_twice, "texts.jsonl, line 4"),
    (cut_off_the_end, "seals.json, seal 2"),
    (write_a_line_otherwise, "trail.jsonl, line 3"),
    (add_a_key, "trail.jsonl, line 3"),
    (drop_a_key, "trail.jsonl, line 3"),
    (make_a_seal_of_words, "seals.json, seal 1"),
]


@pytest.mark.parametrize(("tamper", "place"), TAMPERINGS, ids=[tamper.__name__ for tamper, _ in TAMPERINGS])
def test_tampering_is_found_by_both(files: Files, tmp_path: Path, tamper: Callable[[Files], None], place: str) -> None:
    tamper(files)
    status, says, _found = engine(files)
    assert (status, says.startswith(f"{place}:")) == (1, True), says
    answer = program(files.write(tmp_path / "trail"))
    assert (answer.returncode, answer.stdout.startswith(f"WRONG: {place}:")) == (1, True), answer


def test_a_trail_in_order_says_what_was_checked(files: Files, tmp_path: Path) -> None:
    status, _says, found = engine(files)
    assert status == 0
    assert found is not None
    assert (found.lines, found.seals, found.texts, found.erased) == (9, 2, 2, 1)
    answer = program(files.write(tmp_path / "trail"))
    assert answer.returncode == 0, answer
    assert answer.stdout.splitlines() == [
        "trail: 9 lines, each in place and unchanged",
        "seals: 2 recomputed",
        "texts: 2 recomputed, 1 erased",
        f"seal over all lines: 9:{found.root}",
        "All is well.",
    ]


def test_a_text_that_is_erased_leaves_the_chain_whole(files: Files, tmp_path: Path) -> None:
    files.texts[0] = trail.canonical({"sha256": json.loads(files.texts[0])["sha256"], "erased": True})
    assert engine(files)[0] == 0
    assert program(files.write(tmp_path / "trail")).returncode == 0


def test_lines_that_are_not_sealed_yet_are_no_fault(files: Files, tmp_path: Path) -> None:
    files.seals.pop()
    assert engine(files)[0] == 0
    assert "not yet sealed: the last 5" in program(files.write(tmp_path / "trail")).stdout


@pytest.mark.parametrize(
    ("file", "content", "place"),
    [
        ("trail.jsonl", b'{"n":1,\n', "trail.jsonl, line 1, column 8"),
        ("trail.jsonl", b'{"a":"1.5","n":1.5}\n', "trail.jsonl, line 1, column 16"),
        ("trail.jsonl", b'{"n":1,"n":1}\n', "trail.jsonl, line 1, column 8"),
        ("trail.jsonl", b'{"\xc3\xa9":"\xff"}\n', "trail.jsonl, line 1, column 7"),
        ("trail.jsonl", b'{"n":NaN}\n', "trail.jsonl, line 1, column 6"),
        ("seals.json", b'[{"upto":1,\n"at"}]', "seals.json, line 2, column 5"),
        ("texts.jsonl", b"[1e9]\n", "texts.jsonl, line 1, column 2"),
    ],
)
def test_what_cannot_be_read_is_named_with_line_and_column(
    files: Files, tmp_path: Path, file: str, content: bytes, place: str
) -> None:
    if file == "trail.jsonl":
        files.lines = [content[:-1]]
    elif file == "seals.json":
        files.seals = content
    else:
        files.texts = [content[:-1]]
    status, says, _found = engine(files)
    assert (status, says.startswith(f"{place}: ")) == (2, True), says
    answer = program(files.write(tmp_path / "trail"))
    assert (answer.returncode, answer.stderr.startswith(f"verify.py: {place}: ")) == (2, True), answer


def test_a_file_that_stops_in_the_middle_of_a_line_is_named(files: Files, tmp_path: Path) -> None:
    folder = files.write(tmp_path / "trail")
    whole = (folder / "trail.jsonl").read_bytes()
    (folder / "trail.jsonl").write_bytes(whole[:-40])
    answer = program(folder)
    assert (answer.returncode, "trail.jsonl, line 9, column" in answer.stderr) == (2, True), answer
    (folder / "trail.jsonl").write_bytes(whole[:-1])
    answer = program(folder)
    assert (answer.returncode, "trail.jsonl, line 9: the file stops here" in answer.stdout) == (1, True), answer


def test_a_folder_without_a_trail_is_no_trail(tmp_path: Path) -> None:
    assert program(tmp_path).returncode == 2
    assert program(tmp_path / "nergens").returncode == 2
    (tmp_path / "trail.jsonl").write_bytes(b"")
    assert "seals.json" in program(tmp_path).stderr


def test_a_seal_that_somebody_noted_is_looked_up(files: Files, tmp_path: Path) -> None:
    folder, noted = files.write(tmp_path / "trail"), files.seals[0]
    assert program(folder, "--seal", f"4:{noted['root']}").returncode == 0
    longer = made([HOME | {"actor_role": "clerk"}] * 12)  # all of it made anew, and whole in itself
    assert program(longer.write(folder)).returncode == 0, "nobody can see that from the trail alone"
    answer = program(longer.write(folder), "--seal", f"4:{noted['root']}")
    assert (answer.returncode, "your seal over 4 lines" in answer.stdout) == (1, True), answer
    assert program(longer.write(folder), "--seal", f"99:{noted['root']}").returncode == 1
    assert program(folder, "--seal", "vier").returncode == 2


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


@pytest.fixture
def export(files: Files, tmp_path: Path) -> Path:
    folder = files.write(tmp_path / "export")
    (folder / "thema.json").write_bytes(b'{"title":"Wonen"}')
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    manifest = trail.canonical({"format": "regiodialoog-export/1", "files": hashes})
    (folder / "manifest.json").write_bytes(manifest)
    return folder


def test_an_export_is_compared_with_its_manifest(export: Path) -> None:
    answer = program(export)
    assert (answer.returncode, "export: 4 files, each unchanged" in answer.stdout) == (0, True), answer
    (export / "thema.json").write_bytes(b'{"title":"Water"}')
    answer = program(export)
    assert (answer.returncode, "WRONG: thema.json" in answer.stdout) == (1, True), answer
    (export / "thema.json").unlink()
    assert "thema.json: this file is missing" in program(export).stdout


def test_a_file_that_no_manifest_names_is_found(export: Path) -> None:
    (export / "map").mkdir()
    (export / "map" / "extra.json").write_bytes(b"[]")
    answer = program(export)
    assert (answer.returncode, "map/extra.json" in answer.stdout) == (1, True), answer


@pytest.mark.parametrize("content", [b"[]", b'{"files":{}}', b'{"files":[],"format":"regiodialoog-export/1"}', b"{"])
def test_a_manifest_that_is_none_is_refused(export: Path, content: bytes) -> None:
    (export / "manifest.json").write_bytes(content)
    assert program(export).returncode == 2


def test_the_program_speaks_dutch_unless_asked(files: Files, tmp_path: Path, capsys, monkeypatch) -> None:
    verify = loaded()
    assert verify.main([str(files.write(tmp_path / "trail"))]) == 0
    assert capsys.readouterr().out.endswith("In orde.\n")


EVENTS = st.lists(
    st.fixed_dictionaries({"data": st.dictionaries(st.text("abc", max_size=3), JSON, max_size=3)}), max_size=12
)
RELAXED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)


@RELAXED
@given(events=EVENTS, seals=st.sets(st.integers(1, 12)), texts=st.dictionaries(st.integers(1, 12), st.none() | TEXT))
def test_engine_and_program_agree_on_any_trail(tmp_path: Path, capsys, events, seals, texts) -> None:
    files = made(events, seal_at=sorted(seals), texts=texts)
    status, _says, found = engine(files)
    assert status == 0
    assert loaded().main([str(files.write(tmp_path / "trail")), "--english"]) == 0
    assert f"{found.lines}:{found.root}" in capsys.readouterr().out


@RELAXED
@given(data=st.data())
def test_engine_and_program_agree_on_any_change_of_a_byte(tmp_path: Path, capsys, data) -> None:
    files = made([HOME] * 4, seal_at=(2,), texts={2: "tekst", 3: None})
    parts = {"lines": files.lines, "texts": files.texts}
    where = parts[data.draw(st.sampled_from(sorted(parts)))]
    index = data.draw(st.integers(0, len(where) - 1))
    place = data.draw(st.integers(0, len(where[index]) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte not in (10, where[index][place])))
    where[index] = where[index][:place] + bytes([byte]) + where[index][place + 1 :]
    status, says, _found = engine(files)
    verdict = loaded().main([str(files.write(tmp_path / "trail")), "--english"])
    said = "".join(capsys.readouterr())
    assert status in (1, 2)
    assert verdict == status, f"{says}\n{said}"


def loaded():
    """The program as a module, for many runs in one process."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("verify", VERIFY)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_program_imports_the_standard_library_only_and_fits_python_3_9() -> None:
    import sys

    tree = ast.parse(VERIFY.read_text(encoding="utf-8"), feature_version=(3, 9))
    imported = {
        alias.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert imported
    assert imported <= set(sys.stdlib_module_names)
    assert not any(isinstance(node, ast.ImportFrom) for node in ast.walk(tree))
