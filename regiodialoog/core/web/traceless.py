"""The one kind of request of which nothing may stay behind: no key of its form, no line in the log."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app

V = TypeVar("V", bound=Callable[..., Any])


def without_trace(view: V) -> V:
    """Mark a view whose POST spends no idempotency key and is not logged. What it writes has to be done once by
    itself. A test lists these views: secret ballots, and no others."""
    view.leaves_no_trace = True  # type: ignore[attr-defined]
    return view


def leaves_no_trace(endpoint: str | None) -> bool:
    return bool(getattr(current_app.view_functions.get(endpoint or ""), "leaves_no_trace", False))
