"""The closed words of groups as people read them, and the composition in a sentence."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from regiodialoog.core.i18n import phrase
from regiodialoog.groups.models import (
    CallState,
    ChannelKind,
    Condition,
    Group,
    HowFar,
    InvitationState,
    InviteeState,
    OfferState,
    Quota,
    RegistrationState,
    Seat,
    SeatFilling,
    SeatState,
    Source,
)
from regiodialoog.groups.queries import Composition, conditions
from regiodialoog.groups.queries.eligibility import conditions_of
from regiodialoog.groups.reach import Lost
from regiodialoog.organisations.models import Interest

FILLINGS = {
    SeatFilling.ASSIGNED: _l("signed up and assigned"),
    SeatFilling.INVITED: _l("invited"),
    SeatFilling.DRAWN: _l("drawn by lot"),
}
FILLING_MEANS = {
    SeatFilling.ASSIGNED: _l("Everybody can sign up. The bureau chooses who gets the place."),
    SeatFilling.INVITED: _l("The bureau asks somebody by mail to take the place."),
    SeatFilling.DRAWN: _l("Everybody can sign up. Lots are drawn for who gets the place."),
}
SOURCES = {
    Source.ANSWER: _l("One of the answers below"),
    Source.BIRTH_YEAR: _l("The year of birth"),
    Source.POSTCODE: _l("The postcode"),
    Source.LIST: _l("A longer list of answers"),
}
ASKS = {
    Source.ANSWER: _l("chooses an answer"),
    Source.BIRTH_YEAR: _l("fills in the year of birth"),
    Source.POSTCODE: _l("fills in the postcode"),
    Source.LIST: _l("chooses from a longer list"),
}
SOURCE_MEANS = {
    Source.ANSWER: _l("One answer on each line."),
    Source.BIRTH_YEAR: _l("One group of ages on each line, for instance: 16 t/m 29. The last one: 67 en ouder."),
    Source.POSTCODE: _l(
        "On each line a name, a colon and the four digits, for instance: Noord: 3821-3829; 3812. One line for all"
        " others: Elders: overig"
    ),
    Source.LIST: _l(
        "On each line what we keep, a colon and the answers that people can choose, for instance:"
        " praktisch: vmbo; mbo 1"
    ),
}
STATES = {
    SeatState.OPEN: _l("open"),
    SeatState.PROMISED: _l("promised"),
    SeatState.FILLED: _l("filled"),
    SeatState.LEFT: _l("left"),
}
STATE_KINDS = {SeatState.OPEN: "warn", SeatState.PROMISED: "now", SeatState.FILLED: "ok", SeatState.LEFT: "neutral"}
REGISTRATIONS = {
    RegistrationState.REGISTERED: _l("waits for a place"),
    RegistrationState.SEATED: _l("has a place"),
    RegistrationState.NOT_SEATED: _l("has no place"),
    RegistrationState.WITHDRAWN: _l("withdrawn"),
}
REGISTRATION_KINDS = {
    RegistrationState.REGISTERED: "now",
    RegistrationState.SEATED: "ok",
    RegistrationState.NOT_SEATED: "neutral",
    RegistrationState.WITHDRAWN: "neutral",
}
OFFERS = {
    OfferState.SENT: _l("no answer yet"),
    OfferState.ACCEPTED: _l("says yes"),
    OfferState.DECLINED: _l("says no"),
    OfferState.EXPIRED: _l("not answered in time"),
}
OFFER_KINDS = {
    OfferState.SENT: "now",
    OfferState.ACCEPTED: "ok",
    OfferState.DECLINED: "neutral",
    OfferState.EXPIRED: "neutral",
}
CORRECTED = {
    "name": _l("the name"),
    "answers": _l("an answer"),
    "evenings": _l("the days"),
    "help_needed": _l("the help"),
    "phone": _l("the phone number"),
    "post_address": _l("the address for letters"),
}
CHANNELS = {
    ChannelKind.LETTERS: _l("letters by post"),
    ChannelKind.ORGANISATION: _l("an organisation that passes it on"),
    ChannelKind.POSTER: _l("a poster or a paper"),
    ChannelKind.DESK: _l("a desk, or by phone"),
    ChannelKind.LANGUAGE: _l("people who read another language"),
}
CALLS = {
    CallState.WAITING: _l("not called yet"),
    CallState.AGAIN: _l("call again"),
    CallState.REACHED: _l("reached"),
    CallState.NOT_REACHED: _l("not reached, we stop calling"),
    CallState.ANSWERED: _l("answered in another way"),
}
INVITATIONS = {
    InvitationState.SENT: _l("sent, no answer yet"),
    InvitationState.ACCEPTED: _l("accepted"),
    InvitationState.DECLINED: _l("declined"),
    InvitationState.EXPIRED: _l("not answered in time"),
}
ORGANISATIONS = {
    HowFar.TO_SEND: _l("letter still to be printed"),
    HowFar.SENT: _l("sent, no answer yet"),
    HowFar.OPENED: _l("opened, no answer yet"),
    HowFar.NAMED: _l("named somebody, who did not answer yet"),
    HowFar.ACCEPTED: _l("the representative has the place"),
    HowFar.REFUSED: _l("named somebody, who said no"),
    HowFar.UNANSWERED: _l("named somebody, who did not answer in time"),
    HowFar.DECLINED: _l("does not join"),
    HowFar.EXPIRED: _l("not answered in time"),
    HowFar.WITHDRAWN: _l("taken back by the bureau"),
}
ORGANISATION_KINDS = {
    HowFar.TO_SEND: "warn",
    HowFar.SENT: "now",
    HowFar.OPENED: "now",
    HowFar.NAMED: "now",
    HowFar.ACCEPTED: "ok",
    HowFar.REFUSED: "warn",
    HowFar.UNANSWERED: "warn",
    HowFar.DECLINED: "neutral",
    HowFar.EXPIRED: "neutral",
    HowFar.WITHDRAWN: "neutral",
}
INVITEES = {
    InviteeState.TO_SEND: _l("still to be sent"),
    InviteeState.SENT: _l("sent, nothing heard yet"),
    InviteeState.OPENED: _l("used the code, not signed up"),
    InviteeState.SIGNED_UP: _l("signed up with the code"),
    InviteeState.BY_ADDRESS: _l("somebody at this address signed up without a code"),
    InviteeState.DECLINED: _l("does not join"),
    InviteeState.EXPIRED: _l("no answer in time"),
}
INVITEE_KINDS = {
    InviteeState.TO_SEND: "warn",
    InviteeState.SENT: "now",
    InviteeState.OPENED: "now",
    InviteeState.SIGNED_UP: "ok",
    InviteeState.BY_ADDRESS: "ok",
    InviteeState.DECLINED: "neutral",
    InviteeState.EXPIRED: "neutral",
}
CONDITIONS = {
    Condition.AGE: _l("is old enough"),
    Condition.PLACE: _l("lives or works in a municipality that takes part"),
    Condition.OFFICE: _l("is no council member, no member of a college, and does not work at the bureau"),
}
UNMET = {Condition.AGE: "leeftijd", Condition.PLACE: "gemeente", Condition.OFFICE: "functie"}
"""In the address of the page for who cannot join."""


def who_may_join(group: Group) -> list[str]:
    """The conditions beside the age, for who thinks of signing up."""
    said = _who_may_join()
    return [said[each] for each in conditions(group) if each in said]


def _who_may_join() -> dict[Condition, str]:
    return {
        Condition.PLACE: str(_("You live or work in a municipality that takes part.")),
        Condition.OFFICE: str(_("You are no council member, no member of a college, and do not work at the bureau.")),
    }


def who_may_be_invited(group: Group, *, for_organisation: bool) -> list[str]:
    """The conditions for who is invited, or stands in; and which does not matter for who comes for an organisation."""
    said = [_("You can join from %(age)s years of age.", age=group.theme.min_age)] if group.theme.min_age else []
    said += [
        one for each, one in _who_may_join().items() if each in conditions_of(group, for_organisation=for_organisation)
    ]
    if for_organisation and group.asks_place:
        said.append(_("You come on behalf of an organisation, so it does not matter where you live or work."))
    return [str(one) for one in said]


def who_is_sent(group: Group) -> list[str]:
    """The same for who says whom an organisation sends."""
    said = {
        Condition.AGE: _("Somebody can join from %(age)s years of age.", age=group.theme.min_age or 0),
        Condition.OFFICE: _("No council member, no member of a college, and nobody who works at the bureau."),
    }
    where = [_("It does not matter where they live or work.")] if group.asks_place else []
    return [str(said[each]) for each in conditions_of(group, for_organisation=True)] + where


def unmet(group: Group, condition: Condition) -> str:
    """Why somebody cannot join, kindly."""
    if condition is Condition.AGE:
        return str(_("Members of this group are %(age)s years of age or older.", age=group.theme.min_age or 0))
    if condition is Condition.PLACE:
        return str(_("This group is of people who live or work in the municipalities that take part in the theme."))
    return str(
        _(
            "The group advises the councils and the colleges. So council members, members of a college and people of"
            " the bureau do not sit in it themselves."
        )
    )


def composition_sentence(found: Composition) -> str:
    """ "30 plaatsen, voor 6 belangen uit 9 gemeenten." """
    seats = ngettext("%(num)s place", "%(num)s places", found.total.seats)
    interests = ngettext("%(num)s interest", "%(num)s interests", len(found.rows))
    if not found.municipalities:
        return str(_("%(seats)s, for %(interests)s.", seats=seats, interests=interests))
    places = ngettext("%(num)s municipality", "%(num)s municipalities", len(found.municipalities))
    return str(_("%(seats)s, for %(interests)s from %(places)s.", seats=seats, interests=interests, places=places))


def filled_sentence(found: Composition) -> str:
    """How far it is: "18 plaatsen zijn gevuld, 2 toegezegd en 4 nog open." """
    said: str = _(
        "%(filled)s of %(total)s places are filled, %(promised)s promised and %(open)s still open.",
        filled=found.total.filled,
        total=found.total.seats,
        promised=found.total.promised,
        open=found.total.open,
    )
    return said


def gaps(found: Composition) -> Sequence[str]:
    """What is missing, in words: nobody for an interest, and places still open for others and for municipalities."""
    said = [phrase(_("No place is filled yet for: %(names)s."), names=listed(found.without_anybody))]
    said = said if found.without_anybody else []
    empty = {interest.id for interest in found.without_anybody}
    for row in found.rows:
        if row.total.open and row.interest.id not in empty:
            open_places = ngettext("%(num)s place is still open.", "%(num)s places are still open.", row.total.open)
            said.append(phrase("%(name)s: ", name=row.interest.name) + open_places)
    missing = [
        place.name for place, count in zip(found.municipalities, found.columns, strict=False) if not count.filled
    ]
    if missing:
        said.append(_("Nobody sits at the table yet from: %(names)s.", names=", ".join(missing)))
    return said


@dataclass(frozen=True)
class Demand:
    """How far a demand on the composition is met, in words. ``lacks``: how many people its least is short of, also if
    all places that are filled later went to it; ``to_come``: it is not met, but those can still meet it."""

    said: str
    lacks: int
    fine: bool
    to_come: bool


def demands(quotas: Iterable[Quota], people: Iterable[Mapping[str, str]], *, later: int = 0) -> list[Demand]:
    """``people``: the answers of everybody who counts; ``later``: how many other places are still filled."""
    counted = Counter(pair for answers in people for pair in answers.items())
    found = []
    for quota in quotas:
        count, least, most = counted[quota.feature, quota.value], quota.minimum, quota.maximum
        facts = {"feature": quota.feature, "value": quota.value, "count": count, "least": least, "most": most}
        said = _("%(feature)s %(value)s: %(count)s of at most %(most)s", **facts)
        if least and count <= most:
            said = _("%(feature)s %(value)s: %(count)s of at least %(least)s", **facts)
        lacks = max(0, least - count - later)
        found.append(Demand(str(said), lacks, least <= count <= most, count < least and not lacks))
    return found


def lost(found: Iterable[Lost]) -> list[str]:
    """Demands that can be met no more."""
    return [
        _("%(feature)s %(value)s: at least %(least)s, and then at most %(most)s", **vars(one))
        if one.value
        else ngettext(
            "%(feature)s: the demands together still ask for %(least)s people, and %(num)s place is left",
            "%(feature)s: the demands together still ask for %(least)s people, and %(num)s places are left",
            one.most,
            feature=one.feature,
            least=one.least,
        )
        for one in found
    ]


def listed(interests: Iterable[Interest]) -> str:
    return ", ".join(each.name for each in interests)


def seat_name(seat: Seat) -> str:
    """What a seat stands for: "Onderwijs, Soest"."""
    return f"{seat.interest.name}, {seat.municipality.name if seat.municipality else _('whole region')}"
