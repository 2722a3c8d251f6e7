"""An invented project that comes from an invented proposal which the councils placed on the agenda: what municipalities
decided on it, a delay with its reason, and moments past and to come.

Dates count from the day of loading; everything goes through the same actions as the screens use. It stands under an
opgave of the region, so pages mark all of it as *fictief*: no municipality decided any of this.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from regiodialoog.accounts.models import Person
from regiodialoog.adoption import actions as adoption
from regiodialoog.adoption import queries as moments
from regiodialoog.adoption.models import DecisionMoment, DecisionOutcome, MunicipalDecision, Outcome
from regiodialoog.cli import demo_people, demo_placement
from regiodialoog.core import clock
from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.core.dates import MONTHS, FuzzyDate, parse_fuzzy
from regiodialoog.core.events import Acting, acting_as
from regiodialoog.core.policy import Role
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.organisations import queries as organisations
from regiodialoog.organisations.models import Body, BodyKind, Municipality
from regiodialoog.programme import actions, queries
from regiodialoog.programme.models import Project, ProjectState
from regiodialoog.proposals import queries as proposals

CHALLENGE, PROPOSAL = "voortgang-novex", "Een bankje om de driehonderd meter"
TITLE = "Bankjes langs wandelpaden"
WHAT = (
    "Dit project is verzonnen voor de demonstratie. De gemeenten zetten samen bankjes langs wandelpaden in dorpen en "
    "in het buitengebied. Zij kopen de bankjes samen in. Elke gemeente kiest zelf de plekken, samen met bewoners."
)
GOALS = (
    "Langs elk wandelpad staat om de driehonderd meter een bankje.",
    "Ook wie een rollator of rolstoel heeft, kan bij het bankje komen.",
)
STEERING = "de stuurgroep (fictief)"
SCOPES = {
    "bunschoten": ("alleen in de kernen", "Fictief: in het buitengebied zijn de paden van anderen."),
    "barneveld": ("alleen in het buitengebied", "Fictief: in het dorp staan al genoeg bankjes."),
}
DELAY = (
    "Fictief: de bankjes worden later geleverd. Ook willen nog niet alle gemeenten een besluit nemen. Het project gaat "
    "daarom drie maanden later verder."
)
JOINS, CHANGED = DecisionOutcome.JOINS, DecisionOutcome.JOINS_WITH_CHANGE
POSTPONED = DecisionOutcome.POSTPONED
CHANGE = "Fictief: de gemeente doet mee, maar alleen in de kernen. Het college wil bankjes met een leuning."
LATER = "Fictief: de raad wil eerst weten wat het onderhoud kost."
WRONG = "Fictief: de datum was verkeerd. De raad besloot een dag eerder."


@dataclass(frozen=True)
class Course:
    """The project, its people by mailbox, and ``today``: the day of loading, whatever the clock says meanwhile."""

    people: dict[str, Person]
    today: date

    @contextmanager
    def on(self, days: int, role: Role = Role.BUREAU, who: str = "") -> Iterator[date]:
        """At noon of a day, counted from the day of loading, in a role; of nobody's when the municipality has no
        invented person."""
        person = self.people[who].id if who else None
        noon = datetime.combine(self.day(days), time(12), tzinfo=AMSTERDAM)
        with clock.at(noon), acting_as(Acting(person_id=person, role=role.value, channel="invented")):
            yield self.day(days)

    def day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def month(self, days: int) -> FuzzyDate:
        day = self.day(days)
        return parse_fuzzy(f"{MONTHS[day.month - 1]} {day.year}")


def load_projects() -> None:
    """Make what is not there yet. Within a transaction."""
    theme = dialogues.theme(demo_placement.THEME)
    (source,) = [row for row in proposals.of_theme(theme.id) if row.title == PROPOSAL]
    if queries.projects_from(source.id):
        return
    people: dict[str, Person] = {}
    for invented, person in demo_people.found().items():
        people.setdefault(invented.mailbox, person)
    course = Course(people, clock.today())
    with course.on(-18, who="bureau"):
        project = actions.create_project(
            queries.challenge(CHALLENGE), TITLE, what=WHAT, goals=list(GOALS), proposals=[source],
            political_lead="Wethouder Els Dekker (fictief)", official_principal="Mirjam de Groot (fictief)",
            commissioners=[organisations.organisation(demo_people.ORGANISATION)], behalf=STEERING,
            period_start=course.month(-18), period_end=course.month(500), fictitious=True,
        )  # fmt: skip
        places = {row.municipality.slug: row.municipality for row in theme.municipalities}
        for slug, place in places.items():
            scope, reason = SCOPES.get(slug, ("", ""))
            actions.join_project(project, place, scope=scope, reason=reason, starts_on=course.day(-15))
    with course.on(-15, who="bureau"):
        actions.move_project(project, ProjectState.RUNNING, behalf=STEERING)
    held = _moments(course, project, places)
    _decisions(course, project, places, held)
    with course.on(-3, who="bureau"):
        actions.move_project(project, ProjectState.DELAYED, behalf=STEERING, reason=DELAY)


def _decisions(course: Course, project: Project, places: dict[str, Municipality], held: DecisionMoment) -> None:
    """Four join, of which one with a change and one as its clerk confirmed; one postpones; two have not decided.

    In order of days, as the log keeps them. ``held``: the moment at which Baarn decided.
    """
    council, college = BodyKind.COUNCIL, BodyKind.COLLEGE
    _decide(course, project, _body(places["amersfoort"], college), JOINS, -14)
    baarn = _decide(course, project, _body(places["baarn"], council), JOINS, -12, who="baarn")
    with course.on(-11, who="bureau"):
        adoption.hold_moment(held, when=held.when, outcome=Outcome.ESTABLISHED)
    with course.on(-10, Role.CLERK):
        adoption.confirm_decision(baarn)
    wrong = _decide(course, project, _body(places["leusden"], council), JOINS, -8)
    with course.on(-7, Role.MUNICIPALITY_OFFICER):
        adoption.correct_decision(
            wrong, correction=WRONG, body=wrong.body, outcome=JOINS, decided_on=course.day(-9), fictitious=True
        )
    _decide(course, project, _body(places["bunschoten"], college), CHANGED, -7, reason=CHANGE)
    until = course.month(80)
    _decide(course, project, _body(places["nijkerk"], council), POSTPONED, -5, reason=LATER, until=until)


def _decide(
    course: Course, project: Project, body: Body, outcome: DecisionOutcome, days: int, *, who: str = "", **facts: Any
) -> MunicipalDecision:
    assert body.municipality is not None  # noqa: S101 - the council or college of one
    with course.on(days, Role.MUNICIPALITY_OFFICER, who) as day:
        return adoption.record_project_decision(
            project.id, body.municipality, body=body, outcome=outcome, decided_on=day, fictitious=True, **facts
        )


def _moments(course: Course, project: Project, places: dict[str, Municipality]) -> DecisionMoment:
    """Three that are planned, and one of which only the month is expected. Returns the one that is held by now."""
    held = _plan(course, project, places["baarn"], BodyKind.COUNCIL, FuzzyDate.of(course.day(-12)))
    _plan(course, project, places["soest"], BodyKind.COLLEGE, FuzzyDate.of(course.day(16)))
    _plan(course, project, places["soest"], BodyKind.COUNCIL, FuzzyDate.of(course.day(44)))
    _plan(course, project, places["nijkerk"], BodyKind.COUNCIL, course.month(80), expected=True)
    return held


def _plan(
    course: Course, project: Project, place: Municipality, kind: BodyKind, when: FuzzyDate, *, expected: bool = False
) -> DecisionMoment:
    """In the words of the sources: a "collegevergadering", or a "behandeling in raad"."""
    council = kind is BodyKind.COUNCIL
    what = f"{'De raad' if council else 'Het college'} van {place.name} beslist over {TITLE.lower()}."
    with course.on(-15, who="bureau"):
        made = adoption.plan_moment(
            moments.kind("behandeling-in-raad" if council else "collegevergadering"), what, when=when,
            body=_body(place, kind), municipality=place, expected=expected, fictitious=True,
        )  # fmt: skip
        actions.link_project_moment(project, made)
    return made


def _body(place: Municipality, kind: BodyKind) -> Body:
    return next(row for row in organisations.bodies_of(place.id) if row.kind is kind)
