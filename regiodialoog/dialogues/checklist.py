"""What is still to be done before a theme can run: the bureau sees it on the theme's management page.

A feature above adds a line with ``@check(order=60)`` above a function that takes the theme and answers an ``Item``, or
None when it has nothing to ask.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from regiodialoog.dialogues.models import Theme


@dataclass(frozen=True)
class Item:
    """One thing to do: ``label`` what, ``done`` whether it is, ``note`` how far, ``url`` where; ``takes_weeks``: others
    must do it, and the bureau goes on with the rest meanwhile."""

    label: str
    done: bool
    url: str
    note: str = ""
    takes_weeks: bool = False


Check = Callable[[Theme], Item | None]
_checks: list[tuple[int, str, Check]] = []


def check(*, order: int) -> Callable[[Check], Check]:
    """Register a line of the list; lower ``order`` comes first, then the function's name."""

    def register(function: Check) -> Check:
        _checks.append((order, f"{function.__module__}.{function.__qualname__}", function))
        _checks.sort(key=lambda entry: entry[:2])
        return function

    return register


def next_step(theme: Theme) -> tuple[str, str] | None:
    """The first thing that is still to be done, in words for a button, and where; None when everything is."""
    item = first_to_do(checklist(theme))
    return None if item is None else (_("Next: %(what)s", what=item.label), item.url)


def first_to_do(items: Sequence[Item]) -> Item | None:
    """What takes weeks comes only when nothing else is left."""
    return min((item for item in items if not item.done), key=lambda item: item.takes_weeks, default=None)


def onward(theme: Theme) -> tuple[str, str]:
    """From another page than the theme's own: to what is still to be done, or else back to the theme."""
    return next_step(theme) or (_("Back to the theme"), url_for("dialogues.manage_theme", slug=theme.slug))


def checklist(theme: Theme) -> list[Item]:
    found = (function(theme) for _order, _name, function in _checks)
    return [item for item in found if item is not None]
