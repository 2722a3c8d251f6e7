"""Searching the whole site: each feature registers where it can be found; the search page knows none of them.

``@search_source("acties", N_("Actions"), order=50)`` stands above a function that takes what is wanted, how many and
from where, and answers ``Found``: the total and one page of hits, best first, in a fixed number of queries. It shows
only what the current actor may know of.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

from regiodialoog.core.text import clean_line, fold

SHORTEST = 2
LONGEST = 100
MOST_WORDS = 8
EXCERPT = 180
SMALL_WORDS = frozenset(fold("aan bij dat de die een en het in is met of om op over te tot van voor wat wie").split())


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for. ``words``: each word, folded, with the other forms it may have."""

    text: str
    words: tuple[tuple[str, ...], ...]

    def within(self, *columns: InstrumentedAttribute[str]) -> ColumnElement[bool]:
        """For SQL: every word stands in one of these columns, which hold folded text or sort keys."""
        return and_(*(or_(*(_in_column(c, form) for c in columns for form in forms)) for forms in self.words))

    def matches(self, *texts: str) -> bool:
        """For Python: every word stands in one of these texts."""
        folded = [f" {fold(text)}" for text in texts]
        return all(any(_at(form) in text for text in folded for form in forms) for forms in self.words)

    def rank(self, title: str) -> int:
        """0 when the title begins with what is wanted, 1 when it holds every word, 2 when only the text does."""
        if fold(title).startswith(fold(self.text)):
            return 0
        return 1 if self.matches(title) else 2


@dataclass(frozen=True)
class Hit:
    """One thing found; ``text`` explains it in a line."""

    title: str
    url: str
    text: str = ""


@dataclass(frozen=True)
class Found:
    total: int
    hits: Sequence[Hit]


Finder = Callable[[Wanted, int, int], Found]


@dataclass(frozen=True)
class Source:
    """``kind`` is its word in addresses, ``label`` the msgid of its name."""

    kind: str
    label: str
    order: int
    find: Finder


_sources: dict[str, Source] = {}


def search_source(kind: str, label: str, *, order: int) -> Callable[[Finder], Finder]:
    """Register a function ``(wanted, limit, offset) -> Found`` for one kind of thing."""

    def register(finder: Finder) -> Finder:
        if kind in _sources:
            raise ValueError(f"There are two search sources for {kind}")
        _sources[kind] = Source(kind, label, order, finder)
        return finder

    return register


def sources() -> list[Source]:
    return sorted(_sources.values(), key=lambda source: (source.order, source.kind))


def wanted(text: str) -> Wanted:
    """Read what was typed. No ``words`` when there is nothing to search by: too short, or only signs."""
    line = clean_line(text)[:LONGEST]
    typed = [word for word in fold(line).split() if len(word) >= SHORTEST]
    telling = [word for word in typed if word not in SMALL_WORDS] or typed
    return Wanted(line, tuple(forms_of(word) for word in telling[:MOST_WORDS]))


def best_first(sought: Wanted, candidates: Iterable[Hit], limit: int, offset: int) -> Found:
    """One page of hits that were already selected: title before text, else in the order given."""
    ranked = sorted(candidates, key=lambda hit: sought.rank(hit.title))
    return Found(len(ranked), ranked[offset : offset + limit])


def excerpt(sought: Wanted, text: str) -> str:
    """The part of a long text around the first word that is wanted."""
    words = text.split()
    if len(text) <= EXCERPT:
        return " ".join(words)
    forms = [form for group in sought.words for form in group]
    at = next((n for n, word in enumerate(words) if any(form in fold(word) for form in forms)), 0)
    start = max(0, at - 8)
    shown, length = [], 0
    for word in words[start:]:
        if length + len(word) > EXCERPT:
            break
        shown.append(word)
        length += len(word) + 1
    cut = start + len(shown) < len(words)
    return ("… " if start else "") + " ".join(shown) + (" …" if cut else "")


def forms_of(word: str) -> tuple[str, ...]:
    """A Dutch word and the forms in which it may stand: ``huizen`` finds huis, ``school`` finds scholen."""
    forms = [word]
    if len(word) >= 5 and word.endswith("en"):
        forms += _without_en(word[:-2])
    elif len(word) >= 5 and word.endswith("s") and not word.endswith("ss"):
        forms.append(word[:-1])
    if re.search(r"(aa|ee|oo|uu)[bdfgklmnprst]$", word):  # school, scholen
        open_syllable = word[:-2] + word[-1]
        forms.append(_voiced(open_syllable) + "en")
    elif re.search(r"[aeiou]{2}[fs]$", word):  # huis, huizen; brief, brieven
        forms.append(_voiced(word) + "en")
    return tuple(dict.fromkeys(form for form in forms if len(form) >= 3 or form == word))


def _at(form: str) -> str:
    """A word of two letters only counts at the beginning of a word; a longer one anywhere."""
    return f" {form}" if len(form) <= SHORTEST else form


def _in_column(column: InstrumentedAttribute[str], form: str) -> ColumnElement[bool]:
    inside = column.contains(_at(form), autoescape=True)
    return or_(inside, column.startswith(form, autoescape=True)) if len(form) <= SHORTEST else inside


def _without_en(stem: str) -> list[str]:
    """What may be left when ``-en`` goes: woning, stap (stappen), straat (straten), huis (huizen)."""
    if len(stem) >= 3 and stem[-1] == stem[-2] and stem[-1] not in "aeiou":
        return [stem[:-1]]
    hard = stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])
    forms = [hard, stem]
    if re.search(r"(^|[^aeiou])[aeou][^aeiou]$", hard):
        forms.append(hard[:-1] + hard[-2] + hard[-1])
    return forms


def _voiced(word: str) -> str:
    return word[:-1] + {"f": "v", "s": "z"}.get(word[-1], word[-1])
