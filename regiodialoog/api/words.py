"""Closed words of the code as the API writes them: Dutch, lower case, stable."""

from regiodialoog.agenda.models import ActionStatus
from regiodialoog.organisations.models import BodyKind, OrganisationKind, Power

ORGANISATION_KINDS = {
    OrganisationKind.COLLECTION: "verzameling",
    OrganisationKind.PROVINCE: "provincie",
    OrganisationKind.MUNICIPALITY: "gemeente",
    OrganisationKind.STATE: "rijk",
    OrganisationKind.EXECUTIVE_AGENCY: "uitvoeringsorganisatie",
    OrganisationKind.OTHER_GOVERNMENT: "overheid-overig",
    OrganisationKind.WATER_AUTHORITY: "waterschap",
    OrganisationKind.EUROPE: "europa",
    OrganisationKind.PARTNERSHIP: "samenwerkingsverband",
    OrganisationKind.PARTNERSHIP_PROGRAMME: "samenwerkingsprogramma",
    OrganisationKind.DEVELOPMENT_COMPANY: "ontwikkelingsmaatschappij",
    OrganisationKind.NETWORK: "netwerk",
    OrganisationKind.BUSINESS_ASSOCIATION: "ondernemersorganisatie",
    OrganisationKind.COMPANY: "bedrijf",
    OrganisationKind.TRADE_ASSOCIATION: "brancheorganisatie",
    OrganisationKind.CIVIL_SOCIETY: "maatschappelijke-organisatie",
    OrganisationKind.KNOWLEDGE_INSTITUTE: "kennisinstelling",
    OrganisationKind.CAMPUS: "campus",
    OrganisationKind.RESIDENTS_GROUP: "inwonersgroep",
}
BODY_KINDS = {
    BodyKind.COUNCIL: "raad",
    BodyKind.COLLEGE: "college",
    BodyKind.POLITICAL_MEETING: "bestuurlijk-overleg",
    BodyKind.POLITICAL_MEETING_WITH_STATE: "bestuurlijk-overleg-met-rijk",
    BodyKind.OFFICIAL_MEETING: "ambtelijk-overleg",
    BodyKind.MIXED_MEETING: "ambtelijk-en-bestuurlijk-overleg",
    BodyKind.UNKNOWN: "onbekend",
}
POWERS = {
    Power.DECIDES: "besluit",
    Power.COORDINATES: "stemt-af",
    Power.ADVISES: "adviseert",
    Power.INFORMS: "informeert",
    Power.UNKNOWN: "onbekend",
}
STATUSES = {ActionStatus.INTENDED: "voorgenomen"}
PRECISIONS = {
    "day": "dag",
    "month": "maand",
    "quarter": "kwartaal",
    "season": "seizoen",
    "part": "deel",
    "year": "jaar",
    "open": "open",
}
