"""What the API answers about studies of what can be done; see ``schemas``."""

from datetime import date, datetime

from regiodialoog.api.schemas import Datum, Schema, Verwijzing


class Oordeel(Schema):
    """Een gepubliceerd oordeel. Een fout wordt verbeterd met een volgend oordeel."""

    oordeel: str
    """haalbaar, haalbaar-onder-voorwaarden, wordt-al-gedaan, mee-met-ander-werk, nader-verkennen, doorgegeven,
    uitgevoerd-via of niet-haalbaar."""
    reden: str
    feit: str
    """De voorwaarde, aan wie het is doorgegeven, of waarin het wordt gedaan."""
    tot: Datum | None
    verbetering: str
    """Wat er mis was met het oordeel ervoor; leeg bij het eerste."""
    gepubliceerd_op: datetime | None


class Toets(Schema):
    """Wat er op een criterium is gevonden."""

    criterium: Verwijzing
    oordeel: str
    """geen-bezwaar, aandachtspunt of belemmering."""
    tekst: str
    bronnen: list[str]


class Gemeentebeeld(Schema):
    """Hoe een deelnemende gemeente het ziet. Het is geen besluit."""

    gemeente: Verwijzing
    beeld: str
    """kan, kan-als, kan-niet of geen-rol."""
    tekst: str
    bronnen: list[str]


class Haalbaarheid(Schema):
    """Of een voorstel kan. Alleen wat gepubliceerd is; het laatste oordeel geldt."""

    nummer: int
    """Het nummer van het voorstel."""
    titel: str
    thema: Verwijzing
    begonnen_op: datetime
    beloofd_op: date
    oordelen: list[Oordeel]
    toetsen: list[Toets]
    gemeenten: list[Gemeentebeeld]
    fictief: bool
    webpagina: str
