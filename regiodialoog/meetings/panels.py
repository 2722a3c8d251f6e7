"""Meetings on the pages below: the theme, its group, and signing up for it."""

from typing import Any

from flask import url_for

from regiodialoog.accounts.models import Person
from regiodialoog.core.errors import NotFound
from regiodialoog.core.panels import panel
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries as groups
from regiodialoog.groups.models import DeputyState, SeatState
from regiodialoog.meetings import labels, queries
from regiodialoog.meetings.turnout import turnout

Shown = tuple[str, dict[str, Any]]


@panel("dialogues.theme", order=20)
def of_theme(theme: Theme) -> Shown | None:
    """What is to come, and the way to all of it."""
    meetings = queries.meetings_of(theme)
    if not meetings:
        return None
    coming = queries.coming(meetings)
    return "meetings/of_theme.html", {"theme": theme, "meetings": meetings, "coming": coming, "labels": labels}


@panel("groups.dates", order=10)
def dates(theme: Theme) -> Shown:
    """All days to come, for whoever thinks of joining."""
    coming = queries.coming(queries.meetings_of(theme))
    return "meetings/dates.html", {"theme": theme, "coming": coming, "labels": labels}


@panel("groups.dates_short", order=10)
def dates_short(theme: Theme) -> Shown:
    """The same in an item of a list, for who is about to sign up."""
    coming = queries.coming(queries.meetings_of(theme))
    about = {"theme": theme, "coming": coming, "hours": labels.hours(coming), "labels": labels}
    return "meetings/dates_short.html", about


@panel("groups.about_days", order=10)
def about_days(theme: Theme) -> Shown:
    """Beside the question on which days one can come: where they are."""
    coming = queries.coming(queries.meetings_of(theme))
    return "meetings/about_days.html", {"theme": theme, "coming": coming, "labels": labels}


@panel("accounts.sign_in_for", order=10)
def to_answer(onward: str) -> Shown | None:
    """Who comes from the screen in the hall reads to what they sign in. ``onward``: where they were going."""
    code = onward.removeprefix(url_for("meetings.answer", code="-")[:-1])
    if code == onward or not code.isalnum():
        return None
    try:
        return "meetings/straw_sign_in.html", {"poll": queries.straw_by_code(code)}
    except NotFound:
        return None


@panel("dialogues.manage_theme", order=20)
def manage(theme: Theme) -> Shown | None:
    """The way to the management of the meetings."""
    return None if theme.source_id is not None else ("meetings/manage_link.html", {"theme": theme})


@panel("groups.manage", order=10)
def of_group(theme: Theme) -> Shown | None:
    """Who came to which evening, and who to call."""
    found = turnout(theme)
    return ("meetings/of_group.html", {"theme": theme, "turnout": found}) if found.meetings else None


@panel("accounts.my_page", order=5)
def my_next(person: Person) -> Shown | None:
    """The next meeting of each of one's groups, and what one can say about coming: as a member or as a deputy."""
    seats = [seat for seat in groups.seats_of_person(person.id) if seat.state is SeatState.FILLED]
    stand = [row for row in groups.deputies_of_person(person.id) if row.state is DeputyState.CONFIRMED]
    for_whom = {row.seat.group.theme_id: row for row in stand} | dict.fromkeys([seat.group.theme_id for seat in seats])
    firsts = {row.theme_id: row for row in reversed(queries.coming(queries.meetings_of_themes(set(for_whom))))}
    if not firsts:
        return None
    people = {row.seat.person_id for row in stand if row.seat.person_id} | {person.id}
    known = queries.attendances_among({row.id for row in firsts.values()}, people)
    rows = []
    for theme_id, meeting in sorted(firsts.items(), key=lambda item: item[1].starts_at):
        deputy = for_whom[theme_id]
        holder = deputy.seat.person_id if deputy is not None else person.id
        rows.append((meeting, deputy, known.get((meeting.id, holder or 0))))
    return "meetings/my_next.html", {"rows": rows, "person": person, "labels": labels}
