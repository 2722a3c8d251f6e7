"""The shapes of the programme in open data: its challenges and the moments of those who decide."""

from regiodialoog.api.schemas import Datum, Schema, Verwijzing


class Moment(Schema):
    """Een moment waarop een orgaan iets doet, en wat eruit kwam."""

    slug: str
    wat: str
    soort: Verwijzing
    wanneer: Datum | None
    """Leeg als geen tijd bekend is."""
    uiterlijk: bool
    """Waar: de datum is de laatste dag waarop het kan."""
    status: str
    """gepland, verwacht, geweest of onbekend."""
    uitkomst: str | None
    """In de woorden van het orgaan: vastgesteld, doorgeleid, teruggelegd, kennisgenomen, naar-de-raad, geamendeerd,
    aangehouden, verworpen of zienswijze."""
    reden: str
    orgaan: Verwijzing | None
    gemeente: Verwijzing | None
    """Leeg als het moment van de hele regio is."""
    opgave: Verwijzing | None
    project: Verwijzing | None
    """Het project van die opgave, als het moment daarvan is."""
    fictief: bool
    """Waar: verzonnen voor een demonstratie."""
    webpagina: str


class Opgave(Schema):
    """Een opgave van het uitvoeringsprogramma."""

    slug: str
    titel: str
    groep: Verwijzing | None
    """De themagroep; leeg bij planning en control."""
    wat: str
    stand_van_zaken: str
    looptijd_van: Datum | None
    looptijd_tot: Datum | None
    gemeenten: list[Verwijzing]
    """De gemeenten die meedoen."""
    bron: Verwijzing | None
    webpagina: str


class Opgavedetail(Opgave):
    """Een opgave met haar einddoelen, activiteiten en momenten."""

    einddoelen: list[str]
    activiteiten: list[Verwijzing]
    momenten: list[Moment]
