"""A word of its own in everything of the demonstration that is not for everybody, and who may read it there."""

from dataclasses import dataclass

from sqlalchemy import Update, select, update

from regiodialoog.accounts.models import Person
from regiodialoog.core.db import db
from regiodialoog.feasibility.models.study import Finding, MunicipalView, StudyVerdict, VerdictState
from regiodialoog.groups.models import Registration, Seat, SeatState
from regiodialoog.meetings.models import Minutes
from regiodialoog.organisations.models import Municipality
from regiodialoog.polls.models import GroupAdvice, Poll, PollState
from regiodialoog.proposals.models import Argument, Proposal, ProposalDraft, ProposalState
from tests.house.people import OTHER_PLACE


@dataclass(frozen=True)
class Secret:
    """A word that stands somewhere, and who may read it there. The participant wrote every draft and proposal, the
    applicant those from outside the group."""

    word: str
    readers: frozenset[str]
    shown: bool = True
    """Whether the addresses of this walk show it to its readers."""


DRAFT = Secret("geheimconcept", frozenset({"participant"}))
WAITING = Secret("geheimingediend", frozenset({"participant", "applicant", "moderator", "bureau"}))
UNSHOWN = Secret("geheimafgewezen", frozenset({"participant", "moderator", "bureau"}))
ARGUMENT = Secret("geheimargument", frozenset({"moderator"}))
NAME = Secret("Geheimnaam", frozenset({"participant", "moderator", "bureau", "administrator"}))
APPLICANT = Secret("Geheimaanmelder", frozenset({"bureau", "administrator"}))
ANSWER = Secret("geheimantwoord", frozenset({"bureau", "applicant"}))
ADDRESS = Secret("geheimadres", frozenset({"bureau"}))
MINUTES = Secret("geheimverslag", frozenset({"moderator", "bureau"}))
PREPARED = Secret("geheimestemming", frozenset({"moderator", "bureau"}))
DECLARED = Secret("geheimbelang", frozenset({"participant", "moderator", "bureau"}))
ADVICE = Secret("geheimadvies", frozenset({"participant", "moderator", "bureau"}))
FINDING = Secret("geheimbevinding", frozenset({"bureau", "assessor"}))
VIEW = Secret("geheimgemeente", frozenset({"bureau", "municipality_officer"}), shown=False)
VERDICT = Secret("geheimoordeel", frozenset({"bureau", "municipality_officer", OTHER_PLACE, "alderman"}))
SECRETS = (
    DRAFT,
    WAITING,
    UNSHOWN,
    ARGUMENT,
    NAME,
    APPLICANT,
    ANSWER,
    ADDRESS,
    MINUTES,
    PREPARED,
    DECLARED,
    ADVICE,
    FINDING,
    VIEW,
    VERDICT,
)


def plant() -> None:
    """Write every word where it is secret."""
    shut = [ProposalState.SUBMITTED, ProposalState.QUESTION]
    told = select(StudyVerdict.study_id).where(StudyVerdict.state == VerdictState.PUBLISHED)
    soest = select(Municipality.id).where(Municipality.slug == "soest")
    for rows in (
        update(Finding).where(Finding.study_id.not_in(told)).values(text=FINDING.word),
        update(MunicipalView)
        .where(MunicipalView.study_id.not_in(told), MunicipalView.municipality_id.in_(soest))
        .values(text=VIEW.word),
        update(StudyVerdict).where(StudyVerdict.state == VerdictState.ANNOUNCED).values(reason=VERDICT.word),
        update(ProposalDraft).values(title=DRAFT.word, summary=DRAFT.word, text=DRAFT.word),
        _texts(WAITING).where(Proposal.state.in_(shut), Proposal.is_open.is_(False)),
        _texts(UNSHOWN).where(Proposal.state == ProposalState.NOT_ADMITTED, Proposal.is_open.is_(False)),
        update(Argument).where(Argument.hidden_at.is_not(None)).values(text=ARGUMENT.word),
        update(Person).where(Person.id.in_(select(Seat.person_id))).values(name=NAME.word),
        update(Person)
        .where(Person.id.in_(select(Proposal.author_id).where(Proposal.from_applicant)))
        .values(name=APPLICANT.word),
        update(Registration).where(Registration.cleared_at.is_(None)).values(answers={"Leeftijd": ANSWER.word}),
        update(Registration).where(Registration.household_key != "").values(household_key=ADDRESS.word),
        update(Minutes).where(Minutes.published_at.is_(None)).values(text=MINUTES.word),
        update(Seat).where(Seat.state == SeatState.FILLED).values(declared=DECLARED.word),
        update(Poll).where(Poll.state == PollState.PREPARED).values(question=PREPARED.word),
        update(GroupAdvice).where(GroupAdvice.handed_over_on.is_(None)).values(conclusions=ADVICE.word),
    ):
        assert db.session.execute(rows).rowcount, f"the demonstration has nothing for: {rows}"  # type: ignore[attr-defined]
    db.session.expire_all()


def _texts(secret: Secret) -> Update:
    return update(Proposal).values(
        title=secret.word, summary=secret.word, text=secret.word, search_text=secret.word, slug=secret.word
    )
