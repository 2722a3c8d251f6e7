"""What the API answers about proposals; see ``schemas``."""

from datetime import datetime

from regiodialoog.api.schemas import Datum, Schema, Verwijzing


class Bestemming(Schema):
    """Waar een voorstel van vroeger naartoe ging, in de woorden van het document."""

    slug: str
    naam: str
    uitleg: str
    oordeel: str | None
    """Dezelfde uitkomst in woorden van nu, bijvoorbeeld wordt-al-gedaan; leeg als geen woord hetzelfde zegt."""


class Voorstel(Schema):
    """Een voorstel dat iedereen mag lezen. Wie het schreef, staat er niet bij."""

    nummer: int
    titel: str
    thema: Verwijzing
    namens: Verwijzing | None
    """De organisatie namens wie het is ingediend."""
    idee: str
    waarom: str
    toestand: str
    """ingediend, vraag, toegelaten, in-stemming, in-advies, niet-in-advies, niet-toegelaten, samengevoegd, verdeeld,
    ingetrokken of overgenomen."""
    reden: str
    ingediend_op: datetime | None
    bestemming: Bestemming | None
    """Alleen bij voorstellen van vroeger."""
    fictief: bool
    bron: Verwijzing | None
    webpagina: str


class Programma(Schema):
    """Een programma dat het document noemt."""

    naam: str
    stand: str
    """Het woord van het document: bestaand of nieuw; leeg als het niets zegt."""


class Bronfeiten(Schema):
    """Wat het document verder van een voorstel van vroeger zegt."""

    id: str
    verzameling: bool
    voorwaarde: str
    strategie: str
    werkwijze: str
    gebied: str
    thema_film: str
    zie_ook: str
    voorbeelden: list[str]
    uitvoerders: list[str]
    gemeenten: list[str]
    programmas: list[Programma]


class Afwijzing(Schema):
    """Waarom een voorstel niet werd toegelaten, met het tweede oordeel als dat er is."""

    grond: str
    """onwettig, persoonsgegevens, ander-onderwerp of dubbel."""
    reden: str
    moment: datetime
    tweede_oordeel: str | None
    """blijft-staan of toch-toegelaten."""
    reden_tweede_oordeel: str


class Argument(Schema):
    """Een argument, of een antwoord daarop. Wat een moderator verborg, heeft een reden en geen tekst."""

    kant: str
    """voor of tegen."""
    tekst: str
    namens: Verwijzing | None
    moment: datetime
    verborgen_omdat: str
    antwoord: bool


class Voorsteldetail(Voorstel):
    """Een voorstel met alles wat erbij hoort."""

    afwijzingen: list[Afwijzing]
    argumenten: list[Argument]
    bronfeiten: Bronfeiten | None
    pad: str
    """Het adres van het hele pad, voor machines."""


class Stap(Schema):
    """Een stap op het pad van een voorstel."""

    wanneer: Datum | None
    soort: str
    """gedaan, nu, komt-nog of gestopt."""
    titel: str
    tekst: str
    namens: str
    reden: str
    bron: str
    webpagina: str


class Pad(Schema):
    """Alles wat er met een voorstel gebeurde, op volgorde, en wat er nog komt."""

    nummer: int
    toestand: str
    stappen: list[Stap]
    volgende: Stap | None
    """De eerstvolgende stap die beloofd is."""
    webpagina: str
