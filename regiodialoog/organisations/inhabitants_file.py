"""Numbers of inhabitants from a file, as a statistics office hands it out: municipalities by code or by name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from regiodialoog.core.tables import table_of
from regiodialoog.engines.sortition.files import Table
from regiodialoog.engines.strict_json import BadInput
from regiodialoog.organisations.models import Municipality
from regiodialoog.organisations.places_in_files import Places, first_column, places_in

FILE = "inwoners.csv"
NUMBERS = ("inwoners",)
_NUMBER = re.compile(r"\d{1,3}(?:[. \u00a0\u202f]\d{3})+|\d{1,9}", re.ASCII)


@dataclass
class Read:
    """``numbers`` by municipality; ``others``: how many lines are about municipalities that we do not have."""

    numbers: dict[int, int] = field(default_factory=dict)
    others: int = 0
    faults: list[BadInput] = field(default_factory=list)


def count_of(text: str) -> int | None:
    """``160.902``, ``160 902``, ``160902`` or ``0``; None for anything else."""
    found = _NUMBER.fullmatch(text.strip())
    return int(re.sub(r"\D", "", found[0])) if found else None


def whole_number(text: str) -> int | None:
    """As ``count_of``, and None for nobody too."""
    return count_of(text) or None


def read_inhabitants(data: bytes, municipalities: Sequence[Municipality]) -> Read:
    """Changes nothing; what cannot be read stands among the faults, by its line."""
    found = Read()
    table = table_of(data, FILE, found.faults)
    if table is None:
        return found
    places, number = places_in(table, municipalities), first_column(table, NUMBERS)
    if places is None or not number:
        asked = "code" if places is None else "inwoners"
        found.faults.append(BadInput(FILE, 1, 1, _("there is no column '%(name)s'", name=asked)))
        return found
    _lines(table, places, number, found)
    if not found.numbers and not found.faults:
        found.faults.append(BadInput(FILE, 1, 1, _("none of our municipalities stands in this file")))
    return found


def _lines(table: Table, places: Places, number: str, found: Read) -> None:
    seen: dict[int, int] = {}
    for line, row in table.rows:
        key = places.of(row[places.column])
        count = whole_number(row[number])
        if key is None:
            found.others += 1
        elif key in seen:
            says = _("this municipality is there twice, first on line %(line)s", line=seen[key])
            found.faults.append(table.fault(line, places.column, says))
        elif count is None:
            says = _("'%(text)s' is no whole number above 0", text=row[number][:40])
            found.faults.append(table.fault(line, number, says))
        else:
            found.numbers[key] = count
        if key is not None:
            seen.setdefault(key, line)
