"""Offering proposals to the councils, and writing down what each says: every move allowed and refused."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts.own_data import collect
from regiodialoog.agenda import actions as agenda
from regiodialoog.core import clock, jobs
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import Acting, acting_as
from regiodialoog.core.jobs import Job
from regiodialoog.core.policy import Role
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.feasibility import actions, queries
from regiodialoog.feasibility.models import (
    ANSWERS,
    Offer,
    PlacementEntry,
    PlacementState,
    RuleKind,
    Standing,
)
from regiodialoog.proposals.path import StepKind, next_of, path_of
from tests.accounts.people import kinds, mails_to
from tests.feasibility.conftest import Board, answer, promised

S = PlacementState
DAY = timedelta(days=1)


def advise(offer: Offer, n: int, **facts: Any) -> PlacementEntry:
    given: dict[str, Any] = {"decided_on": clock.today(), "reason": "Het past."} | facts
    return actions.record_advice(offer.placements[n], **given)


# ── offering ─────────────────────────────────────────────────────────────────


def test_every_participating_council_gets_the_offer_with_its_scope(board: Board) -> None:
    offer = board.offered()
    assert {(one.body.name, one.scope) for one in offer.placements} == {
        (queries.council_of([place.id])[place.id].name, "alleen in het noorden" if n == 1 else "")
        for n, place in enumerate(board.places)
    }
    assert {one.state for one in offer.placements} == {S.OFFERED}
    assert queries.offerable() == [board.proposals[1]]


def test_many_are_offered_at_once_and_none_twice(board: Board) -> None:
    board.rule()
    assert len(board.offer(*board.proposals[:2])) == 2
    with pytest.raises(Conflict), db.session.begin_nested():
        board.offer(board.proposals[0])
    assert queries.offerable() == []


def test_only_what_is_in_an_advice_that_was_handed_over_is_offered(board: Board) -> None:
    board.rule()
    with pytest.raises(Conflict):
        board.offer(board.proposals[2])
    board.proposals[0].theme_id = _theme_without_advice(board)
    db.session.flush()
    with pytest.raises(Conflict):
        board.offer(board.proposals[0])


def _theme_without_advice(board: Board) -> int:
    made = dialogues.create_theme(board.theme.round, "Anders", municipalities=board.places)
    return made.id


@pytest.mark.parametrize("days", [0, -1, 5])
def test_the_promised_day_is_a_working_day_to_come(board: Board, days: int) -> None:
    board.rule()
    day = clock.today() + timedelta(days=days)
    assert days < 1 or day.weekday() >= 5
    with pytest.raises(Invalid):
        board.offer(promised_on=day)


def test_nothing_is_offered_for_a_theme_that_came_off_the_agenda(board: Board) -> None:
    board.rule()
    agenda.end(board.region.themes[0], on=clock.today(), reason="Klaar.")
    with pytest.raises(Invalid):
        board.offer()


def test_without_a_rule_nothing_is_offered(board: Board) -> None:
    with pytest.raises(Conflict):
        board.offer()


def test_a_rule_that_these_councils_cannot_meet_is_refused(board: Board) -> None:
    board.rule(RuleKind.NUMBER, 4)
    with pytest.raises(Invalid):
        board.offer()


@pytest.mark.parametrize(
    ("kind", "number", "reason"),
    [(RuleKind.NUMBER, None, "Zo."), (RuleKind.NUMBER, 0, "Zo."), (RuleKind.ALL, 3, "Zo."), (RuleKind.ALL, None, " ")],
)
def test_a_rule_has_a_reason_and_a_number_only_where_it_belongs(
    board: Board, kind: RuleKind, number: int | None, reason: str
) -> None:
    with pytest.raises(Invalid):
        actions.set_rule(kind, number=number, reason=reason)


def test_a_later_rule_leaves_earlier_offers_alone(board: Board) -> None:
    first = board.offered(RuleKind.ALL)
    board.rule(RuleKind.NUMBER, 1)
    (second,) = board.offer(board.proposals[1])
    answer(first, 0)
    answer(second, 0)
    assert first.standing is Standing.WAITING
    assert second.standing is Standing.PLACED


def test_an_invented_proposal_is_never_offered_as_a_real_one(board: Board) -> None:
    board.rule()
    board.proposals[0].fictitious = True
    (offer, real) = board.offer(*board.proposals[:2], fictitious=False)
    assert offer.fictitious
    assert not real.fictitious
    assert answer(offer, 0).fictitious


# ── what a council says ──────────────────────────────────────────────────────


@pytest.mark.parametrize("state", ANSWERS)
@pytest.mark.parametrize("advised", [True, False])
def test_a_council_answers_with_or_without_an_advice(board: Board, state: S, advised: bool) -> None:
    offer = board.offered()
    if advised:
        advise(offer, 0)
        assert offer.placements[0].state is S.COLLEGE_ADVICE
    answer(offer, 0, state)
    assert offer.placements[0].state is state
    with pytest.raises(Conflict):
        answer(offer, 0)
    with pytest.raises(Conflict):
        advise(offer, 0)


def test_a_college_advises_once(board: Board) -> None:
    offer = board.offered()
    advise(offer, 0)
    with pytest.raises(Conflict):
        advise(offer, 0)


@pytest.mark.parametrize("state", [S.PLACED_WITH_REMARK, S.NOT_PLACED, S.DOES_NOT_JOIN])
def test_no_verdict_without_a_reason(board: Board, state: S) -> None:
    offer = board.offered()
    with pytest.raises(Invalid):
        answer(offer, 0, state, reason=" ")
    entry = PlacementEntry(
        placement_id=offer.placements[0].id, number=1, state=state, decided_on=clock.today(), role="x"
    )
    db.session.add(entry)
    with pytest.raises(IntegrityError):
        db.session.flush()


@pytest.mark.parametrize("days", [1, -1])
def test_a_council_answers_between_the_offer_and_today(board: Board, days: int) -> None:
    offer = board.offered()
    day = clock.today() + timedelta(days=days)
    for write in (answer, advise):
        with pytest.raises(Invalid):
            write(offer, 0, decided_on=day)


@pytest.mark.parametrize("state", [S.OFFERED, S.COLLEGE_ADVICE])
def test_an_advice_is_no_answer(board: Board, state: S) -> None:
    with pytest.raises(Invalid):
        answer(board.offered(), 0, state)


def test_a_mistake_gets_a_next_entry_and_what_stood_there_stays(board: Board) -> None:
    offer = board.offered()
    first = answer(offer, 0)
    second = actions.correct_entry(
        first, S.NOT_PLACED, correction="Verkeerd gelezen.", decided_on=clock.today(), reason="Te duur."
    )
    place = offer.placements[0]
    assert (place.state, place.counting, len(place.entries)) == (S.NOT_PLACED, [second], 2)
    assert first.state is S.PLACED, "what stood there is not changed"
    assert offer.standing is Standing.CANNOT
    with pytest.raises(Conflict):
        actions.correct_entry(first, S.PLACED, correction="Nog eens.", decided_on=clock.today())


def test_an_answer_that_was_never_given_is_taken_back(board: Board) -> None:
    offer = board.offered()
    advise(offer, 0)
    wrong = answer(offer, 0)
    actions.correct_entry(wrong, S.OFFERED, correction="Dit was een andere raad.")
    states = [offer.placements[0].state]
    answer(offer, 0, S.NOT_PLACED)
    assert [*states, offer.placements[0].state] == [S.COLLEGE_ADVICE, S.NOT_PLACED]


def test_an_advice_is_not_corrected_into_an_answer(board: Board) -> None:
    offer = board.offered()
    advice, said = advise(offer, 0), answer(offer, 1)
    for entry, state in ((advice, S.PLACED), (said, S.COLLEGE_ADVICE)):
        with pytest.raises(Invalid):
            actions.correct_entry(entry, state, correction="Fout.", decided_on=clock.today(), reason="Zo.")
    with pytest.raises(Invalid):
        actions.correct_entry(said, S.PLACED, correction=" ", decided_on=clock.today())


def test_an_answer_is_confirmed_once_and_an_advice_never(board: Board) -> None:
    offer = board.offered()
    advice, said = advise(offer, 0), answer(offer, 1)
    with pytest.raises(Conflict):
        actions.confirm_answer(advice)
    actions.confirm_answer(said)
    with pytest.raises(Conflict):
        actions.confirm_answer(said)
    corrected = actions.correct_entry(said, S.PLACED, correction="De datum.", decided_on=clock.today())
    assert corrected.confirmed_at is None, "what was corrected is confirmed anew"


# ── the bureau directly ──────────────────────────────────────────────────────


def test_the_bureau_says_it_directly_only_under_that_rule(board: Board) -> None:
    given = {"placed": True, "decided_on": clock.today(), "reason": "Zo besloot het overleg."}
    with pytest.raises(Conflict):
        actions.say_directly(board.offered(RuleKind.ALL), **given)  # type: ignore[arg-type]
    board.rule(RuleKind.BUREAU)
    (offer,) = board.offer(board.proposals[1])
    with pytest.raises(Invalid):
        actions.say_directly(offer, placed=True, decided_on=clock.today(), reason=" ")
    actions.say_directly(offer, **given)  # type: ignore[arg-type]
    said = [offer.standing]
    with pytest.raises(Conflict):
        actions.say_directly(offer, **given)  # type: ignore[arg-type]
    actions.say_directly(offer, placed=False, decided_on=clock.today(), reason="Dat was een vergissing.")
    assert [*said, offer.standing] == [Standing.PLACED, Standing.NOT_PLACED]
    assert len(offer.verdicts) == 2


# ── who hears, what is kept, what the path says ──────────────────────────────


def work() -> None:
    """Do every job that waits."""
    found = db.session.scalars(select(Job).where(Job.kind.startswith("feasibility.")).order_by(Job.id)).all()
    waiting = [(job.kind, job.payload) for job in found]
    db.session.execute(delete(Job).where(Job.kind.startswith("feasibility.")))
    for kind, payload in waiting:
        db.session.commit()
        jobs.HANDLERS[kind](payload)


def test_each_step_is_told_to_who_it_concerns_once(board: Board) -> None:
    own, other = board.places[0], board.places[1]
    board.of(own, Role.MUNICIPALITY_OFFICER, "Aylin")
    board.of(own, Role.CLERK, "Greet")
    board.of(other, Role.CLERK, "Henk")
    board.rule(RuleKind.NUMBER, 1)
    handed_in = len(mails_to("ida@example.nl"))  # that her proposals arrived
    board.offer(*board.proposals[:2])
    own_id, titles = own.id, [one.title for one in board.proposals[:2]]
    work()
    assert len(mails_to("ida@example.nl")) == handed_in + 2
    (mail,) = mails_to("aylin@example.nl")
    assert all(title in mail.body for title in titles)
    assert len(mails_to("greet@example.nl")) == len(mails_to("henk@example.nl")) == 1
    offer = queries.offer(1)  # the worker had a session of its own
    n = next(n for n, one in enumerate(offer.placements) if one.municipality_id == own_id)
    answer(offer, n, S.PLACED_WITH_REMARK, reason="Geheim tot iemand kijkt.")
    work()
    assert len(mails_to("greet@example.nl")) == 2, "the clerk of that council can confirm it"
    assert len(mails_to("henk@example.nl")) == 1
    assert len(mails_to("ida@example.nl")) == handed_in + 3, "the rule was met"
    said = " ".join(one.body for one in (*mails_to("ida@example.nl"), *mails_to("greet@example.nl")))
    assert "Geheim" not in said, "no free text leaves by mail"


def test_each_step_is_an_event_and_the_standing_only_when_it_changes(board: Board) -> None:
    offer = board.offered(RuleKind.NUMBER, 2)
    for n in range(3):
        answer(offer, n)
    told = [kind for kind in kinds() if kind.startswith("feasibility.")]
    assert told == [
        "feasibility.rule_set", "feasibility.offered", "feasibility.answer_recorded", "feasibility.answer_recorded",
        "feasibility.standing_changed", "feasibility.answer_recorded",
    ]  # fmt: skip


def test_who_leaves_is_forgotten_and_what_was_written_stays(board: Board) -> None:
    person = board.of(board.places[0], Role.MUNICIPALITY_OFFICER, "Aylin")
    offer = board.offered()
    with acting_as(Acting(person_id=person.id, role="municipality_officer", channel="web")):
        entry = answer(offer, 0)
    assert collect(person)["placements"][0]["role"] == "municipality_officer"
    accounts.erase(person)
    db.session.refresh(entry)
    assert (entry.person_id, entry.role, entry.state) == (None, "municipality_officer", S.PLACED)


def test_the_path_says_who_answered_and_for_whom_it_waits(app: Flask, board: Board) -> None:
    with app.test_request_context():
        _path(board)


def _path(board: Board) -> None:
    offer = board.offered()
    proposal = board.proposals[0]
    answer(offer, 0, S.NOT_PLACED, reason="Te duur.")
    path = path_of(proposal)
    said = {step.title: step for step in path}
    assert any("niet geplaatst" in title and step.reason == "Te duur." for title, step in said.items())
    assert any(step.kind is StepKind.STOPPED for step in path), "all can no longer place it"
    ahead = next_of(path)
    assert ahead is not None
    assert ahead.when == offer.promised_on
    waiting = [one.municipality.name for one in offer.placements[1:]]
    assert all(name in ahead.title for name in waiting)
    assert offer.placements[0].municipality.name not in ahead.title
    with clock.at(clock.now() + 40 * DAY):
        late = next_of(path_of(proposal))
        assert late is not None
        assert "te laat" in late.text
    assert promised() == offer.promised_on
