"""``regiodialoog verify``: recompute what was made public. It needs no database and no settings.

Whoever does not want to believe this program takes tools/verify.py, which was written without it.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regiodialoog.cli.export import FORMAT
from regiodialoog.cli.tally import counted
from regiodialoog.core.errors import Invalid
from regiodialoog.engines import trail_check
from regiodialoog.engines.strict_json import BadInput, read

if TYPE_CHECKING:
    from regiodialoog.engines.sortition.check import Checked

MANIFEST = "manifest.json"
TRAIL = (trail_check.TRAIL, trail_check.SEALS, trail_check.TEXTS)
DRAW, CHANCES, RESULT, REPLACED = "draw.json", "chances.csv", "result.json", "replacements.json"


@dataclass(frozen=True)
class Finding:
    """One thing that was checked: what, in words; the ``facts`` for programs; the first ``fault`` or nothing."""

    what: str
    says: str
    facts: dict[str, Any]
    fault: str = ""


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def verify(path: Path, as_json: bool) -> None:
    """Check a trail, a draw, an export or the file of a poll, all that can be checked, and say what that was.

    Exit 0 when all is well, 1 when something is wrong, 2 when a file cannot be read.
    """
    known = {*TRAIL, DRAW, CHANCES, RESULT, REPLACED, MANIFEST}
    folder = path.parent if path.name in known and not path.is_dir() else path
    try:
        findings = [check_poll(path)] if folder.is_file() else list(_findings(folder))
    except BadInput as error:
        click.echo(f"regiodialoog: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        click.echo(f"regiodialoog: {error.filename}: {error.strerror}", err=True)
        sys.exit(2)
    if as_json:
        click.echo(json.dumps([asdict(found) for found in findings], ensure_ascii=False))
    else:
        for found in findings:
            click.echo(f"{found.what}: {'WRONG: ' + found.fault if found.fault else found.says}")
    sys.exit(1 if any(found.fault for found in findings) else 0)


def _findings(folder: Path) -> Iterator[Finding]:
    """Every check that this folder has files for. Raises BadInput, Invalid or OSError."""
    checks = [check for marker, check in CHECKS.items() if (folder / marker).is_file()]
    if not checks:
        raise Invalid(f"{folder}: there is no {' or '.join(CHECKS)} here")
    for check in checks:
        yield check(folder)


def check_trail(folder: Path) -> Finding:
    for name in TRAIL:
        if not (folder / name).is_file():
            raise Invalid(f"{name}: this file is not there")
    seals = (folder / trail_check.SEALS).read_bytes()
    with (folder / trail_check.TRAIL).open("rb") as lines, (folder / trail_check.TEXTS).open("rb") as texts:
        found = trail_check.check(lines, seals, texts)
    says = (
        f"{found.lines} lines, {found.seals} seals and {found.texts} texts were recomputed ({found.erased} texts were "
        f"erased); seal over all lines {found.lines}:{found.root}"
    )
    facts = {name: getattr(found, name) for name in ("lines", "seals", "texts", "erased", "root")}
    return Finding("trail", says, facts, str(found.fault or ""))


def check_draw(folder: Path) -> Finding:
    from regiodialoog.engines.sortition import check, withdrawn  # it counts with a library that takes its time to start

    def there(name: str) -> bytes | None:
        return (folder / name).read_bytes() if (folder / name).is_file() else None

    draw = (folder / DRAW).read_bytes()
    if says := withdrawn.said_by(draw):
        raise BadInput(DRAW, 1, 1, says)
    beside = {"chances": there(CHANCES), "result": there(RESULT), "replacements": there(REPLACED)}
    if beside["replacements"] and not beside["result"]:
        raise Invalid(f"{folder / REPLACED}: there is no {RESULT} that these came after")
    found = check.check(draw, **beside)
    says = (
        f"{found.people} people in {found.types} types, and {found.panels} panels within every quota; all chances were "
        f"recomputed from the tickets, the smallest of those who can be drawn is {found.smallest} in a million"
    )
    if found.barred:
        says += f"; {found.barred} people are in no panel"
    if found.compared:
        says += f"; {CHANCES} agrees"
    if found.ticket is not None:
        says += f"; {RESULT} follows from ticket {found.ticket:06d}"
    if found.replaced is not None:
        says += f"; {_replaced(found)}"
    says += "; that no draw is fairer was not recomputed" if found.exact else "; it does not claim to be the fairest"
    facts = {name: value for name, value in asdict(found).items() if name != "fault"}
    return Finding("draw", f"{says}; seal {found.seal}", facts, str(found.fault or ""))


def _replaced(found: "Checked") -> str:
    says = f"{found.replaced} places changed hands, each to who was next in line"
    if found.open is not None:
        says += f", and {found.open} are open now"
    if found.in_line:
        says += f" (for {found.in_line} of those somebody can still be asked)"
    if found.unsealed:
        says += f"; NOTE: what {found.unsealed} of them asked was not sealed, it is the word of the organiser"
    return says


def check_poll(path: Path) -> Finding:
    result, faults = counted(path)
    counts = ", ".join(f"{name} {number}" for name, number in result.counts.items())
    says = f"counted again, {result.outcome.value}: {', '.join(result.winners) or counts}"
    return Finding("poll", says, result.as_json(), "; ".join(faults))


def check_manifest(folder: Path) -> Finding:
    manifest = read((folder / MANIFEST).read_bytes(), file=MANIFEST)
    wanted = manifest.get("files") if isinstance(manifest, dict) and manifest.get("format") == FORMAT else None
    if not isinstance(wanted, dict):
        raise BadInput(MANIFEST, 1, 1, "this is no manifest of an export")
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    del paths[MANIFEST]
    fault = ""
    for name in sorted(wanted.keys() | paths.keys()):
        if name not in paths:
            fault = f"{name}: this file is missing"
        elif name not in wanted:
            fault = f"{name}: the manifest does not name this file"
        elif _sha256(paths[name]) != wanted[name]:
            fault = f"{name}: this file was changed"
        if fault:
            break
    return Finding("export", f"{len(wanted)} files are as the manifest says", {"files": len(wanted)}, fault)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


CHECKS: dict[str, Callable[[Path], Finding]] = {
    trail_check.TRAIL: check_trail,
    DRAW: check_draw,
    MANIFEST: check_manifest,
}
"""By the file that shows that there is something to check."""
