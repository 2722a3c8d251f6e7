"""Moments as lists write them out: every word worked out beforehand, for a template that only puts them in place."""

from datetime import date
from typing import NamedTuple

from babel.dates import format_date as babel_date
from flask_babel import gettext as _

from regiodialoog.adoption import labels
from regiodialoog.adoption.models import DecisionMoment, MomentState
from regiodialoog.core.dates import FuzzyDate, Precision
from regiodialoog.core.i18n import content, format_date, locale


class MomentLine(NamedTuple):
    """A moment in a list. ``machine``: the date for machines, as ``<time datetime>`` or ``<data value>`` take it."""

    slug: str
    when: str
    machine: str
    note: str
    what: str
    kind: str
    body: str
    state: str
    badge: str
    icon: str
    outcome: str
    reason: str
    municipality: str
    municipality_slug: str
    same: str
    fictitious: bool


def line_of(moment: DecisionMoment, today: date) -> MomentLine:
    state, (badge, icon) = labels.STATES[moment.state], labels.STATE_BADGES[moment.state]
    if labels.is_overdue(moment, today):
        state, badge, icon = _("Was planned; not known whether it took place"), "warn", "question"
        if moment.state is MomentState.EXPECTED:
            state = _("Was expected; not known whether it took place")
    return MomentLine(
        moment.slug,
        words(moment.when),
        machine(moment.when),
        note(moment),
        moment.what,
        moment.kind.name,
        moment.body.name if moment.body is not None else "",
        str(state),
        badge,
        icon,
        str(labels.OUTCOMES[moment.outcome]) if moment.outcome is not None else "",
        moment.outcome_reason,
        moment.municipality.name if moment.municipality is not None else "",
        moment.municipality.slug if moment.municipality is not None else "",
        moment.same_meeting.slug if moment.same_meeting is not None else "",
        moment.fictitious,
    )


def words(when: FuzzyDate | None) -> str:
    """A date as people read it: days and months in full, a quarter in words, the rest as it was written."""
    if when is None:
        return str(_("Date not known"))
    if when.start is not None and when.precision is Precision.DAY:
        return format_date(when.start)
    if when.start is not None and when.precision is Precision.MONTH:
        return str(babel_date(when.start, "MMMM y", locale=locale()))
    if when.start is not None and when.precision is Precision.QUARTER:
        return str(_("quarter %(number)s of %(year)s", number=(when.start.month + 2) // 3, year=when.start.year))
    written: str = when.text if when.text.isdigit() else content(when.text)
    return written


def machine(when: FuzzyDate | None) -> str:
    """ "2025-06-12", "2025-06" or "2025-Q3"; empty for a date that has no such form."""
    if when is None or when.start is None:
        return ""
    if when.precision is Precision.DAY:
        return when.start.isoformat()
    if when.precision is Precision.MONTH:
        return when.start.isoformat()[:7]
    return f"{when.start.year}-Q{(when.start.month + 2) // 3}" if when.precision is Precision.QUARTER else ""


def note(moment: DecisionMoment) -> str:
    """What must be known to read the date rightly."""
    if moment.without_year:
        return str(_("the source gives no year"))
    said = []
    if moment.by_latest:
        said.append(_("at the latest"))
    if moment.year_derived:
        said.append(_("the year follows from the text of the source"))
    return "; ".join(map(str, said))
