"""The group, its seat plan and its quotas."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, flush, store
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries
from regiodialoog.groups.actions.guard import demands_are_free, not_in_draw
from regiodialoog.groups.events import (
    GroupChanged,
    GroupMade,
    PlanMade,
    QuotaAdded,
    QuotaChanged,
    QuotaRemoved,
    SeatAdded,
    SeatChanged,
    SeatRemoved,
)
from regiodialoog.groups.models import MOST_SEATS, Group, Invitation, Quota, Seat, SeatFilling, SeatState
from regiodialoog.groups.special import special
from regiodialoog.groups.spreading import shared_out
from regiodialoog.organisations.models import Interest, Municipality


@dataclass(frozen=True)
class Lot:
    """So many seats of a plan that ask the same; no municipality: the whole region."""

    interest: Interest
    municipality: Municipality | None
    count: int
    filling: SeatFilling


def make_group(theme: Theme, title: str, *, size: int, **facts: Any) -> Group:
    """Raises Conflict when the theme has a group already."""
    group = Group(theme_id=theme.id, title=title, size=size, **facts)
    group.theme = theme
    store(group)
    emit(GroupMade(subject_id=theme.id, group_id=group.id))
    return group


def change_group(group: Group, **values: Any) -> None:
    changed = assign(group, **values)
    if changed:
        emit(GroupChanged(subject_id=group.theme_id, fields=changed))


def evenly(
    count: int, interests: Sequence[Interest], *, filling: SeatFilling = SeatFilling.ASSIGNED
) -> list[tuple[Interest, int, SeatFilling]]:
    """So many places, as evenly as can be over these interests, as ``make_plan`` takes them."""
    base, more = divmod(count, len(interests))
    return [(each, base + (n < more), filling) for n, each in enumerate(interests)]


def make_plan(
    group: Group, shares: Sequence[tuple[Interest, int, SeatFilling]], municipalities: Sequence[Municipality] = ()
) -> list[Seat]:
    """The common plan in one go: of each interest so many seats, filled like that, as evenly as can be over the
    municipalities. Raises as ``lay_plan``."""
    places: Sequence[Municipality | None] = municipalities or [None]
    table = shared_out([count for _interest, count, _way in shares], [1] * len(places)).table
    lots = [
        Lot(interest, place, count, way)
        for (interest, _count, way), cells in zip(shares, table, strict=True)
        for place, count in zip(places, cells, strict=True)
    ]
    return lay_plan(group, lots)


def lay_plan(group: Group, lots: Sequence[Lot]) -> list[Seat]:
    """The plan in one go, as a table says it.

    Takes the place of a plan in which nothing happened yet; raises Conflict when a seat was promised or filled, Invalid
    for no seats, or too many.
    """
    if not 1 <= sum(lot.count for lot in lots) <= MOST_SEATS:
        raise Invalid(_("Together there should be 1 to %(most)s places.", most=MOST_SEATS))
    _clear_plan(group)
    seats = [
        Seat(
            group_id=group.id,
            interest_id=lot.interest.id,
            municipality_id=lot.municipality.id if lot.municipality else None,
            filling=lot.filling,
        )
        for lot in lots
        for _seat in range(lot.count)
    ]
    db.session.add_all(seats)
    flush()
    emit(PlanMade(subject_id=group.theme_id, seats=len(seats)))
    return seats


def _clear_plan(group: Group) -> None:
    used = select(func.count()).where(Seat.group_id == group.id, Seat.state != SeatState.OPEN)
    invited = select(func.count()).select_from(Invitation).join(Invitation.seat).where(Seat.group_id == group.id)
    if db.session.scalar(used) or db.session.scalar(invited):
        raise Conflict(_("Places in this plan are promised or filled already. Change the places one by one."))
    db.session.execute(delete(Seat).where(Seat.group_id == group.id))


def add_seat(group: Group, interest: Interest, municipality: Municipality | None, *, filling: SeatFilling) -> Seat:
    seat = Seat(
        group_id=group.id,
        interest_id=interest.id,
        municipality_id=municipality.id if municipality else None,
        filling=filling,
    )
    store(seat)
    emit(SeatAdded(subject_id=group.theme_id, seat_id=seat.id))
    return seat


def change_seat(seat: Seat, **values: Any) -> None:
    """Change what an open seat stands for. Raises Conflict when it is promised or filled."""
    _must_be_open(seat)
    changed = assign(seat, **values)
    if changed:
        emit(SeatChanged(subject_id=seat.group.theme_id, seat_id=seat.id, fields=changed))


def remove_seat(seat: Seat) -> None:
    """Take an open seat out of the plan. One that came for somebody who left, or was offered before, stays in the
    books: Conflict."""
    _must_be_open(seat)
    offered = select(func.count()).where(Invitation.seat_id == seat.id)
    if seat.replaces_id is not None or db.session.scalar(offered):
        raise Conflict(_("This place has a history: somebody left it, or it was offered. It stays in the plan."))
    db.session.delete(seat)
    flush()
    emit(SeatRemoved(subject_id=seat.group.theme_id, seat_id=seat.id))


def _must_be_open(seat: Seat) -> None:
    if seat.state is not SeatState.OPEN:
        raise Conflict(_("Only a place that is open can be changed."))
    not_in_draw(seat)


def add_quota(group: Group, feature: str, value: str, *, minimum: int, maximum: int, justification: str) -> Quota:
    """Raises Invalid for what may not be asked, Conflict when this value has a quota already, the feature is asked as a
    question, or a sealed draw goes on."""
    _by_hand(group, feature)
    return put_quota(group, feature, value, minimum=minimum, maximum=maximum, justification=justification)


def change_quota(quota: Quota, **values: Any) -> None:
    """Raises as ``add_quota``."""
    named = quota.feature, quota.value
    if (values.get("feature", named[0]), values.get("value", named[1])) != named:
        _by_hand(quota.group, quota.feature)
        _by_hand(quota.group, values.get("feature", quota.feature))
    set_quota(quota, **values)


def remove_quota(quota: Quota) -> None:
    """Raises Conflict when the feature is asked as a question, or a sealed draw goes on."""
    _by_hand(quota.group, quota.feature)
    drop_quota(quota)


def _by_hand(group: Group, feature: str) -> None:
    if feature in queries.asked(group.id):
        raise Conflict(_("The answers to %(feature)s belong to a question. Change the question.", feature=feature))


def put_quota(group: Group, feature: str, value: str, *, minimum: int, maximum: int, justification: str) -> Quota:
    """As ``add_quota``, for a question as well."""
    demands_are_free(group)
    _check_quota(feature, value, minimum, maximum)
    quota = Quota(
        group_id=group.id, feature=feature, value=value, minimum=minimum, maximum=maximum, justification=justification
    )
    store(quota)
    emit(QuotaAdded(subject_id=group.theme_id, quota_id=quota.id))
    return quota


def set_quota(quota: Quota, **values: Any) -> None:
    """As ``change_quota``, for a question as well."""
    demands_are_free(quota.group)
    given = {
        "feature": quota.feature,
        "value": quota.value,
        "minimum": quota.minimum,
        "maximum": quota.maximum,
        **values,
    }
    _check_quota(given["feature"], given["value"], given["minimum"], given["maximum"])
    changed = assign(quota, **values)
    if changed:
        emit(QuotaChanged(subject_id=quota.group.theme_id, quota_id=quota.id, fields=changed))


def drop_quota(quota: Quota) -> None:
    """As ``remove_quota``, for a question as well."""
    demands_are_free(quota.group)
    theme_id = quota.group.theme_id
    db.session.delete(quota)
    flush()
    emit(QuotaRemoved(subject_id=theme_id, quota_id=quota.id))


def may_be_asked(*texts: str) -> None:
    """Raises Invalid for special personal data, and says of which kind."""
    for text in texts:
        if kind := special(text):
            raise Invalid(_("This may not be asked: it is special personal data (%(kind)s).", kind=kind))


def _check_quota(feature: str, value: str, minimum: int, maximum: int) -> None:
    may_be_asked(feature, value)
    if not 0 <= minimum <= maximum:
        raise Invalid(_("The least number cannot be above the most."))
