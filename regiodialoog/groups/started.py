"""What the figures say now of the questions of a group, and whether its demands were started from other ones."""

from collections.abc import Sequence

from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries
from regiodialoog.groups.library import about
from regiodialoog.groups.models import Asked
from regiodialoog.groups.population import Known, known, places_of
from regiodialoog.groups.queries.population import population
from regiodialoog.organisations import queries as region


def known_of(theme: Theme, rows: Sequence[Asked]) -> dict[str, Known]:
    """By feature, for those of which something is known. Two queries, none when the library has no such question."""
    keys = [ready.key for row in rows if (ready := about(row.feature))]
    if not keys:
        return {}
    figures, places, whole = population(*keys), places_of(theme), len(region.municipality_names())
    found = {row.feature: known(row.feature, queries.rules_of(row), places, figures, region=whole) for row in rows}
    return {feature: each for feature, each in found.items() if each is not None}


def is_older(row: Asked, found: Known | None) -> bool:
    """Whether the demands were started from other figures than there are now."""
    return bool(row.started_from) and row.started_from != dict(found.people if found else {})
