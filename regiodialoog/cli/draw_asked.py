"""What ``regiodialoog draw`` is asked for: two files, who must and who must not, when it opens. Every fault of all of
them is told at once."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from regiodialoog.cli.draw_files import Refused, read_bytes
from regiodialoog.core import clock

if TYPE_CHECKING:
    from regiodialoog.engines.sortition.files import Given

FAULTS_SHOWN = 50


def asked_for(
    features: Path, pool: Path, household: str, listed: tuple[frozenset[str], frozenset[str]], opens: str
) -> "tuple[Given, str]":
    """Quotas and pool, and the moment in UTC. ``listed``: who must and who must never be seated. Raises Refused."""
    from regiodialoog.engines.sortition.pool import unknown

    faults: list[str] = []
    moment = ""
    try:
        moment = _moment(opens)
    except Refused as error:
        faults.append(error.message)
    given, ids = _read(features, pool, household, faults)
    if ids:
        faults += unknown(ids, *listed)
    if faults or given is None:
        raise Refused(_all(faults))
    return given, moment


def _read(features: Path, pool: Path, household: str, faults: list[str]) -> "tuple[Given | None, set[str]]":
    """Both files, and the ids of the pool as far as they could be read; adds to ``faults``."""
    from regiodialoog.engines.sortition import files

    data: list[bytes] = []
    for path in (features, pool):
        try:
            data.append(read_bytes(path))
        except Refused as error:
            faults.append(error.message)
    if len(data) < 2:
        return None, set()
    try:
        given = files.read_both(*data, feature_file=features.name, pool_file=pool.name, household=household)
    except files.BadFiles as error:
        faults += map(str, error.faults)
        return None, set(error.ids)
    return given, {person.id for person in given.people}


def _moment(text: str) -> str:
    """In UTC; a moment without a zone is that of the clock on the wall."""
    if not text.strip():
        return ""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise Refused(f"--opens {text!r} is no date and time (2026-12-01T20:00)") from error
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=clock.AMSTERDAM)
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _all(faults: Sequence[str]) -> str:
    shown = list(faults[:FAULTS_SHOWN])
    more = len(faults) - len(shown)
    return "\n".join([*shown, *([f"… and {more} more"] if more else [])])
