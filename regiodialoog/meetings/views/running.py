"""The rooms of those who run meetings: the bureau, and the moderator of that theme."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.i18n import format_date
from regiodialoog.core.policy import authorize, current_actor
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.checklist import onward
from regiodialoog.dialogues.models import PhaseKind, Theme
from regiodialoog.dialogues.policy import may_edit_dialogues
from regiodialoog.meetings import actions, labels, policy, queries, shapes
from regiodialoog.meetings.forms import CancelForm, MeetingForm, MeetingsForm, MinutesForm
from regiodialoog.meetings.forms.planning import AT_ONCE
from regiodialoog.meetings.models import Meeting
from regiodialoog.meetings.views.blueprint import bp
from regiodialoog.meetings.views.reading import NUMBER

MOST_WEEKS = 26
ROOM = f"/beheer/bijeenkomsten/<slug>/{NUMBER}"


def run_theme(slug: str) -> Theme:
    """A theme whose meetings this person runs."""
    theme = dialogues.theme(slug)
    authorize(policy.may_run_meetings, theme)
    return theme


def run_meeting(slug: str, number: int) -> tuple[Theme, Meeting]:
    theme = run_theme(slug)
    return theme, queries.meeting(theme, number)


@bp.get("/beheer/bijeenkomsten/<slug>")
def manage(slug: str) -> Response:
    theme = run_theme(slug)
    found = queries.meetings_of(theme)
    return page("meetings/manage.html", theme=theme, meetings=found, coming=queries.coming(found), labels=labels)


@bp.route("/beheer/bijeenkomsten/<slug>/nieuw", methods=["GET", "POST"])
def new_meeting(slug: str) -> Response:
    theme = run_theme(slug)
    like = queries.last_planned(theme)
    form = MeetingForm(like=like)
    if form.sent():
        made = actions.plan_meeting(theme, **form.values())
        return _planned(theme, [made], _("The meeting has been planned."))
    title = _("Plan a meeting")
    return page("meetings/manage_form.html", form=form, theme=theme, title=title, key=f"new-{slug}", like=like)


@bp.route("/beheer/bijeenkomsten/<slug>/reeks", methods=["GET", "POST"])
def new_meetings(slug: str) -> Response:
    """Several meetings in one form. ``aantal`` and ``om``: how many to suggest, and so many weeks apart."""
    theme = run_theme(slug)
    like = queries.last_planned(theme)
    days = _suggested(theme, request.args.get("aantal", 0, int), request.args.get("om", 0, int))
    form = MeetingsForm(like=like, days=days)
    if form.sent():
        made = [actions.plan_meeting(theme, **given) for given in form.meetings()]
        notice = ngettext("%(num)s meeting has been planned.", "%(num)s meetings have been planned.", len(made))
        return _planned(theme, made, notice)
    return page("meetings/manage_many.html", form=form, theme=theme, like=like)


def _suggested(theme: Theme, count: int, weeks: int) -> list[date | None]:
    """Days from the first on which the group talks; None where nobody planned that, or nobody says how far apart."""
    phase = dialogues.phase_of(theme, PhaseKind.DIALOGUE)
    dated = phase is not None and 0 < weeks <= MOST_WEEKS
    first = phase.starts_on if phase is not None else date.min
    return [first + timedelta(weeks=n * weeks) if dated else None for n in range(min(count, AT_ONCE))]


def _planned(theme: Theme, planned: Sequence[Meeting], notice: str) -> Response:
    """Back to the list, where the next one is planned; a day on which the group does not talk may be a slip."""
    phase, warning, mend = dialogues.phase_of(theme, PhaseKind.DIALOGUE), "", None
    days = {meeting.number: meeting.starts_at.astimezone(AMSTERDAM).date() for meeting in planned}
    odd = [n for n, day in days.items() if phase is not None and not phase.starts_on <= day <= phase.ends_on]
    if phase is not None and odd:
        day = format_date(days[odd[0]])
        warning = _(
            "Is %(day)s right? The group talks from %(first)s to %(last)s.",
            day=day,
            first=format_date(phase.starts_on),
            last=format_date(phase.ends_on),
        )
        mend = (_("Change %(day)s", day=day), url_for("meetings.edit_meeting", slug=theme.slug, number=odd[0]))
    further = onward(theme) if may_edit_dialogues(current_actor()) else None
    return go_to("meetings.manage", slug=theme.slug, notice=notice, warning=warning, onward=further, mend=mend)


@bp.route(ROOM, methods=["GET", "POST"])
def edit_meeting(slug: str, number: int) -> Response:
    theme, found = run_meeting(slug, number)
    form = MeetingForm(obj=found)
    if form.sent():
        actions.change_meeting(found, **form.values())
        return _planned(theme, [found], _("The meeting has been saved."))
    title = _("Change the meeting: %(name)s", name=found.title)
    return page("meetings/manage_form.html", form=form, theme=theme, title=title, key=f"{slug}-{number}")


@bp.route(f"{ROOM}/afgelasten", methods=["GET", "POST"])
def cancel(slug: str, number: int) -> Response:
    theme, found = run_meeting(slug, number)
    form = CancelForm()
    if form.sent():
        actions.cancel_meeting(found, **form.values())
        notice = _("The meeting was cancelled. Everybody reads why.")
        return go_to("meetings.meeting", slug=slug, number=number, notice=notice)
    title = _("Cancel the meeting: %(name)s", name=found.title)
    return page("meetings/manage_form.html", form=form, theme=theme, title=title, key=f"cancel-{slug}-{number}")


@bp.route(f"{ROOM}/verslag", methods=["GET", "POST"])
def minutes(slug: str, number: int) -> Response:
    """Write the concept, or correct what was published."""
    theme, found = run_meeting(slug, number)
    there = queries.minutes_of(found)
    form = MinutesForm(obj=there)
    if form.sent():
        written = actions.write_minutes(found, **form.values())
        if written.published_at is not None:
            return go_to("meetings.meeting", slug=slug, number=number, notice=_("The minutes have been corrected."))
        notice = _("The concept has been saved. Nobody else sees it yet.")
        return go_to("meetings.publish_minutes", slug=slug, number=number, notice=notice)
    asked = shapes.shown(queries.straw_polls_of(found), inside=True)
    return page(
        "meetings/manage_minutes.html",
        form=form, theme=theme, meeting=found, minutes=there, straw=asked, labels=labels,
    )  # fmt: skip


@bp.route(f"{ROOM}/verslag/publiceren", methods=["GET", "POST"])
def publish_minutes(slug: str, number: int) -> Response:
    """Read the concept once more, and let everybody read it."""
    theme, found = run_meeting(slug, number)
    there = queries.minutes_of(found)
    if there is None:
        raise NotFound
    form = Confirm()
    if form.sent():
        actions.publish_minutes(there)
        return go_to("meetings.meeting", slug=slug, number=number, notice=_("Everybody can read the minutes now."))
    return page("meetings/manage_publish.html", form=form, theme=theme, meeting=found, minutes=there, labels=labels)
