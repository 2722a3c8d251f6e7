"""Two requests of which one is stopped halfway until the other is done, with real commits. PostgreSQL only: SQLite has
one writer, who waits before reading anything."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from functools import partial
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from regiodialoog.core import clock
from regiodialoog.core.db import db, transaction
from regiodialoog.polls import actions, queries, sealing
from regiodialoog.polls.actions import Vote, voting
from regiodialoog.polls.actions.secret import open_layer
from regiodialoog.polls.models import Ballot, Electorate, PollState, SecretBox
from tests.accounts.people import VAULT
from tests.conftest import NOON
from tests.polls.conftest import DAY, laid_table
from tests.security.test_races import signed_in
from tests.support.client import HouseClient
from tests.support.server import SECRET

pytestmark = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
ONE = "/themas/fietspaden/stemmingen/1"
PATIENCE = 20


class Stopped:
    """Work in a thread of its own; ``answer`` once it is over."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.answer: Any = None
        self.thread = Thread(target=copy_context().run, args=(self._run, work))
        self.thread.start()

    def _run(self, work: Callable[[], Any]) -> None:
        try:
            self.answer = work()
        except BaseException as error:  # noqa: BLE001 - told by whoever looks at the answer
            self.answer = error

    def ends(self) -> Any:
        self.thread.join(PATIENCE)
        return self.answer


@contextmanager
def stopping_at(monkeypatch: pytest.MonkeyPatch, where: Any, name: str) -> Iterator[tuple[Event, Event]]:
    """Whoever calls this function waits: (somebody is there, they may go on)."""
    there, go, real = Event(), Event(), getattr(where, name)

    def slow(*given: Any, **named: Any) -> Any:
        there.set()
        assert go.wait(PATIENCE)
        return real(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(where, name, slow)
        yield there, go
        go.set()


def test_keys_are_not_dropped_while_the_poll_is_approved(fresh_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.at(NOON), fresh_app.test_request_context(), transaction():
        table = laid_table()
        poll = table.prepared(secret=True, moves=False, options=[actions.Offered(title="Ja")])
        for who in (table.moderator, table.bureau):
            actions.make_key(poll, public_key=sealing.new_key()[1], by=who.id)
        moderator, bureau = table.moderator.id, table.bureau.id
    with clock.at(NOON):
        one, two = signed_in(fresh_app, moderator), signed_in(fresh_app, bureau)
        dropping, approving = one.get(f"{ONE}/sleutels-opnieuw"), two.get(f"{ONE}/goedkeuren")
        with stopping_at(monkeypatch, actions, "drop_keys") as (there, go):
            first = Stopped(lambda: one.send(dropping).status_code)
            assert there.wait(PATIENCE)
            assert two.send(approving).status_code == 303
            go.set()
            assert first.ends() == 409
    with fresh_app.app_context():
        poll = queries.poll("fietspaden", 1)
        assert (poll.state, len(queries.keys(poll.id))) == (PollState.APPROVED, 2)


def by_letter(app: Flask, *, secret: bool, letters: int = 6) -> list[str]:
    """The codes of a poll by letter that opens a day later."""
    with clock.at(NOON), app.test_request_context(), transaction():
        table = laid_table()
        poll = table.prepared(
            electorate=Electorate.CODES, moves=False, secret=secret, options=[actions.Offered(title="Een bankje")]
        )
        batch = actions.make_codes(poll, count=letters, municipality_id=None, by=None, key=SECRET, lock=VAULT.lock)
        codes = VAULT.open(batch.sealed).split()
        for who in (table.moderator, table.bureau) if secret else ():
            actions.make_key(poll, public_key=sealing.new_key()[1], by=who.id)
        actions.approve(poll, by=table.bureau.id)
    return codes


def confirmed(client: HouseClient, review: Any) -> int:
    return client.send(review, form="bevestigen").status_code


def about_to_confirm(app: Flask, code: str) -> tuple[HouseClient, Any]:
    client: Any = app.test_client()
    typed = client.submit("/stemcode", {"code": code}, follow=True)
    return client, client.send(typed, {"choice_1": "yes"})


@pytest.mark.parametrize("secret", [False, True])
def test_a_vote_by_code_comes_too_late_for_an_annulled_poll(
    fresh_app: Flask, monkeypatch: pytest.MonkeyPatch, secret: bool
) -> None:
    (code, *_others) = by_letter(fresh_app, secret=secret)
    with clock.at(NOON + DAY), fresh_app.test_request_context(), transaction():
        actions.make_roll(queries.poll("fietspaden", 1))
    with clock.at(NOON + 2 * DAY):
        client, review = about_to_confirm(fresh_app, code)
        with stopping_at(monkeypatch, queries, "poll_to_vote") as (there, go):
            late = Stopped(lambda: client.send(review, form="bevestigen").status_code)
            assert there.wait(PATIENCE)
            with fresh_app.test_request_context(), transaction():
                actions.annul(queries.poll("fietspaden", 1), reason="Fout.", by=None)
            go.set()
            assert late.ends() == 409
    with fresh_app.app_context():
        assert [db.session.scalar(select(func.count()).select_from(kind)) for kind in (Ballot, SecretBox)] == [0, 0]


def test_a_changed_vote_by_code_comes_too_late_for_an_established_result(
    fresh_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    (code, *_others) = by_letter(fresh_app, secret=False)
    with clock.at(NOON + DAY), fresh_app.test_request_context(), transaction():
        poll = queries.poll("fietspaden", 1)
        actions.make_roll(poll)
        for line in queries.roll(poll.id):
            actions.cast(poll, votes={row.id: Vote("no") for row in poll.questions}, code_id=line.code_id)
    with clock.at(NOON + 2 * DAY):
        client, review = about_to_confirm(fresh_app, code)
        with stopping_at(monkeypatch, queries, "poll_to_vote") as (there, go):
            late = Stopped(lambda: client.send(review, form="bevestigen").status_code)
            assert there.wait(PATIENCE)
            with fresh_app.test_request_context(), transaction():
                poll = queries.poll("fietspaden", 1)
                actions.close_early(poll)
                files = [json.dumps(queries.counting_file(one)).encode() for one in queries.count(poll)]
                actions.recount(poll, files, by=None)
                actions.establish(poll, by=None)
            go.set()
            assert late.ends() == 409
        with fresh_app.app_context():
            poll = queries.poll("fietspaden", 1)
            assert all(queries.is_recounted(one) for one in queries.count(poll))
            assert db.session.scalar(select(func.count()).select_from(Ballot)) == 6


def test_two_letters_while_a_third_makes_the_roll(fresh_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither holds the poll together with the other before it wants the poll alone."""
    codes = by_letter(fresh_app, secret=False)
    both, after, go, real = Barrier(3), Barrier(2), Event(), queries.poll_to_vote

    def slow(slug: str, number: int) -> Any:
        both.wait(PATIENCE)
        assert go.wait(PATIENCE)
        found = real(slug, number)
        after.wait(PATIENCE)
        return found

    with clock.at(NOON + DAY):
        ready = [about_to_confirm(fresh_app, code) for code in codes[:2]]
        monkeypatch.setattr(queries, "poll_to_vote", slow)
        votes = [Stopped(partial(confirmed, *each)) for each in ready]
        both.wait(PATIENCE)
        with fresh_app.test_request_context(), transaction():
            actions.make_roll(queries.poll("fietspaden", 1))
        go.set()
        assert [vote.ends() for vote in votes] == [303, 303]


def test_the_outer_key_used_twice_at_once_opens_one_layer(fresh_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.at(NOON), fresh_app.test_request_context(), transaction():
        table = laid_table()
        poll = table.prepared(secret=True, moves=False, options=[actions.Offered(title="Ja")])
        keys = []
        for who in (table.moderator, table.bureau):
            written, public = sealing.new_key()
            keys.append(written)
            actions.make_key(poll, public_key=public, by=who.id)
        actions.approve(poll, by=table.bureau.id)
        bureau, members = table.bureau.id, [member.id for member in table.members[:5]]
    with clock.at(NOON + DAY), fresh_app.test_request_context(), transaction():
        poll = queries.poll("fietspaden", 1)
        for n, number in enumerate(members):
            votes = {row.id: Vote("yes") for row in poll.questions}
            receipts = {row.id: f"{actions.new_half()}-EIG{n}" for row in poll.questions}
            actions.cast_secret(poll, person_id=number, votes=votes, receipts=receipts)
    with clock.at(NOON + 9 * DAY):
        client = signed_in(fresh_app, bureau)
        opening = client.get(f"{ONE}/bus")
        with stopping_at(monkeypatch, actions, "open_layer") as (there, go):
            first = Stopped(lambda: client.send(opening, {"key": keys[1]}).status_code)
            assert there.wait(PATIENCE)
            with fresh_app.test_request_context(), transaction():
                assert not open_layer(queries.poll("fietspaden", 1), keys[1], by=bureau)
            go.set()
            assert first.ends() == 403


def voters(app: Flask) -> list[int]:
    """The ids of the members who may vote by name now; nobody has, so there is no roll."""
    with clock.at(NOON), app.test_request_context(), transaction():
        table = laid_table()
        table.approved()
        return [member.id for member in table.members]


def test_the_first_vote_of_all_comes_too_late_for_an_annulled_poll(
    fresh_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    (member, *_others) = voters(fresh_app)
    with clock.at(NOON + 2 * DAY):
        client = signed_in(fresh_app, member)
        review = client.submit(f"{ONE}/stem", {"choice_1": "yes", "choice_2": "no"})
        with stopping_at(monkeypatch, voting, "make_roll") as (there, go):
            late = Stopped(lambda: client.send(review, form="bevestigen").status_code)
            assert there.wait(PATIENCE)
            with fresh_app.test_request_context(), transaction():
                actions.annul(queries.poll("fietspaden", 1), reason="Fout.", by=None)
            go.set()
            assert late.ends() == 409
