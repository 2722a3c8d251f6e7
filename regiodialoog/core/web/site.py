"""What every page says about the site itself. The feature that knows the region provides it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app, g

from regiodialoog.core.web.shelf import known_to_all


@dataclass(frozen=True)
class Site:
    """Words of the header and the footer; empty where unknown."""

    region_name: str = ""
    phone: str = ""
    email: str = ""
    opening_hours: str = ""
    name: str = "Regiodialoog"


_provide: Callable[[], Site] = Site


def provided_by(provider: Callable[[], Site]) -> None:
    global _provide
    _provide = provider


def is_invented() -> bool:
    """What is written down in a demonstration is invented, and says so."""
    return bool(current_app.config["SETTINGS"].demo)


class CurrentSite:
    """``site`` in templates: looked up once per request, only by pages that show it."""

    @property
    def demo(self) -> bool:
        return is_invented()

    @property
    def facts(self) -> Site:
        """All of them, as one value."""
        if "site" not in g:
            g.site = known_to_all("site", _provide)
        found: Site = g.site
        return found

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.facts, name)
