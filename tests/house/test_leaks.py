"""What is not for everybody stands on no page, in no list, search, file, mail, log or answer for a machine."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select, update

from regiodialoog.accounts.models import Person
from regiodialoog.api.resources import LISTINGS
from regiodialoog.audit import actions as audit
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core.db import db
from regiodialoog.core.exports import files_of
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.feasibility.models.study import Finding, MunicipalView, StudyVerdict, VerdictState
from regiodialoog.groups.models import Registration, Seat
from regiodialoog.meetings.models import Minutes
from regiodialoog.organisations.models import Municipality
from regiodialoog.polls.models import GroupAdvice, Poll, PollState
from regiodialoog.proposals.models import Argument, Proposal, ProposalDraft, ProposalState
from tests.house.conftest import EVERYBODY, OTHER_PLACE, VISITOR
from tests.house.walking import pages
from tests.support.client import HouseClient

THEME = "water-in-de-wijk"


@dataclass(frozen=True)
class Secret:
    """A word that stands somewhere, and who may read it there. The participant wrote every draft and proposal."""

    word: str
    readers: frozenset[str]
    shown: bool = True
    """Whether the addresses of this walk show it to its readers."""


DRAFT = Secret("geheimconcept", frozenset({"participant"}))
WAITING = Secret("geheimingediend", frozenset({"participant", "moderator", "bureau"}))
UNSHOWN = Secret("geheimafgewezen", frozenset({"participant", "moderator", "bureau"}))
ARGUMENT = Secret("geheimargument", frozenset({"moderator"}))
NAME = Secret("Geheimnaam", frozenset({"participant", "moderator", "bureau", "administrator"}))
ANSWER = Secret("geheimantwoord", frozenset({"bureau"}))
MINUTES = Secret("geheimverslag", frozenset({"moderator", "bureau"}))
PREPARED = Secret("geheimestemming", frozenset({"moderator", "bureau"}))
ADVICE = Secret("geheimadvies", frozenset({"participant", "moderator", "bureau"}))
FINDING = Secret("geheimbevinding", frozenset({"bureau", "assessor"}))
VIEW = Secret("geheimgemeente", frozenset({"bureau", "municipality_officer"}), shown=False)
VERDICT = Secret("geheimoordeel", frozenset({"bureau", "municipality_officer", OTHER_PLACE, "alderman"}))
FOR_MACHINES = (VISITOR, "participant")
"""Who also reads what is for machines; that knows nobody, so it cannot differ for the others."""
SECRETS = (DRAFT, WAITING, UNSHOWN, ARGUMENT, NAME, ANSWER, MINUTES, PREPARED, ADVICE, FINDING, VIEW, VERDICT)


@pytest.fixture
def planted(demo: Flask) -> Flask:
    """The demonstration with a word of its own in everything that is not for everybody."""
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
        update(Registration).where(Registration.cleared_at.is_(None)).values(answers={"Leeftijd": ANSWER.word}),
        update(Minutes).where(Minutes.published_at.is_(None)).values(text=MINUTES.word),
        update(Poll).where(Poll.state == PollState.PREPARED).values(question=PREPARED.word),
        update(GroupAdvice).where(GroupAdvice.handed_over_on.is_(None)).values(conclusions=ADVICE.word),
    ):
        assert db.session.execute(rows).rowcount, f"the demonstration has nothing for: {rows}"  # type: ignore[attr-defined]
    db.session.expire_all()
    return demo


def _texts(secret: Secret):
    return update(Proposal).values(
        title=secret.word, summary=secret.word, text=secret.word, search_text=secret.word, slug=secret.word
    )


def surfaces(app: Flask, who: str) -> Iterator[str]:
    for _endpoint, path in pages(app):
        yield path
    for listing in LISTINGS if who in FOR_MACHINES else ():
        yield f"/api/v1{listing.path}?paginaGrootte=100"
        yield f"/api/v1{listing.path}?format=csv"
    for secret in SECRETS:  # half the word: what was asked for stands on the page again
        yield f"/zoeken?q={secret.word[:-2]}"
        yield f"/voorstellen?zoek={secret.word[:-2]}"
        yield f"/beheer/mensen?zoek={secret.word[:-2]}"
    for proposal in db.session.scalars(select(Proposal.number).where(Proposal.state != ProposalState.RECORDED)):
        yield f"/voorstellen/{proposal}"
        if who in FOR_MACHINES:
            yield f"/api/v1/voorstellen/{proposal}"
            yield f"/api/v1/voorstellen/{proposal}/pad"


@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_reads_what_is_not_for_them(planted: Flask, come_in_as: Callable[[str], HouseClient], who: str) -> None:
    client, leaks, seen = come_in_as(who), [], set()
    for path in sorted(set(surfaces(planted, who))):
        answer = client.get(path, follow_redirects=True)
        text = answer.get_data(as_text=True)
        for secret in SECRETS:
            if secret.word in text:
                seen.add(secret)
                if who not in secret.readers:
                    leaks.append(f"{path} ({answer.status_code}) tells {who}: {secret.word}")
    assert not leaks, "\n".join(leaks)
    missed = {secret.word for secret in SECRETS if secret.shown and who in secret.readers} - {
        secret.word for secret in seen
    }
    assert not missed, f"{who} may read these, and finds them nowhere: is the test blind?"


def test_no_file_log_or_mail_holds_it(planted: Flask) -> None:
    audit.seal()
    with planted.test_request_context():
        files = files_of("theme", THEME)
        told = [str(content if isinstance(content, dict) else list(content)) for content in files.values()]
    told += [str(event.data) for event in db.session.scalars(select(AuditEvent))]
    told += [f"{mail.subject} {mail.body}" for mail in db.session.scalars(select(OutboxMessage))]
    assert len(told) > 100
    assert not [secret.word for secret in SECRETS for text in told if secret.word in text]
