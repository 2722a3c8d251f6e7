"""A theme of three municipalities whose group handed over its advice with two proposals, and the people around it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from regiodialoog.accounts.actions import give_role
from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.core.workdays import next_working_day
from regiodialoog.dialogues import actions as dialogue_actions
from regiodialoog.dialogues.models import PhaseKind, Theme
from regiodialoog.feasibility import actions
from regiodialoog.feasibility.models import Offer, PlacementState, RuleKind
from regiodialoog.organisations.models import Municipality
from regiodialoog.polls import actions as polls
from regiodialoog.proposals import actions as proposals
from regiodialoog.proposals.models import Proposal
from tests.accounts.people import someone, staff
from tests.conftest import NOON
from tests.dialogues.conftest import in_phase
from tests.feasibility.desk import desk  # noqa: F401 - a fixture
from tests.organisations.region import Small, small_region
from tests.support.laid import laid

S = PlacementState


@dataclass
class Board:
    """``proposals``: two in the advice, then one that the group still discusses."""

    region: Small
    theme: Theme
    proposals: list[Proposal]
    author: Person
    bureau: Person

    @property
    def places(self) -> list[Municipality]:
        return self.region.places

    def rule(self, kind: RuleKind = RuleKind.ALL, number: int | None = None) -> None:
        actions.set_rule(kind, number=number, reason="Zo spraken de raden het af.")

    def offer(self, *proposals: Proposal, **more: Any) -> list[Offer]:
        given: dict[str, Any] = {"promised_on": promised(), "note": "Wat vindt u?"} | more
        place = given.pop("agenda_theme", self.region.themes[0])
        return actions.promote(proposals or self.proposals[:1], place, **given)

    def offered(self, kind: RuleKind = RuleKind.ALL, number: int | None = None) -> Offer:
        self.rule(kind, number)
        return self.offer()[0]

    def of(self, place: Municipality, role: Role, name: str) -> Person:
        person = someone(name, f"{name.lower()}@example.nl")
        give_role(person, role, ScopeKind.MUNICIPALITY, place.id, by=None, tell=False)
        db.session.refresh(person)
        return person


def promised(days: int = 20) -> date:
    return next_working_day(clock.today() + timedelta(days=days))


def answer(offer: Offer, n: int, state: PlacementState = S.PLACED, **facts: Any) -> Any:
    """The answer of the nth council, with a reason where it is asked."""
    given = {"decided_on": clock.today(), "reason": "" if state is S.PLACED else "Eerst een proef."} | facts
    return actions.record_answer(offer.placements[n], state, **given)


def in_advice(theme: Theme, author: Person, title: str) -> Proposal:
    made = discussed(theme, author, title)
    proposals.put_to_vote(made)
    proposals.into_advice(made)
    return made


def discussed(theme: Theme, author: Person, title: str) -> Proposal:
    draft = proposals.start_draft(theme, author)
    proposals.save_draft(draft, title=title, summary=f"{title}, kort.", text="Omdat het nodig is.")
    return proposals.submit(draft)


def laid_board() -> Board:
    """Everything of a board, in the current session."""
    region = small_region()
    in_round = dialogue_actions.add_round(dialogue_actions.create_dialogue("Regiodialoog Test"))
    where = {region.places[0]: "", region.places[1]: "alleen in het noorden", region.places[2]: ""}
    theme = dialogue_actions.create_theme(in_round, "Fietspaden", question="Waar?", municipalities=where)
    in_phase(theme, PhaseKind.DIALOGUE)
    author = someone("Ida Indiener", "ida@example.nl")
    give_role(author, Role.PARTICIPANT, ScopeKind.THEME, theme.id, by=None, tell=False)
    titles = ("Een pad langs het kanaal", "Lampen in het bos")
    made = [in_advice(theme, author, title) for title in titles]
    advice = polls.write_advice(theme, conclusions="Doe dit.", order=made)
    polls.hand_over(advice, on=clock.today(), to="de raden")
    made.append(discussed(theme, author, "Bredere stoepen"))
    db.session.flush()
    return Board(region, theme, made, author, staff(name="Bea Bureau", address="bea@example.nl"))


board = laid(laid_board, noon=NOON)
