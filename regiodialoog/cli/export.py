"""``regiodialoog export``: what is public, as files that anybody can check."""

import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click
from flask import Flask

from regiodialoog.audit.files import trail_files
from regiodialoog.cli.database import MakeApp
from regiodialoog.core import exports
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid, NotFound
from regiodialoog.engines.trail import canonical

FORMAT = "regiodialoog-export/1"
NAME = re.compile(r"([a-z0-9-]+/)*[a-z0-9-]+\.jsonl?")
READABLE = 0o755
Out = click.option("--out", type=click.Path(path_type=Path), required=True, help="A folder that is not there yet.")


@click.group("export")
def export_group() -> None:
    """Write what is public into a folder, with a manifest; 'regiodialoog verify' checks it."""


@export_group.command("trail")
@Out
@click.pass_obj
def export_trail(make_app: MakeApp, out: Path) -> None:
    """The public trail: every line, seal and text."""
    app = make_app()
    with app.app_context():
        _write(trail_files(), out)


@export_group.command("theme")
@click.argument("slug")
@Out
@click.pass_obj
def export_theme(make_app: MakeApp, slug: str, out: Path) -> None:
    """Everything public of a theme, with the trail."""
    _export(make_app(), "theme", slug, out)


def _export(app: Flask, kind: str, slug: str, out: Path) -> None:
    with app.test_request_context():  # what is exported names addresses of pages
        try:
            found = exports.files_of(kind, slug)
        except NotFound as error:
            raise Invalid(f"er is geen thema {slug!r} / there is no {kind} {slug!r}") from error
        _write({**found, **trail_files()}, out)


def _write(files: Mapping[str, exports.Content], out: Path) -> None:
    """All files and their manifest, or nothing: they are written aside and get their name at the end.

    Raises Conflict when ``out`` holds something already, Invalid when there is no folder to put it in.
    """
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise Conflict(f"{out} is there already; choose another folder")
    try:
        aside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.absolute().parent))
    except OSError as error:
        raise Invalid(f"{out}: {error.strerror}") from error
    try:
        hashes = {name: _write_one(aside, name, content) for name, content in files.items()}
        (aside / "manifest.json").write_bytes(canonical({"format": FORMAT, "files": hashes}))
        aside.chmod(READABLE)
        aside.rename(out)
    except BaseException:
        shutil.rmtree(aside)
        raise
    finally:
        db.session.rollback()
    click.echo(f"{len(files)} files, with manifest.json, in {out}", err=True)


def _write_one(folder: Path, name: str, content: exports.Content) -> str:
    """The SHA-256 of what was written. Raises ValueError for a name that is none of ours."""
    if not NAME.fullmatch(name) or name == "manifest.json":
        raise ValueError(f"{name!r} is no name for a file of an export")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for part in _parts(name, content):
            digest.update(part)
            file.write(part)
    return digest.hexdigest()


def _parts(name: str, content: exports.Content) -> Iterable[bytes]:
    if isinstance(content, Mapping):
        if name.endswith(".jsonl"):
            raise ValueError(f"{name} takes rows, not one object")
        return [canonical(content)]
    if name.endswith(".jsonl"):
        return (canonical(row) + b"\n" for row in content)
    rows: list[Any] = list(content)
    return [canonical(rows)]
