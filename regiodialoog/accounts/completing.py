"""What the first use of a link completes besides the account itself, in the words of the feature it was asked for."""

from collections.abc import Callable
from dataclasses import dataclass

from regiodialoog.accounts.models import Person


@dataclass(frozen=True)
class Completes:
    """``intro`` stands above the one button, ``done`` is said when it was pressed; ``title`` where it is one of several
    steps."""

    intro: str
    button: str
    done: str
    title: str = ""


Finder = Callable[[Person], Completes | None]
_finders: list[Finder] = []


def completes(finder: Finder) -> Finder:
    """Register who knows what somebody still has to confirm; None for nothing."""
    _finders.append(finder)
    return finder


def completed_by(person: Person) -> Completes | None:
    """What the first link of this person completes; None for nothing but the account."""
    return next((found for finder in _finders if (found := finder(person)) is not None), None)
