"""What the API answers about placement; see ``schemas``."""

from datetime import date, datetime

from regiodialoog.api.schemas import Schema, Verwijzing


class Uitspraak(Schema):
    """Wat een college adviseerde of een raad antwoordde. Wat later is verbeterd, staat er ook."""

    wat: str
    """collegeadvies, geplaatst, geplaatst-met-kanttekening, niet-geplaatst of doet-niet-mee; aangeboden als een eerdere
    uitspraak is teruggenomen."""
    datum: date | None
    toelichting: str
    document: str
    document_adres: str
    document_sha256: str
    telt: bool
    """Of niets anders deze uitspraak verbetert."""
    verbeterd_omdat: str
    bevestigd_op: datetime | None
    """Wanneer de griffier dit bevestigde."""
    fictief: bool


class Raad(Schema):
    """Hoe het bij een raad staat."""

    gemeente: Verwijzing
    reikwijdte: str
    toestand: str
    uitspraken: list[Uitspraak]


class Plaatsing(Schema):
    """Een voorstel dat aan de raden van de deelnemende gemeenten is aangeboden."""

    voorstel: int
    titel: str
    thema: Verwijzing
    agendathema: Verwijzing
    aangeboden_op: date
    antwoord_beloofd_op: date
    te_laat: bool
    vraag: str
    regel: str
    """elke-raad-voor-zich, alle-raden, aantal-raden of bureau; zoals die gold bij het aanbieden."""
    regel_aantal: int | None
    stand: str
    """wacht, geplaatst, niet-geplaatst of kan-niet-meer."""
    deelnemende_raden: int
    raden_die_plaatsen: int
    raden: list[Raad]
    fictief: bool
    webpagina: str
