"""The groups of the invented dialogue: one that talks, one that people can sign up for. Days count from the loading.

Everybody in them is invented, at an address that cannot exist; names are marked *fictief*.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import yaml

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts.events import Registration as HowRegistered
from regiodialoog.accounts.models import Person
from regiodialoog.cli import demo_deputy, demo_draw, demo_evenings, demo_people, demo_population, demo_straw
from regiodialoog.cli.facts import Facts
from regiodialoog.core import clock
from regiodialoog.core.policy import Role
from regiodialoog.core.text import slugify
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import PhaseKind, Theme
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import recruiting, suggestion_work
from regiodialoog.groups.asking import read
from regiodialoog.groups.consent import agreed_now
from regiodialoog.groups.homes import Home
from regiodialoog.groups.models import (
    ChannelKind,
    CompensationKind,
    Condition,
    Group,
    Help,
    Registration,
    RegistrationState,
    Seat,
    SeatFilling,
    Source,
)
from regiodialoog.groups.residents import of_residents
from regiodialoog.groups.started import known_of
from regiodialoog.organisations import queries as organisations

TALKS, SIGNS_UP = "water-in-de-wijk", "ontmoeten-in-de-buurt"
SIZE = 24
BY_LOT = "belang-inwoners"
FULL = "Fictief: voor dit belang en deze gemeente waren er meer aanmeldingen dan plekken."
LEFT = "Fictief: verhuisd naar een andere regio."
ASKED = "Zo zitten er mensen van alle leeftijden aan tafel."
AGES = (("16 t/m 29 jaar", 1, 8), ("30 t/m 49 jaar", 3, 12), ("50 t/m 66 jaar", 3, 12), ("67 jaar of ouder", 2, 10))

HOMES = [Home("3768HK", "12"), Home("3768HK", "12"), Home("3812AB", "5", "A"), Home("3812AB", "5", "A")]
ROOMS = "Fictief: hier zijn studentenkamers."
WANTED: tuple[tuple[Help, ...], ...] = (
    *((), (), (Help.TRAVEL,), (), (Help.TRAVEL, Help.CARE), (), ()),
    *((Help.INTERPRETER,), (), (Help.OTHER,), ()),
)
"""The help that one after the other asks for."""
CHANNELS = (
    (ChannelKind.POSTER, "Poster in de bibliotheek van Soest (fictief)"),
    (ChannelKind.ORGANISATION, "Nieuwsbrief van een wijkvereniging (fictief)"),
)


@dataclass(frozen=True)
class Extra:
    """Somebody of the list of names, with the answer that the composition asks."""

    name: str
    age: str


def load_groups(folder: Path) -> None:
    """Write down figures of the population and make both groups, through the same actions as the screens use, if they
    are not there yet."""
    talks, signs_up = dialogues.theme(TALKS), dialogues.theme(SIGNS_UP)
    if queries.find_group(talks) is not None:
        return
    demo_population.note()
    names = iter(_extras(folder))
    _talking(talks, names)
    _signing_up(signs_up, names)


def _extras(folder: Path) -> list[Extra]:
    facts = Facts(yaml.safe_load((folder / "people.yaml").read_text(encoding="utf-8")), "people.yaml")
    found = []
    for each in facts.each("mensen"):
        found.append(Extra(f"{each.text('naam')} (fictief)", each.text("leeftijd")))
        each.all_read()
    facts.all_read()
    return found


def _first_day(theme: Theme, kind: PhaseKind) -> date:
    phase = dialogues.phase_of(theme, kind)
    assert phase is not None, f"{theme.slug} has no days for {kind}"  # noqa: S101 - the demonstration plans them all
    return phase.starts_on


def _group(theme: Theme, *, by_year: bool = False, residents: int = 0) -> tuple[Group, list[Seat]]:
    """``by_year``: the age follows from a year of birth. ``residents``: so many places for residents themselves, and
    the others evenly; else all evenly."""
    group = actions.make_group(
        theme,
        f"Dialooggroep {theme.title}",
        size=SIZE,
        fictitious=True,
        compensation_kind=CompensationKind.VOUCHER,
        compensation="50 euro per avond (fictief).",
        help_offered=[Help.TRAVEL, Help.CARE, Help.INTERPRETER],
        costs="Hulp bij lezen en schrijven",
        welcome="Welkom in de groep. Iedereen telt hier even zwaar, wat u ook weet of doet.",
    )
    _ask_ages(group, by_year=by_year)
    places = [row.municipality for row in theme.municipalities]
    interests = organisations.interests()
    own = of_residents(interests) if residents else None
    shares = actions.evenly(SIZE - residents, [each for each in interests if each is not own])
    if own is not None:
        shares.append((own, residents, SeatFilling.ASSIGNED))
    seats = actions.make_plan(group, shares, places)
    for seat in seats:
        seat.group = group
    return group, seats


def _ask_ages(group: Group, *, by_year: bool) -> None:
    """``by_year``: with demands that begin with the figures; then, as a bureau may, with more room around them."""
    if not by_year:
        for value, least, most in AGES:
            actions.add_quota(group, "Leeftijd", value, minimum=least, maximum=most, justification=ASKED)
        return
    lines = "\n".join(value for value, _least, _most in AGES)
    rules = read(Source.BIRTH_YEAR, lines, year=clock.today().year, from_age=group.theme.min_age or 0)
    asked = actions.ask(group, "Leeftijd", rules, justification=ASKED)
    found = known_of(group.theme, [asked])["Leeftijd"]
    actions.begin_demands(asked, found)
    bounds = {value: (least, most) for value, least, most in AGES}
    for quota in queries.quotas(group.id):
        least, most = bounds[quota.value]
        actions.change_quota(quota, minimum=least, maximum=most)


def _person(extra: Extra, municipality_id: int) -> Person:
    return accounts.register_person(
        name=extra.name,
        address=f"{slugify(extra.name.removesuffix(' (fictief)'))}@{demo_people.DOMAIN}",
        municipality_id=municipality_id,
        how=HowRegistered.LOADED,
        confirmed=True,
    )


def _register(
    theme: Theme,
    seat: Seat,
    person: Person,
    age: str,
    organisation_id: int | None = None,
    *,
    home: Home | None = None,
    wanted: Sequence[Help] = (),
) -> Registration:
    assert seat.municipality_id is not None  # noqa: S101 - the plan above names one for every seat
    return actions.register(
        theme,
        person,
        interest_id=seat.interest_id,
        municipality_id=seat.municipality_id,
        organisation_id=organisation_id,
        answers={"Leeftijd": age},
        help_needed=wanted,
        met=dict.fromkeys(Condition, True),
        home=home,
        agreed=agreed_now(theme, queries.group_of(theme)),
        tell=False,
    )


def _sign_up(
    theme: Theme, seats: Sequence[Seat], names: Iterator[Extra], homes: Sequence[Home] = ()
) -> list[Registration]:
    """Somebody new for each of these seats: from its municipality, for its interest; the first live in ``homes``."""
    found = []
    for n, (seat, extra, home) in enumerate(zip(seats, names, [*homes, *[None] * len(seats)], strict=False)):
        assert seat.municipality_id is not None  # noqa: S101 - as above
        person, wanted = _person(extra, seat.municipality_id), WANTED[n % len(WANTED)]
        found.append(_register(theme, seat, person, extra.age, home=home, wanted=wanted))
    return found


def _talking(theme: Theme, names: Iterator[Extra]) -> None:
    """A full group with some who got no place, one who left and was replaced, and evenings past and to come."""
    recruitment, composition = (_first_day(theme, kind) for kind in (PhaseKind.RECRUITMENT, PhaseKind.COMPOSITION))
    with clock.at(demo_evenings.at(recruitment)):
        group, seats = _group(theme, by_year=True)
        actions.change_conditions(group, asks_place=True, asks_no_office=True, one_per_household=True)
    with clock.at(demo_evenings.at(recruitment + timedelta(days=9), 20)):
        known = _known(theme, seats)
        by_lot = [seat for seat in seats if seat.interest.slug == BY_LOT and seat.id not in known]
        for seat in by_lot:
            actions.change_seat(seat, filling=SeatFilling.DRAWN)
        others = _sign_up(theme, [seat for seat in seats if seat.id not in known], names)
        too_many = _sign_up(theme, [*seats, *seats[::2]], names, HOMES)
        actions.take_apart(group, too_many[2], reason=ROOMS, by=_bureau())
    rows = {**known, **dict(zip((seat.id for seat in seats if seat.id not in known), others, strict=True))}
    demo_draw.hold(group, on=demo_evenings.at(composition + timedelta(days=2), 20))
    with clock.at(demo_evenings.at(composition + timedelta(days=3), 15)):
        for seat in seats:
            if seat not in by_lot:
                actions.assign_seat(seat, rows[seat.id], by=None, tell=False)
        for row in queries.registrations(theme.id, RegistrationState.REGISTERED):
            if row is not too_many[0]:
                actions.refuse(row, reason=FULL, tell=False)
    planned = demo_evenings.plan(theme, first=_first_day(theme, PhaseKind.DIALOGUE))
    _replace(seats[0], too_many[0], on=demo_evenings.at(clock.today() - timedelta(days=17)))
    demo_evenings.hold(planned)
    demo_straw.ask(planned)
    demo_deputy.stand_in(next(seat for seat in seats if seat.organisation_id is not None), planned)


def _known(theme: Theme, seats: Sequence[Seat]) -> dict[int, Registration]:
    """The participant and the representative whom the demonstration signs in, by the seat they will have."""
    people = {one.mailbox: person for one, person in demo_people.found().items()}
    business = next(seat for seat in seats if seat.interest.slug == "belang-bedrijfsleven")
    resident = next(seat for seat in seats if seat.interest.slug == "belang-inwoners")
    organisation = organisations.organisation(demo_people.ORGANISATION)
    return {
        business.id: _register(theme, business, people["bedrijven"], AGES[2][0], organisation.id),
        resident.id: _register(theme, resident, people["deelnemer"], AGES[1][0]),
    }


def _replace(seat: Seat, registration: Registration, *, on: datetime) -> None:
    with clock.at(on):
        assert seat.person_id is not None  # noqa: S101 - it was filled above
        new = actions.leave(seat, by=seat.person_id, reason=LEFT)
        new.group = seat.group
        actions.assign_seat(new, registration, by=None, tell=False)


def _signing_up(theme: Theme, names: Iterator[Extra]) -> None:
    """A plan with people on the list for most of it, two for some places, who came by two channels; two places
    offered by mail, and a suggested assignment."""
    recruitment = _first_day(theme, PhaseKind.RECRUITMENT)
    with clock.at(demo_evenings.at(recruitment)):
        group, seats = _group(theme, residents=len(theme.municipalities))
        demo_evenings.plan(theme, first=_first_day(theme, PhaseKind.DIALOGUE))
    with clock.at(demo_evenings.at(recruitment + timedelta(days=4), 21)):
        channels = [recruiting.make_channel(theme, kind=kind, name=name) for kind, name in CHANNELS]
        actions.change_conditions(group, asks_place=False, asks_no_office=False, one_per_household=False)
        for n, row in enumerate(_sign_up(theme, [*seats[2::2], *seats[4::4], *seats[3::4]], names)):
            if n % 3 < len(channels):
                recruiting.came(row, channel=channels[n % 3])
    for n, seat in enumerate(seats[:2], 1):
        name = next(names).name
        actions.invite(seat, name=name, address=f"uitgenodigd{n}@{demo_people.DOMAIN}", by=_bureau())
    _suggest(group)


def _suggest(group: Group) -> None:
    """Computed at once: the worker of the demonstration begins later."""
    row = actions.suggest(group, by=_bureau())
    wanted = suggestion_work.wanted(group)
    suggestion_work.keep_computed(row, wanted, suggestion_work.computed(wanted))


def _bureau() -> int:
    return next(person.id for one, person in demo_people.found().items() if one.role is Role.BUREAU)
