"""What somebody tries who wants to know how another voted, to spoil a poll, or to have something else approved."""

import io
import json
import re
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from flask import Flask
from sqlalchemy import text

from regiodialoog.core import clock
from regiodialoog.core.db import db, engine, transaction
from regiodialoog.core.errors import Conflict
from regiodialoog.core.web import idempotency
from regiodialoog.polls import actions, listeners, queries, sealing
from regiodialoog.polls.actions import Vote
from regiodialoog.polls.forms.secret import _signer
from regiodialoog.polls.models import Electorate, PollState
from tests.accounts.people import VAULT, become
from tests.conftest import NOON
from tests.polls.conftest import DAY, N, Table, Y, laid_table, offered
from tests.polls.test_secrecy import mails, run
from tests.polls.test_secret import locked, put
from tests.security.test_races import signed_in
from tests.support.client import HouseClient
from tests.support.server import SECRET

ONE = "/themas/fietspaden/stemmingen/1"
BOTH = {"choice_1": "yes", "choice_2": "no"}
IN_THE_BOX = "Uw stem zit in de bus"
ALREADY = "Er zat al een stem op uw naam in de bus"
Y_ONLY: dict[str, Any] = {"moves": False}


def one_matter() -> dict[str, Any]:
    return Y_ONLY | {"options": [actions.Offered(title="Een bankje")]}


def all_that_was_written(table: str) -> bytes:
    """What lies on the disk of a table, also what was taken back. SQLite has one file, and takes back what it did."""
    if engine().dialect.name == "sqlite":
        file = Path(str(engine().url.database))
        return b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
    with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        folder = connection.scalar(text("SHOW data_directory"))
        file = connection.scalar(text("SELECT pg_relation_filepath(:table)"), {"table": table})
        return Path(f"{folder}/{file}").read_bytes()


# ── who votes in secret ──────────────────────────────────────────────────────


def test_looking_at_a_secret_vote_leaves_no_row_behind(fresh_app: Flask) -> None:
    """PostgreSQL keeps for a while what a transaction took back: so nothing is written before the form is good."""
    with clock.at(NOON), fresh_app.test_request_context(), transaction():
        table = laid_table()
        locked(table, **one_matter())
        members = [member.id for member in table.members[:3]]
    with clock.at(NOON + DAY):
        for number, choice in zip(members, ("yes", "no", "yes"), strict=True):
            client = signed_in(fresh_app, number)
            review = client.submit(f"{ONE}/stem", {"choice_1": choice})
            assert client.send(review, form="bevestigen").status_code == 303
        with fresh_app.app_context():
            rows = all_that_was_written("spent_keys")
        assert not re.search(rb"person:\d+.{0,8}polls\.", rows, re.DOTALL)


def test_the_key_of_a_form_tells_nothing_without_the_form() -> None:
    said = [("answer", "1")]
    one, other = (idempotency.of_content(key, "/p/abc", said) for key in ("een", "twee"))
    assert one != other
    assert one == idempotency.of_content("een", "/p/abc", [*said, ("csrf_token", "x"), ("idempotency_key", "een")])
    assert one != idempotency.of_content("een", "/p/abc", [("answer", "2")])
    assert "een" not in one


def test_of_two_secret_votes_the_first_counts_and_the_second_is_told_so(client: HouseClient, table: Table) -> None:
    poll, _keys = locked(table)
    with clock.at(poll.opens_at + DAY):
        actions.make_roll(poll)
        become(client, table.members[0])
        one, two = client.submit(f"{ONE}/stem", BOTH), client.submit(f"{ONE}/stem", BOTH | {"choice_1": "no"})
        assert IN_THE_BOX in client.send(one, form="bevestigen", follow=True).get_data(as_text=True)
        late = client.send(two, form="bevestigen", follow=True).get_data(as_text=True)
        assert ALREADY in late
        assert IN_THE_BOX not in late
        assert queries.sealed(poll.id) == 1


def test_two_equal_receipts_do_not_keep_the_box_shut(client: HouseClient, table: Table) -> None:
    poll, (inner, outer) = locked(table, **one_matter())
    with clock.at(poll.opens_at + DAY):
        actions.make_roll(poll)
        for n in range(2, 6):
            put(poll, table, n, Y)
        for n, choice in ((0, "yes"), (1, "no")):
            become(client, table.members[n])
            with client.application.test_request_context():
                halves = _signer(poll).dumps({"person": table.members[n].id, "halves": ["AAAAAAAA"]})
            review = client.submit(f"{ONE}/stem", {"choice_1": choice, "own_half": "GELIJK", "halves": halves})
            assert client.send(review, form="bevestigen").status_code == 303
    with clock.at(poll.closes_at):
        actions.open_layer(poll, outer, by=table.bureau.id)
        become(client, table.moderator)
        assert client.submit(f"{ONE}/bus", {"key": inner}).status_code == 303
        equal = [(one.receipt, one.choice) for one in queries.opened(poll) if one.receipt.startswith("AAAAAAAA")]
        assert equal == [("AAAAAAAA-GELIJK", "no"), ("AAAAAAAA-GELIJK-2", "yes")], "in an order of their own"
        table.recounted(poll)


@pytest.mark.parametrize("own", ["AB12\n", "<b>1", "=1+1", "A" * 300, "AB12\u00a0", "AB-12"])
def test_the_own_half_of_a_receipt_is_letters_and_figures(client: HouseClient, table: Table, own: str) -> None:
    poll, _keys = locked(table)
    with clock.at(poll.opens_at + DAY):
        become(client, table.members[0])
        answer = client.submit(f"{ONE}/stem", BOTH | {"own_half": own})
        assert answer.status_code == 422
        assert "bevestigen" not in answer.get_data(as_text=True)


# ── keys ─────────────────────────────────────────────────────────────────────


def test_a_key_is_not_held_by_two(client: HouseClient, table: Table) -> None:
    """What was shown to the moderator proves nothing of somebody else, nor for another poll."""
    for _poll in range(2):
        table.prepared(secret=True)
    become(client, table.moderator)
    page = client.get(f"{ONE}/sleutel")
    shown = page.get_data(as_text=True)
    proof = next(form.fields["proof"] for form in lxml.html.document_fromstring(shown).forms if "proof" in form.fields)
    last = re.findall(r"(?:[A-Z2-7]{4}[-\s]){10,}([A-Z2-7]{1,4})", shown)[0]
    assert client.send(page, {"last": last}).status_code == 303
    become(client, table.bureau)
    for number in (1, 2):
        path = f"/themas/fietspaden/stemmingen/{number}/sleutel"
        assert client.submit(path, {"proof": proof, "last": last}).status_code == 422
    become(client, table.moderator)
    assert client.submit("/themas/fietspaden/stemmingen/2/sleutel", {"proof": proof, "last": last}).status_code == 422


def test_keys_are_made_and_dropped_before_the_approval_and_counting_waits_for_the_box(table: Table) -> None:
    poll, _keys = locked(table)
    for refused in (
        lambda: actions.make_key(poll, public_key=sealing.new_key()[1], by=table.members[0].id),
        lambda: actions.drop_keys(poll),
    ):
        with pytest.raises(Conflict, match="voordat een geheime stemming"):
            refused()
    with clock.at(poll.opens_at):
        put(poll, table, 0, Y)
    with clock.at(poll.closes_at), pytest.raises(Conflict):
        actions.recount(poll, [], by=table.moderator.id)


def test_nothing_is_put_into_a_box_without_two_locks() -> None:
    _written, public = sealing.new_key()
    for keys in ([], [public], [public, public], [public, sealing.new_key()[1], sealing.new_key()[1]]):
        with pytest.raises(ValueError, match="2 different keys"):
            sealing.seal(b"{}", keys, about="1 a", length=256)


def test_a_poll_whose_keys_are_gone_takes_no_votes(table: Table) -> None:
    poll, _keys = locked(table)
    for key in queries.keys(poll.id):
        db.session.delete(key)
    db.session.flush()
    with clock.at(poll.opens_at), pytest.raises(Conflict, match="geen twee sleutels"):
        put(poll, table, 0, Y)


# ── approving and counting ───────────────────────────────────────────────────


def test_nobody_approves_what_was_changed_since_they_read_it(client: HouseClient, table: Table) -> None:
    poll = table.prepared()
    become(client, table.bureau)
    read = client.get(f"{ONE}/goedkeuren")
    actions.change_poll(poll, options=offered(table.proposals), by=table.moderator.id, question="Heel iets anders?")
    assert client.send(read).status_code == 409
    assert poll.state is PollState.PREPARED
    assert client.send(client.get(f"{ONE}/goedkeuren")).status_code == 303


@pytest.mark.parametrize(
    "data", [b"[" * 200_000, b'{"a":' * 5000 + b"1" + b"}" * 5000, b'{"ballots":1}', b"\xff", b"1e999"]
)
def test_a_file_that_is_no_poll_file_is_refused_in_words(client: HouseClient, table: Table, data: bytes) -> None:
    poll = table.closed(*[Y] * 6)
    with clock.at(poll.closes_at):
        become(client, table.moderator)
        page = client.get(f"{ONE}/natellen")
        assert client.send(page, {"files": (io.BytesIO(data), "a.json")}).status_code == 422


def test_who_counts_again_sees_no_group_that_the_rule_does_not_count_by(client: HouseClient, table: Table) -> None:
    poll = table.prepared(electorate=Electorate.CODES, **one_matter())
    for place in table.places[:2]:
        actions.make_codes(poll, count=6, municipality_id=place.id, by=None, key=SECRET, lock=VAULT.lock)
    actions.approve(poll, by=table.bureau.id)
    with clock.at(poll.opens_at):
        actions.make_roll(poll)
        lines = queries.roll(poll.id)
        for line, choice in zip((lines[0], lines[6], lines[7]), (Y, N, N), strict=True):
            actions.cast(poll, votes={row.id: Vote(choice) for row in poll.questions}, code_id=line.code_id)
    with clock.at(poll.closes_at):
        become(client, table.moderator)
        ballots = json.loads(client.get(f"{ONE}/1/telbestand.json").data)["ballots"]
        assert [set(one) for one in ballots] == [{"receipt", "choice"}] * 3
        table.recounted(poll)


def test_a_secret_poll_is_not_counted_where_it_would_show_one_of_a_few(client: HouseClient, table: Table) -> None:
    rule = {"kind": "yes-no", "support": {"by": "interest", "need": 1}}
    poll, (inner, outer) = locked(table, rule=rule)
    with clock.at(poll.opens_at):
        for n in range(5):
            put(poll, table, n, Y)
        put(poll, table, 7, N)  # the only one of the companies
    with clock.at(poll.closes_at):
        actions.open_layer(poll, outer, by=table.bureau.id)
        actions.open_layer(poll, inner, by=table.moderator.id)
        become(client, table.moderator)
        refused = client.get(f"{ONE}/1/telbestand.json")
        assert refused.status_code == 409
        assert "van Bedrijven stemden minder dan vijf mensen" in " ".join(refused.get_data(as_text=True).split())
        with pytest.raises(Conflict, match="van Bedrijven"):
            actions.recount(poll, [], by=table.moderator.id)
        assert client.get(f"{ONE}/1/stembiljetten").status_code == 404


@pytest.mark.parametrize(("votes", "says"), [(3, "dat de stemmen niet openbaar worden"), (6, "kan iedereen nagaan")])
def test_the_mail_about_the_open_box_promises_what_is_so(
    table: Table, client: HouseClient, votes: int, says: str
) -> None:
    poll, (inner, outer) = locked(table)
    with clock.at(poll.opens_at):
        for n in range(votes):
            put(poll, table, n, Y)
    with clock.at(poll.closes_at):
        actions.open_layer(poll, outer, by=table.bureau.id)
        actions.open_layer(poll, inner, by=table.moderator.id)
        run(poll, listeners.tell_box)
        told = mails("box_opened", poll)
        assert len(told) == 12
        assert all(says in " ".join(mail.body.split()) for mail in told)
        become(client, table.members[0])
        assert client.get(f"{ONE}/1/stembiljetten").status_code == (200 if votes >= 5 else 404)
