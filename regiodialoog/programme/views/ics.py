"""The decision calendar as iCalendar (RFC 5545). Only moments of which the day is known: a month is no appointment."""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from flask import url_for
from flask_babel import gettext as _

from regiodialoog.adoption import labels
from regiodialoog.adoption.models import MomentState
from regiodialoog.core.i18n import locale
from regiodialoog.programme.queries import Placed

STATUS = {MomentState.PLANNED: "CONFIRMED", MomentState.HELD: "CONFIRMED"}


def written(rows: Iterable[Placed], base: str) -> bytes:
    """Whole-day events; ``base`` is the address of the site. The identifier of an event stays the same for ever."""
    from icalendar import Calendar, Event  # only here: it costs every start of every process a tenth of a second

    made = Calendar()
    made.add("prodid", "-//Regiodialoog//termijnagenda//NL")
    made.add("version", "2.0")
    made.add("x-wr-calname", _("Decision calendar"), parameters={"language": locale()})
    host = urlsplit(base).hostname or "regiodialoog"
    for each in rows:
        moment = each.moment
        if moment.when is None or moment.when.start is None:
            continue
        event = Event()
        event.add("uid", f"{moment.slug}@{host}")
        event.add("dtstamp", moment.changed_at)
        event.add("dtstart", moment.when.start)
        event.add("dtend", moment.when.start + timedelta(days=1))
        event.add("summary", labels.marked(f"{moment.kind.name}: {moment.what}", fictitious=moment.fictitious))
        about = [each.challenge.title] if each.challenge is not None else []
        about.append(str(labels.STATES[moment.state]))
        event.add("description", "\n".join(about))
        event.add("status", STATUS.get(moment.state, "TENTATIVE"))
        event.add("transp", "TRANSPARENT")
        event.add("url", base + url_for("adoption.moment", slug=moment.slug))
        made.add_component(event)
    return bytes(made.to_ical())
