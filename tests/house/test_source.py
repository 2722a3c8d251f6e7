"""Rules that can be read off the source: who commits, who asks the time, what a room may hold."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = sorted((ROOT / "regiodialoog").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def calls(path: Path) -> list[tuple[str, int]]:
    """Every call of a file, as written (``db.session.commit``), with its line."""
    return [(ast.unparse(node.func), node.lineno) for node in nodes(path) if isinstance(node, ast.Call)]


def called(name: str) -> Iterator[tuple[Path, str, int]]:
    """Who calls a function or method of this name, how it is written, and in which line."""
    for path in SOURCE:
        yield from ((path, written, line) for written, line in calls(path) if written.rpartition(".")[2] == name)


def test_only_the_owner_of_the_transaction_commits() -> None:
    allowed = {
        "regiodialoog/core/db.py": {"session.commit", "commit"},
        "regiodialoog/core/web/transaction.py": {"database.commit"},
        "regiodialoog/cli/database.py": {"connection.commit"},
    }
    found = [
        f"{place(path)}:{line}: {written}()"
        for path, written, line in called("commit")
        if written not in allowed.get(place(path), set())
    ]
    assert not found, (
        f"{', '.join(found)}: a commit of its own. Actions flush; the web hook commits a request, "
        "`with transaction():` commits on the command line and in the worker (docs/rules.md, 1)."
    )


def test_only_the_clock_asks_what_time_it_is() -> None:
    asking = re.compile(r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.time|func\.(now|current_timestamp))$")
    found = [
        f"{place(path)}:{line}: {name}()"
        for path in SOURCE
        if path.name != "clock.py"
        for name, line in calls(path)
        if asking.search(name)
    ]
    assert not found, (
        f"{', '.join(found)}: asks the computer for the time. Use core.clock.now() or today(): "
        "tests let it stand still, and history is loaded at its own time."
    )


def test_the_callers_of_separately_are_known() -> None:
    known = {"regiodialoog/core/security.py": "the counters of the rate limits", "regiodialoog/core/db.py": "itself"}
    strangers = {place(path) for path, _, _ in called("separately")} - set(known)
    assert not strangers, (
        f"{sorted(strangers)} opens a second transaction. separately() is for counters that must survive a rollback, "
        "before the first statement or after the rollback; if this is one, add it to the list with its reason."
    )


def test_no_failure_is_swallowed() -> None:
    found = [
        f"{place(path)}:{node.lineno}"
        for path in SOURCE
        for node in nodes(path)
        if isinstance(node, ast.ExceptHandler) and all(isinstance(line, ast.Pass) for line in node.body)
    ]
    assert not found, f"{', '.join(found)}: an error that nobody sees. Handle it, or let it go up."


def imported(path: Path) -> Iterator[str]:
    """The packages that a file imports."""
    for node in nodes(path):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        yield from (name.partition(".")[0] for name in names)


def test_only_core_and_views_speak_to_the_browser() -> None:
    rooms = {"models", "queries", "events", "policy", "actions"}
    web = {"flask", "flask_login", "flask_wtf", "wtforms", "werkzeug", "flask_htmx", "jinja2_fragments"}
    found = []
    for path in SOURCE:
        inside = path.relative_to(ROOT / "regiodialoog").parts
        is_room = rooms & {part.removesuffix(".py") for part in inside}
        if is_room and inside[0] not in {"core", "cli", "engines"} and (strangers := web & set(imported(path))):
            found.append(f"{place(path)} imports {sorted(strangers)}")
    assert not found, (
        f"{', '.join(found)}. These rooms also work on the command line and in the worker: "
        "leave the web to views, forms and panels."
    )


def test_templates_hold_no_style_script_or_risky_htmx() -> None:
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
    found = [
        f"{place(path)} holds {what}"
        for path in TEMPLATES
        for pattern, what in forbidden.items()
        if re.search(pattern, path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


def test_every_feature_says_what_it_is_for() -> None:
    for init in sorted((ROOT / "regiodialoog").glob("*/__init__.py")):
        assert ast.get_docstring(ast.parse(init.read_text(encoding="utf-8"))), f"{init} has no docstring"


def test_migrations_are_numbered_in_one_line() -> None:
    names = sorted(path.name for path in (ROOT / "migrations" / "versions").glob("*.py"))
    assert [name[:4] for name in names] == [f"{n:04d}" for n in range(1, len(names) + 1)]
    assert all(re.fullmatch(r"\d{4}_[a-z_]+\.py", name) for name in names)
