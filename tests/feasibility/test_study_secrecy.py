"""Before a verdict is published nobody sees or hears anything of it but who must; checked on every surface."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from regiodialoog.accounts.models import Person
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.core.policy import Role
from regiodialoog.feasibility.actions import study as actions
from regiodialoog.feasibility.actions import study_verdict as verdicts
from regiodialoog.feasibility.models.study import Judgement, ViewKind
from regiodialoog.proposals.models import Verdict
from tests.accounts.people import become, someone, staff
from tests.feasibility.desk import PROMISED, Desk, place
from tests.support.client import HouseClient

SECRETS = ("zwanenmeer", "kikkerbril", "leeuwenbek", "paardebloem")
"""In a finding, in the view of the first municipality, in the draft of the second, and in the verdict."""
FINDING, FIRST, SECOND, VERDICT = SECRETS
ANNOUNCED = ("ooievaarsbek", "hanenpoot", "wolfsmelk", "boterbloem")
"""The same four of a second study, whose verdict was announced."""
ELSEWHERE = ("adoption.", "agenda.", "groups.", "health.", "meetings.", "organisations.", "polls.", "upkeep.")
"""What knows nothing of studies; that no word of one comes there either is told by the walk through all addresses."""
THURSDAY = datetime(2026, 9, 16, 22, tzinfo=UTC)


def surfaces(app: Flask, *desks: Desk) -> list[str]:
    """Every address that answers GET but those ELSEWHERE, with the proposals, the theme and the parts of the studies
    filled in."""
    found: set[str] = set()
    for desk in desks:
        proposal = desk.study.proposal
        parts = [each.id for each in desk.findings()] + [desk.view(n).id for n in range(2)]
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or rule.endpoint.startswith(ELSEWHERE):
                continue
            slugs = (proposal.slug, proposal.theme.slug, desk.places[0].slug) if rule.arguments & {"slug"} else ("",)
            ours = rule.endpoint.startswith("studies.")
            for slug in slugs:
                for key in sorted(set(parts)) if ours and "key" in rule.arguments else (1,):
                    for kind in ("toets", "gemeente") if ours and "kind" in rule.arguments else ("",):
                        given: dict[str, Any] = dict.fromkeys(rule.arguments, 1)
                        given |= {"slug": slug, "key": key, "kind": kind}
                        given |= {"number": proposal.number, "nummer": proposal.number}
                        with app.test_request_context():
                            try:
                                here = {k: v for k, v in given.items() if k in rule.arguments}
                                found.add(app.url_for(rule.endpoint, **here))
                            except Exception:  # noqa: BLE001 - an address of something else
                                continue
    found |= {f"/zoeken?q={word}" for word in (*SECRETS, *ANNOUNCED)} | {
        "/api/v1/logboek?format=csv",
        "/api/v1/voorstellen?format=csv",
    }
    return sorted(found)


def there(client: HouseClient, path: str) -> bool:
    """Whether the address holds something: what is there for nobody can leak nothing."""
    return path.startswith(("/mijn", "/haalbaarheid")) or client.get(path).status_code != 404


def leaks(client: HouseClient, paths: list[str]) -> dict[str, set[str]]:
    """By secret word the addresses that show it, searching for itself aside."""
    seen: dict[str, set[str]] = {word: set() for word in (*SECRETS, *ANNOUNCED)}
    for path in paths:
        body = client.get(path).get_data(as_text=True).lower()
        for word, where in seen.items():
            if word in body and f"q={word}" not in path:
                where.add(path)
    return seen


def whisper(desk: Desk, words: tuple[str, str, str, str]) -> Desk:
    in_finding, in_first, in_second, in_verdict = words
    finding = desk.ask()
    actions.hand_in(finding, said=Judgement.OBSTACLE, text=f"Tekst {in_finding}", sources=[f"Bron {in_finding}"])
    actions.hand_in(desk.view(0), said=ViewKind.CAN_IF, text=f"Tekst {in_first}", sources=[f"Bron {in_first}"])
    actions.save_part(desk.view(1), said=ViewKind.CANNOT, text=f"Tekst {in_second}", sources=[f"Bron {in_second}"])
    desk.prepared(Verdict.FEASIBLE_IF, reason=f"Reden {in_verdict}", fact=f"Feit {in_verdict}")
    return desk


@pytest.fixture
def whispered(desk: Desk) -> Desk:
    return whisper(desk, SECRETS)


@pytest.fixture
def announced(desk: Desk) -> Desk:
    """A second study of the same people, of which the verdict was announced."""
    place(desk.proposals[1])
    second = replace(desk, study=actions.open_studies([desk.proposals[1]], promised_on=PROMISED)[0])
    whisper(second, ANNOUNCED)
    verdicts.announce([second.study], despite_missing=True)
    return second


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_no_surface_shows_a_word_of_a_study_to_who_may_not_read_it(
    app: Flask, client: HouseClient, whispered: Desk, announced: Desk
) -> None:
    """One walk for both: a study whose verdict is prepared, and one whose verdict is announced."""
    desk = whispered
    author = desk.study.proposal.author
    become(client, desk.bureau)
    paths = [path for path in surfaces(app, desk, announced) if there(client, path)]
    assert len(paths) > 60
    lead, lead_announced = (f"/beheer/haalbaarheid/{each.number}" for each in (desk, announced))
    told = f"/haalbaarheid/{announced.number}/aankondiging"
    client.submit("/uitloggen")
    nobody: list[Person | None] = [
        None, author, desk.table.members[3], desk.table.moderator, someone("Vreemd", "vreemd@example.nl"),
        staff(Role.ADMINISTRATOR, "Ada Beheer", "ada@example.nl"), desk.assessor,
    ]  # fmt: skip
    nothing: dict[str, set[str]] = {word: set() for word in (*SECRETS, *ANNOUNCED)}
    for person in nobody:
        if person is not None:
            become(client, person)
        own = {word: {"/mijn/gegevens.json"} for word in (FINDING, ANNOUNCED[0]) if person is desk.assessor}
        assert leaks(client, paths) == nothing | own, person and person.name
    draft = f"/mijn/haalbaarheid/gemeente/{desk.view(1).id}"
    assert desk.alderman is not None
    for person in (*desk.officers, desk.alderman):
        become(client, person)
        expected = nothing | {ANNOUNCED[3]: {told}}
        if person is desk.officers[1]:
            expected[SECOND] = {draft}  # of the study that was announced, a draft is of nobody any more
        assert leaks(client, paths) == expected, person.name
    become(client, desk.bureau)
    seen = leaks(client, paths)
    assert seen[SECOND] == seen[ANNOUNCED[2]] == set(), "a draft is of who writes it"
    assert seen[FINDING] == seen[FIRST] == {lead}
    assert seen[ANNOUNCED[0]] == seen[ANNOUNCED[1]] == {lead_announced}
    assert seen[VERDICT] == {lead, f"{lead}/oordeel", "/beheer/haalbaarheid/aankondigen"}
    assert seen[ANNOUNCED[3]] == {lead_announced, told}


def test_no_log_line_and_no_mail_carries_a_word_of_it(whispered: Desk) -> None:
    verdicts.announce([whispered.study], despite_missing=True)
    rows = db.session.scalars(select(AuditEvent).where(AuditEvent.kind.startswith("feasibility."))).all()
    assert {row.kind for row in rows if row.public} == {
        "feasibility.said_directly",
        "feasibility.standing_changed",
        "feasibility.study_opened",
    }
    said = " ".join(f"{row.data}" for row in rows)
    mails = " ".join(f"{mail.subject} {mail.body}" for mail in db.session.scalars(select(OutboxMessage)))
    for word in (*SECRETS, *Verdict):
        assert word not in said.lower(), word
    for word in SECRETS:
        assert word not in mails.lower(), word


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_pages_are_the_same_whatever_the_verdict_will_be(client: HouseClient, whispered: Desk) -> None:
    """Neither a badge nor a count nor a title tells that there is a verdict, or which."""
    desk = whispered
    proposal = desk.study.proposal
    paths = ["/haalbaarheid", f"/haalbaarheid/{desk.number}", f"/voorstellen/{desk.number}-{proposal.slug}",
             f"/voorstellen/{desk.number}-{proposal.slug}/pad", "/logboek", "/api/v1/logboek",
             f"/api/v1/voorstellen/{desk.number}/pad"]  # fmt: skip

    def seen() -> list[str]:
        return [client.get(path).get_data(as_text=True) for path in paths]

    before = seen()
    desk.prepared(Verdict.NOT_FEASIBLE)
    assert seen() == before
    verdicts.announce([desk.study], despite_missing=True)
    assert seen() == before
    with clock.at(THURSDAY):
        verdicts.publish([desk.study])
        assert seen() != before


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_after_publication_everybody_reads_what_was_handed_in_and_no_draft(
    client: HouseClient, whispered: Desk
) -> None:
    verdicts.announce([whispered.study], despite_missing=True)
    with clock.at(THURSDAY):
        verdicts.publish([whispered.study])
        page = client.get(f"/haalbaarheid/{whispered.number}").text
    for word in (FINDING, FIRST, VERDICT):
        assert word in page
    assert SECOND not in page
    assert "1 van de 2 deelnemende gemeenten gaven antwoord" in page
