"""Exports, and the command that checks them."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from regiodialoog.cli import export
from regiodialoog.cli.main import regiodialoog
from regiodialoog.core import exports
from regiodialoog.core.errors import Conflict, Invalid, NotFound
from tests.audit.happened import committed
from tests.engines.trails import made, stranger

Run = Callable[..., "tuple[int, str]"]
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def run(fresh_app: Flask, backend: str) -> Run:
    """A command on the application's database; the exit status and what it said."""
    from click.testing import CliRunner

    def command(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(regiodialoog, [str(one) for one in arguments], obj=lambda: fresh_app)
        if isinstance(result.exception, Conflict | Invalid):
            return 2, str(result.exception)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.output

    return command


@pytest.fixture
def sealed(fresh_app: Flask, backend: str) -> None:
    from regiodialoog.audit.listeners import seal_all

    with fresh_app.app_context():
        committed(7)
        seal_all({})


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """No feature exports anything but what the test says."""
    monkeypatch.setattr(exports, "_find", {})
    monkeypatch.setattr(exports, "_exports", {})


def find(slug: str) -> int:
    if slug != "wonen":
        raise NotFound
    return 7


def test_a_trail_is_written_with_a_manifest_and_both_programs_agree_with_it(run: Run, sealed: None, tmp_path: Path):
    out = tmp_path / "logboek"
    assert run("export", "trail", "--out", out)[0] == 0
    assert sorted(path.name for path in out.iterdir()) == ["manifest.json", "seals.json", "texts.jsonl", "trail.jsonl"]
    status, said = run("verify", out)
    assert (status, "7 lines, 1 seals" in said, "3 files are as the manifest says" in said) == (0, True, True), said
    assert stranger(out).returncode == 0
    status, said = run("verify", out, "--json")
    assert [found["what"] for found in json.loads(said)] == ["trail", "export"]
    assert list(tmp_path.glob(".logboek*")) == [], "nothing is left aside"


def test_the_check_says_what_is_wrong(run: Run, sealed: None, tmp_path: Path):
    out = tmp_path / "logboek"
    run("export", "trail", "--out", out)
    lines = (out / "trail.jsonl").read_bytes()
    (out / "trail.jsonl").write_bytes(lines.replace(b'"system"', b'"bureau"', 1))
    status, said = run("verify", out)
    assert (status, "WRONG: trail.jsonl, line 1" in said, "WRONG: trail.jsonl: this file was changed" in said) == (
        1,
        True,
        True,
    ), said
    (out / "trail.jsonl").write_bytes(lines[:100])
    status, said = run("verify", out)
    assert (status, "trail.jsonl, line 1, column" in said) == (2, True), said
    assert run("verify", tmp_path / "nergens")[0] == 2
    (out / "seals.json").unlink()
    status, said = run("verify", out)
    assert (status, said.startswith("seals.json: ")) == (2, True), said


def test_a_trail_that_was_downloaded_into_a_folder_with_other_things_is_checked(run: Run, tmp_path: Path):
    made([{}] * 3).write(tmp_path)
    (tmp_path / "vakantie.jpg").write_bytes(b"x")
    assert run("verify", tmp_path)[0] == 0
    assert run("verify", tmp_path / "trail.jsonl")[0] == 0


def test_a_theme_brings_what_every_feature_has_of_it_and_the_trail(run: Run, sealed, registry, tmp_path: Path):
    exports.exported("theme")(find)
    exports.exports("theme")(lambda theme_id: {"thema.json": {"id": theme_id, "title": "Wonen"}})
    exports.exports("theme")(lambda theme_id: {"voorstellen/lijst.jsonl": iter([{"n": 1}, {"n": 2}]), "leeg.json": []})
    out = tmp_path / "wonen"
    assert run("export", "theme", "wonen", "--out", out)[0] == 0
    assert (out / "thema.json").read_bytes() == b'{"id":7,"title":"Wonen"}'
    assert (out / "voorstellen" / "lijst.jsonl").read_bytes() == b'{"n":1}\n{"n":2}\n'
    assert (out / "leeg.json").read_bytes() == b"[]"
    assert run("verify", out)[0] == 0
    assert stranger(out).returncode == 0


def test_a_theme_that_is_not_there_is_refused_and_nothing_is_written(run: Run, registry, tmp_path: Path):
    assert run("export", "theme", "wonen", "--out", tmp_path / "x")[0] == 2
    exports.exported("theme")(find)
    status, said = run("export", "theme", "water", "--out", tmp_path / "x")
    assert (status, said) == (2, "er is geen thema 'water' / there is no theme 'water'")
    assert not (tmp_path / "x").exists()


def test_a_folder_with_something_in_it_is_left_alone(run: Run, sealed, tmp_path: Path):
    (tmp_path / "vol").mkdir()
    (tmp_path / "leeg").mkdir()
    (tmp_path / "vol" / "brief.txt").write_text("van mij")
    status, said = run("export", "trail", "--out", tmp_path / "vol")
    assert (status, "is there already" in said) == (2, True), said
    assert [path.name for path in (tmp_path / "vol").iterdir()] == ["brief.txt"]
    assert run("export", "trail", "--out", tmp_path / "leeg")[0] == 0
    assert run("export", "trail", "--out", tmp_path / "nergens" / "diep")[0] == 2


@pytest.fixture
def theme(registry: None) -> Callable[[exports.Files], None]:
    exports.exported("theme")(find)
    return lambda files: exports._exports.update(theme=[lambda _id: files])


@pytest.mark.parametrize(
    "files",
    [
        {"a.json": {"x": 0.5}},
        {"../a.json": {}},
        {"a.txt": []},
        {"manifest.json": {}},
        {"a.jsonl": {"x": 1}},
        {"A.json": []},
    ],
)
def test_a_failure_halfway_leaves_nothing(run: Run, theme, tmp_path: Path, files: exports.Files):
    theme({"eerst.json": [], **files})
    (tmp_path / "map").mkdir()
    with pytest.raises(ValueError, match=r"\w"):
        run("export", "theme", "wonen", "--out", tmp_path / "map" / "x")
    assert list((tmp_path / "map").iterdir()) == []


def test_two_features_with_one_file_name_are_told_so(registry, backend):
    exports.exported("theme")(find)
    with pytest.raises(ValueError, match="two ways"):
        exports.exported("theme")(find)
    for _ in range(2):
        exports.exports("theme")(lambda theme_id: {"thema.json": []})
    with pytest.raises(ValueError, match=r"thema\.json"):
        exports.files_of("theme", "wonen")


def test_an_export_is_readable_for_others(run: Run, sealed, tmp_path: Path):
    run("export", "trail", "--out", tmp_path / "x")
    assert (tmp_path / "x").stat().st_mode & 0o777 == export.READABLE


def test_the_check_needs_no_settings(backend, tmp_path: Path):
    import os
    import sys

    made([{}] * 3).write(tmp_path / "trail")
    bare = {name: value for name, value in os.environ.items() if not name.startswith("REGIODIALOOG_")}
    answer = subprocess.run(
        [sys.executable, "-m", "regiodialoog", "verify", "trail"],
        cwd=tmp_path, env=bare, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
