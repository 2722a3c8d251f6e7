"""Which of our municipalities a line of somebody's file is about: by the code of the statistics office, or by name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from regiodialoog.core.text import fold
from regiodialoog.engines.sortition.files import Table
from regiodialoog.organisations.models import Municipality

CODES, NAMES = ("code", "gemeentecode", "cbs", "regios", "regio s"), ("gemeente", "naam", "municipality")
_CODE = re.compile(r"(?:gm)?(\d{1,4})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Places:
    """``column``: in which a file says it, as its header writes it."""

    column: str
    codes: dict[str, int]
    names: dict[str, int]

    def of(self, text: str) -> int | None:
        """The id of the municipality; None for one that is not ours."""
        found = _CODE.fullmatch(text.strip())
        return self.codes.get(found[1].zfill(4)) if found else self.names.get(fold(text))


def places_in(table: Table, municipalities: Sequence[Municipality]) -> Places | None:
    """None when no column is about municipalities."""
    column = first_column(table, (*CODES, *NAMES))
    if not column:
        return None
    names = {fold(each.name): each.id for each in municipalities}
    return Places(column, {each.cbs_code: each.id for each in municipalities}, names)


def first_column(table: Table, names: Sequence[str]) -> str:
    """The column that is called like the first of these that is there, as the header writes it; empty for none."""
    columns = {fold(name): name for name in table.header}
    return next((columns[name] for name in names if name in columns), "")
