"""The closed words of a study as people read them."""

from datetime import date
from typing import Protocol

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from regiodialoog.core import clock
from regiodialoog.core.dates import FuzzyDate
from regiodialoog.core.i18n import format_date, phrase
from regiodialoog.feasibility.models.study import (
    Finding,
    Judgement,
    MunicipalView,
    PartState,
    VerdictState,
    ViewKind,
)
from regiodialoog.proposals.models import Verdict

V = Verdict
VERDICTS = {
    V.FEASIBLE: _l("It can be done. Now the municipalities decide"),
    V.FEASIBLE_IF: _l("It can be done, if …"),
    V.ALREADY_DONE: _l("It is done already, in …"),
    V.ALONG_WITH_OTHER_WORK: _l("It goes along when there is time, money or room"),
    V.EXPLORE_FIRST: _l("It is explored further first, until …"),
    V.PASSED_ON: _l("It was passed on to …"),
    V.DONE_IN_PROJECT: _l("It is done in the project …"),
    V.NOT_FEASIBLE: _l("It cannot be done, because …"),
}
"""As one chooses them."""
SHORT = {
    V.FEASIBLE: _l("Can be done"),
    V.FEASIBLE_IF: _l("Can be done, if …"),
    V.ALREADY_DONE: _l("Is done already"),
    V.ALONG_WITH_OTHER_WORK: _l("Goes along with other work"),
    V.EXPLORE_FIRST: _l("Is explored further first"),
    V.PASSED_ON: _l("Was passed on"),
    V.DONE_IN_PROJECT: _l("Is done in a project"),
    V.NOT_FEASIBLE: _l("Cannot be done"),
}
BADGES = {V.FEASIBLE: ("ok", "ok"), V.FEASIBLE_IF: ("ok", "ok"), V.NOT_FEASIBLE: ("neutral", "close")}
OTHER_BADGE = ("info", "arrow")
UNDER_WAY = ("now", "clock")
LATE = ("warn", "clock")
JUDGEMENTS = {
    Judgement.NO_OBJECTION: _l("No objection"),
    Judgement.ATTENTION: _l("Needs attention"),
    Judgement.OBSTACLE: _l("Obstacle"),
}
VIEWS = {
    ViewKind.CAN: _l("Can be done"),
    ViewKind.CAN_IF: _l("Can be done, if …"),
    ViewKind.CANNOT: _l("Cannot be done, because …"),
    ViewKind.NO_ROLE: _l("Has no part in it"),
}
VIEWS_SHORT = {
    ViewKind.CAN: _l("Can"),
    ViewKind.CAN_IF: _l("Can, if …"),
    ViewKind.CANNOT: _l("Cannot"),
    ViewKind.NO_ROLE: _l("No part"),
}
VIEW_BADGES = {
    ViewKind.CAN: ("ok", "ok"),
    ViewKind.CAN_IF: ("info", "ok"),
    ViewKind.CANNOT: ("neutral", "close"),
    ViewKind.NO_ROLE: ("line", "minus"),
}
JUDGEMENT_BADGES = {
    Judgement.NO_OBJECTION: ("ok", "ok"),
    Judgement.ATTENTION: ("info", "eye"),
    Judgement.OBSTACLE: ("neutral", "close"),
}
PART_STATES = {
    PartState.OPEN: _l("Not begun"),
    PartState.DRAFT: _l("Draft"),
    PartState.HANDED_IN: _l("Handed in"),
    PartState.HANDED_BACK: _l("Handed back"),
}
SENTENCES = {
    V.FEASIBLE: _l("This can be done. Now the municipalities decide."),
    V.FEASIBLE_IF: _l("This can be done, if: %(fact)s."),
    V.ALREADY_DONE: _l("This is done already, in: %(fact)s."),
    V.ALONG_WITH_OTHER_WORK: _l("This goes along with other work when there is time, money or room."),
    V.EXPLORE_FIRST: _l("This is explored further first, until %(until)s."),
    V.PASSED_ON: _l("This was passed on to: %(fact)s."),
    V.DONE_IN_PROJECT: _l("This is done in: %(fact)s."),
    V.NOT_FEASIBLE: _l("This cannot be done."),
}
VERDICT_STATES = {
    VerdictState.PREPARED: _l("In preparation"),
    VerdictState.ANNOUNCED: _l("Announced"),
    VerdictState.TAKEN_BACK: _l("Announcement taken back"),
    VerdictState.PUBLISHED: _l("Published"),
}


class Said(Protocol):
    """A verdict with its fact: as it is stored, or as a list reads it."""

    @property
    def verdict(self) -> Verdict: ...
    @property
    def fact(self) -> str: ...
    @property
    def until(self) -> FuzzyDate | None: ...


class Promised(Protocol):
    """A study with the day of its answer."""

    @property
    def promised_on(self) -> date: ...


def sentence(row: Said) -> Markup:
    """The verdict in one sentence, with its fact; what the region wrote is marked as Dutch."""
    return phrase(str(SENTENCES[row.verdict]), **_written(row))


def plain_sentence(row: Said) -> str:
    """The same without any mark, for a path that is also a file."""
    return str(SENTENCES[row.verdict]) % _written(row)


def _written(row: Said) -> dict[str, str]:
    return {"fact": row.fact.strip().rstrip("."), "until": str(row.until or "")}


def badge(row: Said) -> tuple[str, str, str]:
    """Words, kind and icon of a published verdict."""
    return badge_of(row.verdict)


def badge_of(verdict: Verdict) -> tuple[str, str, str]:
    return (str(SHORT[verdict]), *BADGES.get(verdict, OTHER_BADGE))


def is_late(study: Promised) -> bool:
    """Of a study without an answer: whether its promised day has gone by."""
    return study.promised_on < clock.today()


def waiting(study: Promised) -> str:
    """What everybody may know of a study without an answer."""
    day = format_date(study.promised_on)
    if is_late(study):
        late = _("We are late. We promised an answer by %(date)s. We still examine whether it can be done.", date=day)
        return str(late)
    return str(_("We examine whether it can be done. You get an answer by %(date)s at the latest.", date=day))


def part_name(part: Finding | MunicipalView) -> str:
    """What is judged, as it was written; ``content()`` marks it on a page."""
    return part.criterion.name if isinstance(part, Finding) else part.municipality.name
