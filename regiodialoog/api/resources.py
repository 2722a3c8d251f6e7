"""Every address of the API: what it is called, what it answers and by which parameters. Views and OpenAPI read this."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from regiodialoog.api import making, queries, schemas

THEME = "De slug van een thema"
PART = "De slug van een onderdeel"
MUNICIPALITY = "De slug van een gemeente"


@dataclass(frozen=True)
class Listing:
    """An address that answers pages of ``schema``. ``filters``: parameter → what it is, in Dutch."""

    path: str
    name: str
    summary: str
    schema: type[schemas.Schema]
    rows: Callable[[queries.Window], queries.Slice[Any]]
    make: Callable[[Sequence[Any]], Sequence[schemas.Schema]]
    filters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Single:
    """An address ``…/<slug>`` that answers one ``schema``, or 404."""

    path: str
    name: str
    summary: str
    schema: type[schemas.Schema]
    answer: Callable[[str], schemas.Schema]


LISTINGS = [
    Listing(
        "/gemeenten", "gemeenten", "De gemeenten van de regio", schemas.Gemeente,
        queries.municipalities, making.municipalities,
    ),
    Listing(
        "/organisaties", "organisaties", "Partijen in en rond de regio", schemas.Organisatie,
        queries.organisations, making.organisations,
    ),
    Listing(
        "/belangen", "belangen", "Waar plekken aan tafel voor staan", schemas.Belang,
        queries.interests, making.interests,
    ),
    Listing(
        "/overleggen", "overleggen", "Raden, colleges en overleggen, met wat zij mogen", schemas.Overleg,
        queries.bodies, making.bodies,
    ),
    Listing(
        "/agenda", "agendas", "Strategische agenda's; die nu geldt eerst", schemas.Agenda,
        queries.agendas, making.agendas,
    ),
    Listing(
        "/agenda/onderdelen", "onderdelen", "Onderdelen van de agenda die nu geldt", schemas.Onderdeel,
        queries.parts, making.parts,
    ),
    Listing(
        "/agenda/themas", "themas", "Thema's van de agenda die nu geldt", schemas.Thema,
        queries.themes, making.themes, {"onderdeel": PART},
    ),
    Listing(
        "/agenda/acties", "acties", "Acties en deelacties van de agenda die nu geldt", schemas.Actie,
        queries.actions, making.actions, {"thema": THEME, "onderdeel": PART},
    ),
    Listing(
        "/deelnames", "deelnames", "Welke gemeente waaraan meedoet, ook wat voorbij is", schemas.Deelname,
        queries.participations, making.participations, {"gemeente": MUNICIPALITY, "thema": THEME},
    ),
    Listing(
        "/logboek", "logboek", "Wat er op de site is veranderd; het nieuwste eerst", schemas.Logregel,
        queries.public_events, making.events,
    ),
]  # fmt: skip
SINGLES = [
    Single(
        "/gemeenten/<slug>", "gemeente", "Eén gemeente", schemas.Gemeente,
        lambda slug: making.municipality(queries.municipality(slug)),
    ),
    Single(
        "/agenda/themas/<slug>", "thema", "Eén thema, met doelen, acties en deelname", schemas.Themadetail,
        lambda slug: making.theme(queries.theme(slug)),
    ),
]  # fmt: skip
