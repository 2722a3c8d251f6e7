"""The command line: a first start, the database, the demonstration; and what it says when something is wrong."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.support import nursery
from tests.support.server import environment

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """``run("db", "check", REGIODIALOOG_X="…")`` on a database of this test's own; a setting None is left out."""

    def command(*arguments: str, **settings: str | None) -> "subprocess.CompletedProcess[str]":
        given = environment("", tmp_path, **{k: v for k, v in settings.items() if v is not None})
        for name, value in settings.items():
            if value is None:
                given.pop(name, None)
        return nursery.run(*arguments, env=given, cwd=tmp_path, timeout=60)

    return command


INIT = ("init", "--region", "Regio Proef", "--name", "Jan de Boer", "--email", "jan@voorbeeld.example")


def test_a_first_start_makes_the_region_and_an_administrator_who_can_come_in(run: Run, tmp_path: Path) -> None:
    first = run(*INIT)
    assert first.returncode == 0, first.stderr
    assert "http://127.0.0.1:8000/inloggen/" in first.stdout
    assert "REGIODIALOOG_MAIL_URL" in first.stderr, "a missing mail server shows today, not when somebody waits"
    with sqlite3.connect(tmp_path / "regiodialoog.db") as database:
        assert database.execute("SELECT name FROM regions").fetchall() == [("Regio Proef",)]
        assert database.execute("SELECT role, scope_kind FROM role_grants").fetchall() == [("administrator", "region")]


def test_a_second_first_start_is_refused_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    run(*INIT)
    again = run(*INIT)
    assert again.returncode == 2
    assert "has its region already" in again.stderr
    with sqlite3.connect(tmp_path / "regiodialoog.db") as database:
        assert database.execute("SELECT count(*) FROM people").fetchone() == (1,)


@pytest.mark.parametrize("given", [("", "Jan", "jan@a.example"), ("R", " ", "jan@a.example"), ("R", "Jan", "jan")])
def test_a_first_start_without_a_name_or_address_is_refused(run: Run, given: tuple[str, str, str]) -> None:
    region, name, email = given
    answer = run("init", "--region", region, "--name", name, "--email", email)
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"REGIODIALOOG_SECRET_KEY": None}, "REGIODIALOOG_SECRET_KEY"),
        ({"REGIODIALOOG_SECRET_KEY": "short"}, "REGIODIALOOG_SECRET_KEY"),
        ({"REGIODIALOOG_DEMO": "1", "REGIODIALOOG_BASE_URL": "https://regio.example"}, "REGIODIALOOG_DEMO"),
        ({"REGIODIALOOG_TRUSTED_PROXIES": "veel"}, "REGIODIALOOG_TRUSTED_PROXIES"),
    ],
)
def test_settings_that_cannot_be_used_are_named(run: Run, settings: dict[str, str | None], named: str) -> None:
    answer = run("db", "check", **settings)
    assert (answer.returncode, named in answer.stderr) == (2, True), answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_check_tells_what_is_wrong_with_the_database(run: Run, tmp_path: Path) -> None:
    empty = run("db", "check")
    assert (empty.returncode, "migrations are waiting" in empty.stdout) == (1, True)
    assert run("db", "upgrade").returncode == 0
    assert run("db", "check").returncode == 0
    with sqlite3.connect(tmp_path / "regiodialoog.db") as database:
        database.execute("PRAGMA foreign_keys=OFF")
        database.execute(
            "INSERT INTO recovery_codes (person_id, code_hash) VALUES (12345, 'x')"  # a person that is not there
        )
    broken = run("db", "check")
    assert (broken.returncode, "recovery_codes" in broken.stdout) == (1, True)


def test_loading_the_demonstration_twice_changes_nothing(run: Run, demo_loaded: Path, tmp_path: Path) -> None:
    shutil.copytree(demo_loaded, tmp_path, dirs_exist_ok=True)

    def dump() -> list[str]:
        with sqlite3.connect(tmp_path / "regiodialoog.db") as database:
            return list(database.iterdump())

    before = dump()
    assert run("demo", "--load-only", REGIODIALOOG_SECRET_KEY=None).returncode == 0
    assert dump() == before


def test_the_demonstration_starts_over_when_asked(demo_loaded: Path) -> None:
    with closing(sqlite3.connect(demo_loaded / "regiodialoog.db")) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        assert "of_old" not in tables
        assert database.execute("SELECT count(*) FROM agenda_themes").fetchone() == (18,)


def test_the_demonstration_is_never_loaded_among_real_people(run: Run, tmp_path: Path) -> None:
    run("init", "--region", "Regio Echt", "--name", "Jan", "--email", "jan@gemeente.nl")
    answer = run("demo", "--load-only")
    assert (answer.returncode, "real people" in answer.stderr) == (2, True), answer.stderr
    with sqlite3.connect(tmp_path / "regiodialoog.db") as database:
        assert database.execute("SELECT count(*) FROM people").fetchone() == (1,)


def test_the_worker_stops_when_there_is_nothing_to_do(run: Run) -> None:
    assert run("db", "upgrade").returncode == 0
    assert run("worker", "--until-empty").returncode == 0


def test_the_worker_stops_when_its_parent_is_gone(run: Run) -> None:
    assert run("db", "upgrade").returncode == 0
    assert os.getppid() != 1
    assert run("worker", "--parent", "1").returncode == 0
