"""The main menu: each feature adds its own item; what is not built stands in no menu."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from regiodialoog.core.policy import can


@dataclass(frozen=True)
class Item:
    key: str
    label: Any
    endpoint: str
    order: int
    rule: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    key: str
    label: str
    url: str
    current: bool


_items: dict[str, list[Item]] = {}


def add(
    key: str, label: Any, endpoint: str, *, order: int, rule: str = "", menu: str = "main", also: tuple[str, ...] = ()
) -> None:
    """Register an item of a ``menu`` ("main", "beheer", "mijn"); with ``rule`` only for those whom it lets.

    ``also``: other paths whose pages belong to it.
    """
    items = _items.setdefault(menu, [])
    if not any(item.key == key for item in items):
        items.append(Item(key, label, endpoint, order, rule, also))
        items.sort(key=lambda item: (item.order, item.key))


def shown(menu: str = "main") -> tuple[Shown, ...]:
    """The items this person may see. The current one is that of the page's address."""
    visible = [item for item in _items.get(menu, ()) if not item.rule or can(item.rule)]
    urls = [url_for(item.endpoint) for item in visible]
    places = [(place, url) for item, url in zip(visible, urls, strict=True) for place in (url, *item.also)]
    here = max(((len(place), url) for place, url in places if _under(place)), default=(0, ""))[1]
    return tuple(Shown(item.key, str(item.label), url, url == here) for item, url in zip(visible, urls, strict=True))


def _under(url: str) -> bool:
    return request.path == url or (url != "/" and request.path.startswith(url + "/"))
