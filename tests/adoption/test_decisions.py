"""What a municipality decided is written down by its own people, and by nobody else."""

import hashlib
import io
from datetime import date

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import select

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts.models import Person
from regiodialoog.adoption import actions, queries
from regiodialoog.adoption.models import DecisionOutcome, MunicipalDecision
from regiodialoog.core.dates import parse_fuzzy
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.organisations.models import Body, BodyKind, Municipality
from regiodialoog.programme import actions as programme
from regiodialoog.programme.models import Challenge, ChallengeParticipation
from tests.accounts.people import become, someone
from tests.organisations.region import Small
from tests.support.client import HouseClient

DAY = date(2026, 9, 1)


@pytest.fixture
def challenge(small: Small) -> Challenge:
    made = programme.create_challenge(programme.add_group("Ruimte"), "Fietspad")
    for place in small.places:
        programme.add_line(ChallengeParticipation, made, municipality=place)
    return made


def body_of(place: Municipality, kind: BodyKind = BodyKind.COUNCIL) -> Body:
    return db.session.scalars(select(Body).filter_by(municipality_id=place.id, kind=kind)).one()


def staff_of(place: Municipality, role: Role, name: str) -> Person:
    person = someone(name, f"{name.lower()}@example.nl")
    accounts.give_role(person, role, ScopeKind.MUNICIPALITY, place.id, by=None, tell=False)
    db.session.refresh(person)
    return person


def decide(challenge: Challenge, place: Municipality, **facts: object) -> MunicipalDecision:
    given = {"body": body_of(place), "outcome": DecisionOutcome.JOINS, "decided_on": DAY} | facts
    return actions.record_decision(challenge.id, place, **given)


@pytest.mark.usefixtures("noon")
def test_a_municipality_decides_once_and_corrects_with_a_reason(challenge: Challenge, small: Small) -> None:
    place = small.places[0]
    first = decide(challenge, place)
    with pytest.raises(Conflict), db.session.begin_nested():
        decide(challenge, place)
    second = actions.correct_decision(
        first, correction="Het was met een wijziging.", body=body_of(place), decided_on=DAY,
        outcome=DecisionOutcome.JOINS_WITH_CHANGE, reason="Eerst het noorden.",
    )  # fmt: skip
    assert first.outcome is DecisionOutcome.JOINS, "what stood there is not changed"
    assert queries.counting(queries.decisions_about(challenge.id)) == [second]
    with pytest.raises(Conflict):
        actions.correct_decision(first, correction="Nog eens.", body=body_of(place), decided_on=DAY,
                                 outcome=DecisionOutcome.JOINS)  # fmt: skip


@pytest.mark.usefixtures("noon")
@pytest.mark.parametrize(
    "facts",
    [
        {"outcome": DecisionOutcome.DOES_NOT_JOIN},
        {"outcome": DecisionOutcome.JOINS_WITH_CHANGE, "reason": " "},
        {"outcome": DecisionOutcome.POSTPONED, "reason": "Eerst het budget."},
        {"outcome": DecisionOutcome.JOINS, "until": parse_fuzzy("Q3 2026")},
        {"decided_on": date(2026, 9, 15)},
    ],
)
def test_no_verdict_without_a_reason_a_date_and_a_day_that_has_been(
    challenge: Challenge, small: Small, facts: dict[str, object]
) -> None:
    with pytest.raises(Invalid):
        decide(challenge, small.places[0], **facts)


@pytest.mark.usefixtures("noon")
def test_a_body_decides_for_its_own_municipality_only(challenge: Challenge, small: Small) -> None:
    with pytest.raises(Invalid):
        decide(challenge, small.places[0], body=body_of(small.places[1]))


# ── who may ──────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("noon")
def test_the_officer_of_one_municipality_cannot_touch_the_column_of_another(
    client: HouseClient, challenge: Challenge, small: Small
) -> None:
    own, other = small.places[0], small.places[1]
    theirs = decide(challenge, other)
    become(client, staff_of(own, Role.MUNICIPALITY_OFFICER, "Aylin"))
    base = f"/programma/{challenge.slug}/besluiten"
    assert client.get(f"{base}/{own.slug}/nieuw").status_code == 200
    for path in (f"{base}/{other.slug}/nieuw", f"/programma/besluiten/{theirs.id}/verbeteren"):
        assert client.get(path).status_code == 403, path
        assert client.post(path, data={"outcome": "does_not_join"}).status_code == 403, path
    page = client.get(base).text
    assert f"{base}/{own.slug}/nieuw" in page
    assert f"{base}/{other.slug}/nieuw" not in page
    assert len(queries.decisions_about(challenge.id)) == 1


@pytest.mark.usefixtures("noon")
def test_only_the_clerk_of_that_council_confirms(client: HouseClient, challenge: Challenge, small: Small) -> None:
    own, other = small.places[0], small.places[1]
    decision = decide(challenge, own)
    by_college = decide(challenge, other, body=body_of(other, BodyKind.COLLEGE))
    path = f"/programma/besluiten/{decision.id}/bevestigen"
    for person in (staff_of(own, Role.MUNICIPALITY_OFFICER, "Aylin"), staff_of(other, Role.CLERK, "Greet")):
        become(client, person)
        assert client.get(path).status_code == 403
        assert client.post(path).status_code == 403
    assert client.get(f"/programma/besluiten/{by_college.id}/bevestigen").status_code == 403
    become(client, staff_of(own, Role.CLERK, "Henk"))
    assert "Bevestigd door de griffier op 14 september 2026" in client.submit(path, follow=True).text
    again = client.submit(path)
    assert again.status_code == 409


@pytest.mark.usefixtures("noon")
def test_an_officer_records_a_decision_and_the_file_is_only_fingerprinted(
    client: HouseClient, challenge: Challenge, small: Small, session: Session
) -> None:
    place, content = small.places[0], b"%PDF besluit"
    become(client, staff_of(place, Role.MUNICIPALITY_OFFICER, "Aylin"))
    path = f"/programma/{challenge.slug}/besluiten/{place.slug}/nieuw"
    values = {"body_id": str(body_of(place).id), "outcome": "does_not_join", "decided_on": "2026-09-01"}
    refused = client.submit(path, values)
    assert refused.status_code == 422
    assert 'href="#why"' in refused.text
    late = client.submit(path, values | {"outcome": "postponed", "why": "Eerst het budget."})
    assert 'href="#until"' in late.text
    wrong = values | {"why": "Te duur.", "document_sha256": "0" * 64, "document_file": (io.BytesIO(content), "a.pdf")}
    assert client.submit(path, wrong).status_code == 422
    good = values | {"why": "Te duur.", "document_file": (io.BytesIO(content), "a.pdf")}
    page = client.submit(path, good, follow=True).text
    assert "doet niet mee" in page
    assert "Te duur." in page
    assert hashlib.sha256(content).hexdigest() in page
    assert "Nog niet bevestigd door de griffier" in page
    assert client.get(path).status_code == 409
