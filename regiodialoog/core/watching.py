"""What a worker looks after by itself, every so often: whether there is work that no action asked for.

A watch runs outside any transaction. It looks, and enqueues a job if there is something to do: so the actions that
make the work neither write for it nor wait for each other.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

Look = Callable[[], None]


@dataclass
class _Watch:
    look: Look
    every: float
    due: float = 0.0


_watches: list[_Watch] = []


def watches(*, every: timedelta) -> Callable[[Look], Look]:
    """Register a function that every worker calls when it starts, and then about this often."""

    def register(look: Look) -> Look:
        _watches.append(_Watch(look, every.total_seconds()))
        return look

    return register


def look_around() -> None:
    """Call whatever is due in this process."""
    for watch in _watches:
        if time.monotonic() >= watch.due:
            watch.due = time.monotonic() + watch.every
            watch.look()
