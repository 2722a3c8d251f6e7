"""What the API answers about projects of the programme; see ``schemas``."""

from datetime import date, datetime

from regiodialoog.api.programme_schemas import Moment
from regiodialoog.api.schemas import Datum, Schema, Verwijzing


class Voorstelverwijzing(Schema):
    """Een voorstel, met zijn nummer."""

    nummer: int
    titel: str


class Projectdeelname(Schema):
    """Een gemeente die meedoet aan een project, of dat deed."""

    gemeente: Verwijzing
    reikwijdte: str
    """Leeg als zij aan alles meedoet."""
    reden: str
    vanaf: date | None
    tot_en_met: date | None
    """Leeg zolang zij meedoet."""
    waarom_gestopt: str


class Projectbesluit(Schema):
    """Wat een raad of college over een project besloot. Wat later is verbeterd, staat er ook."""

    gemeente: Verwijzing
    orgaan: Verwijzing
    uitkomst: str
    """doet-mee, doet-mee-met-wijziging, uitgesteld of doet-niet-mee."""
    datum: date
    reden: str
    uitgesteld_tot: Datum | None
    document: str
    document_adres: str
    document_sha256: str
    telt: bool
    """Of niets anders dit besluit verbetert."""
    verbeterd_omdat: str
    bevestigd_op: datetime | None
    """Wanneer de griffier dit bevestigde. Alleen bij een raad."""
    fictief: bool


class Project(Schema):
    """Een project van het uitvoeringsprogramma. Namen van mensen staan er niet bij."""

    slug: str
    titel: str
    opgave: Verwijzing
    wat: str
    toestand: str
    """nog-niet-begonnen, loopt, vertraagd, klaar of gestopt."""
    reden: str
    looptijd_van: Datum | None
    looptijd_tot: Datum | None
    doelen: list[str]
    opdrachtgevers: list[Verwijzing]
    voorstellen: list[Voorstelverwijzing]
    """De voorstellen waar het uit komt, voor zover iedereen die mag lezen."""
    deelnemende_gemeenten: int
    gemeenten_die_meedoen: int
    """Van de deelnemende gemeenten: hoeveel besloten om mee te doen, met of zonder wijziging."""
    fictief: bool
    webpagina: str


class Projectstap(Schema):
    """Een stap van een project. Een vergissing krijgt een volgende stap."""

    nummer: int
    toestand: str
    wanneer: datetime
    namens: str
    reden: str
    verbeterd_omdat: str


class Projectdetail(Project):
    """Een project met wie meedoet, de besluiten, de momenten en elke stap."""

    deelnames: list[Projectdeelname]
    besluiten: list[Projectbesluit]
    momenten: list[Moment]
    stappen: list[Projectstap]
