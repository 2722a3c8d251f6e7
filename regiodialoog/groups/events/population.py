"""What happens to the figures from which demands are started."""

from dataclasses import dataclass

from regiodialoog.core.events import Event, happening
from regiodialoog.core.text import N_


@happening(
    "groups.population_noted",
    subject="municipality",
    public=True,
    says=N_("Figures of the people of a municipality were written down"),
)
@dataclass(frozen=True, kw_only=True)
class PopulationNoted(Event):
    """``numbers``: how many of them changed."""

    numbers: int
