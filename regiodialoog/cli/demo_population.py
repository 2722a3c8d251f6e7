"""Invented figures of the population by age, from which the demands of the demonstration begin: rounded to hundreds, so
that nobody takes them for real ones."""

from datetime import date

from regiodialoog.core import clock
from regiodialoog.groups import actions
from regiodialoog.groups.library import library
from regiodialoog.organisations import actions as region_actions
from regiodialoog.organisations import queries as region

DOCUMENT = "Bevolking naar leeftijd (fictief)"
AGES = {
    "amersfoort": (28_400, 43_600, 33_900, 24_100),
    "baarn": (3_500, 5_700, 6_000, 6_100),
    "barneveld": (12_300, 15_200, 11_700, 9_000),
    "bunschoten": (4_900, 5_500, 4_200, 3_100),
    "eemnes": (1_300, 2_300, 2_300, 1_900),
    "leusden": (4_600, 7_100, 7_200, 6_700),
    "nijkerk": (8_300, 11_300, 9_500, 7_300),
    "soest": (6_900, 11_400, 11_100, 9_800),
    "woudenberg": (2_600, 3_500, 2_800, 2_300),
}
"""By the slug of a municipality how many people in each group of ages of the library, youngest first."""


def note() -> None:
    """As counted on the first day of this year."""
    ready, day = library()["leeftijd"], date(clock.today().year, 1, 1)
    source = region_actions.register_source(DOCUMENT, publisher="Regiodialoog (fictief)", date=str(day.year))
    numbers = {
        (place.id, answer): number
        for place in region.municipalities()
        for answer, number in zip(ready.answers, AGES.get(place.slug, ()), strict=False)
    }
    actions.note_population(ready, dict(numbers), counted_on=day, source=source)
