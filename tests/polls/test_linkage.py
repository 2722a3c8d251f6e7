"""Somebody who copies everything, again and again, tries to find out who chose what in a secret poll.

Copies are taken after each vote while the poll is open, and once more after the box was opened and tidied: the file of
the database and its log on SQLite, every file of the server on PostgreSQL, and what the application logged.
"""

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from regiodialoog.core import clock
from regiodialoog.core.db import db, engine, transaction
from regiodialoog.polls import actions, listeners, queries, sealing
from regiodialoog.polls.models import Ballot, OpenedBallot, Poll, SecretBox
from tests.accounts.people import someone
from tests.conftest import NOON
from tests.polls.conftest import DAY, Table, laid_table
from tests.security.test_races import signed_in

ONE = "/themas/fietspaden/stemmingen/1"
VOTERS = 24
CHOICES = ("yes", "no")


@dataclass
class Vote:
    """What one person did: the receipts that they saw and what they chose."""

    person_id: int
    choice: str
    receipts: list[str]


@dataclass
class Story:
    app: Flask
    voters: list[int] = field(default_factory=list)
    staff: tuple[int, int] = (0, 0)
    keys: tuple[str, str] = ("", "")
    votes: list[Vote] = field(default_factory=list)
    lay_open: list[tuple[int, bytes]] = field(default_factory=list)
    boxes: dict[int, bytes] = field(default_factory=dict)

    def readable(self) -> re.Pattern[bytes]:
        """What would give a vote away: the part of a receipt that the site made, or a ballot as it is published."""
        halves = [vote.receipts[0].partition("-")[0] for vote in self.votes]
        return re.compile("|".join([*halves, *(f'"choice":"{word}"' for word in CHOICES)]).encode())


def everything(app: Flask) -> bytes:
    """All that lies on the disk for this database."""
    with app.app_context():
        if engine().dialect.name == "sqlite":
            path = Path(str(engine().url.database))
            return b"\n".join(each.read_bytes() for each in path.parent.glob(path.name + "*"))
        with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("CHECKPOINT"))
            folder = Path(str(connection.execute(text("SHOW data_directory")).scalar()))
            number = connection.execute(text("SELECT oid FROM pg_database WHERE datname = current_database()")).scalar()
        files = [*(folder / "base" / str(number)).iterdir(), *(folder / "pg_wal").glob("0*")]
        return b"\n".join(each.read_bytes() for each in files)


def told(app: Flask) -> Story:
    """A secret poll of 24 people that was voted in on the pages; after each vote a copy of everything is searched."""
    story = Story(app)
    rnd = random.Random(5)
    with clock.at(NOON), app.test_request_context(), transaction():
        table = laid_table()
        _more(table)
        poll = table.prepared(secret=True, options=[actions.Offered(table.proposals[0])])
        story.keys, publics = zip(*(sealing.new_key() for _layer in range(2)), strict=True)
        for public, holder in zip(publics, (table.moderator, table.bureau), strict=True):
            actions.make_key(poll, public_key=public, by=holder.id)
        actions.approve(poll, by=table.bureau.id)
        story.voters = [member.id for member in table.members]
        story.staff = (table.moderator.id, table.bureau.id)
    rnd.shuffle(story.voters)
    with clock.at(NOON + DAY):
        for number in story.voters:
            client, choice = signed_in(app, number), rnd.choice(CHOICES)
            review = client.submit(f"{ONE}/stem", {"choice_1": choice})
            receipts = re.findall(r"[0-9A-F]{8}-[0-9A-Z]{4,12}", review.get_data(as_text=True))
            assert client.send(review, form="bevestigen").status_code == 303
            story.votes.append(Vote(number, choice, receipts))
            found = story.readable().search(everything(app))
            if found:
                story.lay_open.append((len(story.votes), found[0]))
        with app.app_context():
            story.boxes = {row.roll_id: row.box for row in db.session.scalars(select(SecretBox))}
    return story


def _more(table: Table) -> None:
    for n in range(VOTERS - len(table.members)):
        person = someone(f"Meer {n}", f"meer{n}@example.nl")
        table.sit(person, table.interests[n % 2], table.places[n % 2])
        table.members.append(person)


def end(story: Story) -> list[tuple[str, str]]:
    """Close, open with both keys, tidy; what is published, as (receipt, choice) in its order."""
    inner, outer = story.keys
    moderator, bureau = story.staff
    with clock.at(NOON + 9 * DAY):
        with story.app.test_request_context(), transaction():
            actions.open_layer(queries.poll("fietspaden", 1), outer, by=bureau)
        with story.app.test_request_context(), transaction():
            actions.open_layer(queries.poll("fietspaden", 1), inner, by=moderator)
        with story.app.app_context():
            listeners.tidy_box({"poll_id": 1})
        with story.app.test_request_context():
            return [(one.receipt, one.choice) for one in queries.opened(queries.poll("fietspaden", 1))]


def test_no_copy_links_a_voter_to_a_vote(fresh_app: Flask, capfd: pytest.CaptureFixture[str]) -> None:
    story = told(fresh_app)
    logged = "".join(capfd.readouterr())
    assert all(len(vote.receipts) == 1 for vote in story.votes)

    # while it is open, without the keys
    assert story.lay_open == [], "after which vote, and what lay open"
    assert len({len(box) for box in story.boxes.values()}) == 1, "lengths tell nothing"
    assert len(set(story.boxes.values())) == VOTERS
    assert "cast_secret" not in logged
    assert not [vote for vote in story.votes if vote.receipts[0] in logged]

    published = end(story)

    # the published votes are those that were given, and in no order that anybody could know
    assert sorted(published) == sorted((vote.receipts[0], vote.choice) for vote in story.votes)
    assert [receipt for receipt, _choice in published] == sorted(receipt for receipt, _choice in published)
    by_turn = [vote.choice for vote in story.votes]
    guesses = [
        [choice for _receipt, choice in published],
        [choice for _receipt, choice in reversed(published)],
        [_choice_of(story, published, number) for number in sorted(story.boxes)],
    ]
    for guess in guesses:
        right = sum(a == b for a, b in zip(by_turn, guess, strict=True))
        assert right < VOTERS, "an order gives every vote away"

    # when all is over: the boxes are on no disk (the log of PostgreSQL keeps them sealed, and the keys are nowhere)
    left = everything(fresh_app)
    with fresh_app.app_context():
        if engine().dialect.name == "sqlite":
            assert not [box for box in story.boxes.values() if box[:32] in left]
        assert db.session.scalars(select(SecretBox)).all() == []
        assert db.session.scalars(select(Ballot)).all() == []
        numbers = db.session.scalars(select(OpenedBallot.receipt).order_by(OpenedBallot.id)).all()
        assert list(numbers) == sorted(numbers), "the order of writing is that of the receipts"
        poll = db.session.scalars(select(Poll)).one()
        columns = {column.name for line in queries.roll(poll.id)[:1] for column in line.__table__.columns}
        assert not {name for name in columns if name.endswith("_at")}, "no moment stands by a line of the roll"
    logged += "".join(capfd.readouterr())
    for key in story.keys:
        for written in (key, key.replace("-", "")):
            assert written not in logged
            assert written.encode() not in left


def _choice_of(story: Story, published: list[tuple[str, str]], roll_id: int) -> str:
    """What the one would guess who thinks that votes stand in the order of the lines of the roll."""
    return published[sorted(story.boxes).index(roll_id)][1]


def test_who_has_one_key_and_every_copy_reads_nothing(fresh_app: Flask) -> None:
    story = told(fresh_app)
    with fresh_app.test_request_context():
        poll = queries.poll("fietspaden", 1)
        lines = {line.id: line.line for line in queries.roll(poll.id)}
        for key, layer in ((story.keys[0], 0), (story.keys[1], 0), (story.keys[0], 1)):
            for roll_id, box in story.boxes.items():
                with pytest.raises(sealing.Unopenable):
                    sealing.peel(box, key, about=f"{poll.id} {lines[roll_id]}", layer=layer)
        inner = {
            roll_id: sealing.peel(box, story.keys[1], about=f"{poll.id} {lines[roll_id]}", layer=1)
            for roll_id, box in story.boxes.items()
        }
    for vote in story.votes:
        assert not [one for one in inner.values() if vote.receipts[0].encode() in one]


def test_votes_sent_at_once_are_each_in_the_box_once(fresh_app: Flask) -> None:
    from tests.security.test_races import at_once

    with clock.at(NOON), fresh_app.test_request_context(), transaction():
        table = laid_table()
        poll = table.prepared(secret=True)
        for holder in (table.moderator, table.bureau):
            actions.make_key(poll, public_key=sealing.new_key()[1], by=holder.id)
        actions.approve(poll, by=table.bureau.id)
        members = [member.id for member in table.members]
    with clock.at(NOON + DAY):
        clients = [signed_in(fresh_app, number) for number in (*members[:3], members[0])]
        pages = [client.submit(f"{ONE}/stem", {"choice_1": "yes", "choice_2": "no"}) for client in clients]
        works = [lambda c=c, p=p: c.send(p, form="bevestigen").status_code for c, p in zip(clients, pages, strict=True)]
        answers = at_once(*works)
    assert answers in ([303] * 4, [303, 303, 303, 409])
    with fresh_app.app_context():
        assert len(db.session.scalars(select(SecretBox)).all()) == 3
