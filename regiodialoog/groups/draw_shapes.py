"""Draws as their pages show them: where one stands, somebody's own chance, and what can be done now."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from regiodialoog.core import clock
from regiodialoog.core.i18n import date_on_page, moment_on_page
from regiodialoog.core.policy import Actor
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import policy, queries
from regiodialoog.groups.actions import can_be_confirmed
from regiodialoog.groups.models import INTEREST, PLACE, Draw, DrawEntry, DrawState, Offer, OfferState, RegistrationState

S = DrawState
STATES: dict[DrawState, tuple[Any, str]] = {
    S.PREPARING: (_l("being prepared"), "line"),
    S.IMPOSSIBLE: (_l("no group found"), "error"),
    S.PREPARED: (_l("prepared"), "info"),
    S.SEALED: (_l("sealed"), "info"),
    S.PICKED: (_l("decided"), "info"),
    S.ANNOUNCED: (_l("held"), "ok"),
    S.ABANDONED: (_l("let go of"), "neutral"),
}
TICKETS = 1_000_000


def url_of(draw: Draw, endpoint: str = "groups.draw", **values: Any) -> str:
    return url_for(endpoint, slug=draw.group.theme.slug, number=draw.number, **values)


def badge(draw: Draw) -> tuple[str, str]:
    word, kind = STATES[draw.state]
    return str(word), kind


def one_in(share: float) -> str:
    """A chance in words: "1 op 16"."""
    if share <= 0:
        return str(_("no chance"))
    if share >= 1:
        return str(_("certain"))
    return str(_("1 in %(count)s", count=f"{1 / share:.1f}".rstrip("0").rstrip(".").replace(".", ",")))


@dataclass(frozen=True)
class Own:
    """What a draw holds of whoever reads: the chance in words, the code in the file, and whether they withdrew since it
    was prepared."""

    chance: str
    code: str
    withdrew: bool


def own_chance(draw: Draw, theme: Theme, person_id: int | None) -> Own | None:
    """None for somebody who is not in it."""
    registration = queries.latest_registration(theme, person_id) if person_id else None
    code = next((code for code, row in draw.codes.items() if registration and row == registration.id), None)
    if registration is None or code is None or not draw.has_file:
        return None
    chance = one_in(json.loads(draw.file)["chances"][code] / TICKETS)
    return Own(chance, code, registration.state is RegistrationState.WITHDRAWN)


def own_causes(draw: Draw, code: str) -> list[str]:
    """Why whoever has this code cannot be drawn, in sentences; empty for who can, or where nobody found out."""
    for each in draw.found.get("barred", ()):
        if code in each["codes"]:
            causes = each["causes"]
            if len(causes) > 1:
                together = "; ".join(demand(cause) for cause in causes)
                said = _("These demands together leave no place for somebody like you: %(demands)s.", demands=together)
                return [str(said)]
            return [_own_cause(cause) for cause in causes]
    return []


def _own_cause(named: Sequence[Any]) -> str:
    feature, value, _least, most = named[:4]
    if feature == PLACE and most == 0:
        interest, _comma, place = value.rpartition(", ")
        return str(_("No lots are drawn for a place for %(interest)s from %(place)s.", interest=interest, place=place))
    if feature == INTEREST and most == 0:
        return str(_("No lots are drawn for a place for %(interest)s.", interest=value))
    if most == 0:
        kind = {"feature": feature, "value": value}
        return str(_("%(feature)s: %(value)s. Enough people like that sit at the table already.", **kind))
    return str(_("This demand leaves no place for you: %(demand)s.", demand=demand(named)))


def says(draw: Draw) -> list[str]:
    """Where a draw stands, in sentences for everybody."""
    places = ngettext("%(num)s place", "%(num)s places", draw.places)
    if draw.state in (S.ABANDONED, S.IMPOSSIBLE):
        people = ngettext("%(num)s person", "%(num)s people", draw.pool_size)
        said = [str(_("Lots would be drawn for %(places)s, among %(people)s.", places=places, people=people))]
    elif draw.state in (S.PICKED, S.ANNOUNCED):
        people = ngettext("%(num)s person took part", "%(num)s people took part", draw.pool_size)
        said = [str(_("Lots were drawn for %(places)s. %(people)s.", places=places, people=people))]
    else:
        people = ngettext("%(num)s person takes part", "%(num)s people take part", draw.pool_size)
        said = [str(_("Lots are drawn for %(places)s. %(people)s.", places=places, people=people))]
    if draw.state is S.SEALED and draw.opens_at:
        moment = moment_on_page(draw.opens_at)
        said.append(str(_("The draw was sealed on %(date)s.", date=date_on_page(draw.sealed_at))))
        said.append(str(_("From %(moment)s on this decides: %(source)s.", moment=moment, source=draw.source)))
    if draw.state in (S.PICKED, S.ANNOUNCED) and draw.outcome:
        said.append(
            str(_("This decided: %(source)s. The outcome was: %(outcome)s.", source=draw.source, outcome=draw.outcome))
        )
    if draw.state is S.ANNOUNCED:
        said.append(str(_("Who was drawn has heard it by mail or by phone, and says yes or no.")))
    if draw.state is S.IMPOSSIBLE:
        said.append(str(_("No group could meet all demands, so nobody was drawn.")))
    if draw.state is S.ABANDONED:
        date = date_on_page(draw.abandoned_at)
        said.append(str(_("This draw was let go of on %(date)s: %(reason)s", date=date, reason=draw.abandon_reason)))
    return said


def demand(named: Sequence[Any]) -> str:
    """ "Leeftijd, jong: 2 tot 4 mensen", or "Voor Inwoners uit Soest: 1 mens", from what was found."""
    feature, value, least, most = named[:4]
    about = f"{feature}, {value}"
    if feature in (INTEREST, PLACE):
        interest, _comma, place = value.rpartition(", ") if feature == PLACE else (value, "", "")
        about = str(
            _("For %(interest)s from %(place)s", interest=interest, place=place)
            if place
            else _("For %(interest)s", interest=interest)
        )
    if least == most:
        people = ngettext("%(num)s person", "%(num)s people", least)
        return f"{about}: {people}"
    return str(_("%(about)s: %(least)s to %(most)s people", about=about, least=least, most=most))


def of_places(named: Sequence[Any]) -> bool:
    """Whether a demand follows from the plan of the places, and not from one that was set by itself."""
    return named[0] in (INTEREST, PLACE)


def clashes(draw: Draw, *, counts: bool = True) -> list[str]:
    """``counts``: also how many signed up; a small number can tell of somebody, so that is for the bureau."""
    if not counts:
        return [demand(each) for each in draw.found.get("clash", ())]
    return [
        ngettext("%(demand)s; %(num)s signed up", "%(demand)s; %(num)s signed up", each[4], demand=demand(each))
        for each in draw.found.get("clash", ())
    ]


def ways_out(draw: Draw) -> list[tuple[str, bool, bool]]:
    """In words, and whether it asks for another plan of the places, and for another demand."""
    found = []
    for way in draw.found.get("relaxations", ()):
        kinds = [of_places(each) for each in way]
        found.append(("; ".join(demand(each) for each in way), any(kinds), not all(kinds)))
    return found


def facts(draw: Draw) -> list[tuple[str, str]]:
    """What everybody may know of a draw, in figures and names."""
    found, result = draw.found, draw.result
    chances = [one_in(float(found[name])) if name in found and draw.seal else "" for name in ("smallest", "largest")]
    return [
        (str(_("How many took part")), str(draw.pool_size)),
        (str(_("How many of them cannot be drawn")), _barred_count(draw)),
        (str(_("Smallest chance of who can be drawn")), chances[0]),
        (str(_("Largest chance")), chances[1]),
        (str(_("Is it the fairest draw there is?")), _exact(draw) if draw.seal else ""),
        (str(_("Source of chance")), draw.source),
        (str(_("Outcome")), draw.outcome),
        (str(_("Ticket of the million")), f"{result['ticket']:06d}" if "ticket" in result else ""),
        (str(_("Seal")), draw.seal),
        (str(_("The file is there until")), date_on_page(draw.file_until) if draw.file_until else ""),
        (str(_("Why it went on although some could not be drawn")), draw.barred_reason),
    ]


def _barred_count(draw: Draw) -> str:
    """Nothing while nobody knows."""
    return str(sum(len(each["codes"]) for each in draw.found["barred"])) if "barred" in draw.found else ""


def _exact(draw: Draw) -> str:
    if draw.found.get("exact"):
        return str(_("Yes: no other draw gives the smallest chance more, within the same demands"))
    limit = one_in(float(draw.found["limit"]))
    return str(_("Nearly: the computer stopped early. Nobody could have more than %(limit)s for all", limit=limit))


def answers(draw: Draw, offers: Sequence[Offer]) -> list[tuple[str, str]]:
    """What was said to the places that a draw offered, in figures for everybody; nothing before it was announced."""
    if draw.state is not S.ANNOUNCED or not offers:
        return []
    count = Counter(row.state for row in offers)
    until = date_on_page(draw.replace_until) if draw.replace_until else ""
    return [
        (str(_("Places offered")), str(len(offers))),
        (str(_("Accepted")), str(count[OfferState.ACCEPTED])),
        (str(_("Declined")), str(count[OfferState.DECLINED])),
        (str(_("Not answered in time")), str(count[OfferState.EXPIRED])),
        (str(_("Waiting for an answer")), str(count[OfferState.SENT])),
        (str(_("Of these, offered to who was next in line")), str(sum(bool(row.line) for row in offers))),
        (str(_("Who is next in line is asked until")), until),
    ]


def barred(draw: Draw) -> dict[str, list[str]]:
    """By why they cannot be drawn ("" where nobody knows) the names of whom, for the bureau."""
    found: dict[str, list[str]] = {}
    people = {row.id: row.person.display_name for row in queries.registrations(draw.group.theme_id)}
    for each in draw.found.get("barred", ()):
        names = [people[draw.codes[code]] for code in each["codes"] if draw.codes.get(code) in people]
        found.setdefault("; ".join(map(_cause, each["causes"])), []).extend(names)
    return found


def _cause(named: Sequence[Any]) -> str:
    """Most often there is no place at all for an interest from a municipality."""
    if named[0] == PLACE and named[3] == 0:
        return str(_("There is no place for %(place)s", place=named[1]))
    return demand(named)


def gains(draw: Draw) -> list[str]:
    """What the smallest chance would be if a demand were looser by one place, the best first."""
    smallest = float(draw.found.get("smallest", 0))
    return [
        str(_("%(demand)s: then %(chance)s", demand=demand(each), chance=one_in(smallest + float(each[4]))))
        for each in draw.found.get("gains", ())
    ]


def todo(actor: Actor, draw: Draw, entries: Sequence[DrawEntry]) -> list[dict[str, Any]]:
    """What the reader can do with a draw now."""
    items: list[tuple[str, str]] = []
    if policy.may_compose(actor):
        opened = draw.opens_at is not None and draw.opens_at <= clock.now()
        typed = any(each.person_id == actor.person_id for each in entries)
        if draw.state is S.PREPARED:
            items.append((_("Seal this draw"), "groups.seal_draw"))
        if draw.state is S.SEALED and opened:
            items.append(
                (
                    _("Change the outcome that you typed in") if typed else _("Type in the outcome"),
                    "groups.type_outcome",
                )
            )
        if draw.state is S.PICKED:
            items.append((_("Announce who was drawn"), "groups.announce_draw"))
        if draw.state is S.ANNOUNCED and draw.seal:
            items.append((_("See who answered, and who is next in line"), "groups.offers"))
        if draw.state in (S.PREPARED, S.SEALED, S.PICKED) and draw.witnessed_at is None:
            items.append((_("Name another witness") if draw.witness else _("Name the witness"), "groups.name_witness"))
        if draw.state in (S.PREPARING, S.PREPARED, S.SEALED):
            items.append((_("Let go of this draw"), "groups.abandon_draw"))
    if can_be_confirmed(draw) and policy.may_witness(actor, draw):
        items.append((_("Confirm that you saw how it was decided"), "groups.witness_draw"))
    if draw.has_file and policy.may_check_draw(actor, draw):
        items.append((_("Write down that you checked the draw"), "groups.check_draw"))
    return [{"label": str(label), "url": url_of(draw, endpoint)} for label, endpoint in items]
