"""Nothing of the region is deleted: what is no longer there is taken off the lists, and can come back."""

from regiodialoog.core.events import Event, emit
from regiodialoog.core.rows import assign
from regiodialoog.organisations import events
from regiodialoog.organisations.models import Body, Interest, Municipality, Organisation

_RETIRED: dict[type, type[Event]] = {
    Municipality: events.MunicipalityRetired,
    Organisation: events.OrganisationRetired,
    Body: events.BodyRetired,
    Interest: events.InterestRetired,
}
_RESTORED: dict[type, type[Event]] = {
    Municipality: events.MunicipalityRestored,
    Organisation: events.OrganisationRestored,
    Body: events.BodyRestored,
    Interest: events.InterestRestored,
}


def retire(row: Municipality | Organisation | Body | Interest) -> None:
    """Take it off the lists and out of every count. Its page and its history stay."""
    if assign(row, active=False):
        emit(_RETIRED[type(row)](subject_id=row.id))


def restore(row: Municipality | Organisation | Body | Interest) -> None:
    """Put it back on the lists."""
    if assign(row, active=True):
        emit(_RESTORED[type(row)](subject_id=row.id))
