"""Support per interest and per municipality, and the rule that no group, or not too few of them, may be left behind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from regiodialoog.engines.tally.pollfile import BadPoll, Ballot, mapping
from regiodialoog.engines.tally.result import N_, Counts, Step, Support

DIMENSIONS = ("interest", "municipality")
NONE_AGAINST = "none-against"


@dataclass(frozen=True)
class SupportRule:
    """``need`` None: no group has more against than for; a number: so many groups have more for than against."""

    by: Literal["interest", "municipality"]
    need: int | None


_SAYS = {
    ("interest", True): N_(
        "In no interest more people may be against than for. Interests with more against than for: %(against)s."
    ),
    ("municipality", True): N_(
        "In no municipality more people may be against than for. Municipalities with more against than for:"
        " %(against)s."
    ),
    ("interest", False): N_(
        "In at least %(need)s interests more people have to be for than against. Interests with more for than against:"
        " %(for)s."
    ),
    ("municipality", False): N_(
        "In at least %(need)s municipalities more people have to be for than against. Municipalities with more for than"
        " against: %(for)s."
    ),
}


def read_support(given: Any) -> SupportRule | None:
    """The option ``support`` of a rule. Raises BadPoll."""
    if given is None:
        return None
    place = ("rule", "support")
    data = mapping(given, place)
    by, need = data.get("by"), data.get("need")
    if by not in DIMENSIONS:
        raise BadPoll((*place, "by") if "by" in data else place, 'by must be "interest" or "municipality"')
    if need == NONE_AGAINST:
        return SupportRule(by, None)
    if isinstance(need, bool) or not isinstance(need, int) or need < 1:
        where = (*place, "need") if "need" in data else place
        raise BadPoll(where, f'need must be "{NONE_AGAINST}" or a whole number of 1 or more')
    return SupportRule(by, need)


def support_of(ballots: Sequence[Ballot], choices: Sequence[str]) -> Support:
    """How often each choice was made in each group, of the dimensions that the ballots tell."""
    return broken_down(ballots, [{ballot.choice: 1} for ballot in ballots], choices)


def broken_down(ballots: Sequence[Ballot], marks: Sequence[Counts], names: Iterable[str]) -> Support:
    """What the ballots of each group give to each name together; ``marks`` beside the ballots. A ballot that does not
    tell its group counts in none."""
    names = tuple(names)
    found: dict[str, dict[str, dict[str, int]]] = {}
    for by in DIMENSIONS:
        counted: dict[str, dict[str, int]] = {}
        for ballot, given in zip(ballots, marks, strict=True):
            if (group := ballot.group(by)) is not None:
                of_group = counted.setdefault(group, dict.fromkeys(names, 0))
                for name, mark in given.items():
                    of_group[name] += mark
        if counted:
            found[by] = counted
    return found


def all_tell(rule: SupportRule, ballots: Sequence[Ballot]) -> None:
    """Raises BadPoll when a ballot does not tell the group that the rule counts by."""
    for ballot in ballots:
        if ballot.group(rule.by) is None:
            raise BadPoll(ballot.place, f'the rule counts by {rule.by}, and "{rule.by}" is missing here')


def is_carried(rule: SupportRule, groups: Mapping[str, Counts]) -> tuple[bool, Step]:
    """Whether enough groups are with it, and the sentence that says so. The sentence counts groups and names none:
    a small group could be one person."""
    more_for = sum(counts["yes"] > counts["no"] for counts in groups.values())
    more_against = sum(counts["no"] > counts["yes"] for counts in groups.values())
    enough = more_against == 0 if rule.need is None else more_for >= rule.need
    says = _SAYS[rule.by, rule.need is None]
    return enough, Step(says, {"need": rule.need or 0, "for": more_for, "against": more_against})
