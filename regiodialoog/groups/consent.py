"""The text that people agree to when they sign up: what is asked and why, who sees it, and when it is wiped. Composed
from the settings of the group, so that it cannot say anything else than what is asked."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.i18n import locale
from regiodialoog.core.web.site import CurrentSite
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries
from regiodialoog.groups.asking import TYPED
from regiodialoog.groups.evenings import evenings
from regiodialoog.groups.models import Group, Seat, SeatFilling, Source
from regiodialoog.groups.retention import ANSWERS_KEPT


@dataclass(frozen=True)
class Line:
    """A sentence, or ``what`` is asked and ``why``; of these the region's own words are marked. ``folded``: what the
    sentence before it says, in full; the page of the form shows it behind a word."""

    what: str
    why: str = ""
    own_what: bool = False
    own_why: bool = False
    folded: bool = False

    def __str__(self) -> str:
        """On one line, also what was written on several."""
        return " ".join(f"{self.what}: {self.why}".split()) if self.why else " ".join(self.what.split())


@dataclass(frozen=True)
class Composed:
    """``by_lot``: it says that lots are drawn, and who gets the file of a draw."""

    title: str
    lines: tuple[Line, ...]
    language: str
    by_lot: bool = False

    @property
    def body(self) -> str:
        return "\n".join([self.title, *map(str, self.lines)])

    @property
    def sha256(self) -> str:
        """In hex."""
        return hashlib.sha256(self.body.encode()).hexdigest()


@dataclass(frozen=True)
class Agreed:
    """Somebody agreed to a text that they were shown at a moment, or (``read_aloud``) that was read to them."""

    text: Composed
    shown_at: datetime
    read_aloud: bool = False


def compose(theme: Theme, group: Group, *, seats: Sequence[Seat], questions: Sequence[queries.Question]) -> Composed:
    """The text as it stands now, in the language of whoever reads it. At most the query of the evenings."""
    by_lot = any(seat.filling is SeatFilling.DRAWN for seat in seats)
    lines = [*_who_asks(theme), *_asked(theme, group, questions), *_what_happens(by_lot=by_lot)]
    return Composed(str(_("What we ask, why, and when we wipe it")), tuple(lines), locale(), by_lot)


def agreed_now(theme: Theme, group: Group) -> Agreed:
    """For whoever signs up without a page: the demonstration."""
    text = compose(theme, group, seats=queries.seats(group.id), questions=queries.questions(group))
    return Agreed(text, clock.now())


def _who_asks(theme: Theme) -> list[Line]:
    asks = CurrentSite().region_name or _("The region")
    return [
        Line(_("Theme"), theme.title, own_why=True),
        Line(_("%(region)s asks this to put the group of this theme together. You choose whether you sign up.",
               region=asks)),
    ]  # fmt: skip


def _asked(theme: Theme, group: Group, questions: Sequence[queries.Question]) -> list[Line]:
    found = [
        Line(
            _("How you are called, and your e-mail address"),
            _("to reach you. If you have no e-mail we ask your phone number, and where a letter reaches you"),
        ),
        Line(
            _("Your municipality and your interest, and for which organisation you speak, if any"),
            _("so that every interest and every municipality has a place"),
        ),
    ]
    if evenings(theme):
        found.append(Line(_("The days on which you can come"), _("to find people who can be there")))
    if group.helps:
        found.append(
            Line(
                _("Which help you need to be able to come, if you tick it"),
                _("to arrange it. It makes no difference for your chance, and stands in no file of a draw"),
            )
        )
    for one in questions:
        why = " ".join(one.why).strip()
        found.append(Line(one.feature, why or _("for a group that is mixed"), own_what=True, own_why=bool(why)))
        found += _kept_of(one)
    if theme.min_age:
        age = _("Whether you are %(age)s years of age or older", age=theme.min_age)
        found.append(Line(age, _("who is younger cannot join")))
    if group.asks_no_office:
        office = _("Whether you sit in a council or a college, or work at the bureau")
        found.append(Line(office, _("the group advises them")))
    if group.one_per_household:
        home = _("Your postcode and house number")
        found.append(Line(home, _("at most one person of a household can sit in this group")))
    return found


def _kept_of(one: queries.Question) -> list[Line]:
    """What is kept where something else is filled in."""
    if one.rules is None or one.rules.source not in TYPED:
        return []
    values = "; ".join(one.values)
    if one.rules.source is not Source.BIRTH_YEAR:
        return [Line(_("Of that we keep only in which group you fall: %(values)s", values=values))]
    return [
        Line(_("The year itself we do not keep, only in which group you fall: %(values)s", values=values)),
        Line(_("A code made of your name and that year"), _("to see whether somebody signed up twice")),
    ]


def _what_happens(*, by_lot: bool) -> list[Line]:
    days = ANSWERS_KEPT.days
    if not by_lot:
        said = [
            Line(
                _("Only the bureau sees your answers. They are used for the composition of the group and nothing else.")
            )
        ]
    else:
        said = [
            Line(_("On this site only the bureau sees your answers. They are used for the composition of the group.")),
            Line(_("Lots are drawn for places. So that others can check that, your answers then stand in a file with a"
                   " code, and without your name.")),
            Line(_("The clerks of the councils get that file, or everybody if the bureau chooses so. With the draw"
                   " stands until which day the file is there: at most a year after the theme has ended."),
                 folded=True),
            Line(_("Whoever knows you well may recognise you in that file by your answers, above all in a small"
                   " municipality. You need not answer everything.")),
        ]  # fmt: skip
    return [
        *said,
        Line(
            _("We wipe your answers %(days)s days after the theme has ended, or at once when you withdraw.", days=days)
        ),
        Line(_("You can always see what you told us, and withdraw. As long as signing up is open you can change it.")),
    ]
