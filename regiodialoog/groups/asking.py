"""Rules by which the value of a feature follows from what somebody who signs up is asked, as lines that people write.

A line is one value: "16 t/m 29" and "50 en ouder" for a year of birth, "Noord: 3821-3829; 3812" for a postcode,
"praktisch: vmbo; mbo 1" for an answer of a list. "Elders: overig" is every other postcode. Nothing here reads a
database or a request.
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from regiodialoog.core.text import clean_line, fold
from regiodialoog.groups.models import Source

LONGEST_VALUE, LONGEST_OPTION = 60, 100
MOST_VALUES, MOST_OPTIONS = 20, 60
OLDEST = 130
REST = "overig"
TYPED = frozenset({Source.BIRTH_YEAR, Source.POSTCODE})
"""Where something is filled in of which only what follows is kept."""
_TO = r"\s*(?:t/m|tot en met|-|–)\s*"
_BAND = re.compile(rf"(\d{{1,3}})(?:\s*jaar)?(?:{_TO}(\d{{1,3}})|(\s*\+|\s*(?:en|of) (?:ouder|hoger)))?(?:\s*jaar)?")
_CODES = re.compile(rf"([1-9]\d{{3}})(?:{_TO}([1-9]\d{{3}}))?")
_DIGITS = re.compile(r"([1-9]\d{3})\s*(?:[A-Za-z]{2})?")


class BadRules(Exception):
    """``faults``: what is wrong, each with the number of its line where it has one."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = list(faults)


@dataclass(frozen=True)
class Rule:
    """A value and what gives it: spans of whole numbers, first and last included, or options; ``rest``: all else."""

    value: str
    spans: tuple[tuple[int, int], ...] = ()
    options: tuple[str, ...] = ()
    rest: bool = False

    def holds(self, number: int) -> bool:
        return any(first <= number <= last for first, last in self.spans)

    def as_data(self) -> dict[str, Any]:
        found: dict[str, Any] = {"value": self.value}
        if self.spans:
            found["spans"] = [list(span) for span in self.spans]
        if self.options:
            found["options"] = list(self.options)
        return found | ({"rest": True} if self.rest else {})


@dataclass(frozen=True)
class Rules:
    """All rules of a feature. ``year``: whose ages count."""

    source: Source
    rules: tuple[Rule, ...]
    year: int | None = None

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(rule.value for rule in self.rules)

    @property
    def options(self) -> tuple[str, ...]:
        return tuple(option for rule in self.rules for option in rule.options)

    @property
    def youngest(self) -> int:
        return min((span[0] for rule in self.rules for span in rule.spans), default=0)

    def age_of(self, text: str) -> int | None:
        """In the year that counts; None for what is no year of birth of somebody alive."""
        age = (self.year or 0) - int(text) if re.fullmatch(r"\d{4}", text.strip()) else -1
        return age if 0 <= age <= OLDEST else None

    def value_of(self, text: str) -> str | None:
        """The value that follows from what somebody filled in; None if none does."""
        text = clean_line(text)
        if self.source is Source.BIRTH_YEAR:
            return self._in_span(self.age_of(text))
        if self.source is Source.POSTCODE:
            found = _DIGITS.fullmatch(text)
            code = int(found[1]) if found else None
            rest = next((rule.value for rule in self.rules if rule.rest), None)
            return None if code is None else self._in_span(code) or rest
        return next((rule.value for rule in self.rules if text in (rule.options or (rule.value,))), None)

    def _in_span(self, number: int | None) -> str | None:
        return None if number is None else next((rule.value for rule in self.rules if rule.holds(number)), None)

    def as_data(self) -> list[dict[str, Any]]:
        return [rule.as_data() for rule in self.rules]

    def as_text(self) -> str:
        """The lines that give these rules again."""
        return "\n".join(_line(self.source, rule) for rule in self.rules)


def from_data(source: Source, rules: Sequence[Mapping[str, Any]], year: int | None) -> Rules:
    made = [
        Rule(
            row["value"],
            tuple((first, last) for first, last in row.get("spans", ())),
            tuple(row.get("options", ())),
            rest=bool(row.get("rest")),
        )
        for row in rules
    ]
    return Rules(source, tuple(made), year)


def _line(source: Source, rule: Rule) -> str:
    if source is Source.ANSWER:
        return rule.value
    if source is Source.BIRTH_YEAR:
        ((first, last),) = rule.spans
        return f"{first} en ouder" if last == OLDEST else f"{first} t/m {last}" if last > first else f"{first}"
    if source is Source.LIST:
        return f"{rule.value}: {'; '.join(rule.options)}"
    codes = "; ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in rule.spans)
    return f"{rule.value}: {REST if rule.rest else codes}"


def read(source: Source, text: str, *, year: int | None = None, from_age: int = 0) -> Rules:
    """``from_age``: how old somebody must be to join. Raises BadRules with everything that is wrong: lines that say
    nothing, values twice, gaps and overlaps."""
    faults: list[str] = []
    rules: list[tuple[int, Rule]] = []
    for number, line in _lines(text):
        try:
            rules.append((number, _READ[source](line)))
        except BadRules as bad:
            faults += [_("Line %(line)s: %(fault)s", line=number, fault=fault) for fault in bad.faults]
    if not faults:
        faults = [*_sizes(rules), *_twice(rules), *_CHECK[source](rules, from_age)]
    if faults:
        raise BadRules(faults)
    return Rules(source, tuple(rule for _number, rule in rules), year)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if clean_line(line):
            yield number, clean_line(line)


def _answer(line: str) -> Rule:
    return Rule(_short(line, LONGEST_VALUE))


def _band(line: str) -> Rule:
    found = _BAND.fullmatch(line.lower())
    if not found:
        raise BadRules([_("Write a group of ages like this: 16 t/m 29, or: 50 en ouder")])
    first = int(found[1])
    if found[3]:
        return Rule(f"{first} jaar of ouder", ((first, OLDEST),))
    last = int(found[2] or first)
    if last < first:
        raise BadRules([_("The first age is above the last one.")])
    return Rule(f"{first} jaar" if last == first else f"{first} t/m {last} jaar", ((first, last),))


def value_written(source: Source, text: str) -> str:
    """The value that somebody means with these words: of ages also "16-29" or "67+". Anything else as it is."""
    if source is not Source.BIRTH_YEAR or not _BAND.fullmatch(text.lower()):
        return text
    try:
        return _band(text).value
    except BadRules:
        return text


def _codes(line: str) -> Rule:
    value, told = _parts(line, _("Write: the name, a colon, and the postcodes. For instance: Noord: 3821-3829; 3812"))
    if [fold(part) for part in told] == [REST]:
        return Rule(value, rest=True)
    spans, faults = [], []
    for part in told:
        found = _CODES.fullmatch(part)
        if not found:
            faults.append(_("%(text)s is no postcode of four digits, and no two with a hyphen.", text=part))
        elif int(found[2] or found[1]) < int(found[1]):
            faults.append(_("In %(text)s the first postcode is above the last one.", text=part))
        else:
            spans.append((int(found[1]), int(found[2] or found[1])))
    if faults:
        raise BadRules(faults)
    return Rule(value, tuple(spans))


def _folded(line: str) -> Rule:
    value, options = _parts(
        line, _("Write: the outcome, a colon, and the answers. For instance: praktisch: vmbo; mbo 1")
    )
    return Rule(value, options=tuple(_short(option, LONGEST_OPTION) for option in options))


def _parts(line: str, how: str) -> tuple[str, list[str]]:
    value, colon, rest = line.partition(":")
    told = [clean_line(part) for part in rest.split(";") if clean_line(part)]
    if not colon or not clean_line(value) or not told:
        raise BadRules([how])
    return _short(clean_line(value), LONGEST_VALUE), told


def _short(text: str, limit: int) -> str:
    if len(text) > limit:
        raise BadRules([_("This is longer than %(limit)s characters: %(text)s…", limit=limit, text=text[:20])])
    return text


def _sizes(rules: Sequence[tuple[int, Rule]]) -> list[str]:
    if not 2 <= len(rules) <= MOST_VALUES:
        return [_("Write at least two lines, and at most %(most)s.", most=MOST_VALUES)]
    if sum(len(rule.options) for _line, rule in rules) > MOST_OPTIONS:
        return [_("That are more than %(most)s answers to choose from.", most=MOST_OPTIONS)]
    return []


def _twice(rules: Sequence[tuple[int, Rule]]) -> list[str]:
    """Values, and options, that stand in two places: nobody could tell which is meant."""
    seen: dict[str, int] = {}
    faults = []
    for each in (lambda rule: (rule.value,), lambda rule: rule.options):
        seen = {}
        for number, rule in rules:
            for text in each(rule):
                if fold(text) in seen:
                    faults.append(
                        _("Line %(line)s: %(text)s stands in line %(first)s already.",
                          line=number, text=text, first=seen[fold(text)])
                    )  # fmt: skip
                seen.setdefault(fold(text), number)
    return faults


def _overlaps(rules: Sequence[tuple[int, Rule]]) -> list[str]:
    spans = sorted((*span, number) for number, rule in rules for span in rule.spans)
    return [
        _("Line %(line)s: %(number)s stands in line %(first)s already.", line=max(one[2], two[2]), number=two[0],
          first=min(one[2], two[2]))
        for one, two in itertools.pairwise(spans) if two[0] <= one[1]
    ]  # fmt: skip


def _whole_of_life(rules: Sequence[tuple[int, Rule]], from_age: int) -> list[str]:
    """Every age from the youngest who may join on is in one group."""
    spans = sorted(span for _line, rule in rules for span in rule.spans)
    faults = _overlaps(rules)
    if spans and from_age and spans[0][0] > from_age:
        faults.append(_("Who is %(age)s may join and falls in no group.", age=from_age))
    ends = -1
    for first, last in spans:
        if 0 <= ends < first - 1:
            faults.append(_("Who is %(age)s falls in no group.", age=ends + 1))
        ends = max(ends, last)
    if spans and ends < OLDEST:
        faults.append(_("Who is %(age)s falls in no group. Write the last line like this: 67 en ouder", age=ends + 1))
    return faults


def _whole_of_the_country(rules: Sequence[tuple[int, Rule]], _from_age: int) -> list[str]:
    faults = _overlaps(rules)
    rest = [number for number, rule in rules if rule.rest]
    if len(rest) != 1:
        faults.append(_("Write one line for all other postcodes: Elders: overig"))
    return faults


def _whole_list(_rules: Sequence[tuple[int, Rule]], _from_age: int) -> list[str]:
    """A list has no gaps: nobody can choose what is not on it."""
    return []


_READ = {Source.ANSWER: _answer, Source.BIRTH_YEAR: _band, Source.POSTCODE: _codes, Source.LIST: _folded}
_CHECK = {
    Source.ANSWER: _whole_list,
    Source.BIRTH_YEAR: _whole_of_life,
    Source.POSTCODE: _whole_of_the_country,
    Source.LIST: _whole_list,
}
