"""Ties on the way: where the order of steps can matter, every order is followed, and chance is left to people.

A count goes from state to state. Where two options are equally far, the state has several next states. When the same
can come of all of them, the tie is told and passed; when not, the count ends there: who goes on is for a lot drawn in
public, never for a program.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from regiodialoog.engines.tally.result import N_, Step, Value

MOST = 2000
"""Different states that are looked at to see whether a tie matters; beyond it the tie is said to matter."""


class State(Protocol):
    """``key`` is the same for states that go on in the same way; ``winners`` are those who are in by now."""

    @property
    def key(self) -> Hashable: ...
    @property
    def winners(self) -> frozenset[str]: ...


S = TypeVar("S", bound=State)


@dataclass(frozen=True)
class Turn(Generic[S]):
    """What can come next, by the option that it happens to: more than one is a tie. What happens to several at once
    stands under "", alone."""

    nexts: Mapping[str, S]
    steps: Mapping[str, Sequence[Step]] = field(default_factory=dict)


class TooMany(Exception):
    """There are more ways than can be looked at."""


def settle(
    state: S, turn: Callable[[S], Turn[S] | None], titles: Mapping[str, str], steps: list[Step]
) -> tuple[frozenset[str], tuple[str, ...]]:
    """The winners for certain, and the options of the first tie that changes what can come out, if any. Adds to the
    steps."""
    while (now := turn(state)) is not None:
        chosen = next(option for option in (*titles, *now.nexts) if option in now.nexts)
        if len(now.nexts) > 1:
            tied = tuple(option for option in titles if option in now.nexts)
            names: dict[str, Value] = {"options": ", ".join(titles[option] for option in tied)}
            try:
                ends = {possible([each], turn) for each in now.nexts.values()}
            except TooMany:
                steps.append(Step(N_(
                    "Equally far: %(options)s. There are too many ways to go on to look at all of them; a lot drawn in"
                    " public has to decide."
                ), names))  # fmt: skip
                return state.winners, tied
            if len(ends) > 1:
                steps.append(Step(N_(
                    "Equally far: %(options)s. Who goes first changes the result, so a lot drawn in public has to"
                    " decide."
                ), names))  # fmt: skip
                return frozenset.intersection(*frozenset().union(*ends)), tied
            steps.append(Step(N_("Equally far: %(options)s. Who goes first makes no difference."), names))
        steps += now.steps.get(chosen, ())
        state = now.nexts[chosen]
    return state.winners, ()


def possible(starts: Iterable[S], turn: Callable[[S], Turn[S] | None]) -> frozenset[frozenset[str]]:
    """Every set of winners that can come of these states. Raises TooMany."""
    seen: set[Hashable] = set()
    ends: set[frozenset[str]] = set()
    waiting = list(starts)
    while waiting:
        state = waiting.pop()
        if state.key in seen:
            continue
        seen.add(state.key)
        if len(seen) > MOST:
            raise TooMany
        now = turn(state)
        if now is None:
            ends.add(state.winners)
        else:
            waiting += now.nexts.values()
    return frozenset(ends)
