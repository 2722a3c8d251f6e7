"""Whoever has to do something for a poll finds it where they look, and gets one mail."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from regiodialoog.accounts.actions import give_role
from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.i18n import format_moment
from regiodialoog.core.jobs import Job
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.polls import actions, queries, sealing, waiting
from regiodialoog.polls.models import Poll, Step
from regiodialoog.polls.waiting_listeners import WAITS_JOB, tell_who_can
from tests.accounts.people import become, someone, staff
from tests.conftest import NOON
from tests.polls.conftest import DAY, Table, Y, offered
from tests.polls.test_secrecy import mails, run
from tests.support.client import HouseClient
from tests.support.pages import check_page

ONE = "/themas/fietspaden/stemmingen/1"
PLACES = ("/mijn", "/moderatie", "/beheer")


def told(what: Step, poll: Poll) -> set[str]:
    """Do the work, and give the addresses that were ever told of a step."""
    run(poll, tell_who_can)
    return {mail.address for mail in mails(f"waits-{what.value}", poll)}


def waits_on(client: HouseClient, person: Person, *places: str) -> list[str]:
    """The addresses to which the list of polls on these pages leads; the same on each."""
    become(client, person)
    found = []
    for place in places:
        answer = client.get(place)
        assert answer.status_code == 200, place
        check_page(answer)
        text = answer.get_data(as_text=True)
        part = text.partition('id="stemmingen-wachten"')[2].partition("</section>")[0]
        found.append([piece.partition('"')[0] for piece in part.split('href="')[1:]])
    assert all(each == found[0] for each in found)
    return found[0]


def second_bureau() -> Person:
    return staff(name="Bo Bureau", address="bo@example.nl")


def of_another_theme(table: Table) -> Person:
    other = someone("Ander Thema", "ander@example.nl")
    give_role(other, Role.MODERATOR, ScopeKind.THEME, table.theme.id + 1, by=None, tell=False)
    db.session.refresh(other)
    return other


def key(poll: Poll, person: Person) -> str:
    private, public = sealing.new_key()
    actions.make_key(poll, public_key=public, by=person.id)
    return private


def test_a_prepared_poll_waits_for_who_may_approve_it(client: HouseClient, table: Table) -> None:
    table.prepared()
    assert waits_on(client, table.bureau, *PLACES) == [f"{ONE}/goedkeuren"]
    text = " ".join(client.get("/mijn").get_data(as_text=True).split())
    assert "Komt dit in ons advies?" in text
    assert "gaat open op" in text.replace("\xa0", " ")
    assert client.get(f"{ONE}/goedkeuren").status_code == 200
    assert waits_on(client, table.moderator, "/mijn", "/moderatie") == [], "who prepared it does not approve it"
    for stranger in (table.members[0], someone(), of_another_theme(table)):
        assert waits_on(client, stranger, "/mijn") == []
    become(client, table.bureau, second_factor=False)
    assert "goedkeuren" not in client.get("/mijn").get_data(as_text=True), "without the second step the role rests"


def test_who_comes_after_somebody_else_approved_it_reads_so(client: HouseClient, table: Table) -> None:
    table.approved()
    become(client, table.bureau)
    answer = client.get(f"{ONE}/goedkeuren", follow_redirects=True)
    assert answer.status_code == 200
    assert "Dit is al gedaan" in answer.get_data(as_text=True)
    for stranger in (table.members[0], of_another_theme(table)):
        become(client, stranger)
        assert client.get(f"{ONE}/goedkeuren").status_code == 403


def test_one_mail_for_each_who_may_approve(table: Table) -> None:
    second_bureau()
    of_another_theme(table)
    poll = table.prepared()
    assert told(Step.APPROVE, poll) == {"bea@example.nl", "bo@example.nl"}
    assert told(Step.APPROVE, poll) == {"bea@example.nl", "bo@example.nl"}
    assert len(mails("waits-approve", poll)) == 2
    mail = mails("waits-approve", poll)[0]
    assert mail.subject == "Een stemming wacht op u: Bekijk deze stemming en keur haar goed"
    assert f"{ONE}/goedkeuren" in mail.body
    assert "Komt dit in ons advies?" in mail.body
    assert "Fietspaden" in mail.body
    with clock.at(NOON):
        assert f"gaat open op {format_moment(poll.opens_at)}".replace("\xa0", " ") in mail.body


def test_whoever_changed_it_last_is_no_longer_asked_and_the_first_one_is(table: Table) -> None:
    poll = table.prepared()
    assert told(Step.APPROVE, poll) == {"bea@example.nl"}
    actions.change_poll(poll, options=offered(table.proposals), by=table.bureau.id, question="Nemen wij dit op?")
    assert told(Step.APPROVE, poll) == {"bea@example.nl", "mo@example.nl"}
    assert len(mails("waits-approve", poll)) == 2


def test_work_is_asked_for_within_the_action_and_looks_how_it_stands_later(table: Table) -> None:
    poll = table.approved()
    jobs = db.session.scalars(select(Job).where(Job.kind == WAITS_JOB)).all()
    assert {job.payload["poll_id"] for job in jobs} == {poll.id}
    assert max(job.run_at for job in jobs) == poll.closes_at
    assert told(Step.APPROVE, poll) == set(), "it was approved before anybody was told"
    db.session.commit()
    tell_who_can({"poll_id": 2**31 - 1})
    db.session.add(poll)
    db.session.add(table.bureau)
    actions.annul(poll, reason="Een fout.", by=table.bureau.id)
    with clock.at(poll.closes_at):
        assert told(Step.RECOUNT, poll) == set(), "nothing waits of a poll that is off"


def test_an_opening_that_passed_is_shown_and_not_mailed(client: HouseClient, table: Table) -> None:
    poll = table.prepared()
    with clock.at(poll.opens_at):
        assert waits_on(client, table.bureau, "/mijn") == [f"{ONE}/bewerken"]
        assert waits_on(client, table.moderator, "/mijn") == [f"{ONE}/bewerken"]
        run(poll, tell_who_can)
    assert not list(db.session.scalars(select(OutboxMessage).where(OutboxMessage.dedupe_key.like("poll-waits%"))))


def test_a_secret_poll_waits_for_both_keys_then_for_approval(client: HouseClient, table: Table) -> None:
    other = second_bureau()
    poll = table.prepared(secret=True)
    assert waits_on(client, table.moderator, "/mijn") == [f"{ONE}/sleutel"]
    assert told(Step.KEY, poll) == {"bea@example.nl", "bo@example.nl"}, "who prepared it knows"
    key(poll, table.moderator)
    assert waits_on(client, table.moderator, "/mijn") == [], "one person holds one key"
    assert waits_on(client, other, *PLACES) == [f"{ONE}/sleutel"]
    run(poll, tell_who_can)
    assert len(mails("waits-key", poll)) == 2, "one mail for each person and step"
    key(poll, table.bureau)
    become(client, other)
    assert "Dit is al gedaan" in client.get(f"{ONE}/sleutel", follow_redirects=True).get_data(as_text=True)
    assert waits_on(client, table.bureau, "/mijn") == [f"{ONE}/goedkeuren"], "who holds a key may approve"
    assert told(Step.APPROVE, poll) == {"bea@example.nl", "bo@example.nl"}


def test_a_closed_secret_poll_waits_for_one_key_after_the_other(client: HouseClient, table: Table) -> None:
    poll = table.prepared(secret=True)
    inner, outer = key(poll, table.moderator), key(poll, table.bureau)
    actions.approve(poll, by=table.bureau.id)
    second_bureau()
    with clock.at(poll.opens_at):
        assert waiting.step_of(poll) is None
        assert waits_on(client, table.bureau, "/mijn") == []
        run(poll, tell_who_can)
        db.session.add_all([table.bureau, table.moderator])
    with clock.at(poll.closes_at):
        assert waits_on(client, table.bureau, *PLACES) == [f"{ONE}/bus"]
        assert waits_on(client, table.moderator, "/mijn", "/moderatie") == []
        assert told(Step.OUTER, poll) == {"bea@example.nl"}, "nobody else has this key"
        actions.open_layer(poll, outer, by=table.bureau.id)
        assert waits_on(client, table.bureau, "/mijn") == []
        assert "Dit is al gedaan" in client.get(f"{ONE}/bus", follow_redirects=True).get_data(as_text=True)
        assert waits_on(client, table.moderator, "/mijn", "/moderatie") == [f"{ONE}/bus"]
        assert told(Step.INNER, poll) == {"mo@example.nl"}, "also when the holder prepared the poll"
        actions.open_layer(poll, inner, by=table.moderator.id)
        assert waits_on(client, table.bureau, "/mijn") == [f"{ONE}/natellen"]
        sent = [*mails("waits-outer", poll), *mails("waits-inner", poll)]
        for mail in sent:
            assert outer not in mail.body
            assert inner not in mail.body
            assert "kregen meer mensen" not in mail.body


def test_a_closed_poll_waits_for_a_second_count_and_then_for_somebody_else(client: HouseClient, table: Table) -> None:
    poll = table.closed(*[Y] * 9)
    second_bureau()
    with clock.at(poll.closes_at):
        assert waits_on(client, table.bureau, *PLACES) == [f"{ONE}/natellen"]
        assert "gesloten op" in client.get("/mijn").get_data(as_text=True).replace("\xa0", " ")
        assert told(Step.RECOUNT, poll) == {"bea@example.nl", "bo@example.nl"}
        table.recounted(poll)
        assert waits_on(client, table.moderator, "/mijn") == [], "who counted does not establish"
        assert waits_on(client, table.bureau, *PLACES) == [f"{ONE}/vaststellen"]
        assert told(Step.ESTABLISH, poll) == {"bea@example.nl", "bo@example.nl"}
        for mail in mails("waits-recount", poll):
            assert not any(line.receipt in mail.body for line in queries.ballots(poll.id))
        actions.establish(poll, by=table.bureau.id)
        assert waits_on(client, table.bureau, *PLACES) == []


def test_papers_come_before_the_count(client: HouseClient, table: Table) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at):
        actions.make_roll(poll)
        actions.begin_paper(poll, by=table.bureau.id)
    with clock.at(poll.closes_at):
        assert waits_on(client, table.bureau, "/mijn") == [f"{ONE}/papier"]
        assert told(Step.PAPER, poll) == {"bea@example.nl"}
        actions.drop_paper(queries.paper_batch(poll, 1))
        assert waits_on(client, table.bureau, "/mijn") == [f"{ONE}/natellen"]


def test_closing_early_asks_for_the_count_at_once(table: Table) -> None:
    poll = table.closed(*[Y] * 12)
    with clock.at(poll.opens_at + timedelta(hours=1)):
        actions.close_early(poll)
        due = select(Job).where(Job.kind == WAITS_JOB, Job.run_at <= clock.now())
        assert any("PollClosedEarly" in job.dedupe_key for job in db.session.scalars(due))
        assert told(Step.RECOUNT, poll) == {"bea@example.nl"}


@pytest.mark.parametrize("alone", [True, False])
def test_who_prepared_it_is_asked_only_when_nobody_else_can(table: Table, alone: bool) -> None:
    poll = table.closed(*[Y] * 9)
    if alone:
        poll.prepared_by_id, poll.approved_by_id = table.bureau.id, table.moderator.id
        poll.recounted_by_id, poll.recounted_at = table.moderator.id, poll.closes_at
        db.session.flush()
    with clock.at(poll.closes_at + DAY):
        step = Step.ESTABLISH if alone else Step.RECOUNT
        assert {one.id for one in waiting.people(poll, step)} == {table.bureau.id}
