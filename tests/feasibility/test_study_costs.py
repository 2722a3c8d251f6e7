"""A page about studies takes a fixed number of queries, however many there are."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.feasibility.models.study import (
    Criterion,
    Finding,
    Judgement,
    MunicipalView,
    PartState,
    StepKind,
    Study,
    StudyPromise,
    StudyStep,
    StudyVerdict,
    VerdictState,
    ViewKind,
)
from regiodialoog.proposals.models import Proposal, ProposalState, Verdict
from tests.accounts.people import become
from tests.feasibility.desk import PROMISED, Desk
from tests.support.client import HouseClient
from tests.support.many import cost, insert_all

STATES = (VerdictState.PREPARED, VerdictState.ANNOUNCED, VerdictState.PUBLISHED)


def many(desk: Desk, total: int) -> None:
    """So many studies more: a third prepared, a third announced, a third published; the assessor has a part in each."""
    now, theme = clock.now(), desk.study.proposal.theme_id
    first = (db.session.scalar(select(func.max(Proposal.number))) or 0) + 1
    proposals = insert_all(
        Proposal,
        [
            {
                "number": first + n, "slug": f"idee-{first + n}", "theme_id": theme, "title": f"Idee {first + n}",
                "is_open": True, "state": ProposalState.IN_ADVICE, "submitted_at": now, "decided_at": now,
            }
            for n in range(total)
        ],
    )  # fmt: skip
    studies = insert_all(Study, [{"proposal_id": key, "opened_at": now, "promised_on": PROMISED} for key in proposals])
    insert_all(StudyPromise, [{"study_id": key, "number": 1, "promised_on": PROMISED, "at": now} for key in studies])
    criteria = db.session.scalars(select(Criterion.id)).all()
    part: dict[str, Any] = {"assessor_id": desk.assessor.id, "state": PartState.OPEN, "sources": []}
    done = part | {"state": PartState.HANDED_IN, "handed_in_at": now, "text": "Zo is het."}
    insert_all(
        Finding,
        [
            (done | {"judgement": Judgement.ATTENTION} if n else part | {"judgement": None})
            | {"study_id": key, "criterion_id": criterion}
            for key in studies
            for n, criterion in enumerate(criteria)
        ],
    )
    insert_all(
        MunicipalView,
        [
            (done | {"kind": ViewKind.CAN_IF} if n else part | {"kind": None, "assessor_id": None})
            | {"study_id": key, "municipality_id": place.id}
            for key in studies
            for n, place in enumerate(desk.places)
        ],
    )
    verdict: dict[str, Any] = {"number": 1, "verdict": Verdict.FEASIBLE, "reason": "Er is ruimte."}
    when = now - timedelta(days=9)
    moments: dict[VerdictState, dict[str, Any]] = {
        VerdictState.PREPARED: {"announced_at": None, "publish_from": None, "published_at": None},
        VerdictState.ANNOUNCED: {"announced_at": when, "publish_from": when, "published_at": None},
        VerdictState.PUBLISHED: {"announced_at": when, "publish_from": when, "published_at": now},
    }
    states = [STATES[n % 3] for n in range(total)]
    rows = zip(studies, states, strict=True)
    insert_all(StudyVerdict, [verdict | {"study_id": key, "state": state} | moments[state] for key, state in rows])
    insert_all(StudyStep, [{"study_id": key, "kind": StepKind.OPENED, "at": now, "role": "bureau"} for key in studies])
    db.session.expire_all()


def test_pages_of_studies_cost_the_same_for_ten_and_a_thousand(client: HouseClient, desk: Desk) -> None:
    desk.ask()
    number = desk.number
    open_to_all = ("/haalbaarheid", "/haalbaarheid?thema=fietspaden", f"/haalbaarheid/{number}", "/api/v1/voorstellen")
    of_the_bureau = (
        "/beheer/haalbaarheid", f"/beheer/haalbaarheid/{number}",
        "/beheer/haalbaarheid/aankondigen", "/beheer/haalbaarheid/publiceren",
    )  # fmt: skip
    own = ("/mijn/haalbaarheid", "/mijn")

    def costs() -> dict[str, int]:
        found = {path: cost(client, path) for path in open_to_all}
        for person, paths in ((desk.bureau, of_the_bureau), (desk.assessor, own), (desk.officers[0], own)):
            become(client, person)
            found |= {f"{person.name}: {path}": cost(client, path) for path in paths}
        client.submit("/uitloggen")
        return found

    many(desk, 9)
    few = costs()
    many(desk, 990)
    assert db.session.scalar(select(func.count()).select_from(Study)) == 1000
    assert costs() == few
    assert max(few.values()) <= 25, few
