"""A study goes from promise to verdict; nothing is skipped, and nothing published is changed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from regiodialoog.core import clock
from regiodialoog.core.dates import parse_fuzzy
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Forbidden, Invalid
from regiodialoog.core.policy import Role
from regiodialoog.feasibility.actions import study as actions
from regiodialoog.feasibility.actions import study_verdict as verdicts
from regiodialoog.feasibility.models.study import (
    PARTS,
    VERDICTS,
    Judgement,
    MunicipalView,
    PartState,
    StepKind,
    StudyStep,
    StudyVerdict,
    VerdictState,
    ViewKind,
)
from regiodialoog.feasibility.queries import study as queries
from regiodialoog.proposals.models import Verdict
from tests.accounts.people import held, mails_to, someone
from tests.feasibility.desk import PROMISED, Desk, place, written
from tests.support.client import HouseClient

THURSDAY = datetime(2026, 9, 16, 22, tzinfo=UTC)  # midnight in the region, announced on Monday 14 September
DAY = timedelta(days=1)


def test_a_study_begins_with_every_criterion_and_every_participating_municipality(desk: Desk) -> None:
    assert [row.criterion.slug for row in desk.findings()] == [
        "juridisch", "financieel", "technisch", "capaciteit", "draagvlak", "duurzaamheid",
    ]  # fmt: skip
    views = queries.parts_of(MunicipalView, [desk.study.id])[desk.study.id]
    assert {row.municipality_id for row in views} == {place.id for place in desk.places}
    assert [row.promised_on for row in queries.promises(desk.study.id)] == [PROMISED]


def test_a_proposal_is_studied_once_and_only_from_the_agenda(desk: Desk) -> None:
    with pytest.raises(Conflict), db.session.begin_nested():
        actions.open_studies([desk.proposals[0]], promised_on=PROMISED)
    with pytest.raises(Conflict):
        actions.open_studies([desk.proposals[1]], promised_on=PROMISED)
    place(desk.proposals[1])
    assert len(actions.open_studies([desk.proposals[1]], promised_on=PROMISED)) == 1


def test_no_day_is_promised_that_has_been(desk: Desk) -> None:
    with pytest.raises(Invalid):
        actions.open_studies([desk.proposals[1]], promised_on=date(2026, 9, 13))


def test_another_promised_day_needs_a_reason_and_the_first_stays_to_be_read(desk: Desk) -> None:
    later = PROMISED + timedelta(days=30)
    for day, reason in ((later, " "), (date(2026, 9, 1), "Drukte."), (PROMISED, "Drukte.")):
        with pytest.raises(Invalid):
            actions.move_date(desk.study, promised_on=day, reason=reason)
    actions.move_date(desk.study, promised_on=later, reason="Er is een onderzoek nodig.")
    kept = [(row.number, row.promised_on, row.reason) for row in queries.promises(desk.study.id)]
    assert kept == [(1, PROMISED, ""), (2, later, "Er is een onderzoek nodig.")]
    desk.published(THURSDAY)
    with pytest.raises(Conflict):
        actions.move_date(desk.study, promised_on=later + DAY, reason="Toch later.")


# ── parts ────────────────────────────────────────────────────────────────────


def test_who_is_asked_becomes_assessor_of_this_study_only_and_stops_with_the_last_part(desk: Desk) -> None:
    first, second = desk.findings()[:2]
    for slot in (first, second):
        actions.assign_part(slot, desk.assessor, by=desk.bureau.id)
    grant = queries.assessor_grant(desk.assessor.id, desk.study.id)
    assert grant is not None
    assert held(desk.assessor) == {Role.ASSESSOR}
    actions.save_part(first, said=None, text="Half", sources=[])
    other = someone("Bo Ander", "bo@example.nl")
    actions.assign_part(first, other, by=desk.bureau.id)
    assert (first.state, first.text) == (PartState.OPEN, ""), "a draft goes with who wrote it"
    assert held(desk.assessor) == {Role.ASSESSOR}
    actions.assign_part(second, None, by=desk.bureau.id)
    assert held(desk.assessor) == set()


def test_nobody_asks_himself(desk: Desk) -> None:
    with pytest.raises(Forbidden):
        actions.assign_part(desk.findings()[0], desk.bureau, by=desk.bureau.id)


def test_the_table_of_parts_allows_these_moves_and_no_other() -> None:
    allowed = {(now, to) for now in PartState for to in PartState if PARTS.allows(now, to)}
    P = PartState  # noqa: N806
    assert allowed == {
        (P.OPEN, P.DRAFT), (P.OPEN, P.HANDED_IN),
        (P.DRAFT, P.HANDED_IN), (P.DRAFT, P.OPEN), (P.HANDED_IN, P.HANDED_BACK),
        (P.HANDED_BACK, P.DRAFT), (P.HANDED_BACK, P.HANDED_IN), (P.HANDED_BACK, P.OPEN),
    }  # fmt: skip


def test_what_was_handed_in_is_not_changed_unless_it_was_handed_back_with_a_reason(desk: Desk) -> None:
    finding = desk.ask()
    for said, why in ((None, "Goed"), (Judgement.OBSTACLE, " ")):
        with pytest.raises(Invalid):
            actions.hand_in(finding, said=said, text=why, sources=[])
    actions.save_part(finding, said=None, text="Eerst", sources=[])
    actions.hand_in(finding, said=Judgement.OBSTACLE, text="Mag niet.", sources=["Wet"])
    for again in (actions.save_part, actions.hand_in):
        with pytest.raises(Conflict):
            again(finding, said=Judgement.NO_OBJECTION, text="Mag wel.", sources=[])
    with pytest.raises(Conflict):
        actions.assign_part(finding, None, by=desk.bureau.id)
    with pytest.raises(Invalid):
        actions.hand_back(finding, reason=" ")
    actions.hand_back(finding, reason="Welke wet?")
    actions.hand_in(finding, said=Judgement.NO_OBJECTION, text="Mag wel.", sources=[])
    assert (finding.text, finding.handed_back_reason) == ("Mag wel.", "")
    kinds = [row.kind for row in queries.steps(desk.study.id) if row.finding_id == finding.id]
    S = StepKind  # noqa: N806
    assert kinds == [S.ASSIGNED, S.SAVED, S.HANDED_IN, S.HANDED_BACK, S.HANDED_IN]


@pytest.mark.parametrize(("said", "needs"), [(k, k in (ViewKind.CAN_IF, ViewKind.CANNOT)) for k in ViewKind])
def test_a_municipality_says_why_where_it_cannot_simply(desk: Desk, said: ViewKind, needs: bool) -> None:
    view = desk.view()
    if needs:
        with pytest.raises(Invalid):
            actions.hand_in(view, said=said, text="", sources=[])
    actions.hand_in(view, said=said, text="Omdat." if needs else "", sources=[])
    assert view.is_handed_in
    assert queries.steps(desk.study.id)[-1].behalf == desk.places[0].name


def test_once_a_verdict_is_announced_no_part_changes(desk: Desk) -> None:
    finding = desk.ask()
    desk.prepared()
    verdicts.announce([desk.study], despite_missing=True)
    with pytest.raises(Conflict):
        actions.hand_in(finding, said=Judgement.ATTENTION, text="Nog iets.", sources=[])
    with pytest.raises(Conflict):
        actions.assign_part(finding, None, by=desk.bureau.id)
    verdicts.take_back(desk.study, reason="Er komt nog iets.")
    actions.hand_in(finding, said=Judgement.ATTENTION, text="Nog iets.", sources=[])


# ── verdicts ─────────────────────────────────────────────────────────────────

FACTS: dict[Verdict, dict[str, Any]] = {
    Verdict.FEASIBLE: {},
    Verdict.FEASIBLE_IF: {"fact": "het pad verlicht wordt"},
    Verdict.ALREADY_DONE: {"fact": "Programma Fiets", "work_slug": "programma-fiets"},
    Verdict.ALONG_WITH_OTHER_WORK: {},
    Verdict.EXPLORE_FIRST: {"until": parse_fuzzy("Q3 2027")},
    Verdict.PASSED_ON: {"fact": "de provincie"},
    Verdict.DONE_IN_PROJECT: {"fact": "Fietspad Noord"},
    Verdict.NOT_FEASIBLE: {},
}


def test_each_of_the_eight_verdicts_says_its_own_fact_and_always_why(desk: Desk) -> None:
    for verdict in Verdict:
        alone = db.session.begin_nested()
        refused: list[dict[str, Any]] = [
            {"reason": " ", **FACTS[verdict]},
            {} if FACTS[verdict] else {"fact": "iets"},
        ]
        if verdict is not Verdict.EXPLORE_FIRST:
            refused.append(FACTS[verdict] | {"until": parse_fuzzy("2027")})
        for facts in refused:
            try:
                desk.prepared(verdict, **facts)
            except Invalid:
                continue
            pytest.fail(f"{verdict} was accepted with {facts}")
        row = desk.prepared(verdict, **FACTS[verdict])
        assert row.verdict is verdict
        alone.rollback()


def test_the_table_of_verdicts_allows_these_moves_and_no_other() -> None:
    allowed = {(now, to) for now in VerdictState for to in VerdictState if VERDICTS.allows(now, to)}
    V = VerdictState  # noqa: N806
    assert allowed == {(V.PREPARED, V.ANNOUNCED), (V.ANNOUNCED, V.PUBLISHED), (V.ANNOUNCED, V.TAKEN_BACK),
                       (V.TAKEN_BACK, V.ANNOUNCED)}  # fmt: skip


def test_a_verdict_is_published_two_whole_working_days_after_it_was_announced(desk: Desk) -> None:
    with pytest.raises(Conflict):
        verdicts.announce([desk.study], despite_missing=True)
    row = desk.prepared()
    with pytest.raises(Conflict):
        verdicts.publish([desk.study])
    verdicts.announce([desk.study], despite_missing=True)
    with pytest.raises(Conflict):
        desk.prepared()
    for early in (clock.now(), THURSDAY - timedelta(seconds=1)):
        with clock.at(early), pytest.raises(Conflict):
            verdicts.publish([desk.study])
    with clock.at(THURSDAY):
        verdicts.publish([desk.study])
        assert row.published_at == THURSDAY
        with pytest.raises(Conflict):
            verdicts.publish([desk.study])


def test_taking_back_needs_a_reason_and_the_days_are_counted_anew(desk: Desk) -> None:
    row = desk.prepared()
    verdicts.announce([desk.study], despite_missing=True)
    with pytest.raises(Invalid):
        verdicts.take_back(desk.study, reason="")
    verdicts.take_back(desk.study, reason="Een fout.")
    with pytest.raises(Conflict):
        verdicts.take_back(desk.study, reason="Nog eens.")
    desk.prepared(Verdict.NOT_FEASIBLE)
    with clock.at(clock.now() + DAY):
        verdicts.announce([desk.study], despite_missing=True)
    assert row.publish_from == THURSDAY + DAY
    with clock.at(THURSDAY), pytest.raises(Conflict):
        verdicts.publish([desk.study])


def test_announcing_with_missing_parts_is_said_on_purpose(desk: Desk) -> None:
    desk.prepared()
    with pytest.raises(Conflict):
        verdicts.announce([desk.study])
    for finding in desk.findings():
        actions.hand_in(finding, said=Judgement.NO_OBJECTION, text="Goed.", sources=[])
    for n in range(2):
        actions.hand_in(desk.view(n), said=ViewKind.CAN, text="", sources=[])
    verdicts.announce([desk.study])


def test_many_are_published_all_or_none(desk: Desk) -> None:
    place(desk.proposals[1])
    second = actions.open_studies([desk.proposals[1]], promised_on=PROMISED)[0]
    first = desk.prepared()
    verdicts.announce([desk.study], despite_missing=True)
    verdicts.prepare(second, Verdict.NOT_FEASIBLE, reason="Het mag niet.")
    with clock.at(THURSDAY):
        with pytest.raises(Conflict), db.session.begin_nested():
            verdicts.publish([desk.study, second])
        db.session.refresh(first)
        assert first.state is VerdictState.ANNOUNCED
        verdicts.announce([second], despite_missing=True)
    with clock.at(THURSDAY + 10 * DAY):
        verdicts.publish([second, desk.study])
    assert set(queries.published([desk.study.id, second.id])) == {desk.study.id, second.id}


def test_what_was_published_is_corrected_by_a_next_verdict_and_both_stay(desk: Desk) -> None:
    first = desk.published(THURSDAY)
    with pytest.raises(Invalid):
        desk.prepared(Verdict.NOT_FEASIBLE)
    second = desk.prepared(Verdict.NOT_FEASIBLE, correction="Het geld was er niet.")
    assert queries.published([desk.study.id])[desk.study.id] == [first]
    verdicts.announce([desk.study])
    with clock.at(THURSDAY + 10 * DAY):
        verdicts.publish([desk.study])
    assert queries.published([desk.study.id])[desk.study.id] == [first, second]
    assert (first.verdict, first.reason) == (Verdict.FEASIBLE, "Er is geld en ruimte.")


NONSENSE = (
    "UPDATE study_verdicts SET reason = ''",
    "UPDATE study_verdicts SET verdict = 'feasible_if'",
    "UPDATE study_verdicts SET verdict = 'explore_first'",
    "UPDATE study_verdicts SET state = 'published'",
    "UPDATE study_verdicts SET state = 'announced'",
    (
        "UPDATE study_verdicts SET state = 'published', announced_at = '2026-09-14 10:00:00+00',"
        " publish_from = '2026-09-17 10:00:00+00', published_at = '2026-09-15 10:00:00+00'"
    ),
    "UPDATE study_findings SET state = 'handed_in'",
    "UPDATE study_views SET state = 'handed_in'",
    "UPDATE study_promises SET number = 2",
)


def test_the_database_refuses_a_state_without_its_facts(desk: Desk) -> None:
    desk.prepared()
    for nonsense in NONSENSE:
        alone = db.session.begin_nested()
        try:
            db.session.execute(text(nonsense))
        except IntegrityError:
            alone.rollback()
        else:
            pytest.fail(f"accepted: {nonsense}")


def test_two_verdicts_are_never_in_preparation_at_once(desk: Desk) -> None:
    desk.prepared()
    other = StudyVerdict(study_id=desk.study.id, number=2, verdict=Verdict.FEASIBLE, reason="Ja.", correction="Nee.")
    db.session.add(other)
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.flush()


# ── who is told ──────────────────────────────────────────────────────────────


def test_those_responsible_are_told_that_there_is_a_verdict_and_not_which(desk: Desk) -> None:
    written(desk, "geheimwoord")
    desk.prepared(Verdict.FEASIBLE_IF, fact="geheimwoord", reason="geheimwoord")
    verdicts.announce([desk.study], despite_missing=True)
    for person in (*desk.officers, desk.alderman):
        assert person is not None
        mails = [mail for mail in mails_to(person.address) if "/aankondiging" in mail.body]
        assert len(mails) == 1
        assert "geheimwoord" not in mails[0].body + mails[0].subject
    assert not any("haalbaarheid" in mail.body for mail in mails_to(desk.assessor.address))


def test_the_author_gets_one_mail_at_publication(desk: Desk) -> None:
    author = desk.study.proposal.author
    assert author is not None
    desk.prepared()
    verdicts.announce([desk.study], despite_missing=True)
    assert not any("/haalbaarheid/" in mail.body for mail in mails_to(author.address))
    with clock.at(THURSDAY):
        verdicts.publish([desk.study])
    assert sum(f"/haalbaarheid/{desk.number}\n" in mail.body for mail in mails_to(author.address)) == 1


def test_who_removes_an_account_leaves_what_was_handed_in_and_no_draft(desk: Desk) -> None:
    first, second = desk.findings()[:2]
    for slot in (first, second):
        actions.assign_part(slot, desk.assessor, by=desk.bureau.id)
    actions.hand_in(first, said=Judgement.OBSTACLE, text="Mag niet.", sources=[])
    actions.save_part(second, said=None, text="Mijn notitie", sources=[])
    actions.forget_assessor(desk.assessor.id)
    assert (first.text, first.assessor_id) == ("Mag niet.", None)
    assert (second.text, second.assessor_id, second.state) == ("", None, PartState.OPEN)
    assert not db.session.scalars(select(StudyStep).where(StudyStep.person_id == desk.assessor.id)).all()


def test_a_published_study_names_what_nobody_judged(client: HouseClient, desk: Desk) -> None:
    found = desk.ask()
    actions.hand_in(found, said=Judgement.ATTENTION, text="Let op de bomen.", sources=[])
    desk.published(clock.now() + timedelta(days=9))
    page = " ".join(client.get(f"/haalbaarheid/{desk.number}").text.split())
    others = [each.criterion.name for each in desk.findings() if each.id != found.id]
    assert others
    assert f"Niet beoordeeld: {', '.join(others)}." in page
