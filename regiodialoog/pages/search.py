"""The search page: every registered source, the best few of each, or all of one."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from regiodialoog.core.errors import NotFound
from regiodialoog.core.policy import public
from regiodialoog.core.web import search
from regiodialoog.core.web.pages import page
from regiodialoog.core.web.paging import page_links, page_number

bp = Blueprint("search", __name__)
FEW = 5
PAGE = 20


@dataclass(frozen=True)
class Group:
    """What one source found; ``more`` is the address of all of it."""

    kind: str
    label: str
    total: int
    hits: tuple[search.Hit, ...]
    more: str


@bp.get("/zoeken")
@public
def find() -> Response:
    """All kinds with their best few; with ``soort`` the pages of one kind. Always asks each source once."""
    sought = search.wanted(request.args.get("q", ""))
    kind, number = request.args.get("soort", ""), page_number()
    known = {source.kind for source in search.sources()}
    if kind and kind not in known:
        raise NotFound
    groups = [_group(source, sought, kind, number) for source in search.sources()] if sought.words else []
    chosen = next((group for group in groups if group.kind == kind), None)
    last = max(1, -(-chosen.total // PAGE)) if chosen else 1
    if number > last:
        raise NotFound
    found = [group for group in groups if group.total]
    return page(
        "pages/search.html", fragment="results", sought=sought, shortest=search.SHORTEST, chosen=chosen,
        found=found, total=sum(group.total for group in groups), tabs=_tabs(sought, found, kind),
        **page_links(number, last, lambda n: _url(sought, kind, n)),
    )  # fmt: skip


def _group(source: search.Source, sought: search.Wanted, kind: str, number: int) -> Group:
    limit, offset = (PAGE, PAGE * (number - 1)) if source.kind == kind else (FEW, 0)
    found = source.find(sought, limit, offset)
    return Group(source.kind, source.label, found.total, tuple(found.hits), _url(sought, source.kind))


def _tabs(sought: search.Wanted, found: list[Group], kind: str) -> list[dict[str, object]]:
    everything = {"label": _("Everything"), "url": _url(sought), "current": not kind}
    return [
        {**everything, "count": sum(group.total for group in found)},
        *(
            {"label": _(group.label), "url": group.more, "current": group.kind == kind, "count": group.total}
            for group in found
        ),
    ]


def _url(sought: search.Wanted, kind: str = "", number: int = 1) -> str:
    given = {"q": sought.text, "soort": kind, "pagina": str(number) if number > 1 else ""}
    return "/zoeken?" + urlencode({name: value for name, value in given.items() if value})
