"""Panels: what a lower page shows of upper things, without knowing them.

An upper feature registers ``@panel("organisations.municipality", order=20)`` above a function that takes the page's
subject and answers ``(template, context)`` or None; the lower page writes
``{{ panels("organisations.municipality", municipality) }}``.
"""

from collections.abc import Callable
from typing import Any

from flask import render_template
from markupsafe import Markup

Panel = Callable[[Any], tuple[str, dict[str, Any]] | None]
_panels: dict[str, list[tuple[int, str, Panel]]] = {}


def panel(place: str, *, order: int) -> Callable[[Panel], Panel]:
    """Show something at ``place``; lower ``order`` comes first, then the function's name."""

    def register(function: Panel) -> Panel:
        entries = _panels.setdefault(place, [])
        entries.append((order, f"{function.__module__}.{function.__qualname__}", function))
        entries.sort(key=lambda entry: entry[:2])
        return function

    return register


def panels(place: str, subject: Any = None) -> Markup:
    """Everything registered for a place, rendered in order. A panel that answers None is left out."""
    parts = []
    for _order, _name, function in _panels.get(place, ()):
        shown = function(subject)
        if shown is not None:
            template, context = shown
            parts.append(render_template(template, **context))
    return Markup("\n").join(Markup(part) for part in parts)  # noqa: S704 - rendered by autoescaping templates
