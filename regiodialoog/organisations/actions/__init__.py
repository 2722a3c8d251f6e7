"""Everything that can be done to the region. Each verb flushes and emits an event; none commits."""

from regiodialoog.organisations.actions.bodies import change_body, create_body
from regiodialoog.organisations.actions.inhabitants import note_inhabitants
from regiodialoog.organisations.actions.municipalities import change_municipality, create_municipality
from regiodialoog.organisations.actions.parties import (
    change_interest,
    change_organisation,
    create_interest,
    create_organisation,
)
from regiodialoog.organisations.actions.region import change_region, change_source, register_source, set_up_region
from regiodialoog.organisations.actions.retiring import restore, retire

__all__ = [
    "change_body",
    "change_interest",
    "change_municipality",
    "change_organisation",
    "change_region",
    "change_source",
    "create_body",
    "create_interest",
    "create_municipality",
    "create_organisation",
    "note_inhabitants",
    "register_source",
    "restore",
    "retire",
    "set_up_region",
]
