"""Nobody learns what was chosen before the closing, and nobody outside the group what one person chose, ever."""

import json
import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.core.policy import Role
from regiodialoog.engines.tally import published_faults, read_poll, tally
from regiodialoog.polls import actions, listeners, queries
from regiodialoog.polls.models import Ballot, Choice, Poll, Proxy
from tests.accounts.people import become, staff
from tests.polls.conftest import DAY, RULE, B, N, Table, Y
from tests.support.client import HouseClient
from tests.support.told import told

CHANGING = re.compile(r'name="(csrf_token|idempotency_key)" value="[^"]*"|Nummer van deze melding: \w+')
SLUG = "fietspaden"


def surfaces(app: Flask) -> list[str]:
    """Every address that answers GET, with the theme, the first poll and the first proposal where it asks for them."""
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        given: dict[str, Any] = {name: SLUG if name in ("slug", "theme") else 1 for name in rule.arguments}
        with app.test_request_context():
            try:
                found.append(app.url_for(rule.endpoint, **given))
            except Exception:  # noqa: BLE001 - an address of something else
                continue
    return sorted({*found, f"/themas/{SLUG}", f"/themas/{SLUG}/stemmingen/1", f"/themas/{SLUG}/voorstellen"})


def seen(client: HouseClient, paths: list[str]) -> dict[str, str]:
    answers = {path: _got(client, path) for path in paths}
    return {path: f"{a.status_code} {CHANGING.sub('', told(a))}" for path, a in answers.items()}


def _got(client: HouseClient, path: str) -> TestResponse:
    """What a page sends elsewhere with, stands on the next page: that shall not be the next path."""
    answer = client.get(path)
    if answer.status_code == 303:
        client.get("/")
    return answer


def flip(choice: Choice) -> None:
    db.session.execute(update(Ballot).values(choice=choice))
    db.session.commit()
    db.session.expire_all()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_while_a_poll_is_open_every_surface_is_the_same_whatever_was_chosen(
    app: Flask, client: HouseClient, table: Table
) -> None:
    poll = table.closed(*[Y] * 8)
    paths = surfaces(app)
    assert len(paths) > 80
    with clock.at(poll.opens_at + DAY):
        for person in (None, table.members[11], table.bureau):
            if person is not None:
                become(client, person)
            flip(Choice.FOR)
            before = {path: page for path, page in seen(client, paths).items() if page.startswith("200")}
            flip(Choice.AGAINST)
            assert seen(client, list(before)) == before, person
    assert "8 van de 12 mensen hebben gestemd" in before[f"/themas/{SLUG}/stemmingen/1"]


def test_no_event_and_no_mail_carries_a_choice(table: Table, app: Flask) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at):
        for n, member in enumerate(table.members):
            table.vote(poll, member, [Y, N, B][n % 3])
    rows = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "polls.ballot_cast")).all()
    assert [row.data for row in rows] == [{"again": False}] * 12
    assert not any(row.public for row in rows)
    words = {"yes", "no", "abstain"}
    for row in db.session.scalars(select(AuditEvent)):
        assert not words & set(map(str, row.data.values())), row.kind
    for mail in db.session.scalars(select(OutboxMessage)):
        assert "blanco" not in mail.body.lower()


def test_only_the_group_sees_who_chose_what_and_only_after_the_closing(client: HouseClient, table: Table) -> None:
    poll = table.closed(Y, N, B)
    path = f"/themas/{SLUG}/stemmingen/1/wie-koos-wat"
    with clock.at(poll.opens_at + DAY):
        for person in (table.members[11], table.moderator, table.bureau):
            become(client, person)
            assert client.get(path).status_code == 403
    with clock.at(poll.closes_at):
        for person in (table.members[11], table.moderator, table.bureau):
            become(client, person)
            answer = client.get(path)
            assert answer.status_code == 200
            assert "Lid 01" in answer.get_data(as_text=True)
        become(client, staff(Role.ADMINISTRATOR, "Ad Min", "ad@example.nl"))
        assert client.get(path).status_code == 403
        become(client, table.bureau, second_factor=False)
        assert client.get(path).status_code == 303


def test_after_the_closing_nobody_outside_sees_numbers_until_they_are_definitive(
    client: HouseClient, table: Table
) -> None:
    poll = table.closed(*[Y] * 9, N)
    with clock.at(poll.closes_at):
        html = client.get(f"/themas/{SLUG}/stemmingen/1").get_data(as_text=True)
        assert "Gesloten, wij tellen" in html
        assert "rd-bar" not in html
        assert client.get(f"/themas/{SLUG}/stemmingen/1/1/bestand.json").status_code == 404


def test_others_see_small_groups_only_together(client: HouseClient, table: Table) -> None:
    """Seven inwoners vote and four of bedrijven: the four would be found by subtraction, so nothing is shown apart."""
    poll = table.established(*[Y] * 7, N, N, N, N, rule={"kind": "yes-no"})
    with clock.at(poll.closes_at):
        html = client.get(f"/themas/{SLUG}/stemmingen/1").get_data(as_text=True)
        assert "De groep koos hiervoor: 7 voor, 4 tegen, 0 blanco." in html
        assert "per belang: niet getoond, omdat de groepen te klein zijn" in " ".join(html.split())
        assert "Bedrijven: Voor" not in html
        become(client, table.members[0])
        inside = client.get(f"/themas/{SLUG}/stemmingen/1").get_data(as_text=True)
        assert "Bedrijven: Voor 0, Tegen 4" in inside


def test_the_file_for_everybody_counts_and_tells_apart_no_small_group(client: HouseClient, table: Table) -> None:
    poll = table.established(*[Y] * 7, N, N, N, N, rule={"kind": "yes-no"})
    with clock.at(poll.closes_at):
        data = json.loads(client.get(f"/themas/{SLUG}/stemmingen/1/1/bestand.json").get_data())
        assert {frozenset(ballot) for ballot in data["ballots"]} == {frozenset({"receipt", "choice"})}
        check(data)
        assert client.get(f"/themas/{SLUG}/stemmingen/1/1/volledig.json").status_code in (303, 401)
        become(client, table.members[0])
        whole = json.loads(client.get(f"/themas/{SLUG}/stemmingen/1/1/volledig.json").get_data())
        assert {ballot["interest"] for ballot in whole["ballots"]} == {"Inwoners", "Bedrijven"}
        check(whole)
        assert whole["published"]["voters"] == data["published"]["voters"]
    names = [member.name for member in table.members]
    assert not any(name in json.dumps(data) + json.dumps(whole) for name in names)


def test_the_file_for_everybody_names_one_dimension_of_large_groups(client: HouseClient, table: Table) -> None:
    poll = table.established(*[Y] * 12, rule={**RULE, "support": {"by": "interest", "need": 2}})
    with clock.at(poll.closes_at):
        data = json.loads(client.get(f"/themas/{SLUG}/stemmingen/1/1/bestand.json").get_data())
    assert {frozenset(ballot) for ballot in data["ballots"]} == {frozenset({"receipt", "choice", "interest"})}
    assert data["published"]["result"]["outcome"] == "accepted"
    check(data)


def test_a_rule_over_small_groups_leaves_counting_again_to_the_group(client: HouseClient, table: Table) -> None:
    poll = table.established(*[Y] * 8, rule={"kind": "yes-no", "support": {"by": "interest", "need": 2}})
    with clock.at(poll.closes_at):
        assert client.get(f"/themas/{SLUG}/stemmingen/1/1/bestand.json").status_code == 404
        become(client, table.members[0])
        check(json.loads(client.get(f"/themas/{SLUG}/stemmingen/1/1/volledig.json").get_data()))


def test_of_fewer_than_five_voters_others_see_the_outcome_only(client: HouseClient, table: Table) -> None:
    poll = table.established(Y, Y, Y, N, rule={"kind": "yes-no"})
    with clock.at(poll.closes_at):
        html = client.get(f"/themas/{SLUG}/stemmingen/1").get_data(as_text=True)
        assert "De groep koos hiervoor." in html
        assert "3 voor" not in html
        told = "U hoeft ons niet te geloven", "Hoe tel ik het na?"
        assert not [said for said in told if said in html], "nobody is sent to a file that they cannot open"
        assert client.get(f"/themas/{SLUG}/stemmingen/1/1/bestand.json").status_code == 404
        path = f"/voorstellen/{table.proposals[0].number}-{table.proposals[0].public_slug}"
        assert "3 voor" not in client.get(path).get_data(as_text=True)
        assert "3 voor" not in client.get(f"{path}/pad").get_data(as_text=True)
        become(client, table.members[0])
        html = client.get(f"/themas/{SLUG}/stemmingen/1").get_data(as_text=True)
        assert not [said for said in told if said not in html], "the group has the file"


def test_a_message_that_waits_does_not_come_between_a_voter_and_their_vote(client: HouseClient, table: Table) -> None:
    poll = table.approved()
    path = f"/themas/{SLUG}/stemmingen/1/stem"
    with clock.at(poll.opens_at):
        become(client, table.members[0])
        form = client.get(path)
    with clock.at(poll.closes_at):
        assert client.get(path).status_code == 303, "and the page that tells why is not opened"
    with clock.at(poll.opens_at):
        review = client.send(form, {"choice_1": "yes", "choice_2": "no"})
        assert "U kunt nu niet stemmen." in review.get_data(as_text=True)
        stored = client.send(review, form="bevestigen", follow=True)
        assert "Uw stem is opgeslagen" in stored.get_data(as_text=True)
    assert queries.turnout(poll.id) == 1


def test_the_mails_go_to_who_may_vote_and_to_who_did_not(table: Table, app: Flask) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at):
        for member in table.members[:4]:
            table.vote(poll, member, Y)
        run(poll, listeners.open_poll)
    assert len(mails("opened", poll)) == 12
    with clock.at(poll.closes_at - DAY):
        run(poll, listeners.remind)
    assert {mail.person_id for mail in mails("reminder", poll)} == {member.id for member in table.members[4:]}
    with clock.at(poll.closes_at):
        table.recounted(poll)
        actions.establish(poll, by=table.bureau.id)
        run(poll, listeners.tell_result)
        run(poll, listeners.tell_result)
    assert len(mails("established", poll)) == 12, "an author who also votes gets one"
    assert f"/themas/{SLUG}/stemmingen/1" in mails("established", poll)[0].body


def run(poll: Poll, handler) -> None:
    number = poll.id
    db.session.commit()
    handler({"poll_id": number})
    db.session.add(poll)
    db.session.refresh(poll)


def mails(what: str, poll: Poll | Proxy) -> list[OutboxMessage]:
    query = select(OutboxMessage).where(OutboxMessage.dedupe_key.startswith(f"poll-{what}:{poll.id}:"))
    return list(db.session.scalars(query))


def check(data: dict) -> None:
    read = read_poll(data)
    assert published_faults(read, tally(read)) == []
