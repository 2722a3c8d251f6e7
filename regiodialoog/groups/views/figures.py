"""The composition of a group in figures: a page, a table for a spreadsheet, and a sheet of paper."""

from functools import partial
from typing import Any

from flask import Response
from flask_babel import gettext as _
from markupsafe import Markup

from regiodialoog.core.i18n import content
from regiodialoog.core.policy import can, public
from regiodialoog.core.web.pages import page
from regiodialoog.core.web.shelf import shares_a_part
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import Theme
from regiodialoog.engines.sortition.files import write_table
from regiodialoog.groups import paper, queries
from regiodialoog.groups.figures import COLUMNS, Figures, Line, Table, figures
from regiodialoog.groups.models import Group
from regiodialoog.groups.views.blueprint import bp

FIGURES = "/themas/<slug>/groep/samenstelling"


def _counted(slug: str) -> tuple[Theme, Group, Figures]:
    """What whoever asks may read: the bureau every count, everybody those that point at nobody."""
    theme = dialogues.theme(slug)
    group = queries.group_of(theme)
    return theme, group, figures(theme, group, everything=can("groups.compose", theme))


@bp.get(FIGURES)
@public
@shares_a_part
def composition(slug: str) -> Response:
    theme = dialogues.theme(slug)
    group = queries.group_of(theme)
    shown = partial(_tables, theme, group, everything=can("groups.compose", theme))
    own, same = (shown(), {}) if can("groups.compose", theme) else ({}, {"counts": shown})
    return page("groups/figures.html", same=same, **{"theme": theme, "group": group, **own})


def _tables(theme: Theme, group: Group, *, everything: bool) -> dict[str, Any]:
    found = figures(theme, group, everything=everything)
    makes = {"headings": headings, "rows": rows, "totals": totals}
    reasons = queries.why_so_many(group.id)
    return {"theme": theme, "figures": found, "everything": everything, "reasons": reasons, **makes}


@bp.get(f"{FIGURES}.csv")
@public
def composition_csv(slug: str) -> Response:
    """All tables below each other; a column that a table does not have is empty."""
    _theme, _group, found = _counted(slug)
    keys = list(COLUMNS)
    header = [_("Table"), _("Row"), _("At least"), _("At most"), *(str(COLUMNS[key]) for key in keys)]
    lines = []
    for table in found.tables:
        together = Line(_("Together"), None, None, table.totals)
        for line in (*table.lines, together):
            counts = dict(zip(table.columns, line.cells, strict=True))
            asked = ["" if bound is None else bound for bound in (line.least, line.most)]
            lines.append([table.name, line.name, *asked, *(_count(counts[k]) if k in counts else "" for k in keys)])
    return _download(b"\xef\xbb\xbf" + write_table(header, lines), "text/csv", f"samenstelling-{slug}.csv")


@bp.get(f"{FIGURES}.pdf")
@public
def composition_pdf(slug: str) -> Response:
    """One sheet of A4."""
    theme, group, found = _counted(slug)
    sheet = paper.sheet(theme, group, found, everything=can("groups.compose", theme))
    return _download(sheet, "application/pdf", f"samenstelling-{slug}.pdf")


def headings(table: Table) -> list[str | Markup]:
    asked = [_("Asked for")] if table.asks else []
    return [content(table.name), *asked, *(str(COLUMNS[key]) for key in table.columns)]


def rows(table: Table) -> list[list[str | Markup]]:
    return [
        [content(line.name), *([asked(line)] if table.asks else []), *(_cell(cell) for cell in line.cells)]
        for line in table.lines
    ]


def totals(table: Table) -> list[str | Markup]:
    return [_("Together"), *([""] if table.asks else []), *(_cell(cell) for cell in table.totals)]


def asked(line: Line) -> str:
    """ "6 t/m 9", "3", or nothing."""
    if line.least is None or line.most is None:
        return ""
    if line.least == line.most:
        return str(line.least)
    return str(_("%(least)s to %(most)s", least=line.least, most=line.most))


def _count(count: int | None) -> int | str:
    return _("not shown") if count is None else count


def _cell(count: int | None) -> str | Markup:
    if count is not None:
        return str(count)
    return Markup('<span aria-hidden="true">–</span><span class="rd-vh">{}</span>').format(_("not shown"))


def _download(data: bytes, kind: str, name: str) -> Response:
    answer = Response(data, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
