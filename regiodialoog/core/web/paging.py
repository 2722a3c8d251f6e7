"""Lists that go by pages: which one the address asks for, and the links to those around it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import request

from regiodialoog.core.errors import NotFound

LAST_PAGE = 10_000


def page_number() -> int:
    """The page that the address asks for. Raises NotFound for what is no page number."""
    given = request.args.get("pagina", "1")
    if not (given.isascii() and given.isdigit() and len(given) <= 5 and 1 <= int(given) <= LAST_PAGE):
        raise NotFound
    return int(given)


def page_links(number: int, last: int, url: Callable[[int], str] | None = None) -> dict[str, Any]:
    """First, last and the neighbours of this page, and the addresses of the two beside it, as ``ui.pagination`` wants
    them: ``pages`` with None for a gap, ``previous`` and ``next``. ``url``: of a page; else this address with another
    number."""
    url = url or _this_address
    shown = sorted({1, last, *range(max(1, number - 1), min(last, number + 1) + 1)})
    items: list[dict[str, Any] | None] = []
    for before, n in zip([0, *shown], shown, strict=False):
        items += [None] if n - before > 1 else []
        items.append({"number": n, "url": url(n), "current": n == number})
    return {
        "pages": items,
        "previous": url(number - 1) if number > 1 else "",
        "next": url(number + 1) if number < last else "",
    }


def _this_address(number: int) -> str:
    given = {name: value for name, value in request.args.items() if name != "pagina" and value}
    return f"{request.path}?{urlencode({**given, 'pagina': number})}"
