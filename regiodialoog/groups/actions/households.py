"""Addresses at which people do not form a household."""

from flask_babel import gettext as _
from sqlalchemy import update

from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush, store
from regiodialoog.groups import queries
from regiodialoog.groups.actions.guard import no_sealed_draw, one_at_a_time
from regiodialoog.groups.events import HouseholdJoined, HouseholdTakenApart
from regiodialoog.groups.models import Group, HouseholdSplit, Registration


def take_apart(group: Group, registration: Registration, *, reason: str, by: int | None) -> HouseholdSplit:
    """Who lives where this person lives does not form a household. Raises Invalid without a reason, Conflict when that
    was said before or the person told no address."""
    if not reason.strip():
        raise Invalid(_("Say why they do not form a household."))
    if not registration.household_key:
        raise Conflict(_("This person told no address."))
    row = HouseholdSplit(
        group_id=group.id, household_key=registration.household_key, reason=reason.strip(), split_by=by
    )
    store(row)
    emit(HouseholdTakenApart(subject_id=group.theme_id, split_id=row.id))
    return row


def join_again(group: Group, row: HouseholdSplit) -> None:
    """They form a household after all; what was said stays without the address. Raises Conflict while a draw is sealed
    in which two of them may be drawn."""
    one_at_a_time(group)
    no_sealed_draw(group.theme)
    row.household_key = ""
    flush()
    emit(HouseholdJoined(subject_id=group.theme_id, split_id=row.id))


def forget_address(registration: Registration) -> None:
    """Wipe somebody's address; an address that was taken apart goes with the last one who lived there."""
    key = registration.household_key
    if not key:
        return
    group, last = queries.find_group(registration.theme), queries.housemates(registration) <= {registration.id}
    registration.postcode = registration.house_number = registration.house_addition = registration.household_key = ""
    if last and group is not None:
        there = HouseholdSplit.group_id == group.id, HouseholdSplit.household_key == key
        db.session.execute(update(HouseholdSplit).where(*there).values(household_key=""))
