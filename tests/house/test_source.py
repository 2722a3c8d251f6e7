"""Rules that can be read off the source: who commits, who asks the time, what a room may hold."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = sorted((ROOT / "regiodialoog").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
FILES = pytest.mark.parametrize("path", SOURCE, ids=lambda path: str(path.relative_to(ROOT)))


def calls(path: Path) -> Iterator[tuple[str, int]]:
    """Every call of a file, as written (``db.session.commit``), with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


@FILES
def test_only_the_owner_of_the_transaction_commits(path: Path) -> None:
    allowed = {
        "regiodialoog/core/db.py": {"session.commit", "commit"},
        "regiodialoog/core/web/transaction.py": {"database.commit"},
    }
    allowed["regiodialoog/cli/database.py"] = {"connection.commit"}
    own = allowed.get(path.relative_to(ROOT).as_posix(), set())
    found = [
        f"line {line}: {name}()"
        for name, line in calls(path)
        if name.rpartition(".")[2] == "commit" and name not in own
    ]
    assert not found, (
        f"{path.name} commits by itself ({', '.join(found)}). Actions flush; the web hook commits a request, "
        "`with transaction():` commits on the command line and in the worker (docs/rules.md, 1)."
    )


@FILES
def test_only_the_clock_asks_what_time_it_is(path: Path) -> None:
    if path.name == "clock.py":
        return
    asking = re.compile(r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.time|func\.(now|current_timestamp))$")
    found = [f"line {line}: {name}()" for name, line in calls(path) if asking.search(name)]
    assert not found, (
        f"{path.name} asks the computer for the time ({', '.join(found)}). Use core.clock.now() or today(): "
        "tests let it stand still, and history is loaded at its own time."
    )


def test_the_callers_of_separately_are_known() -> None:
    known = {"regiodialoog/core/security.py": "the counters of the rate limits", "regiodialoog/core/db.py": "itself"}
    found = {
        path.relative_to(ROOT).as_posix()
        for path in SOURCE
        if any(name.rpartition(".")[2] == "separately" for name, _ in calls(path))
    }
    strangers = found - set(known)
    assert not strangers, (
        f"{sorted(strangers)} opens a second transaction. separately() is for counters that must survive a rollback, "
        "before the first statement or after the rollback; if this is one, add it to the list with its reason."
    )


@FILES
def test_no_failure_is_swallowed(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            silent = all(isinstance(line, ast.Pass) for line in node.body)
            assert not silent, f"{path.name} line {node.lineno}: an error that nobody sees. Handle it, or let it go up."


@FILES
def test_only_core_and_views_speak_to_the_browser(path: Path) -> None:
    rooms = {"models", "queries", "events", "policy", "actions"}
    inside = path.relative_to(ROOT / "regiodialoog").parts
    if inside[0] in {"core", "cli", "engines"} or not rooms & {part.removesuffix(".py") for part in inside}:
        return
    web = {"flask", "flask_login", "flask_wtf", "wtforms", "werkzeug", "flask_htmx", "jinja2_fragments"}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert not imported & web, (
        f"{inside} imports {sorted(imported & web)}. This room also works on the command line and in the worker: "
        "leave the web to views, forms and panels."
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_hold_no_style_script_or_risky_htmx(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    forbidden = {
        r"\sstyle\s*=": "inline style (the content security policy forbids it; use a class)",
        r"<style": "a style element",
        r"<script(?![^>]*\bsrc=)": "an inline script",
        r"\son[a-z]+\s*=\s*[\"']": "an inline handler",
        r"hx-on|hx-vars|\bjs:|hx-boost": "htmx that needs eval, or boosts",
        r"hx-trigger=[\"'][^\"']*\[": "an htmx trigger filter (needs eval)",
        r"\|\s*safe\b": "the filter safe (let the template escape)",
        r"https?://(?!www\.w3\.org)": "an address of another site (put it in settings or data)",
    }
    found = [what for pattern, what in forbidden.items() if re.search(pattern, text)]
    assert not found, f"{path.relative_to(ROOT)} holds {', '.join(found)}"


def test_every_feature_says_what_it_is_for() -> None:
    for init in sorted((ROOT / "regiodialoog").glob("*/__init__.py")):
        assert ast.get_docstring(ast.parse(init.read_text(encoding="utf-8"))), f"{init} has no docstring"


def test_migrations_are_numbered_in_one_line() -> None:
    names = sorted(path.name for path in (ROOT / "migrations" / "versions").glob("*.py"))
    assert [name[:4] for name in names] == [f"{n:04d}" for n in range(1, len(names) + 1)]
    assert all(re.fullmatch(r"\d{4}_[a-z_]+\.py", name) for name in names)
