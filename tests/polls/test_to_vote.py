"""Storing a vote asks for its poll in one query; what it gets is what there is, and it is of no session."""

import pytest
from sqlalchemy import inspect
from sqlalchemy.orm.exc import DetachedInstanceError

from regiodialoog.core import clock
from regiodialoog.core.db import Model, db
from regiodialoog.polls import actions, queries
from regiodialoog.polls.models import Poll
from tests.accounts.people import become
from tests.polls.conftest import DAY, Table
from tests.polls.test_secret import locked
from tests.support.client import HouseClient
from tests.support.database import count_queries
from tests.support.html import check_page

STEM = "/themas/fietspaden/stemmingen/1/stem"
BOTH = {"choice_1": "yes", "choice_2": "no"}
STALE = {"csrf_token": "van-gisteren"}


def _columns(row: Model) -> dict[str, object]:
    return {each.key: getattr(row, each.key) for each in inspect(type(row)).column_attrs}


def _whole(poll: Poll) -> list[dict[str, object]]:
    rows: list[Model] = [poll]
    for question in poll.questions:
        rows += [question, *question.options]
    return [_columns(row) for row in rows]


def test_it_is_the_poll_to_the_last_column(table: Table) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at):
        actions.make_roll(poll)
        db.session.flush()
        with count_queries() as seen:
            found = queries.poll_to_vote("fietspaden", 1)
    assert len(seen) == 1
    assert _whole(found) == _whole(queries.poll("fietspaden", 1))
    assert (found.theme.slug, found.theme.title) == ("fietspaden", "Fietspaden")
    assert [one.question.poll for one in found.options] == [found] * 2


def test_nothing_of_it_is_written_and_nothing_is_loaded_later(table: Table) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at):
        actions.make_roll(poll)
        db.session.flush()
        found = queries.poll_to_vote("fietspaden", 1)
    found.question = "Iets anders?"
    assert not db.session.dirty
    for ask in (lambda: found.options[0].proposal, lambda: found.theme.round, lambda: found.theme.question):
        with pytest.raises(DetachedInstanceError):
            ask()


def test_before_its_roll_was_made_it_is_the_poll_of_the_session(table: Table) -> None:
    poll = table.approved()
    assert queries.poll_to_vote("fietspaden", 1) is poll


@pytest.mark.parametrize("secret", [False, True])
def test_a_form_that_cannot_be_stored_shows_the_whole_ballot_again(
    client: HouseClient, table: Table, secret: bool
) -> None:
    poll = locked(table)[0] if secret else table.approved()
    with clock.at(poll.opens_at + DAY):
        actions.make_roll(poll)
        become(client, table.members[0])
        review = client.submit(STEM, BOTH)
        again = client.send(review, STALE, form="bevestigen")
        assert again.status_code == 422
        check_page(again)
        text = again.get_data(as_text=True)
        assert "U was te lang weg" in text
        assert all(proposal.summary in text for proposal in table.proposals), "what is chosen about is there too"
        assert text.count("checked") == 2, "and what was chosen"
        stored = client.send(client.send(again), form="bevestigen")
        assert stored.status_code == 303
        assert queries.turnout(poll.id) == 1
