"""A proposal in the advice, its study, an assessor, officers of two municipalities and an alderman."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from regiodialoog.accounts.actions import give_role
from regiodialoog.accounts.models import Person
from regiodialoog.agenda.models import AgendaTheme
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.feasibility.actions import placement_offering as placement
from regiodialoog.feasibility.actions import study as actions
from regiodialoog.feasibility.actions import study_verdict as verdicts
from regiodialoog.feasibility.models import Offer, RuleKind
from regiodialoog.feasibility.models.study import Finding, Judgement, MunicipalView, Study, StudyVerdict, ViewKind
from regiodialoog.organisations.models import Municipality
from regiodialoog.polls.models import Choice
from regiodialoog.proposals.models import Proposal, Verdict
from tests.accounts.people import someone
from tests.conftest import NOON
from tests.polls.conftest import Table, laid_table
from tests.support.laid import laid

PROMISED = date(2026, 12, 1)


@dataclass
class Desk:
    """``table`` is where the proposals come from. ``officers`` and ``places`` stand in the same order."""

    table: Table
    proposals: list[Proposal]
    study: Study
    bureau: Person
    assessor: Person
    officers: list[Person] = field(default_factory=list)
    alderman: Person | None = None

    @property
    def places(self) -> list[Municipality]:
        return self.table.places

    @property
    def number(self) -> int:
        return self.study.proposal.number

    def findings(self) -> list[Finding]:
        return list(db.session.scalars(select(Finding).where(Finding.study_id == self.study.id).order_by(Finding.id)))

    def view(self, n: int = 0) -> MunicipalView:
        query = select(MunicipalView).where(MunicipalView.study_id == self.study.id)
        return db.session.scalars(query.where(MunicipalView.municipality_id == self.places[n].id)).one()

    def ask(self) -> Finding:
        """The first criterion, with the assessor asked."""
        found = self.findings()[0]
        actions.assign_part(found, self.assessor, by=self.bureau.id)
        db.session.refresh(self.assessor)
        return found

    def prepared(self, verdict: Verdict = Verdict.FEASIBLE, **more: Any) -> StudyVerdict:
        return verdicts.prepare(self.study, verdict, **({"reason": "Er is geld en ruimte."} | more))

    def published(self, at: datetime) -> StudyVerdict:
        """Announced now, published at a moment that is late enough."""
        row = self.prepared()
        verdicts.announce([self.study], despite_missing=True)
        with clock.at(at):
            verdicts.publish([self.study])
        return row


def officer_of(place: Municipality, role: Role, name: str) -> Person:
    person = someone(name, f"{name.split(maxsplit=1)[0].lower()}@example.nl")
    give_role(person, role, ScopeKind.MUNICIPALITY, place.id, by=None, tell=False)
    db.session.refresh(person)
    return person


def place(proposal: Proposal) -> None:
    """On the agenda, as the bureau may say under the rule that it says so."""
    about = db.session.scalars(select(AgendaTheme).order_by(AgendaTheme.id)).first()
    assert about is not None
    offer = Offer(
        proposal=proposal, agenda_theme=about, offered_on=clock.today(), promised_on=PROMISED,
        rule_kind=RuleKind.BUREAU, role=Role.BUREAU.value,
    )  # fmt: skip
    db.session.add(offer)
    db.session.flush()
    placement.say_directly(offer, placed=True, decided_on=clock.today(), reason="Alle raden stemden ermee in.")


def laid_desk() -> Desk:
    """Everything of a desk, in the current session."""
    table = laid_table()
    table.established(*[Choice.FOR] * 12)
    place(table.proposals[0])
    db.session.expire_all()
    study = actions.open_studies([table.proposals[0]], promised_on=PROMISED)[0]
    made = Desk(table, table.proposals, study, table.bureau, someone("Ans Assessor", "ans@example.nl"))
    made.officers = [
        officer_of(place, Role.MUNICIPALITY_OFFICER, name)
        for place, name in zip(made.places, ("Otto Eerste", "Oda Tweede"), strict=True)
    ]
    made.alderman = officer_of(made.places[0], Role.ALDERMAN, "Wim Wethouder")
    return made


desk = laid(laid_desk, noon=NOON)


def written(desk: Desk, word: str) -> None:
    """A finding and a view handed in, each with a word in it."""
    finding = desk.ask()
    actions.hand_in(finding, said=Judgement.ATTENTION, text=f"Let op {word}", sources=[f"Bron {word}"])
    actions.hand_in(desk.view(0), said=ViewKind.CAN_IF, text=f"Als {word}", sources=[])
