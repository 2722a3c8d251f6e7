"""Which questions the bureau can tick while it makes a group: those of its setup, and then those of the library."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.text import fold, slugify
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.asking import BadRules, Rules, read
from regiodialoog.groups.library import about, counted
from regiodialoog.groups.models import Source
from regiodialoog.groups.population import Known, known, places_of
from regiodialoog.groups.queries.population import population
from regiodialoog.groups.setups import Question, Setup
from regiodialoog.groups.special import special
from regiodialoog.organisations import queries as region


@dataclass(frozen=True)
class Offered:
    """``key``: by which a form knows it; ``chosen``: whether the setup asks it; ``rules``: None when it cannot be asked
    as it stands, and then ``why_not`` says so; ``found``: what the figures say of it, or None."""

    key: str
    question: Question
    chosen: bool
    rules: Rules | None
    why_not: str = ""
    found: Known | None = None

    @property
    def can_demand(self) -> bool:
        return self.found is not None and bool(self.found.people)


def offered(theme: Theme, setup: Setup | None) -> list[Offered]:
    """Two queries, however many there are."""
    own = list(setup.questions) if setup else []
    there = {fold(each.feature) for each in own}
    more = [Question.of_library(each, demand=False) for each in counted().values() if fold(each.feature) not in there]
    figures, places = population(), places_of(theme)
    whole, found = len(region.municipality_names()), list[Offered]()
    for key, each in _keyed([*own, *more]):
        rules, why_not = _read(each, theme.min_age or 0)
        people = known(each.feature, rules, places, figures, region=whole) if rules else None
        found.append(Offered(key, each, each in own, rules, why_not, people))
    return found


def has_figures(each: Offered) -> bool:
    """Whether figures can be given of it at all."""
    return about(each.question.feature) is not None


def _keyed(questions: Sequence[Question]) -> Iterator[tuple[str, Question]]:
    """Each with a key that stays the same whatever stands around it, unless two are called almost alike."""
    seen: set[str] = set()
    for each in questions:
        key = slugify(each.feature)
        while key in seen:
            key += "-2"
        seen.add(key)
        yield key, each


def _read(each: Question, from_age: int) -> tuple[Rules | None, str]:
    """Its rules for a group of today, or why there are none: special personal data, also where a word became special
    after the setup was kept, and ages that do not fit the theme."""
    year = clock.today().year if each.source is Source.BIRTH_YEAR else None
    if kind := next(filter(None, map(special, (each.feature, *each.lines))), ""):
        return None, str(_("This may not be asked: it is special personal data (%(kind)s).", kind=kind))
    try:
        return read(each.source, "\n".join(each.lines), year=year, from_age=from_age), ""
    except BadRules as bad:
        return None, " ".join(bad.faults)
