"""Who comes: what members and their deputies say beforehand, the form at the door, and all evenings together."""

from flask import Response
from flask_babel import gettext as _

from regiodialoog.accounts.session import me
from regiodialoog.core import clock
from regiodialoog.core.errors import NotFound
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.groups import queries as groups
from regiodialoog.groups.models import Deputy
from regiodialoog.meetings import actions, labels, policy, queries
from regiodialoog.meetings.forms import SayForm, attendance_form
from regiodialoog.meetings.models import MeetingState, Presence
from regiodialoog.meetings.turnout import compensation_csv, turnout
from regiodialoog.meetings.views.blueprint import bp
from regiodialoog.meetings.views.reading import NUMBER
from regiodialoog.meetings.views.running import ROOM, run_meeting, run_theme

MEETING = f"/themas/<slug>/bijeenkomsten/{NUMBER}"


@bp.route(f"{MEETING}/afmelden", methods=["GET", "POST"])
def excuse(slug: str, number: int) -> Response:
    """A member of the group says beforehand that they cannot come, or takes that back."""
    theme = dialogues.theme(slug)
    authorize(policy.may_excuse, theme)
    found = queries.meeting(theme, number)
    there = queries.attendance_of(found, me().id)
    excused = there is not None and there.state is Presence.EXCUSED
    form = SayForm(comes=excused)
    if form.sent():
        if form.says_yes:
            actions.come_after_all(found, me().id)
            notice = _("The moderator knows that you come.")
        else:
            actions.excuse(found, me().id)
            notice = _("The moderator knows that you cannot come.")
        return go_to("meetings.meeting", slug=slug, number=number, notice=notice)
    return page("meetings/excuse.html", form=form, theme=theme, meeting=found, excused=excused, labels=labels)


@bp.route(f"{MEETING}/in-plaats-van", methods=["GET", "POST"])
def step_in(slug: str, number: int) -> Response:
    """A deputy says that they come instead of who holds the seat, or takes that back."""
    authorize(policy.may_step_in)
    theme = dialogues.theme(slug)
    found, deputy = queries.meeting(theme, number), groups.deputised(theme, me().id)
    if deputy is None:
        raise NotFound
    authorize(policy.may_step_in, deputy)
    there = queries.attendance_of(found, deputy.seat.person_id)
    comes = there is not None and there.deputy_id == me().id
    form = SayForm(comes=not comes)
    if form.sent():
        if form.says_yes:
            actions.step_in(found, deputy)
            notice = _("The moderator knows that you come instead of %(name)s.", name=_holder(deputy))
        else:
            actions.step_back(found, deputy)
            notice = _("The moderator knows that you do not come.")
        return go_to("meetings.meeting", slug=slug, number=number, notice=notice)
    holder = _holder(deputy)
    return page(
        "meetings/step_in.html", form=form, theme=theme, meeting=found, comes=comes, holder=holder, labels=labels
    )


@bp.route(f"{ROOM}/aanwezig", methods=["GET", "POST"])
def attendance(slug: str, number: int) -> Response:
    """Who came, who was excused and who stayed away; the meeting then counts as held once it has begun."""
    theme, found = run_meeting(slug, number)
    form = attendance_form(queries.attendance_list(found))
    if form.sent():
        actions.note_attendance(found, form.states(), form.deputies())
        came, of = queries.counts(found)[Presence.CAME], len(form.lines)
        notice = _("Saved. Now %(came)s of %(all)s are there.", came=came, all=of)
        return go_to("meetings.attendance", slug=slug, number=number, notice=notice)
    opens = found.state is not MeetingState.CANCELLED and found.starts_at <= clock.now() + actions.DOOR
    return page("meetings/manage_attendance.html", form=form, theme=theme, meeting=found, opens=opens, labels=labels)


@bp.get("/beheer/groepen/<slug>/opkomst")
def turnout_of_group(slug: str) -> Response:
    """Members by evenings, and who to call."""
    theme = run_theme(slug)
    return page("meetings/turnout.html", theme=theme, turnout=turnout(theme), labels=labels)


@bp.get("/beheer/groepen/<slug>/opkomst/vergoeding.csv")
def compensation(slug: str) -> Response:
    """Who came to how many evenings, for whoever pays: a file that nobody else gets."""
    theme = dialogues.theme(slug)
    authorize(policy.may_pay, theme)
    response = Response("".join(compensation_csv(theme)), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="vergoeding-{theme.slug}.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _holder(deputy: Deputy) -> str:
    return deputy.seat.person.display_name if deputy.seat.person is not None else ""
