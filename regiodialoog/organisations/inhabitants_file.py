"""Numbers of inhabitants from a file, as a statistics office hands it out: municipalities by code or by name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from regiodialoog.core.tables import table_of
from regiodialoog.core.text import fold
from regiodialoog.engines.sortition.files import Table
from regiodialoog.engines.strict_json import BadInput
from regiodialoog.organisations.models import Municipality

FILE = "inwoners.csv"
CODES, NAMES, NUMBERS = ("code", "gemeentecode", "cbs", "regios"), ("gemeente", "naam", "municipality"), ("inwoners",)
_CODE = re.compile(r"(?:gm)?(\d{1,4})", re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"\d{1,3}(?:[. \u00a0]\d{3})+|\d{1,9}", re.ASCII)


@dataclass
class Read:
    """``numbers`` by municipality; ``others``: how many lines are about municipalities that we do not have."""

    numbers: dict[int, int] = field(default_factory=dict)
    others: int = 0
    faults: list[BadInput] = field(default_factory=list)


def whole_number(text: str) -> int | None:
    """``160.902``, ``160 902`` or ``160902``; None for anything else, and for nobody."""
    found = _NUMBER.fullmatch(text.strip())
    return int(re.sub(r"\D", "", found[0])) or None if found else None


def read_inhabitants(data: bytes, municipalities: Sequence[Municipality]) -> Read:
    """Changes nothing; what cannot be read stands among the faults, by its line."""
    found = Read()
    table = table_of(data, FILE, found.faults)
    if table is None:
        return found
    columns = {fold(name): name for name in table.header}
    by, number = _first(columns, (*CODES, *NAMES)), _first(columns, NUMBERS)
    if not by or not number:
        asked = "inwoners" if by else "code"
        found.faults.append(BadInput(FILE, 1, 1, _("there is no column '%(name)s'", name=asked)))
        return found
    coded = fold(by) in CODES
    known = {each.cbs_code if coded else fold(each.name): each.id for each in municipalities}
    _lines(table, by, number, known, found, coded=coded)
    if not found.numbers and not found.faults:
        found.faults.append(BadInput(FILE, 1, 1, _("none of our municipalities stands in this file")))
    return found


def _lines(table: Table, by: str, number: str, known: dict[str, int], found: Read, *, coded: bool) -> None:
    seen: dict[int, int] = {}
    for line, row in table.rows:
        key = known.get(_code(row[by]) if coded else fold(row[by]))
        count = whole_number(row[number])
        if key is None:
            found.others += 1
        elif key in seen:
            says = _("this municipality is there twice, first on line %(line)s", line=seen[key])
            found.faults.append(table.fault(line, by, says))
        elif count is None:
            says = _("'%(text)s' is no whole number above 0", text=row[number][:40])
            found.faults.append(table.fault(line, number, says))
        else:
            found.numbers[key] = count
        if key is not None:
            seen.setdefault(key, line)


def _code(text: str) -> str:
    found = _CODE.fullmatch(text.strip())
    return found[1].zfill(4) if found else ""


def _first(columns: dict[str, str], names: Sequence[str]) -> str:
    return next((columns[name] for name in names if name in columns), "")
