"""A group of twelve with two proposals on the table, its moderator and two people of the bureau."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from regiodialoog.accounts.actions import give_role
from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.dialogues import actions as dialogue_actions
from regiodialoog.dialogues.models import PhaseKind, Theme
from regiodialoog.groups.models import Group, Seat, SeatState
from regiodialoog.organisations.models import Interest, Municipality
from regiodialoog.polls import actions, queries
from regiodialoog.polls.actions import Offered, Vote
from regiodialoog.polls.models import Choice, Poll
from regiodialoog.proposals import actions as proposal_actions
from regiodialoog.proposals.models import Proposal
from tests.accounts.people import someone, staff
from tests.conftest import NOON
from tests.dialogues.conftest import in_phase
from tests.organisations.region import small_region
from tests.support.laid import laid

DAY = timedelta(days=1)
RULE = {"kind": "yes-no", "threshold": "1/2", "base": "cast", "quorum": "1/2"}
Y, N, B = Choice.FOR, Choice.AGAINST, Choice.BLANK


def offered(proposals: list[Proposal]) -> list[Offered]:
    return [Offered(proposal) for proposal in proposals]


@dataclass
class Table:
    """``members`` sit at the table since yesterday: seven inwoners, five of bedrijven, in two municipalities."""

    theme: Theme
    group: Group
    members: list[Person]
    proposals: list[Proposal]
    moderator: Person
    bureau: Person
    interests: list[Interest]
    places: list[Municipality]
    seats: list[Seat] = field(default_factory=list)

    def sit(self, person: Person, interest: Interest, place: Municipality | None, at: datetime | None = None) -> Seat:
        seat = Seat(
            group_id=self.group.id, interest_id=interest.id, municipality_id=place.id if place else None,
            state=SeatState.FILLED, person_id=person.id, filled_at=at or clock.now() - DAY,
        )  # fmt: skip
        db.session.add(seat)
        db.session.flush()
        give_role(person, Role.PARTICIPANT, ScopeKind.THEME, self.theme.id, by=None, tell=False)
        self.seats.append(seat)
        return seat

    def prepared(self, **more: Any) -> Poll:
        """A poll in preparation by the moderator, open from tomorrow for a week."""
        given: dict[str, Any] = {
            "rule": RULE, "opens_at": clock.now() + DAY, "closes_at": clock.now() + 8 * DAY,
            "options": offered(self.proposals), "by": self.moderator.id, "explanation": "Wat u moet weten.",
        }  # fmt: skip
        return actions.prepare(self.theme, "Komt dit in ons advies?", **(given | more))

    def approved(self, **more: Any) -> Poll:
        poll = self.prepared(**more)
        actions.approve(poll, by=self.bureau.id)
        return poll

    def vote(self, poll: Poll, member: Person, *choices: Any) -> None:
        """One choice for all questions, or one for each."""
        rows = poll.questions
        given = choices if len(choices) == len(rows) else choices * len(rows)
        votes = {row.id: Vote(one) for row, one in zip(rows, given, strict=True)}
        actions.cast(poll, person_id=member.id, votes=votes)

    def closed(self, *choices: Choice, **more: Any) -> Poll:
        """A poll in which the members voted in order (the rest did not); the clock is the caller's to set."""
        poll = self.approved(**more)
        with clock.at(poll.opens_at):
            for member, choice in zip(self.members, choices, strict=False):
                self.vote(poll, member, choice)
        return poll

    def established(self, *choices: Choice, **more: Any) -> Poll:
        poll = self.closed(*choices, **more)
        with clock.at(poll.closes_at):
            self.recounted(poll)
            actions.establish(poll, by=self.bureau.id)
        return poll

    def recounted(self, poll: Poll) -> None:
        """The moderator counted the votes again, from the files."""
        actions.make_roll(poll)
        files = [json.dumps(queries.counting_file(one)).encode() for one in queries.count(poll)]
        actions.recount(poll, files, by=self.moderator.id)


def laid_table() -> Table:
    """Everything of a table, in the current session."""
    session = db.session
    region = small_region()
    in_round = dialogue_actions.add_round(dialogue_actions.create_dialogue("Regiodialoog Test"))
    where = {region.places[0]: "", region.places[1]: ""}
    theme = dialogue_actions.create_theme(in_round, "Fietspaden", question="Waar?", municipalities=where)
    in_phase(theme, PhaseKind.DIALOGUE)
    group = Group(theme_id=theme.id, title="De groep", size=12)
    interests = [
        Interest(slug="inwoners", name="Inwoners", position=1), Interest(slug="bedrijven", name="Bedrijven", position=2)
    ]  # fmt: skip
    session.add_all([group, *interests])
    session.flush()
    moderator = someone("Mo Deraar", "mo@example.nl")
    give_role(moderator, Role.MODERATOR, ScopeKind.THEME, theme.id, by=None, tell=False)
    made = Table(
        theme, group, [], [], moderator, staff(name="Bea Bureau", address="bea@example.nl"), interests,
        [row.municipality for row in theme.municipalities],
    )  # fmt: skip
    for n in range(12):
        person = someone(f"Lid {n:02}", f"lid{n}@example.nl")
        made.sit(person, interests[n >= 7], made.places[n % 2])
        made.members.append(person)
    for title in ("Een pad langs het kanaal", "Lampen in het bos"):
        draft = proposal_actions.start_draft(theme, made.members[0])
        proposal_actions.save_draft(draft, title=title, summary=f"{title}, kort.", text="Omdat het nodig is.")
        made.proposals.append(proposal_actions.submit(draft))
    session.flush()
    for person in (moderator, *made.members):
        session.refresh(person)
    return made


table = laid(laid_table, noon=NOON)
