"""Secret polls: two keys, one box, no trace; and what happens when a key is lost or somebody tampers."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text, update

from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db, engine
from regiodialoog.core.errors import Conflict, Forbidden, Invalid
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.core.web.idempotency import SpentKey
from regiodialoog.core.web.traceless import leaves_no_trace
from regiodialoog.engines.tally import published_faults, read_poll, tally
from regiodialoog.groups.models import SeatState
from regiodialoog.polls import actions, listeners, queries, sealing
from regiodialoog.polls.actions import Offered, Vote
from regiodialoog.polls.models import OpenedBallot, Poll, PollState, SecretBox, Standing
from regiodialoog.proposals.models import ProposalState
from tests.accounts.people import become, kinds, someone
from tests.polls.conftest import DAY, B, N, Table, Y
from tests.polls.test_secrecy import check, mails, run
from tests.support.client import HouseClient
from tests.support.pages import check_page

ONE = "/themas/fietspaden/stemmingen/1"
Keys = tuple[str, str]


def locked(table: Table, **more: Any) -> tuple[Poll, Keys]:
    """An approved secret poll: the moderator holds the inner key, the bureau the outer one."""
    poll = table.prepared(secret=True, **more)
    inner, public = sealing.new_key()
    actions.make_key(poll, public_key=public, by=table.moderator.id)
    outer, public = sealing.new_key()
    actions.make_key(poll, public_key=public, by=table.bureau.id)
    actions.approve(poll, by=table.bureau.id)
    return poll, (inner, outer)


def put(poll: Poll, table: Table, n: int, *choices: Any) -> list[str]:
    """Let a member vote; the receipts."""
    given = choices if len(choices) == len(poll.questions) else choices * len(poll.questions)
    receipts = {question.id: f"{actions.new_half()}-EIGEN{n}" for question in poll.questions}
    votes = {question.id: Vote(choice) for question, choice in zip(poll.questions, given, strict=True)}
    actions.cast_secret(poll, person_id=table.members[n].id, votes=votes, receipts=receipts)
    return list(receipts.values())


def opened(table: Table, *choices: Any, **more: Any) -> tuple[Poll, list[list[str]]]:
    """A secret poll that closed and was opened with both keys; the receipts of the voters, in their order."""
    poll, (inner, outer) = locked(table, **more)
    with clock.at(poll.opens_at):
        receipts = [put(poll, table, n, choice) for n, choice in enumerate(choices)]
    with clock.at(poll.closes_at):
        assert not actions.open_layer(poll, outer, by=table.bureau.id)
        assert actions.open_layer(poll, inner, by=table.moderator.id)
    return poll, receipts


def test_a_secret_poll_from_two_keys_to_a_result(table: Table) -> None:
    poll, receipts = opened(table, *[Y] * 7, N, N, B)
    with clock.at(poll.closes_at):
        first, second = queries.count(poll)
        assert dict(first.result.counts) == {"yes": 7, "no": 2, "abstain": 1}
        assert {one["receipt"] for one in first.file["ballots"]} == {given[0] for given in receipts}
        assert {one["receipt"] for one in second.file["ballots"]} == {given[1] for given in receipts}
        assert all(set(one) == {"receipt", "choice"} for one in first.file["ballots"]), "no interest, no municipality"
        table.recounted(poll)
        actions.establish(poll, by=table.bureau.id)
    assert [proposal.state for proposal in table.proposals] == [ProposalState.IN_ADVICE] * 2
    assert all(queries.is_recounted(one) for one in queries.count(poll))
    file = queries.public_file(queries.count(poll)[0])
    check(file)
    assert len(file["published"]["voters"]) == 10
    assert queries.sealed(poll.id) == 0
    assert queries.turnout(poll.id) == 10


def test_a_secret_poll_needs_two_keys_with_two_people(table: Table) -> None:
    poll = table.prepared(secret=True)
    with pytest.raises(Conflict, match="twee sleutels"):
        actions.approve(poll, by=table.bureau.id)
    _written, public = sealing.new_key()
    actions.make_key(poll, public_key=public, by=table.moderator.id)
    with pytest.raises(Invalid):
        actions.make_key(poll, public_key=public, by=table.moderator.id)
    with pytest.raises(Conflict, match="twee sleutels"):
        actions.approve(poll, by=table.bureau.id)
    actions.drop_keys(poll)
    assert queries.keys(poll.id) == []
    assert kinds().count("polls.keys_dropped") == 1


def test_a_secret_vote_is_final_and_names_nobody(table: Table) -> None:
    poll, _keys = locked(table)
    before = kinds()
    with clock.at(poll.opens_at):
        put(poll, table, 0, Y)
        with pytest.raises(Conflict):
            put(poll, table, 0, N)
        with pytest.raises(Conflict):
            table.vote(poll, table.members[1], Y)
        with pytest.raises(Forbidden):
            actions.cast_secret(poll, person_id=table.bureau.id, votes={}, receipts={})
        with pytest.raises(Invalid):
            put(poll, table, 2, "misschien")
    assert [kind for kind in kinds() if kind not in before] == ["polls.roll_made"], "no event tells that somebody voted"
    assert db.session.scalar(select(func.count()).select_from(SpentKey)) == 0


def test_every_box_of_a_poll_is_as_long_as_the_others(table: Table) -> None:
    poll, _keys = locked(table, rule={"kind": "yes-no", "support": {"by": "interest", "need": 1}})
    with clock.at(poll.opens_at):
        for n, choice in enumerate((Y, N, B)):
            put(poll, table, n, choice)
    lengths = {len(row.box) for row in db.session.scalars(select(SecretBox))}
    assert len(lengths) == 1


def test_the_box_opens_with_the_outer_key_first_and_by_its_holder(table: Table) -> None:
    poll, (inner, outer) = locked(table)
    with clock.at(poll.opens_at):
        put(poll, table, 0, Y)
        with pytest.raises(Conflict):
            actions.open_layer(poll, outer, by=table.bureau.id)
    with clock.at(poll.closes_at):
        with pytest.raises(Conflict, match="bus"):
            actions.establish(poll, by=table.bureau.id)
        with pytest.raises(Forbidden):
            actions.open_layer(poll, inner, by=table.moderator.id)
        with pytest.raises(Forbidden):
            actions.open_layer(poll, outer, by=table.moderator.id)
        with pytest.raises(Invalid, match="niet die van deze stemming"):
            actions.open_layer(poll, inner, by=table.bureau.id)
        with pytest.raises(Invalid, match="geen hele sleutel"):
            actions.open_layer(poll, outer[:-1], by=table.bureau.id)
        assert db.session.scalar(select(func.count()).select_from(OpenedBallot)) == 0
        assert not actions.open_layer(poll, outer.lower().replace("-", " "), by=table.bureau.id)
        assert actions.open_layer(poll, inner, by=table.moderator.id)
        with pytest.raises(Conflict):
            actions.open_layer(poll, inner, by=table.moderator.id)


def test_a_box_that_was_changed_or_moved_to_another_line_shows(table: Table) -> None:
    poll, (_inner, outer) = locked(table)
    with clock.at(poll.opens_at):
        put(poll, table, 0, Y)
        put(poll, table, 1, N)
    first, second = db.session.scalars(select(SecretBox).order_by(SecretBox.roll_id)).all()
    db.session.execute(update(SecretBox).where(SecretBox.roll_id == first.roll_id).values(box=second.box))
    db.session.expire_all()
    with clock.at(poll.closes_at), pytest.raises(Invalid, match="iemand veranderde de bus"):
        actions.open_layer(poll, outer, by=table.bureau.id)


def test_with_a_lost_key_there_is_no_decision_and_the_group_votes_again(table: Table) -> None:
    poll, _lost = locked(table)
    with clock.at(poll.opens_at):
        put(poll, table, 0, Y)
    with clock.at(poll.closes_at):
        actions.annul(poll, reason="Een sleutel is kwijt: er is geen besluit, wij stemmen opnieuw.", by=table.bureau.id)
    assert poll.standing is Standing.ANNULLED
    assert queries.sealed(poll.id) == 0
    assert [proposal.state for proposal in table.proposals] == [ProposalState.ADMITTED] * 2
    again, _keys = locked(table)
    assert again.number == 2


def test_a_poll_that_would_show_a_small_group_is_not_secret(table: Table) -> None:
    """Seven inwoners and five of bedrijven: by interest it can be; with one less of bedrijven it cannot."""
    rule = {"kind": "yes-no", "support": {"by": "interest", "need": 1}}
    poll, _keys = locked(table, rule=rule)
    table.seats[11].left_at, table.seats[11].state = poll.opens_at - timedelta(minutes=1), SeatState.LEFT
    table.seats[11].reason = "Verhuisd"
    db.session.flush()
    with clock.at(poll.opens_at):
        with pytest.raises(actions.TooFew, match="Bedrijven"):
            actions.make_roll(poll)
        db.session.commit()
        listeners.open_poll({"poll_id": poll.id})
    db.session.add(poll)
    db.session.refresh(poll)
    assert poll.state is PollState.ANNULLED
    assert "Bedrijven" in poll.reason


def test_consent_is_never_secret(table: Table) -> None:
    with pytest.raises(Invalid, match="op naam"):
        table.prepared(secret=True, rule={"kind": "consent"})


def test_all_who_could_vote_get_the_fingerprint(table: Table, app: Flask) -> None:
    poll, _receipts = opened(table, *[Y] * 6)
    root = queries.public_file(queries.count(poll)[0])["published"]["root"]
    with clock.at(poll.closes_at):
        run(poll, listeners.tell_box)
    sent = mails("box_opened", poll)
    assert len(sent) == 12
    assert root in sent[0].body


# ── on the pages ─────────────────────────────────────────────────────────────


def test_two_people_make_keys_and_one_approves(client: HouseClient, table: Table) -> None:
    table.prepared(secret=True)
    for person in (table.moderator, table.bureau):
        become(client, person)
        assert "Maak uw sleutel" in client.get(ONE).get_data(as_text=True)
        shown = client.get(f"{ONE}/sleutel")
        check_page(shown)
        assert client.send(shown, {"last": "XXXX"}).status_code == 422
        assert client.send(shown, {"last": key_on(shown)[-4:]}).status_code == 303
        assert "Maak uw sleutel" not in client.get(ONE).get_data(as_text=True), "one person holds one key"
    assert client.send(shown, {"last": key_on(shown)[-4:]}).status_code in (303, 409)
    assert len(queries.keys(queries.poll("fietspaden", 1).id)) == 2
    check_page(client.get(f"{ONE}/voorbeeld"))
    check_page(client.get(f"{ONE}/goedkeuren"))
    assert client.submit(f"{ONE}/goedkeuren").status_code == 303
    assert client.get(f"{ONE}/sleutel").status_code == 409


def test_who_approves_is_told_that_keys_are_missing(client: HouseClient, table: Table) -> None:
    poll = table.prepared(secret=True)
    become(client, table.bureau)
    assert "Eerst maken twee mensen ieder een sleutel." in client.get(
        f"{ONE}/goedkeuren", follow_redirects=True
    ).get_data(as_text=True)
    for holder in (table.moderator, table.bureau):
        actions.make_key(poll, public_key=sealing.new_key()[1], by=holder.id)
    shown = client.get(f"{ONE}/goedkeuren")
    actions.drop_keys(poll)
    answer = client.send(shown)
    assert answer.status_code == 409, "somebody dropped the keys while the page was open"
    assert "twee sleutels" in answer.get_data(as_text=True)
    assert poll.state is PollState.PREPARED


def test_a_member_votes_in_secret_and_keeps_a_receipt(client: HouseClient, table: Table) -> None:
    poll, (inner, outer) = locked(table)
    with clock.at(poll.opens_at + DAY):
        become(client, table.members[0])
        form = client.get(f"{ONE}/stem")
        check_page(form)
        assert client.send(form, {"choice_1": "yes", "choice_2": "no", "own_half": "a b"}).status_code == 422
        review = client.send(form, {"choice_1": "yes", "choice_2": "no", "own_half": "Fiets12"})
        check_page(review)
        receipts = re.findall(r"[0-9A-F]{8}-FIETS12", review.get_data(as_text=True))
        assert len(set(receipts)) == 2
        assert client.send(review, form="bevestigen").status_code == 303
        assert client.send(review, form="bevestigen").status_code == 303, "sent twice is in the box once"
        assert queries.sealed(poll.id) == 1
        assert client.get(f"{ONE}/stem").status_code == 303
        assert client.get(f"{ONE}/uw-stem").status_code == 404
        page = client.get(ONE)
        check_page(page)
        assert "Niemand ziet wie wat koos: stemmen gaan in een bus" in page.get_data(as_text=True)
        assert "1 van de 12 mensen hebben gestemd" in " ".join(page.get_data(as_text=True).split())
        for n in range(1, 8):
            put(poll, table, n, Y)
    with clock.at(poll.closes_at):
        late = client.send(review, form="bevestigen")
        assert late.status_code == 303, "sent again after the closing: it is in the box, and nobody says that it is not"
    with clock.at(poll.closes_at + DAY):
        for person, key in ((table.bureau, outer), (table.moderator, inner)):
            become(client, person)
            check_page(client.get(f"{ONE}/bus"))
            assert client.submit(f"{ONE}/bus", {"key": "verkeerd"}).status_code == 422
            assert client.submit(f"{ONE}/bus", {"key": key}).status_code == 303
        assert client.get(f"{ONE}/wie-koos-wat").status_code == 403
        become(client, table.members[0])
        assert client.get(f"{ONE}/wie-koos-wat").status_code == 403
        ballots = client.get(f"{ONE}/1/stembiljetten")
        check_page(ballots)
        assert receipts[0] in ballots.get_data(as_text=True)
        check_page(client.get("/stemmen/geheim"))
        actions.annul(poll, reason="Een fout.", by=table.bureau.id)
        assert client.get(f"{ONE}/1/stembiljetten").status_code == 404, "they decide nothing any more"


@pytest.mark.parametrize("why", ["gesloten", "op papier", "iemand anders voor u stemmen"])
def test_nobody_is_told_that_a_vote_is_in_the_box_that_is_not(
    app: Flask, client: HouseClient, table: Table, why: str
) -> None:
    poll, _keys = locked(table, proxies=1)
    giver, holder = table.members[:2]
    with clock.at(poll.opens_at):
        become(client, giver)
        review = client.submit(f"{ONE}/stem", {"choice_1": "yes", "choice_2": "no"})
        if why == "op papier":
            actions.strike_off(actions.begin_paper(poll, by=table.bureau.id), [queries.roll(poll.id)[0]])
        if why.startswith("iemand"):
            proxy = actions.give_proxy(poll, giver_id=giver.id, holder_id=holder.id)
            assert client.send(review, form="bevestigen").status_code == 409
            assert queries.sealed(poll.id) == 0
            beside = app.test_client()
            assert isinstance(beside, HouseClient)
            become(beside, holder)
            other = beside.submit(f"{ONE}/stem/namens/{proxy.id}", {"choice_1": "no", "choice_2": "no"})
            for _again in range(2):
                assert beside.send(other, form="bevestigen").status_code == 303
    with clock.at(poll.closes_at if why == "gesloten" else poll.opens_at):
        answer = client.send(review, form="bevestigen")
        assert answer.status_code == 409
        check_page(answer)
        assert why in " ".join(answer.get_data(as_text=True).split())
    assert queries.sealed(poll.id) == (1 if why.startswith("iemand") else 0)


def test_a_receipt_of_another_cannot_be_used(client: HouseClient, table: Table) -> None:
    poll, _keys = locked(table)
    with clock.at(poll.opens_at + DAY):
        become(client, table.members[0])
        stolen = re.search(r'name="halves" value="([^"]+)"', client.get(f"{ONE}/stem").get_data(as_text=True))
        assert stolen is not None
        become(client, table.members[1])
        review = client.submit(f"{ONE}/stem", {"choice_1": "yes", "choice_2": "no"})
        answer = client.send(review, {"halves": stolen[1]}, form="bevestigen")
        assert answer.status_code == 422
        assert queries.sealed(poll.id) == 0


def test_a_receipt_of_another_poll_cannot_be_used(client: HouseClient, table: Table) -> None:
    poll, _keys = locked(table)
    other, _keys = locked(table, moves=False, options=[Offered(title="Een bankje"), Offered(title="Een boom")])
    there = f"{ONE[:-1]}{other.number}/stem"
    with clock.at(poll.opens_at):
        become(client, table.members[0])
        own = re.search(r'name="halves" value="([^"]+)"', client.get(f"{ONE}/stem").get_data(as_text=True))
        assert own is not None
        review = client.submit(there, {"choice_1": "yes", "choice_2": "no"})
        assert client.send(review, {"halves": own[1]}, form="bevestigen").status_code == 422
        assert client.send(review, form="bevestigen").status_code == 303
    assert queries.sealed(other.id) == 1


def test_others_do_not_open_the_box(client: HouseClient, table: Table) -> None:
    poll, _keys = locked(table)
    with clock.at(poll.opens_at):
        for n in range(6):
            put(poll, table, n, Y)
        become(client, table.bureau)
        assert client.get(f"{ONE}/bus").status_code == 403, "not while it is open"
    with clock.at(poll.closes_at):
        for person in (table.members[0], table.moderator, someone()):
            become(client, person)
            assert client.get(f"{ONE}/bus").status_code == 403
            assert client.get(f"{ONE}/sleutels-opnieuw").status_code in (403, 409)


def test_of_fewer_than_five_the_ballots_are_not_shown(client: HouseClient, table: Table) -> None:
    poll, _receipts = opened(table, Y, Y, Y, N)
    with clock.at(poll.closes_at):
        for person in (table.bureau, table.members[0]):
            become(client, person)
            assert client.get(f"{ONE}/1/stembiljetten").status_code == 404


def test_only_secret_votes_leave_no_trace(app: Flask) -> None:
    with app.app_context():
        views = {name for name in app.view_functions if leaves_no_trace(name)}
        assert views == {"polls.cast_secret", "polls.cast_secret_by_code", "polls.cast_secret_for"}


def test_no_event_and_no_mail_of_a_secret_poll_carries_a_choice_or_a_receipt(table: Table, app: Flask) -> None:
    poll, receipts = opened(table, *[Y] * 6, N)
    with clock.at(poll.closes_at):
        run(poll, listeners.tell_box)
    said = json.dumps([row.data for row in db.session.scalars(select(AuditEvent))])
    said += " ".join(mail.body for mail in db.session.scalars(select(OutboxMessage)))
    for given in receipts:
        assert not any(receipt in said for receipt in given)


def test_the_files_of_the_database_are_written_anew(fresh_app: Flask) -> None:
    with fresh_app.app_context():
        listeners.tidy_box({"poll_id": 1})
        with engine().connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM secret_boxes")).scalar() == 0


def key_on(answer: Any) -> str:
    found = re.search(r"<code>((?:[A-Z2-7]{4} ){14})</code>", answer.get_data(as_text=True))
    assert found is not None
    return found[1].strip().replace(" ", "-")


def test_a_published_secret_poll_recounts(table: Table) -> None:
    poll, _receipts = opened(table, *[Y] * 6, N)
    data = queries.public_file(queries.count(poll)[0])
    read = read_poll(data)
    assert published_faults(read, tally(read)) == []
