"""What everybody may read of meetings; how to join from home only the group."""

from flask import Response

from regiodialoog.core import clock
from regiodialoog.core.policy import can, current_actor, public
from regiodialoog.core.web.pages import page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.groups import queries as groups
from regiodialoog.meetings import labels, queries, shapes
from regiodialoog.meetings.models import Meeting, Presence
from regiodialoog.meetings.turnout import LEAST
from regiodialoog.meetings.views.blueprint import bp

NUMBER = "<int(max=2147483647):number>"


@bp.get("/themas/<slug>/bijeenkomsten")
@public
def meetings(slug: str) -> Response:
    theme = dialogues.theme(slug)
    found = queries.meetings_of(theme)
    coming = queries.coming(found)
    return page(
        "meetings/meetings.html",
        theme=theme,
        coming=coming,
        before=[row for row in reversed(found) if row not in coming],
        with_minutes=queries.published_among(theme),
        labels=labels,
    )


@bp.get(f"/themas/<slug>/bijeenkomsten/{NUMBER}")
@public
def meeting(slug: str, number: int) -> Response:
    theme = dialogues.theme(slug)
    found = queries.meeting(theme, number)
    person_id = current_actor().person_id
    deputy = groups.deputised(theme, person_id) if can("meetings.inside", theme) else None
    holder = deputy.seat.person_id if deputy is not None else person_id
    inside = deputy is not None or can("meetings.excuse", theme)
    return page(
        "meetings/meeting.html",
        theme=theme,
        meeting=found,
        is_coming=bool(queries.coming([found])),
        minutes=queries.published_minutes(found),
        turnout=_turnout(found),
        mine=queries.attendance_of(found, holder) if inside else None,
        deputy=deputy,
        straw=shapes.shown(queries.straw_polls_of(found), inside=can("meetings.inside", theme)),
        labels=labels,
    )


def _turnout(row: Meeting) -> tuple[int, int] | None:
    """How many came of how many, once it is over and enough came that nobody can be recognised; those who run the
    meeting always see it."""
    came = queries.counts(row)[Presence.CAME]
    if came < (1 if can("meetings.run", row.theme) else LEAST) or row.ends_at > clock.now():
        return None
    return came, len(queries.roll_of(row))
