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
from regiodialoog.programme.actions.projects import (
    change_project,
    correct_project,
    create_project,
    join_project,
    leave_project,
    link_project_moment,
    move_project,
)

__all__ = [
    "add_group",
    "add_line",
    "change_challenge",
    "change_group",
    "change_line",
    "change_programme",
    "change_project",
    "correct_project",
    "create_challenge",
    "create_project",
    "end_challenge",
    "end_line",
    "join_project",
    "leave_project",
    "link_moment",
    "link_project_moment",
    "move_project",
    "record_from_source",
    "replace_lead",
    "set_up_programme",
]
