"""Whether people can really sign up on the days for it: a feature above knows what else that takes."""

from collections.abc import Callable, Collection, Iterable

from regiodialoog.dialogues import queries
from regiodialoog.dialogues.models import PhaseKind, Theme

Lacking = Callable[[Collection[int]], Collection[int]]
_lacking: list[Lacking] = []


def lacking(finder: Lacking) -> Lacking:
    """Register a function that, of themes by id, gives those that nobody can sign up for yet, whatever the day."""
    _lacking.append(finder)
    return finder


def closed(themes: Iterable[Theme]) -> set[int]:
    """The ids of those whose days for signing up have come while nobody can sign up yet. No query when there is none
    in these days."""
    in_time = [theme.id for theme in themes if theme.source_id is None and queries.is_in(theme, PhaseKind.RECRUITMENT)]
    return {number for finder in _lacking for number in finder(in_time)} if in_time else set()
