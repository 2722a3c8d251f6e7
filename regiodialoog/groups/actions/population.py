"""How many people give each answer of a question of the library in each municipality, as a document says."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush
from regiodialoog.groups.events import PopulationNoted
from regiodialoog.groups.library import Ready
from regiodialoog.groups.models import Population
from regiodialoog.groups.queries.population import population
from regiodialoog.organisations.actions.inhabitants import MOST_INHABITANTS
from regiodialoog.organisations.models import Source


def note_population(
    ready: Ready, numbers: Mapping[tuple[int, str], int | None], *, counted_on: date, source: Source
) -> int:
    """Write down the numbers of these municipalities (by id) and answers, None for one that is not known any more.
    Returns how many changed. Demands that were started from other numbers stay as they are.

    Raises Invalid for an answer that the question does not have, fewer people than nobody or more than the country has,
    or a day that has still to come.
    """
    if counted_on > clock.today():
        raise Invalid(_("This day has still to come."))
    if any(answer not in ready.answers for _place, answer in numbers):
        raise Invalid(_("The question does not have this answer."))
    if any(number is not None and not 0 <= number <= MOST_INHABITANTS for number in numbers.values()):
        raise Invalid(_("Write a whole number from 0."))
    there, changed = population(ready.key)[ready.key], []
    for key, number in numbers.items():
        if _note(there.get(key), (ready.key, *key), number, counted_on=counted_on, source_id=source.id):
            changed.append(key)
    flush()
    for place, count in Counter(place for place, _answer in changed).items():
        emit(PopulationNoted(subject_id=place, numbers=count))
    return len(changed)


def _note(
    row: Population | None, key: tuple[str, int, str], number: int | None, *, counted_on: date, source_id: int
) -> bool:
    """Whether anything is different by it. ``key``: question, municipality and answer."""
    if number is None:
        if row is not None:
            db.session.delete(row)
        return row is not None
    if row is None:
        question, place, answer = key
        row = Population(municipality_id=place, question=question, answer=answer)
        db.session.add(row)
    elif (row.number, row.counted_on, row.source_id) == (number, counted_on, source_id):
        return False
    row.number, row.counted_on, row.source_id = number, counted_on, source_id
    return True
