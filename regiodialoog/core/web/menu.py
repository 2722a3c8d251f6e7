"""The main menu: each feature adds its own item; what is not built stands in no menu."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import request, url_for

from regiodialoog.core.i18n import locale
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
    visible = tuple(item.key for item in _items.get(menu, ()) if not item.rule or can(item.rule))
    places = _places(menu, visible, request.script_root)
    here = max(((len(place), url) for place, url in places if _under(place)), default=(0, ""))[1]
    return _shown(menu, visible, here, locale(), request.script_root)


@lru_cache(maxsize=64)
def _places(menu: str, keys: tuple[str, ...], _root: str) -> tuple[tuple[str, str], ...]:
    """The paths whose pages belong to an item, each with the address of the item."""
    return tuple((place, url) for item, url in _with_urls(menu, keys) for place in (url, *item.also))


@lru_cache(maxsize=512)
def _shown(menu: str, keys: tuple[str, ...], here: str, _language: str, _root: str) -> tuple[Shown, ...]:
    return tuple(Shown(item.key, str(item.label), url, url == here) for item, url in _with_urls(menu, keys))


def _with_urls(menu: str, keys: tuple[str, ...]) -> list[tuple[Item, str]]:
    return [(item, url_for(item.endpoint)) for item in _items.get(menu, ()) if item.key in keys]


def _under(url: str) -> bool:
    return request.path == url or (url != "/" and request.path.startswith(url + "/"))
