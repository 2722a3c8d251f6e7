"""On the own page of a moderator: the ways into their themes."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from regiodialoog.core.panels import panel
from regiodialoog.core.policy import current_actor
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries as groups
from regiodialoog.meetings import actions as in_the_hall
from regiodialoog.meetings import queries as meetings
from regiodialoog.meetings.models import Meeting, MeetingState
from regiodialoog.proposals import policy as proposals


@dataclass(frozen=True)
class Moderated:
    """A theme, and its ways in as (words, address)."""

    theme: Theme
    ways: list[tuple[str, str]]


@panel("accounts.my_page", order=2)
def what_you_moderate(_subject: object = None) -> tuple[str, dict[str, Any]] | None:
    """For who moderates, and may do so in this session."""
    ids = proposals.moderated_themes(current_actor())
    if not ids:
        return None
    planned = meetings.meetings_of_themes(set(ids))
    themes = sorted(dialogues.by_ids(Theme, ids), key=lambda theme: theme.title)
    rows = [Moderated(theme, _ways(theme, [row for row in planned if row.theme_id == theme.id])) for theme in themes]
    return "pages/moderating.html", {"rows": rows}


def _ways(theme: Theme, planned: list[Meeting]) -> list[tuple[str, str]]:
    ways = [(_("Proposals"), url_for("proposals.theme_proposals", slug=theme.slug))]
    if groups.find_group(theme) is not None:
        ways.append((_("The group"), url_for("groups.group", slug=theme.slug)))
    ways.append((_("Polls"), url_for("polls.polls", slug=theme.slug)))
    ways.append((_("Meetings"), url_for("meetings.manage", slug=theme.slug)))
    for row in planned:
        if row.state is not MeetingState.CANCELLED and not in_the_hall.is_over(row):
            label = _("Straw polls in the hall: %(meeting)s", meeting=row.title)
            ways.append((label, url_for("meetings.straw_polls", slug=theme.slug, number=row.number)))
            break
    return ways
