"""How many people live in each municipality, as a document says."""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush
from regiodialoog.organisations import queries
from regiodialoog.organisations.events import MunicipalityChanged
from regiodialoog.organisations.models import Inhabitants, Source

MOST_INHABITANTS = 20_000_000


def note_inhabitants(numbers: Mapping[int, int | None], *, counted_on: date, source: Source) -> int:
    """Write down the numbers of these municipalities (by id), None for one that is not known any more. Returns how many
    changed.

    Raises Invalid for nobody, more people than the country has, or a day that has still to come.
    """
    if counted_on > clock.today():
        raise Invalid(_("This day has still to come."))
    if any(number is not None and not 0 < number <= MOST_INHABITANTS for number in numbers.values()):
        raise Invalid(_("Write a whole number above 0."))
    there, changed = queries.inhabitants(), []
    for key, number in numbers.items():
        row = there.get(key)
        if number is None:
            if row is not None:
                db.session.delete(row)
                changed.append(key)
            continue
        if row is None:
            db.session.add(Inhabitants(municipality_id=key, number=number, counted_on=counted_on, source_id=source.id))
            changed.append(key)
        elif (row.number, row.counted_on, row.source_id) != (number, counted_on, source.id):
            row.number, row.counted_on, row.source_id = number, counted_on, source.id
            changed.append(key)
    flush()
    for key in changed:
        emit(MunicipalityChanged(subject_id=key, fields=("inhabitants",)))
    return len(changed)
