"""A group as its pages show it: where signing up stands, and what somebody told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from regiodialoog.core import clock
from regiodialoog.core.i18n import content, date_on_page, format_date
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import PhaseKind, Theme
from regiodialoog.groups import queries
from regiodialoog.groups.evenings import evenings
from regiodialoog.groups.models import Consent, Help, Registration, Seat, SeatFilling, SeatState
from regiodialoog.groups.paid import listed
from regiodialoog.organisations.models import Organisation


@dataclass(frozen=True)
class Sitting:
    """A place that is taken, as everybody may read it: what it stands for, on whose behalf, and a name only of who
    chose that."""

    interest: str
    municipality: str
    organisation: Organisation | None
    name: str


def question(theme: Theme) -> str:
    """What the group talks about, in a sentence: of the assignment, else of the theme."""
    mandate = dialogues.mandate_of(theme)
    return (mandate.question if mandate else theme.question) or theme.goal or theme.title


def sitting(seats: Sequence[Seat]) -> list[Sitting]:
    """The places that are taken, in the order of ``queries.seats``. No query."""
    taken = [seat for seat in seats if seat.state is SeatState.FILLED]
    return [Sitting(seat.interest.name, _place(seat), seat.organisation, _shown_name(seat)) for seat in taken]


def _place(seat: Seat) -> str:
    return seat.municipality.name if seat.municipality is not None else str(_("whole region"))


def _shown_name(seat: Seat) -> str:
    return seat.person.name if seat.person is not None and seat.name_shown_since is not None else ""


@dataclass(frozen=True)
class SigningUp:
    """Whether one can sign up now; ``said`` says since or until when, or what happens instead."""

    open: bool
    said: str
    over: bool = False


def what_comes(theme: Theme) -> list[str]:
    """For who sits in the group: the first evening to come, and from when it can write. Not of an ended theme."""
    if not theme.is_active:
        return []
    today, said = clock.today(), []
    first = next((evening for evening in evenings(theme) if evening.day >= today), None)
    if first is not None:
        said.append(_("You meet on %(date)s: %(what)s.", date=date_on_page(first.day), what=first.title))
    return [*said, *writes_from(theme)]


def writes_from(theme: Theme) -> list[str]:
    """From when who sits in the group can write proposals; nothing when that is so already."""
    begins = talks_from(theme)
    return [_("You can write proposals from %(date)s.", date=begins)] if begins and not theme.applicants_write else []


def coming_days(theme: Theme) -> list[tuple[str, str]]:
    """Of each meeting to come the day, and what, from when to when and where. Plain text."""
    coming = [one for one in evenings(theme) if one.day >= clock.today()]
    return [
        (format_date(one.day), ", ".join(said for said in (one.title, one.hours, one.place) if said)) for one in coming
    ]


def changeable_until(theme: Theme) -> str:
    """Until when somebody who signed up can change what they told; empty when it is over, or no days are planned."""
    phase, group = dialogues.phase_of(theme, PhaseKind.RECRUITMENT), queries.find_group(theme)
    if phase is None or group is None or not theme.is_active or clock.today() > phase.ends_on:
        return ""
    said = _("You can change it until %(date)s.", date=date_on_page(phase.ends_on))
    if any(seat.filling is SeatFilling.DRAWN for seat in queries.seats(group.id)):
        said += " " + _("Is a draw sealed before that? Then until that moment.")
    return str(said)


def on_the_phone(theme: Theme) -> str:
    """What somebody who says yes by phone is told at once, since no mail tells it; empty when nothing is known."""
    comes = " ".join(what_comes(theme))
    return str(_("Tell them also: %(comes)s", comes=comes)) if comes else ""


def what_waits(theme: Theme) -> list[str]:
    """For who waits for a place: until when, and from when whoever gets one can write."""
    day = answer_by(theme)
    said = [_("You hear from us by %(date)s.", date=day)] if day else []
    return said if theme.applicants_write else [*said, who_writes(theme)]


def talks_from(theme: Theme) -> str:
    """The day on which the group begins to talk; empty when it has begun, or no day is planned."""
    phase = dialogues.phase_of(theme, PhaseKind.DIALOGUE)
    return date_on_page(phase.starts_on) if phase is not None and clock.today() < phase.starts_on else ""


def who_writes(theme: Theme) -> str:
    """Who can write proposals for a theme, and from when."""
    if theme.applicants_write:
        return str(_("Whoever signed up for the group can write a proposal, also without a place."))
    if begins := talks_from(theme):
        return str(_("Whoever has a place in the group can write proposals from %(date)s.", date=begins))
    return str(_("People with a place in the group write the proposals."))


def told(registration: Registration) -> list[tuple[str, str]]:
    """What somebody answered when they signed up, and to which text they agreed, as pairs. One query."""
    consent = queries.consents([registration.id]).get(registration.id)
    days = [date_on_page(date.fromisoformat(day)) for day in registration.evenings]
    pairs = [
        (_("Signed up on"), date_on_page(registration.registered_at)),
        (_("Municipality"), registration.municipality.name),
        (_("Interest"), content(registration.interest.name)),
        (_("On whose behalf?"), content(registration.organisation.name) if registration.organisation else ""),
        (_("Days on which you can come"), ", ".join(days)),
        (_("Help to be able to come"), listed(each for each in Help if each in registration.help_needed)),
        (_("Postcode and house number"), registration.household_key),
        *((content(feature), content(value)) for feature, value in registration.answers.items()),
        (_("Agreed to"), _text_of(registration, consent) if consent else ""),
    ]
    return [(name, value) for name, value in pairs if value]


def places(seats: Sequence[Seat]) -> dict[int, set[int]]:
    """By interest the municipalities of which the plan has a place; not the interests with a place of the whole
    region."""
    found: dict[int, set[int]] = {}
    whole = {seat.interest_id for seat in seats if seat.municipality_id is None}
    for seat in seats:
        if seat.municipality_id is not None and seat.interest_id not in whole:
            found.setdefault(seat.interest_id, set()).add(seat.municipality_id)
    return found


def _text_of(registration: Registration, consent: Consent) -> Markup:
    """With its date, and the way to it."""
    url = url_for("groups.consent_text", slug=registration.theme.slug, sha256=consent.text.sha256)
    said = _("the text of %(date)s about your answers", date=date_on_page(consent.text.first_shown_at))
    return Markup('<a class="nl-link" href="{}">{}</a>').format(url, said)


def drawn_for(seats: Sequence[Seat]) -> Markup:
    """The interests for whose places lots are drawn; empty when the bureau fills all of them."""
    names = {seat.interest_id: seat.interest.name for seat in seats if seat.filling is SeatFilling.DRAWN}
    return Markup(", ").join(content(name) for name in names.values())


def answer_by(theme: Theme) -> str:
    """The last day on which somebody who signed up hears whether there is a place; empty while that is not planned."""
    phase = dialogues.phase_of(theme, PhaseKind.COMPOSITION)
    return date_on_page(phase.ends_on) if phase is not None else ""


def is_time_to_sign_up(theme: Theme) -> bool:
    """Whether today is one of the days for it, whether or not all is ready."""
    phase = dialogues.phase_of(theme, PhaseKind.RECRUITMENT)
    return phase is not None and theme.is_active and phase.starts_on <= clock.today() <= phase.ends_on


def signing_up(theme: Theme, ready: queries.Readiness | None = None) -> SigningUp:
    """Where signing up stands today, in a sentence; empty for a theme without dates for it. ``ready``: what was asked
    already; else asked here when the days are there. At most one query."""
    phase = dialogues.phase_of(theme, PhaseKind.RECRUITMENT)
    if phase is None or not theme.is_active:
        return SigningUp(False, "")
    today = clock.today()
    if today < phase.starts_on:
        return SigningUp(False, _("You can sign up from %(date)s.", date=date_on_page(phase.starts_on)))
    if today > phase.ends_on:
        return SigningUp(False, _("You could sign up until %(date)s.", date=date_on_page(phase.ends_on)), over=True)
    ready = ready or queries.readiness([theme.id])[theme.id]
    if ready.is_whole:
        return SigningUp(True, _("You can sign up until %(date)s.", date=date_on_page(phase.ends_on)))
    return SigningUp(False, _waits_for(ready))


def confirms_within(theme: Theme) -> timedelta:
    """For how long whoever signs up can confirm the address: as long as signing up is open, a day at least."""
    phase = dialogues.phase_of(theme, PhaseKind.RECRUITMENT)
    left = phase.ends_on - clock.today() if phase is not None else timedelta()
    return max(left, timedelta(days=1))


def _waits_for(ready: queries.Readiness) -> str:
    if not ready.agreed:
        return str(_("You can sign up as soon as all councils have agreed to the assignment."))
    if not ready.places:
        return str(_("You can sign up as soon as the bureau has made the places."))
    return str(_("You can sign up as soon as the bureau opens it."))
