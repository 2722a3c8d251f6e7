"""What the API answers. Field names and docstrings are the interface: camelCase in Dutch, published as they stand."""

from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class Schema(BaseModel):
    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        json_schema_serialization_defaults_required=True,
    )


T = TypeVar("T", bound=Schema)


class Verwijzing(Schema):
    """Een ander ding, met de naam die mensen lezen."""

    slug: str
    naam: str


class Datum(Schema):
    """Een datum zoals de bron hem schrijft, met de dagen die het kan zijn. Zonder `van` en `tot`: niet bekend."""

    tekst: str
    precisie: str
    """dag, maand, kwartaal, seizoen, deel, jaar of open."""
    van: date | None
    tot: date | None


class Gemeente(Schema):
    """Een gemeente van de regio."""

    slug: str
    naam: str
    gm_code: str = Field(examples=["gm0307"])
    """De code van het CBS met gm ervoor."""
    tooi_uri: str
    """Het adres van de gemeente in het register van de overheid (TOOI)."""
    provincie: Verwijzing
    andere_regios: list[Verwijzing]
    """Andere regio's waarin de gemeente samenwerkt."""
    bijzonderheden: list[str]
    webpagina: str


class Organisatie(Schema):
    """Een partij in of rond de regio."""

    slug: str
    naam: str
    afkorting: str
    soort: str
    plaats: str
    webpagina: str


class Belang(Schema):
    """Waar een plek aan tafel voor staat."""

    slug: str
    naam: str
    omschrijving: str
    volgorde: int


class Overleg(Schema):
    """Een raad, een college of een overleg, en wat het mag. Alleen raden en colleges besluiten."""

    slug: str
    naam: str
    volledige_naam: str
    soort: str
    bevoegdheid: str
    """besluit, stemt-af, adviseert, informeert of onbekend."""
    leden: list[str]
    gemeente: Verwijzing | None
    webpagina: str


class Agenda(Schema):
    """Een strategische agenda."""

    slug: str
    titel: str
    geldt_nu: bool
    editie: Datum
    looptijd_tot: Datum | None
    omschrijving: str
    missie: str
    bron: Verwijzing | None
    webpagina: str


class Onderdeel(Schema):
    """Een onderdeel van de agenda die nu geldt."""

    slug: str
    nummer: int
    titel: str
    omschrijving: str
    aanpak: str
    effecten: list[str]


class Thema(Schema):
    """Een thema van de agenda die nu geldt."""

    slug: str
    nummer: int
    titel: str
    onderdeel: Verwijzing
    kader: str
    samenhang: str
    wetten: list[str]
    webpagina: str


class Partner(Schema):
    """Met wie een actie wordt gedaan, in de woorden van de bron."""

    naam: str
    onderwerp: str


class Actie(Schema):
    """Een actie of deelactie van de agenda die nu geldt."""

    slug: str
    titel: str
    omschrijving: str
    onderdeel: Verwijzing
    thema: Verwijzing | None
    """Leeg als de actie over het hele onderdeel gaat."""
    hoofdactie: str | None
    """De slug van de actie waar deze deelactie bij hoort."""
    wanneer: Datum | None
    status: str | None
    partners: list[Partner]
    organisaties: list[Verwijzing]
    webpagina: str


class Deelname(Schema):
    """Of een gemeente meedoet aan een onderdeel of thema. Een regel voor een thema gaat voor die van het onderdeel."""

    gemeente: Verwijzing
    onderdeel: Verwijzing | None
    thema: Verwijzing | None
    doet_mee: bool
    reikwijdte: str
    reden: str
    elders: Verwijzing | None
    van: date | None
    """Eerste dag; leeg als die niet bekend is."""
    tot_en_met: date | None
    """Laatste dag; leeg als de deelname loopt."""
    reden_einde: str


class Dialoog(Schema):
    """Een dialoog: hier gaande, of overgenomen uit een document."""

    slug: str
    titel: str
    omschrijving: str
    doel: str
    fictief: bool
    """Verzonnen voor een demonstratie."""
    aftrap: Datum | None
    samenstelling: str
    belangen: list[Verwijzing]
    doorlooptijd: str
    bron: Verwijzing | None
    """Het document waaruit de dialoog is overgenomen; leeg als hij hier loopt."""
    webpagina: str


class Ronde(Schema):
    """Een ronde van een dialoog."""

    slug: str
    nummer: int
    start: Datum | None
    toelichting: str
    herkomst_themas: str
    gekozen_door: str
    gekozen_in: Datum | None


class Dialoogdetail(Dialoog):
    """Een dialoog met zijn rondes en thema's."""

    rondes: list[Ronde]
    themas: list[Verwijzing]


class Dialoogthema(Schema):
    """Een vraag aan één dialooggroep."""

    slug: str
    nummer: int
    titel: str
    dialoog: Verwijzing
    ronde: int
    vraag: str
    doel: str
    herkomst: str
    """uit-agenda, gekozen-door-raden of onbekend."""
    agendathema: Verwijzing | None
    toestand: str
    """loopt, niet-gekozen, gestopt of geschiedenis."""
    reden_einde: str
    fase: str | None
    """De fase van vandaag; leeg als er geen fase loopt."""
    gemeenten: list[Verwijzing]
    minimumleeftijd: int | None
    fictief: bool
    bron: Verwijzing | None
    webpagina: str


class Fase(Schema):
    """Een fase van een thema. Beide dagen horen erbij."""

    fase: str
    """voorbereiding, themakeuze, opdracht, werving, samenstelling, dialoog, advies of aanbieding."""
    van: date
    tot_en_met: date


class Instemming(Schema):
    """Wat de raad van een deelnemende gemeente nu van de opdracht vindt."""

    gemeente: Verwijzing
    reikwijdte: str
    """Waaraan de gemeente meedoet, als dat niet alles is."""
    stemt_in: bool | None
    """Leeg zolang er geen antwoord is."""
    datum: date | None
    opmerking: str
    reden: str
    besluit: str
    """Het adres van het besluit."""


class Opdracht(Schema):
    """Wat de raden aan de groep vragen."""

    vraag: str
    deelvragen: list[str]
    staat_vast: list[str]
    randvoorwaarden: list[str]
    loopt_al: list[str]
    invloed: str
    """meeweten, meedenken, adviseren of meebeslissen."""
    toelichting_invloed: str
    uitkomst: str


class Soort(Schema):
    """Een soort voorstellen."""

    slug: str
    naam: str
    uitleg: str


class Dialoogthemadetail(Dialoogthema):
    """Een thema van een dialoog, met fases, opdracht en wat de raden daarvan vinden."""

    samenvatting: str
    conclusies: list[str]
    soorten: list[Soort]
    cijfers: list[str]
    fases: list[Fase]
    opdracht: Opdracht | None
    raden: list[Instemming]


class Themadetail(Thema):
    """Een thema met zijn doelen, acties en deelname."""

    doelen: list[str]
    acties: list[Verwijzing]
    organisaties: list[Verwijzing]
    deelname: list[Deelname]


class Logregel(Schema):
    """Iets wat op de site is veranderd. Zonder namen van mensen."""

    nummer: int
    moment: datetime
    gebeurtenis: str
    omschrijving: str
    onderwerp_soort: str
    onderwerp_nummer: int


class Paginering(Schema):
    """Waar u bent in een lijst."""

    pagina: int
    pagina_grootte: int
    totaal: int
    aantal_paginas: int


class Link(Schema):
    """Een adres."""

    href: str


class Links(Schema):
    """Adressen van deze bladzijde en die ernaast; leeg als die er niet zijn."""

    self: Link
    first: Link
    prev: Link | None
    next: Link | None
    last: Link


class Bladzijde(Schema, Generic[T]):
    """Een bladzijde van een lijst."""

    resultaten: list[T]
    paginering: Paginering
    links: Links = Field(serialization_alias="_links", validation_alias="_links")


class FouteParameter(Schema):
    """Een parameter die niet klopt, en waarom."""

    naam: str
    reden: str


class Probleem(Schema):
    """Wat er misging (RFC 9457)."""

    type: str
    title: str
    status: int
    instance: str
    detail: str | None = None
    foute_parameters: list[FouteParameter] | None = None


class Formaat(StrEnum):
    """In welke vorm u een lijst krijgt."""

    JSON = "json"
    CSV = "csv"
