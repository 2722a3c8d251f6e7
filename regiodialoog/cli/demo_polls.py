"""Invented polls of the invented group that talks about water: one with a result, one that is open now, one that waits
for a second person; and a concept of its advice.

Dates count back from the day of loading; everything goes through the same actions as the screens use, as the person
who would do it. Pages mark all of it as *fictief*.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete

from regiodialoog.accounts.models import Person
from regiodialoog.cli import demo_people
from regiodialoog.core import clock
from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.core.db import db
from regiodialoog.core.events import Acting, acting_as
from regiodialoog.core.jobs import Job
from regiodialoog.core.policy import Role
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.queries import seats_at
from regiodialoog.polls import actions, queries
from regiodialoog.polls.models import Choice, Poll
from regiodialoog.proposals import queries as proposals
from regiodialoog.proposals.models import Proposal

THEME = "water-in-de-wijk"
NOOR, DAAN, MIRJAM = "gespreksleider", "gespreksleider2", "bureau"
RULE = {"kind": "yes-no", "threshold": "1/2", "base": "cast", "quorum": "1/2"}
STAYS_AWAY = "-"
LETTERS = {"v": Choice.FOR, "t": Choice.AGAINST, "b": Choice.BLANK}
GREEN = "vvtvvbvvtvvtvvtbvvtv-vtb"
"""What the members chose about geveltuinen, in the order of their seats; of whom one stayed away."""
PLAZA = "tvttvtbttvttvtttvtbt-tvt"
BARRELS = "vv--v-t-vv--vb--t-v---v-"
CONCLUSIONS = (
    "Fictief concept.\n\n"
    "Water hoort zichtbaar te zijn in de straat. Begin klein, bij de gevel en in de tuin, en maak het makkelijk om mee "
    "te doen.\n\n"
    "Wij vragen de gemeenten om overal dezelfde regels te gebruiken."
)
MINORITY = "Een paar mensen vinden dat eerst het riool aan de beurt is."


@dataclass(frozen=True)
class Stage:
    """The theme and its people by mailbox; ``today`` is the day of loading, whatever the clock says meanwhile."""

    theme: Theme
    people: dict[str, Person]
    today: date

    def moment(self, days: int, hour: int) -> datetime:
        """An hour on the wall of a day, counted from the day of loading."""
        return datetime.combine(self.today + timedelta(days=days), time(hour), tzinfo=AMSTERDAM)

    @contextmanager
    def on(self, days: int, who: str) -> Iterator[int]:
        """At noon of a day, or now if that is still to come, as somebody; gives their number."""
        role = Role.BUREAU if who == MIRJAM else Role.MODERATOR
        number = self.people[who].id
        acting = Acting(person_id=number, role=role.value, channel="invented")
        with clock.at(min(self.moment(days, 12), clock.now())), acting_as(acting):
            yield number

    def prepare(
        self,
        question: str,
        chosen: Sequence[Proposal],
        explanation: str,
        *,
        opens: int,
        closes: int,
        by: int,
        **rule: object,
    ) -> Poll:
        return actions.prepare(
            self.theme, question, explanation=explanation, rule={**RULE, **rule}, opens_at=self.moment(opens, 9),
            closes_at=self.moment(closes, 21), options=[actions.Offered(each) for each in chosen], by=by,
            fictitious=True,
        )  # fmt: skip

    def vote(self, poll: Poll, *patterns: str, day: int) -> None:
        """Let the members vote, one letter for each in each pattern."""
        opening = Acting(person_id=None, role="system", channel="invented")
        with clock.at(poll.opens_at), acting_as(opening):
            actions.make_roll(poll)
        for n, line in enumerate(seats_at(self.theme, poll.opens_at)):
            letters = [pattern[n % len(pattern)] for pattern in patterns]
            if STAYS_AWAY in letters:
                continue
            votes = {row.id: actions.Vote(LETTERS[letter]) for row, letter in zip(poll.questions, letters, strict=True)}
            acting = Acting(person_id=line.person_id, role=Role.PARTICIPANT.value, channel="invented")
            with clock.at(self.moment(day, 19) + timedelta(minutes=n)), acting_as(acting):
                actions.cast(poll, person_id=line.person_id, votes=votes)


def load_polls() -> None:
    """Hold what was not held yet. Within a transaction."""
    theme = dialogues.theme(THEME)
    if queries.polls_of(theme.id, prepared=True):
        return
    people: dict[str, Person] = {}
    for invented, person in demo_people.found().items():
        people.setdefault(invented.mailbox, person)
    stage = Stage(theme, people, clock.today())
    known = {row.title: row for row in proposals.of_theme(theme.id)}
    green = known["Geef elke straat geveltuinen"]
    _established(stage, [green, known["Maak van elk schoolplein een waterplein"]])
    _open(stage, [known["Koop samen regentonnen in"]])
    _waiting(stage, [known["Groene daken op bushokjes"], known["Bedrijventerreinen vangen hun eigen water op"]])
    with stage.on(-5, NOOR):
        actions.write_advice(theme, conclusions=CONCLUSIONS, minority=MINORITY, order=[green], fictitious=True)
    _mail_nobody_about_history()


def _established(stage: Stage, chosen: Sequence[Proposal]) -> None:
    explanation = "U hebt op de laatste avond over deze twee voorstellen gepraat. Nu kiest de groep."
    with stage.on(-22, NOOR) as noor:
        question = "Komen deze twee voorstellen in ons advies?"
        poll = stage.prepare(question, chosen, explanation, opens=-20, closes=-13, by=noor)
    with stage.on(-21, DAAN) as daan:
        actions.approve(poll, by=daan)
    stage.vote(poll, GREEN, PLAZA, day=-19)
    with stage.on(-12, DAAN) as daan:
        files = [json.dumps(queries.full_file(one)).encode() for one in queries.count(poll)]
        actions.recount(poll, files, by=daan)
    with stage.on(-12, MIRJAM) as mirjam:
        actions.establish(poll, by=mirjam)


def _open(stage: Stage, chosen: Sequence[Proposal]) -> None:
    explanation = "Lees eerst de argumenten bij het voorstel. U kunt uw stem wijzigen tot de sluiting."
    with stage.on(-5, DAAN) as daan:
        question = "Komt samen regentonnen inkopen in ons advies?"
        poll = stage.prepare(question, chosen, explanation, opens=-3, closes=4, by=daan)
    with stage.on(-4, NOOR) as noor:
        actions.approve(poll, by=noor)
    stage.vote(poll, BARRELS, day=-2)


def _waiting(stage: Stage, chosen: Sequence[Proposal]) -> None:
    explanation = "De groep praat hier nog een avond over. Daarna kiest zij."
    with stage.on(-1, NOOR) as noor:
        support = {"by": "interest", "need": "none-against"}
        question = "Komen bushokjes en bedrijventerreinen in ons advies?"
        stage.prepare(question, chosen, explanation, opens=6, closes=13, by=noor, support=support)


def _mail_nobody_about_history() -> None:
    """What was opened and established in the past of the demonstration is no news."""
    db.session.execute(delete(Job).where(Job.kind.startswith("polls."), Job.run_at <= clock.now()))
