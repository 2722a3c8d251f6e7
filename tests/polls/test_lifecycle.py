"""A poll from preparation to a definitive result, by two people and the clock."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from regiodialoog.core import clock, jobs
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Forbidden, Invalid
from regiodialoog.core.jobs import Job
from regiodialoog.engines.tally import BadPoll, roll_sha256, rules_sha256
from regiodialoog.groups.models import SeatState
from regiodialoog.polls import actions, queries
from regiodialoog.polls.actions import Vote
from regiodialoog.polls.models import Ballot, Poll, PollRoll, PollState, Standing
from regiodialoog.proposals import actions as proposal_actions
from regiodialoog.proposals.models import ProposalState
from tests.accounts.people import kinds, someone
from tests.polls.conftest import DAY, RULE, B, N, Table, Y, offered
from tests.polls.test_secret import locked, put


def states(table: Table) -> list[ProposalState]:
    return [proposal.state for proposal in table.proposals]


def test_a_prepared_poll_changes_nothing_for_the_group(table: Table) -> None:
    poll = table.prepared()
    assert (poll.number, poll.standing, poll.is_public) == (1, Standing.PREPARED, False)
    assert states(table) == [ProposalState.ADMITTED] * 2
    assert table.prepared().number == 2


@pytest.mark.parametrize(
    "wrong",
    [{"options": []}, {"closes_at": None}, {"rule": {"kind": "yes-no", "threshold": "1/3"}}],
)
def test_what_cannot_be_a_poll_is_not_prepared(table: Table, wrong: dict) -> None:
    if "closes_at" in wrong:
        wrong = {"closes_at": clock.now() - DAY}
    with pytest.raises((Invalid, BadPoll)):
        table.prepared(**wrong)


def test_a_proposal_that_the_group_does_not_discuss_is_not_put_to_it(table: Table) -> None:
    proposal_actions.withdraw(table.proposals[0])
    with pytest.raises(Invalid):
        table.prepared()


def test_who_prepared_a_poll_does_not_approve_it(table: Table) -> None:
    poll = table.prepared()
    with pytest.raises(Forbidden):
        actions.approve(poll, by=table.moderator.id)
    actions.change_poll(poll, options=offered(table.proposals), by=table.bureau.id, question="Anders gevraagd?")
    with pytest.raises(Forbidden):
        actions.approve(poll, by=table.bureau.id)
    actions.approve(poll, by=table.moderator.id)
    assert poll.state is PollState.APPROVED


def test_the_approval_freezes_question_rule_and_texts(table: Table) -> None:
    poll = table.approved()
    assert states(table) == [ProposalState.IN_VOTE] * 2
    assert [(row.title, row.revision) for row in poll.options] == [
        ("Een pad langs het kanaal", 1), ("Lampen in het bos", 1)
    ]  # fmt: skip
    for question in poll.questions:
        assert question.rules_sha256 == rules_sha256(queries.rule_file(question))
    with pytest.raises(Conflict):
        actions.change_poll(poll, options=offered(table.proposals), by=table.bureau.id, question="Toch anders?")
    with pytest.raises(Conflict):
        proposal_actions.change_proposal(table.proposals[0], title="Anders", summary="Anders", text="Anders")


def test_a_poll_is_approved_before_it_opens(table: Table) -> None:
    poll = table.prepared()
    with clock.at(poll.opens_at), pytest.raises(Conflict):
        actions.approve(poll, by=table.bureau.id)


def test_two_polls_do_not_hold_one_proposal(table: Table) -> None:
    second = table.prepared()
    table.approved()
    with pytest.raises(Conflict):
        actions.approve(second, by=table.bureau.id)


def test_the_proposals_of_a_poll_in_preparation_can_be_exchanged(table: Table) -> None:
    poll = table.prepared()
    actions.change_poll(poll, options=offered(table.proposals[::-1]), by=table.moderator.id)
    assert [row.proposal for row in poll.options] == table.proposals[::-1]
    actions.change_poll(poll, options=offered(table.proposals[:1]), by=table.moderator.id)
    assert [row.position for row in poll.options] == [1]
    assert kinds().count("polls.changed") == 2


def test_open_and_closed_follow_from_the_clock(table: Table) -> None:
    poll = table.approved()
    moments = {
        poll.opens_at - timedelta(microseconds=1): "approved",
        poll.opens_at: "open",
        poll.closes_at - timedelta(microseconds=1): "open",
        poll.closes_at: "counting",
    }
    for moment, standing in moments.items():
        with clock.at(moment):
            assert poll.standing.value == standing


def test_the_roll_is_who_held_a_seat_at_the_opening(table: Table) -> None:
    poll = table.approved()
    leaver, late = table.members[3], someone("Laat Komer", "laat@example.nl")
    table.sit(late, table.interests[0], None, at=poll.opens_at + timedelta(minutes=1))
    seat = table.seats[3]
    seat.state, seat.left_at, seat.reason = SeatState.LEFT, poll.opens_at + timedelta(minutes=1), "Verhuisd"
    db.session.flush()
    with clock.at(poll.opens_at + timedelta(hours=1)):
        table.vote(poll, leaver, Y)
        with pytest.raises(Forbidden):
            table.vote(poll, late, Y)
    lines = queries.roll(poll.id)
    assert {line.person_id for line in lines} == {member.id for member in table.members}
    assert (poll.roll_size, poll.roll_sha256) == (12, roll_sha256(line.line for line in lines))


def test_a_stranger_does_not_vote(table: Table) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at), pytest.raises(Forbidden):
        table.vote(poll, table.moderator, Y)


@pytest.mark.parametrize("moment", [-timedelta(seconds=1), 7 * DAY, 8 * DAY])
def test_nobody_votes_before_the_opening_or_after_the_closing(table: Table, moment: timedelta) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at + moment), pytest.raises(Conflict):
        table.vote(poll, table.members[0], Y)
    assert db.session.scalar(select(func.count()).select_from(Ballot)) == 0


@pytest.mark.parametrize("secret", [False, True])
def test_a_poll_that_closes_while_a_vote_waits_for_it_takes_none(table: Table, secret: bool) -> None:
    poll = locked(table)[0] if secret else table.approved()
    with clock.at(poll.opens_at + DAY):
        actions.make_roll(poll)
        elsewhere = update(Poll).where(Poll.id == poll.id).values(closes_at=clock.now())
        db.session.execute(elsewhere, execution_options={"synchronize_session": False})
        assert poll.is_open, "as it was read before"
        with pytest.raises(Conflict, match="gesloten"):
            put(poll, table, 0, Y) if secret else table.vote(poll, table.members[0], Y)
    assert queries.turnout(poll.id) == 0


def test_the_last_vote_counts_and_the_others_are_kept(table: Table) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at):
        table.vote(poll, table.members[0], Y, Y)
        table.vote(poll, table.members[0], Y, N)
        table.vote(poll, table.members[0], Y, N)
    rows = db.session.scalars(select(Ballot).order_by(Ballot.id)).all()
    assert [(row.choice, row.replaced_at is None) for row in rows] == [(Y, True), (Y, False), (N, True)]
    assert queries.turnout(poll.id) == 1
    assert kinds().count("polls.ballot_cast") == 2, "the same vote again is no new vote"


def test_a_vote_is_cast_on_the_roll_of_its_own_poll(table: Table) -> None:
    first, second = (table.approved(options=offered([each])) for each in table.proposals)
    with clock.at(first.opens_at):
        for poll in (first, second):
            actions.make_roll(poll)
        for poll, choice in ((second, Y), (first, N)):
            table.vote(poll, table.members[0], choice)
    for poll, choice in ((first, N), (second, Y)):
        line = queries.roll_line(poll, table.members[0].id)
        assert line is not None
        assert [one.choice for one in queries.own_ballots(line)] == [choice]
        assert queries.turnout(poll.id) == 1


def test_a_vote_is_about_every_proposal(table: Table) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at), pytest.raises(Invalid):
        actions.cast(poll, person_id=table.members[0].id, votes={poll.questions[0].id: Vote(Y)})


def test_the_result_moves_the_proposals_with_a_reason(table: Table) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at):
        for n, member in enumerate(table.members):
            table.vote(poll, member, Y if n < 8 else N, [N, N, N, N, N, Y, Y, B, N, N, N, N][n])
    with clock.at(poll.closes_at):
        table.recounted(poll)
        actions.establish(poll, by=table.bureau.id)
    assert poll.standing is Standing.DEFINITIVE
    assert states(table) == [ProposalState.IN_ADVICE, ProposalState.NOT_IN_ADVICE]
    assert table.proposals[1].state_reason == "De groep koos: 2 voor, 9 tegen, 1 blanco."
    assert [(row.outcome, *row.counts.values()) for row in poll.questions] == [
        ("accepted", 8, 4, 0), ("rejected", 2, 9, 1)
    ]  # fmt: skip
    assert all(queries.is_recounted(one) for one in queries.count(poll))


def test_without_enough_voters_the_group_discusses_it_again(table: Table) -> None:
    table.established(Y, Y, Y, Y, Y)
    assert states(table) == [ProposalState.ADMITTED] * 2


def test_a_majority_that_leaves_a_group_behind_is_not_enough_when_the_rule_says_so(table: Table) -> None:
    rule = {**RULE, "support": {"by": "interest", "need": "none-against"}}
    poll = table.established(*[Y] * 7, *[N] * 5, rule=rule)
    assert [row.outcome for row in poll.questions] == ["rejected"] * 2
    assert "Bij geen enkel belang" in table.proposals[0].state_reason


def test_a_reason_tells_no_numbers_of_fewer_than_five(table: Table) -> None:
    table.established(N, N, N, Y, rule={"kind": "yes-no"})
    assert table.proposals[0].state_reason == "De groep koos dit voorstel niet."


def test_a_result_is_established_once_and_after_the_closing(table: Table) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at), pytest.raises(Conflict):
        actions.establish(poll, by=table.bureau.id)
    with clock.at(poll.closes_at):
        table.recounted(poll)
        actions.establish(poll, by=table.bureau.id)
        with pytest.raises(Conflict):
            actions.establish(poll, by=table.bureau.id)
        with pytest.raises(Conflict):
            actions.annul(poll, reason="Spijt", by=table.bureau.id)


def test_counting_again_gives_the_same_and_another_vote_shows(table: Table) -> None:
    poll = table.established(*[Y] * 9, N, N)
    first, _second = queries.count(poll)
    assert queries.full_file(first) == queries.full_file(queries.count(poll)[0])
    ballot = queries.ballots(poll.id)[0]
    ballot.choice = B
    db.session.flush()
    assert not all(queries.is_recounted(one) for one in queries.count(poll))


def other_receipt(file: dict[str, Any]) -> None:
    file["ballots"][0]["receipt"] = "0" * 16


def exchanged(file: dict[str, Any]) -> None:
    """Two people of one interest and one municipality chose what the other one did."""
    groups: dict[Any, dict[str, Any]] = {}
    for ballot in file["ballots"]:
        other = groups.setdefault((ballot["interest"], ballot["municipality"]), ballot)
        if other["choice"] != ballot["choice"]:
            other["choice"], ballot["choice"] = ballot["choice"], other["choice"]
            return
    pytest.fail("no two people of one group chose otherwise")


def other_question(file: dict[str, Any]) -> None:
    file["question"] = "Blijft dit uit ons advies?"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (other_receipt, "andere stemmen dan op de site"),
        (exchanged, "andere stemmen dan op de site"),
        (other_question, "met de regels die vastlagen"),
    ],
)
def test_a_file_with_other_votes_or_rules_is_refused_also_where_it_gives_the_same_result(
    table: Table, change: Any, said: str
) -> None:
    poll = table.closed(*[Y] * 6, N, *[Y] * 3, N)
    with clock.at(poll.closes_at):
        files = [queries.counting_file(one) for one in queries.count(poll)]
        whole = [json.dumps(file).encode() for file in files]
        change(files[0])
        with pytest.raises(Invalid, match=said):
            actions.recount(poll, [json.dumps(files[0]).encode(), whole[1]], by=table.moderator.id)
        assert poll.recounted_at is None
        actions.recount(poll, whole, by=table.moderator.id)


def test_an_annulled_poll_puts_its_proposals_back(table: Table) -> None:
    poll = table.closed(Y, Y, N)
    with clock.at(poll.closes_at):
        with pytest.raises(Invalid):
            actions.annul(poll, reason=" ", by=table.bureau.id)
        actions.annul(poll, reason="De tekst klopte niet.", by=table.bureau.id)
    assert poll.standing is Standing.ANNULLED
    assert states(table) == [ProposalState.ADMITTED] * 2
    again = table.approved()
    assert again.number == 2


def test_a_dropped_poll_was_never_public(table: Table) -> None:
    poll = table.prepared()
    actions.drop(poll, reason="Niet nodig", by=table.moderator.id)
    assert (poll.standing, poll.is_public) == (Standing.ANNULLED, False)
    assert "polls.annulled" not in kinds()


def test_the_worker_opens_a_poll_once(table: Table) -> None:
    poll = table.approved()
    due = {job.kind: job.run_at for job in db.session.scalars(select(Job).where(Job.kind.startswith("polls.")))}
    assert due == {"polls.open": poll.opens_at, "polls.remind": poll.closes_at - DAY, "polls.waits": poll.closes_at}
    with clock.at(poll.opens_at):
        actions.make_roll(poll)
        actions.make_roll(poll)
    assert db.session.scalar(select(func.count()).select_from(PollRoll)) == 12
    assert set(due) <= set(jobs.HANDLERS)


def test_whoever_leaves_the_site_keeps_no_name_in_a_poll(table: Table) -> None:
    poll = table.established(*[Y] * 8)
    actions.forget_voter(table.members[0].id)
    assert queries.roll_line(poll, table.members[0].id) is None
    assert all(queries.is_recounted(one) for one in queries.count(poll))
    assert "polls.voter_left" in kinds()


def test_the_database_refuses_a_poll_that_was_not_approved_by_another(table: Table) -> None:
    from sqlalchemy.exc import IntegrityError

    poll = table.prepared()
    poll.state, poll.approved_at, poll.approved_by_id = PollState.APPROVED, clock.now(), poll.prepared_by_id
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()
    assert Poll.__tablename__ == "polls"
