"""What is not for everybody stands on no page, in no list, search, file, mail, log or answer for a machine."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from regiodialoog.api.resources import LISTINGS
from regiodialoog.audit import actions as audit
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core.db import db
from regiodialoog.core.exports import files_of
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.proposals.models import Proposal, ProposalState
from tests.house.conftest import Walks
from tests.house.people import EVERYBODY, VISITOR
from tests.house.planting import SECRETS, Secret
from tests.house.walking import Answer
from tests.support.client import HouseClient
from tests.support.told import told

THEME = "water-in-de-wijk"
FOR_MACHINES = (VISITOR, "participant")
"""Who also reads what is for machines; that knows nobody, so it cannot differ for the others."""
SIGN_IN = "/inloggen"
"""Where whoever may not read a page is sent; it is an address of the walk itself."""


@pytest.fixture
def walked(walks: Walks, who: str) -> list[Answer]:
    return walks(who)


def beyond(walked: list[Answer], who: str) -> Iterator[str]:
    """What the walk did not open: where it was sent on to, searches, lists for machines and every proposal."""
    yield from {each.location for each in walked if each.location and not each.location.startswith(SIGN_IN)}
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


def said(walked: list[Answer], client: HouseClient, who: str) -> Iterator[tuple[str, int, str]]:
    """Every address with its status and everything it tells, the addresses it sends on to included."""
    for each in walked:
        yield each.path, each.status, each.text + each.location
    for path in sorted(set(beyond(walked, who)) - {each.path for each in walked}):
        answer = client.get(path, follow_redirects=True)
        passed = "".join(earlier.headers["Location"] for earlier in answer.history)
        yield path, answer.status_code, told(answer) + passed


@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_reads_what_is_not_for_them(
    walked: list[Answer], planted: Flask, come_in_as: Callable[[str], HouseClient], who: str
) -> None:
    leaks: list[str] = []
    seen: set[Secret] = set()
    for path, status, text in said(walked, come_in_as(who), who):
        for secret in SECRETS:
            if secret.word in text:
                seen.add(secret)
                if who not in secret.readers:
                    leaks.append(f"{path} ({status}) tells {who}: {secret.word}")
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
