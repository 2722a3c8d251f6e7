"""Reading ranked ballots: a list of ranks, each a list of options that are equal to the voter; it may stop early."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from regiodialoog.engines.tally.choosing import known
from regiodialoog.engines.tally.pollfile import BadPoll, PollFile
from regiodialoog.engines.tally.result import Counts

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Ranks = Sequence[Sequence[str]]
Ranking = tuple[tuple[str, ...], ...]


def read_rankings(poll: PollFile) -> list[Ranks]:
    """One per ballot, as it stands in the file. Raises BadPoll."""
    found: list[Ranks] = []
    options, lists = frozenset(poll.options), frozenset([list])
    for ballot in poll.ballots:
        place = (*ballot.place, "choice")
        try:
            named = list(chain.from_iterable(ballot.choice))
            good = len(options.intersection(named)) == len(named) and all(ballot.choice)
            good = good and type(ballot.choice) is list and lists.issuperset(map(type, ballot.choice))
        except TypeError:
            good = False
        if not good:
            _refuse(poll, ballot.choice, place)
        found.append(ballot.choice)
    return found


def read_places(poll: PollFile) -> "npt.NDArray[np.int32]":
    """The same for very many ballots: for each option, on each ballot, its rank from 0; where it is not named, the
    number of options. Raises BadPoll."""
    import numpy as np  # it takes its time to start

    said = [ballot.choice for ballot in poll.ballots]
    number = {option: n for n, option in enumerate(poll.options)}
    try:
        good = {list}.issuperset(map(type, said)) and {list}.issuperset(map(type, chain.from_iterable(said)))
        named = chain.from_iterable(chain.from_iterable(said if good else []))
        each = np.fromiter(map(number.__getitem__, named), dtype=np.int32)
    except (KeyError, TypeError):
        good = False
    if not good:
        read_rankings(poll)  # says where
    ranks = np.fromiter(map(len, said), dtype=np.int32)
    sizes = np.fromiter(map(len, chain.from_iterable(said)), dtype=np.int32)
    nth = np.arange(len(sizes), dtype=np.int32) - np.repeat(np.cumsum(ranks, dtype=np.int32) - ranks, ranks)
    ballot = np.repeat(np.arange(len(said), dtype=np.int32), ranks)
    places = np.full((len(said), len(number)), len(number), dtype=np.int32)
    places[np.repeat(ballot, sizes), each] = np.repeat(nth, sizes)
    if not sizes.all() or np.count_nonzero(places < len(number)) < len(each):
        read_rankings(poll)
    return np.ascontiguousarray(places.T)


def _refuse(poll: PollFile, choice: object, place: tuple[str | int, ...]) -> None:
    """Raises BadPoll for the first fault of a ranking."""
    if not isinstance(choice, list):
        raise BadPoll(place, "this must be a list of lists of options")
    seen: set[str] = set()
    for n, rank in enumerate(choice):
        if not isinstance(rank, list) or not rank:
            raise BadPoll((*place, n), "this must be a list of one or more options")
        for m, option in enumerate(rank):
            if known(poll, option, (*place, n, m)) in seen:
                raise BadPoll((*place, n, m), "this option is there twice")
            seen.add(option)


def first_choices(rankings: Iterable[Ranks]) -> list[Counts]:
    """Which options each ballot puts first, alone or together with others: once each."""
    return [dict.fromkeys(ranking[0], 1) if ranking else {} for ranking in rankings]


def alike(rankings: Iterable[Ranks]) -> Mapping[Ranking, int]:
    """How many ballots say the same, blank ones left out."""
    return Counter(tuple(map(tuple, ranks)) for ranks in rankings if ranks)


def best_of(ranking: Ranking, among: frozenset[str]) -> tuple[str, ...]:
    """The options of the first rank that has any of these."""
    for rank in ranking:
        if found := [option for option in rank if option in among]:
            return tuple(found)
    return ()
