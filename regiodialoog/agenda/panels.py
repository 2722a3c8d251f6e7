"""What the agenda shows on pages of the region."""

from typing import Any

from regiodialoog.agenda import queries
from regiodialoog.core.panels import panel
from regiodialoog.organisations.models import Municipality


@panel("organisations.municipality", order=10)
def what_it_takes_part_in(municipality: Municipality) -> tuple[str, dict[str, Any]] | None:
    """Every part of the agenda with yes or no and why, and the themes in which it does something else."""
    agenda = queries.find_agenda()
    if agenda is None:
        return None
    who = queries.stances(agenda.id)
    themes = queries.themes(agenda.id)
    own = {m[0]: n for n, m in enumerate(who.municipalities)}.get(municipality.id)
    if own is None:
        return None
    parts = []
    for part in queries.parts(agenda.id):
        inside = [(theme, who.of_theme(theme.id, part.id)[own]) for theme in themes if theme.part_id == part.id]
        parts.append((part, who.of_part(part.id)[own], inside))
    past = [row for row in queries.participations_of(municipality_id=municipality.id) if row.ends_on is not None]
    return "agenda/of_municipality.html", {"agenda": agenda, "municipality": municipality, "parts": parts, "past": past}
