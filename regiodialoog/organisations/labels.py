"""The closed words of the region in words for people."""

from flask_babel import lazy_gettext as _l

from regiodialoog.organisations.models import BodyKind, OrganisationKind, Power

ORGANISATION_KINDS = {
    OrganisationKind.COLLECTION: _l("Collection of organisations"),
    OrganisationKind.PROVINCE: _l("Province"),
    OrganisationKind.MUNICIPALITY: _l("Municipality"),
    OrganisationKind.STATE: _l("State"),
    OrganisationKind.EXECUTIVE_AGENCY: _l("Executive agency"),
    OrganisationKind.OTHER_GOVERNMENT: _l("Government, other"),
    OrganisationKind.WATER_AUTHORITY: _l("Water authority"),
    OrganisationKind.EUROPE: _l("Europe"),
    OrganisationKind.PARTNERSHIP: _l("Partnership"),
    OrganisationKind.PARTNERSHIP_PROGRAMME: _l("Partnership programme"),
    OrganisationKind.DEVELOPMENT_COMPANY: _l("Development company"),
    OrganisationKind.NETWORK: _l("Network"),
    OrganisationKind.BUSINESS_ASSOCIATION: _l("Business association"),
    OrganisationKind.COMPANY: _l("Company"),
    OrganisationKind.TRADE_ASSOCIATION: _l("Trade association"),
    OrganisationKind.CIVIL_SOCIETY: _l("Civil society organisation"),
    OrganisationKind.KNOWLEDGE_INSTITUTE: _l("Knowledge institute"),
    OrganisationKind.CAMPUS: _l("Campus"),
    OrganisationKind.RESIDENTS_GROUP: _l("Residents' group"),
}
BODY_KINDS = {
    BodyKind.COUNCIL: _l("Municipal council"),
    BodyKind.COLLEGE: _l("College of mayor and aldermen"),
    BodyKind.POLITICAL_MEETING: _l("Political meeting"),
    BodyKind.POLITICAL_MEETING_WITH_STATE: _l("Political meeting with the State"),
    BodyKind.OFFICIAL_MEETING: _l("Official meeting"),
    BodyKind.MIXED_MEETING: _l("Official and political meeting"),
    BodyKind.UNKNOWN: _l("Kind not known"),
}
POWERS = {
    Power.DECIDES: _l("Decides"),
    Power.COORDINATES: _l("Coordinates"),
    Power.ADVISES: _l("Advises"),
    Power.INFORMS: _l("Informs"),
    Power.UNKNOWN: _l("Unknown"),
}
POWER_MEANS = {
    Power.DECIDES: _l("Decides for the municipality."),
    Power.COORDINATES: _l("Makes plans of municipalities fit together. The municipalities decide for themselves."),
    Power.ADVISES: _l("Gives advice. Others decide."),
    Power.INFORMS: _l("Shares information. Others decide."),
    Power.UNKNOWN: _l("We have not written down yet what this meeting may do."),
}
POWER_BADGES = {Power.DECIDES: "solid", Power.UNKNOWN: "line"}
