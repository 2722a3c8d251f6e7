"""Two requests at one moment, with real commits."""

import json
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import db, engine, transaction
from regiodialoog.polls import actions, queries, sealing
from regiodialoog.polls.actions import voting
from regiodialoog.polls.actions.voting import hold_open, locked_line
from regiodialoog.polls.models import Ballot, Electorate, Poll, PollRoll
from tests.accounts.people import VAULT
from tests.conftest import NOON
from tests.polls.conftest import DAY, RULE, Y, laid_table
from tests.security.test_races import at_once, happened, signed_in
from tests.support.client import HouseClient
from tests.support.server import SECRET

VOTE = "/themas/fietspaden/stemmingen/1/stem"


def laid(app: Flask) -> list[int]:
    """An approved poll that opens a day later; the ids of the members."""
    with app.test_request_context(), transaction():
        table = laid_table()
        table.approved()
        return [member.id for member in table.members]


def test_the_first_two_votes_make_one_roll(fresh_app: Flask) -> None:
    with clock.at(NOON):
        members = laid(fresh_app)
    with clock.at(NOON + DAY + timedelta(hours=1)):
        clients = [signed_in(fresh_app, number) for number in members[:2]]
        pages = [client.submit(VOTE, {"choice_1": "yes", "choice_2": "no"}) for client in clients]
        works = [lambda c=c, p=p: c.send(p, form="bevestigen").status_code for c, p in zip(clients, pages, strict=True)]
        assert at_once(*works) == [303, 303]
    assert counted(fresh_app) == (12, 4)
    assert happened(fresh_app, "polls.roll_made") == 1


def test_one_person_voting_twice_at_once_has_one_vote_that_counts(fresh_app: Flask) -> None:
    with clock.at(NOON):
        (member, *_others) = laid(fresh_app)
    with clock.at(NOON + DAY + timedelta(hours=1)):
        clients = [signed_in(fresh_app, member) for _ in range(3)]
        pages = [
            client.submit(VOTE, {"choice_1": choice, "choice_2": choice})
            for client, choice in zip(clients, ("yes", "no", "abstain"), strict=True)
        ]
        works = [lambda c=c, p=p: c.send(p, form="bevestigen").status_code for c, p in zip(clients, pages, strict=True)]
        assert at_once(*works) == [303, 303, 303]
    assert counted(fresh_app) == (12, 2)


def test_a_vote_and_the_establishing_do_not_cross(fresh_app: Flask) -> None:
    """Whoever comes after the closing is too late, whatever else happens at that moment."""
    with clock.at(NOON):
        members = laid(fresh_app)
    with clock.at(NOON + DAY + timedelta(hours=1)):
        client = signed_in(fresh_app, members[0])
        page = client.submit(VOTE, {"choice_1": "yes", "choice_2": "no"})
    with clock.at(NOON + 8 * DAY):
        assert client.send(page, form="bevestigen").status_code == 409
        with fresh_app.test_request_context(), transaction():
            from regiodialoog.polls import queries

            poll = queries.poll("fietspaden", 1)
            actions.make_roll(poll)
            files = [json.dumps(queries.counting_file(one)).encode() for one in queries.count(poll)]
            actions.recount(poll, files, by=None)
            actions.establish(poll, by=None)
    assert counted(fresh_app) == (12, 0)
    assert Y


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
@pytest.mark.parametrize("find", [queries.poll_to_vote, queries.poll])
def test_under_a_vote_nobody_ends_the_poll_or_votes_on_the_same_line(fresh_app: Flask, find: Any) -> None:
    """And others vote beside it. SQLite lets one write at a time, whatever it is about."""
    with clock.at(NOON):
        member, other, *_rest = laid(fresh_app)
    with clock.at(NOON + DAY + timedelta(hours=1)):
        with fresh_app.test_request_context(), transaction():
            made = queries.poll("fietspaden", 1)
            actions.make_roll(made)
            beside = queries.roll_line(made, other)
            assert beside is not None
            free = beside.id
        with fresh_app.test_request_context(), transaction():
            poll = find("fietspaden", 1)
            hold_open(poll)
            line = locked_line(poll, person_id=member, code_id=None)
            assert can_lock("polls", poll.id, "SHARE")
            assert not can_lock("polls", poll.id, "UPDATE")
            assert can_lock("poll_roll", free, "UPDATE")
            assert not can_lock("poll_roll", line.id, "UPDATE")


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_whoever_makes_the_roll_did_not_hold_the_poll_before(fresh_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two first voters who both held it would wait for each other for ever."""
    free, make_roll = [], voting.make_roll

    def watched(poll: Poll) -> None:
        free.append(can_lock("polls", poll.id, "UPDATE"))
        make_roll(poll)

    monkeypatch.setattr(voting, "make_roll", watched)
    with clock.at(NOON):
        members = laid(fresh_app)
    with clock.at(NOON + DAY + timedelta(hours=1)):
        for member in members[:2]:
            client = signed_in(fresh_app, member)
            review = client.submit(VOTE, {"choice_1": "yes", "choice_2": "no"})
            assert client.send(review, form="bevestigen").status_code == 303
    assert free == [True, False], "of the second vote the roll is there, and its poll held"


def can_lock(table: str, number: int, how: str) -> bool:
    """Whether somebody else could lock this row now, and lets go of it."""
    asked = f"SELECT id FROM {table} WHERE id = {number} FOR {how} NOWAIT"
    with engine().connect() as another:
        try:
            return another.execute(text(asked)).scalar() == number
        except OperationalError:
            return False


def counted(app: Flask) -> tuple[int, int]:
    """Lines of rolls, and ballots that count."""
    with app.app_context():
        lines = db.session.scalar(select(func.count()).select_from(PollRoll)) or 0
        ballots = select(func.count()).select_from(Ballot).where(Ballot.replaced_at.is_(None))
        return lines, db.session.scalar(ballots) or 0


def test_a_proxy_is_used_or_taken_back_and_never_both(fresh_app: Flask) -> None:
    for secret in (False, True):
        with clock.at(NOON):
            members, key = laid_with_proxy(fresh_app, secret=secret)
        number = 2 if secret else 1
        one = f"/themas/fietspaden/stemmingen/{number}"
        with clock.at(NOON + DAY + timedelta(hours=1)):
            giver, holder = (signed_in(fresh_app, person) for person in members[:2])
            ended = giver.get(f"{one}/volmacht/{key}/beeindigen")
            review = holder.submit(f"{one}/stem/namens/{key}", {"choice_1": "yes"})
            answers = at_once(partial(sent, giver, ended), partial(sent, holder, review, form="bevestigen"))
        assert answers[0] == 303
        assert answers[1] in (404, 409)
        with fresh_app.app_context():
            poll = queries.poll("fietspaden", number)
            assert bool(queries.turnout(poll.id)) == bool(queries.proxies(poll.id))


def test_one_person_gives_one_proxy_and_the_other_holds_no_more_than_allowed(fresh_app: Flask) -> None:
    with clock.at(NOON):
        members, _key = laid_with_proxy(fresh_app, given=False)
        clients = [signed_in(fresh_app, person) for person in members[:3]]
        path = "/themas/fietspaden/stemmingen/1/volmacht"
        pages = [client.get(path) for client in clients]
        chosen = {"holder": str(members[4])}
        works = [lambda c=c, p=p: c.send(p, chosen).status_code for c, p in zip(clients, pages, strict=True)]
        answers = at_once(*works)
        assert answers[0] == 303
        assert all(status == 422 for status in answers[1:])
        chain = [
            lambda: signed_in(fresh_app, members[6]).submit(path, {"holder": str(members[7])}).status_code,
            lambda: signed_in(fresh_app, members[7]).submit(path, {"holder": str(members[8])}).status_code,
        ]
        assert min(at_once(*chain)) == 303
    with fresh_app.app_context():
        rows = queries.proxies(queries.poll("fietspaden", 1).id)
        assert not {row.giver_id for row in rows} & {row.holder_id for row in rows}, "no chains"
        assert len({row.holder_id for row in rows}) == len(rows)


def sent(client: HouseClient, page: Any, **more: Any) -> int:
    return client.send(page, **more).status_code


def laid_with_proxy(app: Flask, *, secret: bool = False, given: bool = True) -> tuple[list[int], int]:
    """The ids of the members; in a poll of one proposal the first gave the second a proxy, by this number."""
    with app.test_request_context(), transaction():
        if not secret:
            table = laid_table()
            poll = table.approved(proxies=1, options=[actions.Offered(table.proposals[0])])
        else:
            theme = queries.poll("fietspaden", 1).theme
            people = {one.name: one for one in db.session.scalars(select(Person))}
            poll = actions.prepare(
                theme, "Geheim?", rule=RULE, opens_at=NOON + DAY, closes_at=NOON + 8 * DAY, moves=False, secret=True,
                proxies=1, options=[actions.Offered(title="Ja")], by=people["Mo Deraar"].id,
            )  # fmt: skip
            for holder in ("Mo Deraar", "Bea Bureau"):
                actions.make_key(poll, public_key=sealing.new_key()[1], by=people[holder].id)
            actions.approve(poll, by=people["Bea Bureau"].id)
        members = [one.person_id or 0 for one in queries.entitled(poll, NOON)]
        key = actions.give_proxy(poll, giver_id=members[0], holder_id=members[1]).id if given else 0
        return members, key


def test_one_letter_used_twice_at_once_has_one_vote_that_counts(fresh_app: Flask) -> None:
    with clock.at(NOON), fresh_app.test_request_context(), transaction():
        table = laid_table()
        poll = table.prepared(electorate=Electorate.CODES, moves=False, options=[actions.Offered(title="Een bankje")])
        batch = actions.make_codes(poll, count=6, municipality_id=None, by=None, key=SECRET, lock=VAULT.lock)
        (code, *_others) = VAULT.open(batch.sealed).split()
        actions.approve(poll, by=table.bureau.id)
    with clock.at(NOON + DAY + timedelta(hours=1)):
        works = []
        for choice in ("yes", "no"):
            client = fresh_app.test_client()
            assert isinstance(client, HouseClient)
            typed = client.submit("/stemcode", {"code": code}, follow=True)
            works.append(partial(sent, client, client.send(typed, {"choice_1": choice}), form="bevestigen"))
        assert at_once(*works) == [303, 303]
    assert counted(fresh_app) == (6, 1)


def test_a_line_votes_on_the_site_or_on_paper_and_never_both(fresh_app: Flask) -> None:
    with clock.at(NOON):
        (member, *_others) = laid(fresh_app)
    with clock.at(NOON + DAY + timedelta(hours=1)):
        with fresh_app.test_request_context(), transaction():
            poll = queries.poll("fietspaden", 1)
            batch = actions.begin_paper(poll, by=None).number
            line = queries.roll_line(poll, member)
            assert line is not None
            number = line.id
            bureau = db.session.scalars(select(Person.id).where(Person.name == "Bea Bureau")).one()
        voter, desk = signed_in(fresh_app, member), signed_in(fresh_app, bureau)
        review = voter.submit(VOTE, {"choice_1": "yes", "choice_2": "no"})
        shown = desk.get(f"/themas/fietspaden/stemmingen/1/papier/{batch}/afstrepen")
        answers = at_once(
            partial(sent, voter, review, form="bevestigen"),
            partial(sent, desk, shown, values={"people": [str(number)]}),
        )
        assert answers[0] == 303
        assert answers[1] in (409, 422)
    _lines, ballots = counted(fresh_app)
    with fresh_app.app_context():
        poll = queries.poll("fietspaden", 1)
        assert (ballots > 0) != (queries.struck(queries.paper_batch(poll, batch).id) > 0)
