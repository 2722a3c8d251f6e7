"""Meetings as people read them: when, in which state, who came; and straw polls."""

import re
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from regiodialoog.core import clock
from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.core.i18n import CONTENT, catalog, format_date, format_time
from regiodialoog.core.text import N_
from regiodialoog.meetings.models import (
    Attendance,
    Meeting,
    MeetingState,
    Presence,
    StrawPoll,
    StrawScale,
    StrawState,
    StrawWay,
)

_POSTCODE = re.compile(r"^[1-9]\d{3} ?[A-Z]{2}\s+")
PRESENCES = {
    Presence.CAME: _l("came"),
    Presence.EXCUSED: _l("excused"),
    Presence.ABSENT: _l("did not come"),
}


UNKNOWN = "unknown"
CHOICES = {
    "came": _l("came"),
    "deputy": _l("deputy came"),
    "excused": PRESENCES[Presence.EXCUSED],
    "absent": PRESENCES[Presence.ABSENT],
    UNKNOWN: _l("not known"),
}
"""What is chosen at the door; ``deputy`` only where somebody stands in."""
KINDS = {"came": "ok", "deputy": "ok", "excused": "info", "absent": "warn"}


def choice(row: Attendance | None) -> str:
    """What is known of somebody at a meeting, as a key of CHOICES."""
    if row is None:
        return UNKNOWN
    return "deputy" if row.state is Presence.CAME and row.deputy_id else row.state.value


def when(row: Meeting) -> str:
    """ "14 september 2026, 19:30 tot 21:30 uur"; with both days when it goes on past midnight."""
    first, last = (moment.astimezone(AMSTERDAM).date() for moment in (row.starts_at, row.ends_at))
    start, end = format_time(row.starts_at), format_time(row.ends_at)
    if first != last:
        end = f"{format_date(last)} {end}"
    return str(_("%(date)s, %(start)s to %(end)s", date=format_date(first), start=start, end=end))


def where(row: Meeting) -> str:
    """The place, and the town: "Dorpshuis De Dissel, Hoogland". The town is what comes last in the address."""
    last = row.address.rpartition(",")[2].strip()
    town = _POSTCODE.sub("", last)
    return ", ".join(part for part in (row.place, town if town.casefold() not in row.place.casefold() else "") if part)


def hours(rows: Sequence[Meeting]) -> str:
    """ "van 19:30 tot 21:30 uur" where that is so for each of these meetings, all on one day; else empty."""
    spans = {(format_time(row.starts_at), format_time(row.ends_at)) for row in rows}
    if len(spans) != 1 or any(format_date(row.starts_at) != format_date(row.ends_at) for row in rows):
        return ""
    start, end = spans.pop()
    return str(_("from %(start)s to %(end)s", start=start, end=end))


def state(row: Meeting) -> tuple[str, str]:
    """Its state in words and the kind of its badge. What is over but not written down yet is over."""
    if row.state is MeetingState.CANCELLED:
        return _("cancelled"), "error"
    if row.state is MeetingState.HELD or row.ends_at <= clock.now():
        return _("was held") if row.state is MeetingState.HELD else _("is over"), "ok"
    return (_("now"), "now") if row.starts_at <= clock.now() else (_("to come"), "info")


WAYS = {
    StrawWay.HANDS: _l("By show of hands"),
    StrawWay.CARDS: _l("With coloured cards"),
    StrawWay.PHONE: _l("By phone"),
}
SCALES = {
    StrawScale.AGREE: _l("Agree, neutral, disagree"),
    StrawScale.YES_NO: _l("Yes or no"),
    StrawScale.COLOURS: _l("Green, yellow or red card"),
    StrawScale.OWN: _l("Own words"),
}
READY_MADE = {
    StrawScale.AGREE: (N_("Agree"), N_("Neutral"), N_("Disagree")),
    StrawScale.YES_NO: (N_("Yes"), N_("No")),
    StrawScale.COLOURS: (N_("Green"), N_("Yellow"), N_("Red")),
}
"""The options of each ready-made set, in the words of the site."""
FILLS = {
    StrawScale.AGREE: ("for", "neutral", "against"),
    StrawScale.YES_NO: ("for", "against"),
    StrawScale.COLOURS: ("for", "accent", "against"),
}
"""How the bars of a set are filled, in the order of its options."""
_STRAW_STATES = {
    StrawState.PREPARED: (_l("not asked yet"), "neutral"),
    StrawState.OPEN: (_l("being asked now"), "now"),
    StrawState.CLOSED: (_l("counted"), "ok"),
    StrawState.DROPPED: (_l("dropped"), "error"),
}


def straw_state(row: StrawPoll) -> tuple[str, str]:
    """The state of a straw poll in words, and the kind of its badge."""
    said, kind = _STRAW_STATES[row.state]
    return str(said), kind


def options_of(scale: StrawScale) -> list[str]:
    """A ready-made set in the language of the region, as it is stored."""
    return [catalog(CONTENT).ugettext(one) for one in READY_MADE[scale]]
