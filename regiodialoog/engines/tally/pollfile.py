"""Reading a poll file: what every rule shares. What is in a ballot, the rule itself reads."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

FORMAT = "regiodialoog-poll/1"
LONGEST = 100
"""Characters of an id or a receipt."""
Place = tuple[str | int, ...]
_SHARE = re.compile(r"([0-9]{1,9})/([0-9]{1,9})", re.ASCII)


class BadPoll(ValueError):
    """A poll file that cannot be counted. ``place`` leads to the fault: ``("ballots", 3, "choice")``, from 0."""

    def __init__(self, place: Place, says: str) -> None:
        super().__init__(f"{path(place)}: {says}" if place else says)
        self.place, self.says = place, says


def path(place: Place) -> str:
    """A place as people write it: ``ballots[3].choice``."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")


@dataclass(frozen=True)
class Ballot:
    """``interest`` and ``municipality`` None: the file does not tell. ``place``: where it stands in the file."""

    receipt: str
    choice: Any
    interest: str | None
    municipality: str | None
    place: Place

    def group(self, by: str) -> str | None:
        return self.interest if by == "interest" else self.municipality


@dataclass(frozen=True)
class PollFile:
    """``source`` is the whole file, for what is checked over it; ``rule`` is as written; ``options`` are titles by id,
    ``costs`` whole euros by id, of the options that have one."""

    question: str
    rule: Mapping[str, Any]
    options: Mapping[str, str]
    costs: Mapping[str, int]
    roll_size: int
    ballots: Sequence[Ballot]
    published: Mapping[str, Any] | None
    source: Mapping[str, Any]


def read_poll(data: Any) -> PollFile:
    """A poll file from plain JSON values. Raises BadPoll with the place of the first fault."""
    whole = mapping(data, ())
    if whole.get("format") != FORMAT:
        raise BadPoll(("format",), f'this must be "{FORMAT}"')
    roll = mapping(_needed(whole, "roll", ()), ("roll",))
    size = whole_number(_needed(roll, "size", ("roll",)), ("roll", "size"))
    text(roll.get("sha256", ""), ("roll", "sha256"))
    ballots = _ballots(_needed(whole, "ballots", ()))
    if len(ballots) > size:
        raise BadPoll(("roll", "size"), f"there are {len(ballots)} ballots of {size} people on the roll")
    published = whole.get("published")
    options, costs = _options(whole.get("options", []))
    return PollFile(
        question=text(_needed(whole, "question", ()), ("question",)),
        rule=mapping(_needed(whole, "rule", ()), ("rule",)),
        options=options,
        costs=costs,
        roll_size=size,
        ballots=ballots,
        published=None if published is None else mapping(published, ("published",)),
        source=whole,
    )


def _options(given: Any) -> tuple[dict[str, str], dict[str, int]]:
    titles: dict[str, str] = {}
    costs: dict[str, int] = {}
    for n, each in enumerate(sequence(given, ("options",))):
        place: Place = ("options", n)
        option = mapping(each, place)
        name = identifier(_needed(option, "id", place), (*place, "id"))
        if name in titles:
            raise BadPoll((*place, "id"), f'there are two options "{name}"')
        titles[name] = text(_needed(option, "title", place), (*place, "title"))
        if "cost" in option:
            costs[name] = at_least_one(option["cost"], (*place, "cost"))
    return titles, costs


def _ballots(given: Any) -> list[Ballot]:
    found, receipts = [], set()
    for n, each in enumerate(sequence(given, ("ballots",))):
        place: Place = ("ballots", n)
        ballot = mapping(each, place)
        receipt = identifier(_needed(ballot, "receipt", place), (*place, "receipt"))
        if receipt in receipts:
            raise BadPoll((*place, "receipt"), f'there are two ballots with receipt "{receipt}"')
        receipts.add(receipt)
        interest = text(ballot["interest"], (*place, "interest")) if "interest" in ballot else None
        municipality = text(ballot["municipality"], (*place, "municipality")) if "municipality" in ballot else None
        found.append(Ballot(receipt, _needed(ballot, "choice", place), interest, municipality, place))
    return found


def _needed(data: Mapping[str, Any], name: str, place: Place) -> Any:
    if name not in data:
        raise BadPoll(place, f'"{name}" is missing here')
    return data[name]


def mapping(value: Any, place: Place) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise BadPoll(place, "this must be an object")
    return value


def sequence(value: Any, place: Place) -> Sequence[Any]:
    if not isinstance(value, list):
        raise BadPoll(place, "this must be a list")
    return value


def text(value: Any, place: Place) -> str:
    if not isinstance(value, str):
        raise BadPoll(place, "this must be a text")
    return value


def whole_number(value: Any, place: Place) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadPoll(place, "this must be a whole number of 0 or more")
    return value


def at_least_one(value: Any, place: Place) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise BadPoll(place, "this must be a whole number of 1 or more")
    return value


def identifier(value: Any, place: Place) -> str:
    """A text of 1 to 100 characters, in the form in which it is hashed (Unicode NFC)."""
    name = text(value, place)
    if not 1 <= len(name) <= LONGEST:
        raise BadPoll(place, f"this must have 1 to {LONGEST} characters")
    if not (name.isascii() or unicodedata.is_normalized("NFC", name)):
        raise BadPoll(place, "this must be in the Unicode form NFC")
    return name


def only(rule: Mapping[str, Any], known: frozenset[str]) -> None:
    """Raises BadPoll for an option that this kind of rule has not."""
    for name in rule:
        if name not in known and name != "kind":
            raise BadPoll(("rule", name), f'a rule "{rule["kind"]}" has no option "{name}"')


def share(value: Any, place: Place) -> Fraction:
    """A share written as "a/b", from 0 to 1."""
    found = _SHARE.fullmatch(value) if isinstance(value, str) else None
    if found is None or int(found[2]) == 0 or int(found[1]) > int(found[2]):
        raise BadPoll(place, 'this must be a share such as "1/2" or "2/3"')
    return Fraction(int(found[1]), int(found[2]))
