"""Everybody who may come into the demonstration, each as a browser in which such a person is signed in."""

from flask import Flask
from sqlalchemy import Select, select, update

from regiodialoog.accounts.models import Person, RoleGrant
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.policy import SCOPES, Role, ScopeKind
from regiodialoog.dialogues.models import Theme
from regiodialoog.feasibility.models.study import Finding, Study, StudyVerdict
from regiodialoog.groups.models import Registration
from regiodialoog.organisations.models import Municipality
from regiodialoog.polls.models import Ballot, Poll, PollKey, PollRoll, PollState
from regiodialoog.proposals.models import Proposal, ProposalDraft
from tests.support.client import HouseClient

VISITOR = "visitor"
RESIDENT = "resident"
APPLICANT = "applicant"
WITHOUT_CODE = "bureau without second factor"
OTHER_PLACE = "officer of another municipality"
EVERYBODY = (VISITOR, RESIDENT, APPLICANT, *(role.value for role in Role), OTHER_PLACE, WITHOUT_CODE)


def come_in(app: Flask, who: str) -> HouseClient:
    """A browser of one of EVERYBODY, whom this makes; the application is the demonstration, in a test's savepoint."""
    client = app.test_client()
    assert isinstance(client, HouseClient)
    if who == VISITOR:
        return client
    person = _somebody(who)
    with client.session_transaction() as session:
        session["_user_id"] = person.get_id()
        session["_fresh"] = True
        session["signed_in_at"] = int(clock.now().timestamp())
        if who not in (RESIDENT, APPLICANT, WITHOUT_CODE):
            session["second_factor"] = True
    return client


def _somebody(who: str) -> Person:
    person = Person(name=f"Wie {who}", address=f"{len(who)}.{who.replace(' ', '.')}@voorbeeld.example")
    person.confirmed_at = clock.now()
    db.session.add(person)
    db.session.flush()
    if who == APPLICANT:
        _wait_for_a_place(person)
    if who in (RESIDENT, APPLICANT):
        return person
    role = {WITHOUT_CODE: Role.BUREAU, OTHER_PLACE: Role.MUNICIPALITY_OFFICER}.get(who, who)
    kind = SCOPES[Role(role)][0]
    grant = RoleGrant(person_id=person.id, role=Role(role), scope_kind=kind, scope_id=_scope(kind, who))
    db.session.add(grant)
    db.session.flush()
    if role == Role.PARTICIPANT:
        _take_the_pen(person)
        _take_a_vote(person)
    if who == Role.BUREAU:
        db.session.execute(update(PollKey).where(PollKey.used_at.is_(None)).values(holder_id=person.id))
    if role == Role.ASSESSOR:
        part = db.session.scalars(_part()).first()
        assert part is not None, "the demonstration has no part of a study that is open"
        part.assessor_id = person.id
        db.session.flush()
    return person


def _wait_for_a_place(person: Person) -> None:
    """Be one of those who signed up for the group that is put together, and wrote what came from them."""
    waits = select(Registration).join(Registration.theme).where(Theme.slug == "ontmoeten-in-de-buurt")
    row = db.session.scalars(waits.order_by(Registration.id)).first()
    assert row is not None, "nobody of the demonstration signed up"
    row.person_id = person.id
    db.session.execute(update(Proposal).where(Proposal.from_applicant).values(author_id=person.id))
    db.session.flush()


def _take_the_pen(person: Person) -> None:
    """Be the author of every invented proposal and draft: their pages differ for who wrote them."""
    for kind in (Proposal, ProposalDraft):
        db.session.execute(update(kind).values(author_id=person.id))
    db.session.flush()


def _take_a_vote(person: Person) -> None:
    """Be somebody on the roll of the poll that is open, who voted."""
    opened = select(Poll.id).where(Poll.state == PollState.APPROVED, Poll.established_at.is_(None))
    voted = select(PollRoll).join(Ballot, Ballot.roll_id == PollRoll.id).where(PollRoll.poll_id.in_(opened))
    line = db.session.scalars(voted.order_by(PollRoll.id)).first()
    assert line is not None, "nobody voted in the poll of the demonstration that is open"
    line.person_id = person.id
    db.session.flush()


def _scope(kind: ScopeKind, who: str) -> int | None:
    if kind is ScopeKind.REGION:
        return None
    if kind is ScopeKind.MUNICIPALITY:
        slug = "baarn" if who == OTHER_PLACE else "soest"
        return db.session.scalars(select(Municipality.id).where(Municipality.slug == slug)).one()
    if kind is ScopeKind.THEME:
        return db.session.scalars(select(Theme.id).where(Theme.slug == "water-in-de-wijk")).one()
    return (
        db.session.scalars(_part().with_only_columns(Finding.study_id)).first() if kind is ScopeKind.ASSESSMENT else 1
    )


def _part() -> Select[Finding]:
    """The part of a study that the walk opens."""
    under_way = select(Study.id).where(Study.id.not_in(select(StudyVerdict.study_id)))
    return select(Finding).where(Finding.state == "open", Finding.study_id.in_(under_way)).order_by(Finding.id)
