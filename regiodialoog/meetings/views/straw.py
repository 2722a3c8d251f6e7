"""Straw polls in the hall: the rooms of who runs the meeting, the screen for the beamer, and the page on a phone."""

from collections.abc import Sequence

from flask import Response, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from regiodialoog.accounts.credentials import qr_svg
from regiodialoog.accounts.session import me
from regiodialoog.core import mails
from regiodialoog.core.errors import Conflict, NotFound
from regiodialoog.core.policy import authorize, can, current_actor, is_signed_in, public
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.letters import short
from regiodialoog.meetings import actions, labels, policy, queries, shapes
from regiodialoog.meetings.forms import StepForm, StrawDropForm, StrawPollForm, answer_form, count_form
from regiodialoog.meetings.models import Meeting, MeetingState, StrawPoll, StrawState, StrawWay
from regiodialoog.meetings.views.blueprint import bp
from regiodialoog.meetings.views.reading import NUMBER
from regiodialoog.meetings.views.running import ROOM, run_meeting

STRAW = "<int(max=2147483647):straw>"
ROOM_OF_POLL = f"{ROOM}/peilingen/{STRAW}"
SCREEN = f"/themas/<slug>/bijeenkomsten/{NUMBER}"


def run_poll(slug: str, number: int, straw: int) -> tuple[Theme, Meeting, StrawPoll]:
    theme, found = run_meeting(slug, number)
    return theme, found, queries.straw_poll(found, straw)


@bp.get(f"{ROOM}/peilingen")
def straw_polls(slug: str, number: int) -> Response:
    theme, found = run_meeting(slug, number)
    rows = queries.straw_polls_of(found, prepared=True)
    makes = _takes_more(found)
    return page("meetings/straw_polls.html", theme=theme, meeting=found, rows=rows, makes=makes, labels=labels)


@bp.route(f"{ROOM}/peilingen/nieuw", methods=["GET", "POST"])
def new_straw_poll(slug: str, number: int) -> Response:
    """Made in a minute, and asked at once if people are there."""
    theme, found = run_meeting(slug, number)
    form = StrawPollForm()
    if form.sent():
        made = actions.prepare_straw_poll(found, **form.values())
        if "now" in request.form and actions.is_on(found):
            actions.open_straw_poll(made)
            return _to(made, _("The straw poll is on the screen."))
        return _to(made, _("The straw poll is ready. Ask it when you want to."))
    if not form.is_submitted() and not _takes_more(found):
        return go_to("meetings.straw_polls", slug=slug, number=number)
    title = _("Make a straw poll")
    return page(
        "meetings/straw_form.html", form=form, theme=theme, meeting=found, title=title, is_on=actions.is_on(found)
    )


@bp.route(f"{ROOM_OF_POLL}/wijzigen", methods=["GET", "POST"])
def edit_straw_poll(slug: str, number: int, straw: int) -> Response:
    theme, found, poll = run_poll(slug, number, straw)
    form = StrawPollForm(obj=poll)
    if form.sent():
        actions.change_straw_poll(poll, **form.values())
        return _to(poll, _("The straw poll has been saved."))
    if not form.is_submitted() and not _takes_more(found):
        return go_to("meetings.run_straw_poll", slug=slug, number=number, straw=straw)
    title = _("Change the straw poll")
    return page("meetings/straw_form.html", form=form, theme=theme, meeting=found, title=title, is_on=False)


@bp.route(ROOM_OF_POLL, methods=["GET", "POST"])
def run_straw_poll(slug: str, number: int, straw: int) -> Response:
    """One straw poll and its next step: ask it, count it, or close it and let the site count."""
    theme, found, poll = run_poll(slug, number, straw)
    form = StepForm("open" if poll.state is StrawState.PREPARED else "close")
    if form.sent():
        if form.step.data == "open":
            actions.open_straw_poll(poll)
            return _to(poll, _("The straw poll is on the screen."))
        actions.close_by_phone(poll)
        return _to(poll, _("The straw poll is closed and counted."))
    return page(
        "meetings/straw_poll.html",
        form=form,
        theme=theme,
        meeting=found,
        poll=poll,
        result=shapes.shown([poll], inside=True)[0],
        answered=queries.turnout_of(poll),
        seats=len(queries.roll_of(found)),
        is_on=actions.is_on(found),
        makes=_takes_more(found),
        labels=labels,
    )


@bp.route(f"{ROOM_OF_POLL}/tellen", methods=["GET", "POST"])
def count_straw_poll(slug: str, number: int, straw: int) -> Response:
    """Type in what was counted in the hall, or correct it with a reason."""
    theme, found, poll = run_poll(slug, number, straw)
    if poll.way is StrawWay.PHONE or (poll.tally is None and poll.state is not StrawState.OPEN):
        raise Conflict(_("There is nothing to count now."))
    form = count_form(poll, _groups(found, poll))
    if form.sent():
        corrects = poll.tally is not None
        actions.count_straw_poll(poll, form.counts(), reason=form.reason.data if corrects else "")
        names = {each.id: each.name for each in queries.interests_among([poll])}
        odd = " ".join(shapes.warnings(poll, queries.present(found), names))
        mend = (_("Correct the count"), _url("count_straw_poll", poll)) if odd else None
        said = _("The count has been corrected.") if corrects else _("The count has been saved. It is on the screen.")
        return _to(poll, said, warning=odd, mend=mend)
    return page("meetings/straw_count.html", form=form, theme=theme, meeting=found, poll=poll, labels=labels)


@bp.route(f"{ROOM_OF_POLL}/laten-vervallen", methods=["GET", "POST"])
def drop_straw_poll(slug: str, number: int, straw: int) -> Response:
    theme, _found, poll = run_poll(slug, number, straw)
    form = StrawDropForm()
    if form.sent():
        actions.drop_straw_poll(poll, **form.values())
        return go_to("meetings.straw_polls", slug=slug, number=number, notice=_("The straw poll was dropped."))
    title = _("Drop this straw poll")
    return page("meetings/manage_form.html", form=form, theme=theme, title=title, key=f"straw-{poll.id}")


@bp.get(f"{SCREEN}/scherm")
@public
def screen(slug: str, number: int) -> Response:
    """For the beamer: what is asked now, else what was asked last. It follows by itself."""
    theme = dialogues.theme(slug)
    found = queries.meeting(theme, number)
    asked = [each for each in queries.straw_polls_of(found) if each.state is not StrawState.DROPPED]
    return _screen(theme, found, max(asked, key=lambda each: each.opened_at or each.id, default=None))


@bp.get(f"{SCREEN}/peilingen/{STRAW}")
@public
def screen_of_poll(slug: str, number: int, straw: int) -> Response:
    """The same for one straw poll. Before it is asked only those who run the meeting see it."""
    theme = dialogues.theme(slug)
    found = queries.meeting(theme, number)
    poll = queries.straw_poll(found, straw)
    if poll.opened_at is None and not can("meetings.run", theme):
        raise NotFound
    return _screen(theme, found, poll)


def _screen(theme: Theme, found: Meeting, poll: StrawPoll | None) -> Response:
    address = mails.link("meetings.answer", code=poll.code) if poll is not None else ""
    runs = poll is not None and can("meetings.run", theme)
    rows = queries.straw_polls_of(found, prepared=True) if runs else ()
    return page(
        "meetings/screen.html",
        fragment="screen",
        theme=theme,
        meeting=found,
        poll=poll,
        result=shapes.shown([poll], inside=can("meetings.inside", theme))[0] if poll is not None else None,
        address=short(address),
        picture=Markup(qr_svg(address, fits=True)) if poll is not None else "",  # noqa: S704 - drawn from our address
        answered=queries.turnout_of(poll) if poll is not None else 0,
        takes_answers=poll is not None and actions.takes_answers(poll),
        around=_around(poll, rows) if poll is not None else (None, None),
        here=request.path,
        labels=labels,
    )


@bp.route("/p/<code>", methods=["GET", "POST"])
def answer(code: str) -> Response:
    """The short address on the screen: who sits at the table answers on their phone."""
    poll = queries.straw_by_code(code)
    theme = poll.meeting.theme
    if request.method != "POST" and not policy.may_answer(current_actor(), theme):
        authorize(is_signed_in)  # whoever comes from the screen signs in first, and comes back here
        return page("meetings/straw_no_seat.html", status=403, theme=theme, poll=poll)
    authorize(policy.may_answer, theme)
    place = queries.place_of(poll.meeting, me().id)
    given = queries.own_answer(poll, place.seat_id, me().id) if place is not None else None
    form = answer_form({each.id: each.title for each in poll.options}, given.option_id if given is not None else None)
    if form.sent():
        option = next(each for each in poll.options if each.id == form.answer.data)
        actions.answer_straw_poll(poll, place, me().id, option)
        notice = _("Your answer is in. You can change it until the straw poll is closed.")
        return go_to("meetings.answer", code=code, notice=notice)
    return page(
        "meetings/straw_answer.html",
        form=form,
        theme=theme,
        poll=poll,
        given=given,
        can_answer=place is not None and not place.away,
        takes_answers=actions.takes_answers(poll),
        labels=labels,
    )


def _takes_more(row: Meeting) -> bool:
    """Whether what is prepared now can still be asked."""
    return row.state is not MeetingState.CANCELLED and not actions.is_over(row)


def _groups(row: Meeting, poll: StrawPoll) -> list[tuple[int | None, str]]:
    """For which interests is counted: those of the first count, else those at the table; or all together."""
    together = str(_("Everybody"))
    if poll.tally is not None:
        names = {each.id: each.name for each in queries.interests_among([poll])}
        known = dict.fromkeys(each.interest_id for each in poll.tally.counts)
        others = str(_("Other interests together")) if len(known) > 1 else together
        return [(group, names[group] if group is not None else others) for group in known]
    interests = queries.interests_of(row) if poll.by_interest else ()
    return [(each.id, each.name) for each in interests] or [(None, together)]


def _around(poll: StrawPoll, rows: Sequence[StrawPoll]) -> tuple[StrawPoll | None, StrawPoll | None]:
    """The one before and the one after, of those that were not dropped."""
    others = [each for each in rows if each.state is not StrawState.DROPPED]
    before = [each for each in others if each.number < poll.number]
    after = [each for each in others if each.number > poll.number]
    return (before[-1] if before else None, after[0] if after else None)


def _url(endpoint: str, poll: StrawPoll) -> str:
    row = poll.meeting
    return url_for(f"meetings.{endpoint}", slug=row.theme.slug, number=row.number, straw=poll.number)


def _to(poll: StrawPoll, notice: str, *, warning: str = "", mend: tuple[str, str] | None = None) -> Response:
    row = poll.meeting
    return go_to(
        "meetings.run_straw_poll",
        notice=notice, warning=warning, mend=mend, slug=row.theme.slug, number=row.number, straw=poll.number,
    )  # fmt: skip
