"""The figures of a group on one sheet of A4, as plain data for ``templates/sheets/figures.typ``."""

from typing import Any

from flask_babel import gettext as _

from regiodialoog.core import clock, sheets
from regiodialoog.core.i18n import format_date
from regiodialoog.core.web import site
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.figures import COLUMNS, Figures, Line, Table
from regiodialoog.groups.models import Group

ONE_COLUMN, TWO_COLUMNS = 50, 90
"""So many lines fit on a sheet in letters of an ordinary size; with more they become smaller."""
LARGE, ORDINARY, SMALLEST = 10, 9, 4
"""Sizes of letters, in points."""


def sheet(theme: Theme, group: Group, found: Figures, *, everything: bool) -> bytes:
    """A PDF."""
    lines = sum(len(table.lines) + 3 for table in found.tables)
    shown: dict[str, Any] = {
        "region": site.CurrentSite().region_name,
        "title": _("The composition in figures"),
        "theme": theme.title,
        "group": group.title,
        "fictitious": _("Fictitious") if group.fictitious else "",
        "date": format_date(clock.today()),
        "columns": 1 if lines <= ONE_COLUMN else 2,
        "size": LARGE if lines <= ONE_COLUMN else max(SMALLEST, min(ORDINARY, ORDINARY * TWO_COLUMNS / lines)),
        "note": _for_whom(found, everything=everything),
        "parts": [
            {"title": title, "tables": [_table(table) for table in tables]}
            for title, tables in (
                (_("What people told about themselves"), found.features),
                (_("For which interest, and from where"), found.places),
                (_("Who left, and who did not come"), found.gone),
            )
            if tables
        ],
    }
    return sheets.pdf("figures.typ", shown)


def _for_whom(found: Figures, *, everything: bool) -> str:
    if everything:
        return str(_("Every count, for the bureau only."))
    return str(_("A dash: fewer than 5 people, or a count from which that would follow.")) if found.hides else ""


def _table(table: Table) -> dict[str, Any]:
    heads = [table.name, *([_("Asked for")] if table.asks else []), *(str(COLUMNS[key]) for key in table.columns)]
    together = Line(_("Together"), None, None, table.totals)
    return {"heads": heads, "rows": [_row(table, line) for line in (*table.lines, together)]}


def _row(table: Table, line: Line) -> list[str]:
    asked = "" if line.least is None else str(line.least) if line.least == line.most else f"{line.least}–{line.most}"
    return [line.name, *([asked] if table.asks else []), *("–" if cell is None else str(cell) for cell in line.cells)]
