"""States are tables: a move that is not in the table is refused; some moves need a reason that people can read."""

import enum
from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from regiodialoog.core.errors import Conflict, Invalid

State = TypeVar("State", bound=enum.StrEnum)


class Workflow(Generic[State]):
    """The allowed moves of one kind of thing.

    ``moves`` maps every state to the states that may follow; ``reasoned`` holds the states that cannot be entered
    without a reason in plain Dutch; ``attribute`` is where the row keeps its state.
    """

    def __init__(
        self,
        moves: Mapping[State, Iterable[State]],
        *,
        reasoned: Iterable[State] = (),
        attribute: str = "state",
    ) -> None:
        self.moves = {state: frozenset(after) for state, after in moves.items()}
        self.reasoned = frozenset(reasoned)
        self.attribute = attribute
        known = set(self.moves)
        strangers = (set().union(*self.moves.values()) | self.reasoned) - known
        if strangers:
            raise ValueError(f"States without a row in the table: {sorted(strangers)}")
        missing = set(type(next(iter(known)))) - known
        if missing:
            raise ValueError(f"The table leaves out: {sorted(missing)}")

    def allows(self, now: State, to: State) -> bool:
        return to in self.moves[now]

    def move(self, row: object, to: State, *, reason: str = "") -> State:
        """Set the row's state; returns the state it left. Raises Conflict (not in the table) or Invalid (no reason)."""
        now: State = getattr(row, self.attribute)
        if not self.allows(now, to):
            raise Conflict(f"{type(row).__name__}: {now} → {to}")
        if to in self.reasoned and not reason.strip():
            raise Invalid(f"{type(row).__name__}: {to} needs a reason")
        setattr(row, self.attribute, to)
        return now
