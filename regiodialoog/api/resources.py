"""Every address of the API: what it is called, what it answers and by which parameters. Views and OpenAPI read this."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from regiodialoog.api import (
    dialogues,
    making,
    placement_schemas,
    placements,
    programme,
    programme_schemas,
    project_schemas,
    projects,
    proposal_schemas,
    proposals,
    queries,
    schemas,
    studies,
    study_schemas,
)
from regiodialoog.programme import queries as programme_queries

THEME = "De slug van een thema"
PART = "De slug van een onderdeel"
MUNICIPALITY = "De slug van een gemeente"
DIALOGUE = "De slug van een dialoog"
CHALLENGE = "De slug van een opgave"
KIND = "De slug van een soort moment"


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
    """An address that answers one ``schema``, or 404; ``key`` is the variable part of its path."""

    path: str
    name: str
    summary: str
    schema: type[schemas.Schema]
    answer: Callable[[str], schemas.Schema]
    key: str = "slug"

    @property
    def template(self) -> str:
        """The path as OpenAPI writes it."""
        return self.path.replace(f"<{self.key}>", f"{{{self.key}}}")


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
        "/dialogen", "dialogen", "Dialogen; die nu lopen eerst", schemas.Dialoog,
        queries.dialogues, dialogues.dialogues,
    ),
    Listing(
        "/themas", "dialoogthemas", "Thema's van dialogen, met hun fase van vandaag", schemas.Dialoogthema,
        queries.dialogue_themes, dialogues.themes, {"dialoog": DIALOGUE},
    ),
    Listing(
        "/opgaven", "opgaven", "Opgaven van het uitvoeringsprogramma", programme_schemas.Opgave,
        programme.challenges, programme.made, {"gemeente": MUNICIPALITY},
    ),
    Listing(
        "/projecten", "projecten", "Projecten van het uitvoeringsprogramma, met hoe ver zij zijn",
        project_schemas.Project, projects.projects, projects.made, {"opgave": CHALLENGE, "gemeente": MUNICIPALITY},
    ),
    Listing(
        "/momenten", "momenten", "Momenten van raden, colleges en overleggen, met wat eruit kwam",
        programme_schemas.Moment, programme.moments, programme.moments_made, {"opgave": CHALLENGE, "soort": KIND},
    ),
    Listing(
        "/voorstellen", "voorstellen", "Voorstellen die iedereen mag lezen; het hoogste nummer eerst",
        proposal_schemas.Voorstel, queries.proposals, proposals.proposals, {"thema": THEME},
    ),
    Listing(
        "/plaatsingen", "plaatsingen", "Voorstellen die aan de raden zijn aangeboden, met wat elke raad zegt",
        placement_schemas.Plaatsing, placements.offers, placements.made, {"thema": THEME, "gemeente": MUNICIPALITY},
    ),
    Listing(
        "/haalbaarheid", "haalbaarheid", "Of voorstellen kunnen: gepubliceerde oordelen, met wat elke gemeente zegt",
        study_schemas.Haalbaarheid, studies.studies, studies.made, {"thema": THEME},
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
        "/opgaven/<slug>", "opgave", "Eén opgave, met einddoelen, activiteiten en momenten",
        programme_schemas.Opgavedetail, lambda slug: programme.detail(programme.challenge(slug)),
    ),
    Single(
        "/projecten/<slug>", "project", "Eén project, met deelname, besluiten, momenten en elke stap",
        project_schemas.Projectdetail, lambda slug: projects.detail(programme_queries.project(slug)),
    ),
    Single(
        "/agenda/themas/<slug>", "thema", "Eén thema, met doelen, acties en deelname", schemas.Themadetail,
        lambda slug: making.theme(queries.theme(slug)),
    ),
    Single(
        "/dialogen/<slug>", "dialoog", "Eén dialoog, met rondes en thema's", schemas.Dialoogdetail,
        dialogues.dialogue,
    ),
    Single(
        "/themas/<slug>", "dialoogthema", "Eén thema van een dialoog, met fases en opdracht",
        schemas.Dialoogthemadetail, dialogues.theme,
    ),
    Single(
        "/voorstellen/<nummer>", "voorstel", "Eén voorstel, met argumenten en afwijzingen",
        proposal_schemas.Voorsteldetail, proposals.proposal, "nummer",
    ),
    Single(
        "/voorstellen/<nummer>/pad", "pad", "Het hele pad van een voorstel, met de volgende stap",
        proposal_schemas.Pad, proposals.path, "nummer",
    ),
]  # fmt: skip
