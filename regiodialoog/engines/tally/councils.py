"""Councils that decide together: each by its own majority, the whole by a number of councils."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from regiodialoog.engines.tally.pollfile import BadPoll, Ballot, at_least_one, identifier, mapping, sequence
from regiodialoog.engines.tally.result import N_, Counts, Step

ALL = "all"


@dataclass(frozen=True)
class Councils:
    """``names``: the municipalities, as ballots name them; ``need``: how many councils have to be for."""

    names: tuple[str, ...]
    need: int

    def all_known(self, ballots: Sequence[Ballot]) -> None:
        """Raises BadPoll for a ballot of no council, or of one that does not take part."""
        for ballot in ballots:
            if ballot.municipality is None:
                raise BadPoll(ballot.place, 'the rule counts by council, and "municipality" is missing here')
            if ballot.municipality not in self.names:
                raise BadPoll((*ballot.place, "municipality"), "this council is not in the rule")

    def agree(self, found: Mapping[str, Counts], majority: Callable[[Counts], bool]) -> tuple[bool, Step]:
        """Whether enough councils are for, and the sentence. A council of which nobody voted is not."""
        agreed = sum(name in found and majority(found[name]) for name in self.names)
        return agreed >= self.need, Step(N_(
            "Each of the %(of)s councils has its own majority. At least %(need)s had to be for. For were %(for)s."
        ), {"of": len(self.names), "need": self.need, "for": agreed})  # fmt: skip


def read_councils(given: Any) -> Councils | None:
    """The option ``councils`` of a rule: ``{"names": […], "need": "all" or a number}``. Raises BadPoll."""
    if given is None:
        return None
    place = ("rule", "councils")
    data = mapping(given, place)
    listed = sequence(data.get("names"), (*place, "names"))
    names = tuple(identifier(name, (*place, "names", n)) for n, name in enumerate(listed))
    if not names or len(set(names)) < len(names):
        raise BadPoll((*place, "names"), "this must be one or more councils, each once")
    need = len(names) if data.get("need") == ALL else at_least_one(data.get("need"), (*place, "need"))
    if need > len(names):
        raise BadPoll((*place, "need"), "there are not so many councils")
    return Councils(names, need)
