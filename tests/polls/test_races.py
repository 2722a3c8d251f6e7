"""Two requests at one moment, with real commits."""

import json
from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from regiodialoog.core import clock
from regiodialoog.core.db import db, transaction
from regiodialoog.polls import actions
from regiodialoog.polls.models import Ballot, PollRoll
from tests.conftest import NOON
from tests.polls.conftest import DAY, Y, laid_table
from tests.security.test_races import at_once, happened, signed_in

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


def counted(app: Flask) -> tuple[int, int]:
    """Lines of rolls, and ballots that count."""
    with app.app_context():
        lines = db.session.scalar(select(func.count()).select_from(PollRoll)) or 0
        ballots = select(func.count()).select_from(Ballot).where(Ballot.replaced_at.is_(None))
        return lines, db.session.scalar(ballots) or 0
