"""Everything that can be done to the programme. Each verb flushes and emits an event; none commits."""

from regiodialoog.programme.actions.challenges import (
    add_group,
    change_challenge,
    change_group,
    change_programme,
    create_challenge,
    end_challenge,
    record_from_source,
    set_up_programme,
)
from regiodialoog.programme.actions.lines import add_line, change_line, end_line, link_moment, replace_lead

__all__ = [
    "add_group",
    "add_line",
    "change_challenge",
    "change_group",
    "change_line",
    "change_programme",
    "create_challenge",
    "end_challenge",
    "end_line",
    "link_moment",
    "record_from_source",
    "replace_lead",
    "set_up_programme",
]
