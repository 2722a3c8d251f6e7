"""An invented theme of an earlier dialogue that is finished: its advice was handed over, and councils answer now.

Dates count back from the day of loading; everything goes through the same actions as the screens use. No council ever
said any of this, and the pages say so: dialogue, proposals and answers are marked *fictief*.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete

from regiodialoog.accounts.actions import give_role
from regiodialoog.accounts.models import Person
from regiodialoog.agenda import queries as agenda
from regiodialoog.cli import demo_people
from regiodialoog.core import clock
from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.core.dates import MONTHS, parse_fuzzy
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.core.events import Acting, acting_as
from regiodialoog.core.jobs import Job
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.core.workdays import next_working_day
from regiodialoog.dialogues import actions as dialogue_actions
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.forms import suggested_days
from regiodialoog.dialogues.models import Influence, PhaseKind, Theme, ThemeOrigin
from regiodialoog.feasibility import actions
from regiodialoog.feasibility.models import Offer, Placement, PlacementState, RuleKind
from regiodialoog.organisations import queries as organisations
from regiodialoog.polls import actions as polls
from regiodialoog.proposals import actions as proposals
from regiodialoog.proposals.models import Proposal

DIALOGUE, THEME, AGENDA_THEME = "regiodialoog-fictief-eerder", "samen-buiten", "agenda-groen-en-recreatie"
ABSENT = ("eemnes", "woudenberg")
OFFERED = -63
S = PlacementState
QUESTION = "Wat maakt dat mensen van alle leeftijden vaker samen buiten zijn?"
NOTE = "Fictief: wij vragen elke raad of dit op de strategische agenda komt. De groep gaf advies, de raad beslist."
CONCLUSIONS = (
    "Fictief advies.\n\nBuiten is er voor iedereen plek, maar niet iedereen voelt zich er thuis. Begin met wat er al "
    "is: bankjes, paden en speelplekken.\n\nHoud de regels in alle gemeenten gelijk."
)
IDEAS = (
    (
        "deelnemer2", "Een bankje om de driehonderd meter",
        "Langs elk wandelpad staat om de driehonderd meter een bankje, ook in het buitengebied.",
        "Wie slecht loopt, durft dan weer een rondje te maken.",
    ),
    (
        "deelnemer3", "Schoolpleinen open na vier uur",
        "Na schooltijd en in het weekend mag iedereen op het schoolplein spelen.",
        "In veel buurten is het schoolplein de enige plek waar kinderen kunnen rennen.",
    ),
    (
        "deelnemer2", "Een regionaal ommetjesnet",
        "Alle korte wandelrondes in de regio krijgen dezelfde bordjes en één kaart.",
        "Nu houdt een rondje op bij de grens van de gemeente.",
    ),
    (
        "deelnemer3", "Een moestuin bij elk dorpshuis",
        "Bij elk dorpshuis en buurthuis komt een tuin waar buren samen groente kweken.",
        "Samen werken in de tuin is een makkelijke manier om elkaar te leren kennen.",
    ),
    (
        "deelnemer2", "Elke maand een buitendag",
        "Op één zondag per maand is er in elke gemeente iets gratis te doen, buiten.",
        "Een vaste dag is makkelijk te onthouden. Verenigingen kunnen om de beurt iets doen.",
    ),
)  # fmt: skip
ADVISED = "Fictief: het college raadt de raad aan om dit te plaatsen. Het past bij wat de gemeente al doet."
REMARK = "Fictief: de raad wil eerst een proef op twee plekken, en daarna pas overal."
REFUSED = "Fictief: de raad vindt dat de scholen dit zelf moeten beslissen. Zij betalen ook het onderhoud."
NOT_JOINING = "Fictief: de gemeente heeft haar eigen bordjes net vernieuwd en doet daarom niet mee."


@dataclass(frozen=True)
class Told:
    """The theme and its people by mailbox; ``today`` is the day of loading, whatever the clock says meanwhile."""

    people: dict[str, Person]
    today: date

    @contextmanager
    def on(self, days: int, who: str = "bureau", role: Role = Role.BUREAU) -> Iterator[Person]:
        """At noon of a day, counted from the day of loading, as somebody."""
        acting = Acting(person_id=self.people[who].id, role=role.value, channel="invented")
        noon = datetime.combine(self.today + timedelta(days=days), time(12), tzinfo=AMSTERDAM)
        with clock.at(noon), acting_as(acting):
            yield self.people[who]


def load_placement() -> None:
    """Make what is not there yet. Within a transaction."""
    try:
        dialogues.dialogue(DIALOGUE)
    except NotFound:
        _make()


def _make() -> None:
    people: dict[str, Person] = {}
    for invented, person in demo_people.found().items():
        people.setdefault(invented.mailbox, person)
    told = Told(people, clock.today())
    with told.on(0):
        theme, days = _theme(told.today)
    made = _proposals(told, theme, (days[PhaseKind.DIALOGUE][0] - told.today).days + 20)
    handed = (days[PhaseKind.HANDOVER][0] - told.today).days + 4
    with told.on(handed - 3):
        advice = polls.write_advice(theme, conclusions=CONCLUSIONS, order=made, fictitious=True)
    with told.on(handed):
        polls.hand_over(advice, on=clock.today(), to="de raden van de deelnemende gemeenten")
    with told.on(OFFERED - 5):
        why = "Fictief: met vijf raden is een voorstel van de hele regio, ook als een gemeente iets anders wil."
        actions.set_rule(RuleKind.NUMBER, number=5, reason=why, fictitious=True)
    with told.on(OFFERED):
        promised = next_working_day(told.today + timedelta(days=18))
        offers = actions.promote(made[:4], agenda.theme(AGENDA_THEME), promised_on=promised, note=NOTE)
    _answers(told, offers)
    _mail_nobody_about_history()


def _theme(today: date) -> tuple[Theme, dict[PhaseKind, tuple[date, date]]]:
    """The usual phases, moved so that the last one ended ten weeks ago."""
    usual = suggested_days(today)
    back = usual[PhaseKind.HANDOVER][1] - (today - timedelta(weeks=10))
    days = {kind: (first - back, last - back) for kind, (first, last) in usual.items()}
    start = days[PhaseKind.PREPARATION][0]
    dialogue = dialogue_actions.create_dialogue(
        f"Regiodialoog {start.year} (fictief)",
        slug=DIALOGUE,
        fictitious=True,
        interests=organisations.interests(),
        description="Dit is een verzonnen dialoog die klaar is. U ziet hiermee wat er met een advies gebeurt.",
        purpose="Inwoners en organisaties geven de raden advies over vragen die elke gemeente heeft.",
    )
    month = f"{MONTHS[start.month - 1]} {start.year}"
    in_round = dialogue_actions.add_round(dialogue, start=parse_fuzzy(month))
    taking = {row: "" for row in organisations.municipalities() if row.slug not in ABSENT}
    theme = dialogue_actions.create_theme(
        in_round, "Samen buiten", slug=THEME, municipalities=taking, origin=ThemeOrigin.CHOSEN_BY_COUNCILS,
        summary="Een groep dacht na over plekken buiten waar iedereen zich thuis voelt. Het advies ligt bij de raden.",
        question=QUESTION, goal="Meer mensen zijn elke week samen buiten.",
    )  # fmt: skip
    dialogue_actions.plan_phases(theme, days)
    mandate = dialogue_actions.write_mandate(
        theme, QUESTION, influence=Influence.ADVISES,
        outcome="Elke raad zegt per voorstel of het op de agenda komt, en waarom.",
    )  # fmt: skip
    agreed = days[PhaseKind.MANDATE][1] - timedelta(days=5)
    for row in theme.municipalities:
        remark = "Dit besluit is verzonnen voor de demonstratie (fictief)."
        dialogue_actions.record_agreement(mandate, row.municipality, agreed_on=agreed, remark=remark)
    return theme, days


def _proposals(told: Told, theme: Theme, first: int) -> list[Proposal]:
    """Handed in while the group talked, and taken into the advice when it chose."""
    made = []
    for who in dict.fromkeys(idea[0] for idea in IDEAS):
        with told.on(first):
            give_role(told.people[who], Role.PARTICIPANT, ScopeKind.THEME, theme.id, by=None, tell=False)
    for n, (who, title, summary, text) in enumerate(IDEAS):
        with told.on(first + n, who, Role.PARTICIPANT) as author:
            draft = proposals.start_draft(theme, author)
            proposals.save_draft(draft, title=title, summary=summary, text=text)
            made.append(proposals.submit(draft, fictitious=True))
        with told.on(first + 30):
            proposals.put_to_vote(made[-1])
        with told.on(first + 38):
            proposals.into_advice(made[-1])
    return made


def _answers(told: Told, offers: list[Offer]) -> None:
    """One placed by all, one with remarks, one that a council refuses, one that waits."""
    benches, paths, yards, gardens = offers[0], offers[2], offers[1], offers[3]
    for n, one in enumerate(benches.placements):
        _answer(told, one, S.PLACED, OFFERED + 12 + 5 * n, "")
    for n, one in enumerate(yards.placements):
        refuses = one.municipality.slug == "soest"
        _answer(told, one, S.NOT_PLACED if refuses else S.PLACED, OFFERED + 15 + 4 * n, REFUSED if refuses else "")
    for n, one in enumerate(paths.placements):
        state, why = {1: (S.PLACED_WITH_REMARK, REMARK), 3: (S.DOES_NOT_JOIN, NOT_JOINING)}.get(n, (S.PLACED, ""))
        if one.municipality.slug != "soest":
            _answer(told, one, state, OFFERED + 14 + 5 * n, why)
    for n, one in enumerate(gardens.placements[:4]):
        if n % 2:
            _answer(told, one, S.PLACED, OFFERED + 40 + n, "")
        else:
            with told.on(OFFERED + 35 + n):
                actions.record_advice(one, decided_on=clock.today(), reason=ADVISED)


def _answer(told: Told, placement: Placement, state: PlacementState, day: int, why: str) -> None:
    with told.on(day):
        actions.record_answer(placement, state, decided_on=clock.today(), reason=why)


def _mail_nobody_about_history() -> None:
    """What was offered and answered in the past of the demonstration is no news."""
    db.session.execute(delete(Job).where(Job.kind.startswith("feasibility."), Job.run_at <= clock.now()))
