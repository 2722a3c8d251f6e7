"""Invented polls of the invented group that talks about water: some with a result, one that is open now, one that waits
for a second person, one in secret that waits for the second key; and a concept of its advice.

Dates count back from the day of loading; everything goes through the same actions as the screens use, as the person
who would do it. Pages mark all of it as *fictief*.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

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
from regiodialoog.polls import actions, queries, sealing
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
CONSENT = "iiiiiziiii-iiiizi-iiiiii"
TALKED_ABOUT = ("Het riool", "De tuinen", "De scholen", "De bedrijven", "Het geld")
SPEAKERS = ("Een duo uit de groep", "De gespreksleider", "Iedereen die wil")
OPENING = "De bus is dicht. De eerste sleutel is gebruikt, de tweede bewaart het bureau."
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
        return self.ask(
            question, explanation, [actions.Offered(each) for each in chosen], {**RULE, **rule}, opens=opens,
            closes=closes, by=by,
        )  # fmt: skip

    def ask(
        self,
        question: str,
        explanation: str,
        options: Sequence[actions.Offered],
        rule: dict[str, Any],
        *,
        opens: int,
        closes: int,
        by: int,
        **more: Any,
    ) -> Poll:
        return actions.prepare(
            self.theme, question, explanation=explanation, rule=rule, opens_at=self.moment(opens, 9),
            closes_at=self.moment(closes, 21), options=options, by=by, fictitious=True, **more,
        )  # fmt: skip

    def vote(self, poll: Poll, *patterns: str, day: int) -> None:
        """Let the members vote, one letter for each in each pattern."""
        lines = zip(*(pattern * len(self.members(poll)) for pattern in patterns), strict=False)
        answers = [None if STAYS_AWAY in letters else [LETTERS[each] for each in letters] for letters in lines]
        self.choose(poll, answers, day=day)

    def choose(self, poll: Poll, answers: Iterable[Sequence[Any] | None], *, day: int, arguments: str = "") -> None:
        """Let the members vote in their order, an answer for each question; None stays away. ``arguments``: what is
        written beside a concern."""
        opening = Acting(person_id=None, role="system", channel="invented")
        with clock.at(poll.opens_at), acting_as(opening):
            actions.make_roll(poll)
        for n, (person_id, given) in enumerate(zip(self.members(poll), answers, strict=False)):
            if given is None:
                continue
            votes = {
                question.id: actions.Vote(choice, arguments if choice == Choice.CONCERN else "")
                for question, choice in zip(poll.questions, given, strict=True)
            }
            acting = Acting(person_id=person_id, role=Role.PARTICIPANT.value, channel="invented")
            with clock.at(self.moment(day, 19) + timedelta(minutes=n)), acting_as(acting):
                if poll.secret:
                    receipts = {question.id: f"{actions.new_half()}-{n:04}" for question in poll.questions}
                    actions.cast_secret(poll, person_id=person_id, votes=votes, receipts=receipts)
                else:
                    actions.cast(poll, person_id=person_id, votes=votes)

    def members(self, poll: Poll) -> list[int]:
        return [line.person_id for line in seats_at(self.theme, poll.opens_at)]

    def establish(self, poll: Poll, day: int) -> None:
        """Counted again by one, made definitive by another."""
        with self.on(day, DAAN) as daan:
            files = [json.dumps(queries.counting_file(one)).encode() for one in queries.count(poll)]
            actions.recount(poll, files, by=daan)
        with self.on(day, MIRJAM) as mirjam:
            actions.establish(poll, by=mirjam)


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
    _by_consent(stage)
    _by_dots(stage)
    _in_secret(stage)
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
    stage.establish(poll, -12)


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


def _by_consent(stage: Stage) -> None:
    explanation = "Wij proberen het twee avonden. Daarna praten wij er nog eens over."
    options = [actions.Offered(title="Wij beginnen voortaan om half acht")]
    with stage.on(-17, NOOR) as noor:
        poll = stage.ask(
            "Kunnen wij hiermee leven?", explanation, options, {"kind": "consent", "quorum": "1/2"}, opens=-15,
            closes=-12, by=noor, moves=False,
        )  # fmt: skip
    with stage.on(-16, DAAN) as daan:
        actions.approve(poll, by=daan)
    words = {"i": Choice.CONSENT, "z": Choice.CONCERN}
    answers = [None if letter == STAYS_AWAY else [words[letter]] for letter in CONSENT]
    stage.choose(poll, answers, day=-14, arguments="De laatste bus gaat om tien uur.")
    stage.establish(poll, -11)


def _by_dots(stage: Stage) -> None:
    explanation = "Iedereen heeft vijf stippen. De drie met de meeste stippen bespreken wij het eerst."
    options = [actions.Offered(title=title) for title in TALKED_ABOUT]
    rule = {"kind": "dots", "points": 5, "per_option": 3, "seats": 3, "quorum": "1/2"}
    with stage.on(-11, DAAN) as daan:
        poll = stage.ask(
            "Waar praten wij het eerst over?", explanation, options, rule, opens=-9, closes=-7, by=daan, moves=False
        )
    with stage.on(-10, NOOR) as noor:
        actions.approve(poll, by=noor)
    keys = [option.key for option in poll.options]
    answers = [
        None
        if n % 9 == 8
        else [{keys[n % 5]: 3, keys[(n * n + 1) % 4]: 2} if n % 5 != (n * n + 1) % 4 else {keys[0]: 2}]
        for n in range(len(stage.members(poll)))
    ]
    stage.choose(poll, answers, day=-8)
    stage.establish(poll, -6)


def _in_secret(stage: Stage) -> None:
    """It closed; one key was used, and the bureau has the other one. Everybody may try that in the demonstration."""
    inner, outer = sealing.new_key(), sealing.new_key()
    explanation = f"{OPENING}\n\nIn deze demonstratie is de sleutel van het bureau: {inner[0]}"
    options = [actions.Offered(title=title) for title in SPEAKERS]
    with stage.on(-8, NOOR) as noor:
        poll = stage.ask(
            "Wie vertelt ons advies aan de raden?", explanation, options, {"kind": "approval", "quorum": "1/2"},
            opens=-6, closes=-2, by=noor, moves=False, secret=True,
        )  # fmt: skip
    with stage.on(-7, MIRJAM) as mirjam:
        actions.make_key(poll, public_key=inner[1], by=mirjam)
    with stage.on(-7, DAAN) as daan:
        actions.make_key(poll, public_key=outer[1], by=daan)
        actions.approve(poll, by=daan)
    keys = [option.key for option in poll.options]
    answers = [None if n % 7 == 6 else [keys[: 1 + n % 3 : 1 + n % 2]] for n in range(len(stage.members(poll)))]
    stage.choose(poll, answers, day=-4)
    with stage.on(-1, DAAN) as daan:
        actions.open_layer(poll, outer[0], by=daan)


def _mail_nobody_about_history() -> None:
    """What was opened and established in the past of the demonstration is no news."""
    db.session.execute(delete(Job).where(Job.kind.startswith("polls."), Job.run_at <= clock.now()))
