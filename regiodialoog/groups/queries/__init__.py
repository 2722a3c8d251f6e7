"""Reading groups: the seat plan, who sits where, and who wants to."""

from regiodialoog.groups.queries.seats import (
    RollLine,
    find_group,
    group_of,
    seat,
    seat_of,
    seats,
    seats_at,
    seats_left,
)

__all__ = [
    "RollLine",
    "find_group",
    "group_of",
    "seat",
    "seat_of",
    "seats",
    "seats_at",
    "seats_left",
]
