"""What everybody may read of meetings; how to join from home only the group."""

from flask import Response
from flask_babel import gettext as _

from regiodialoog.accounts.session import me
from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import authorize, can, current_actor, public
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.meetings import actions, labels, policy, queries
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
    mine = queries.attendance_of(found, current_actor().person_id) if can("meetings.excuse", theme) else None
    return page(
        "meetings/meeting.html",
        theme=theme,
        meeting=found,
        is_coming=bool(queries.coming([found])),
        minutes=queries.published_minutes(found),
        counts=queries.counts(found),
        mine=mine,
        labels=labels,
    )


@bp.route(f"/themas/<slug>/bijeenkomsten/{NUMBER}/afmelden", methods=["GET", "POST"])
def excuse(slug: str, number: int) -> Response:
    """A member of the group says beforehand that they cannot come."""
    theme = dialogues.theme(slug)
    authorize(policy.may_excuse, theme)
    found = queries.meeting(theme, number)
    form = Confirm()
    if form.sent():
        actions.excuse(found, me().id)
        notice = _("The moderator knows that you cannot come.")
        return go_to("meetings.meeting", slug=slug, number=number, notice=notice)
    return page("meetings/excuse.html", form=form, theme=theme, meeting=found, labels=labels)
