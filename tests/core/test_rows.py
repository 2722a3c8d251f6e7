"""Holding a row: read anew under a lock, with what it is related to as it was."""

import pytest
from sqlalchemy import delete, update

from regiodialoog.agenda.models import Agenda
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.core.rows import hold, note_held
from regiodialoog.polls.models import Poll, PollOption, PollQuestion
from tests.polls.conftest import Table, table  # noqa: F401 - a fixture
from tests.support.database import count_queries


def test_a_held_row_is_read_anew_and_its_relations_stay(table: Table) -> None:  # noqa: F811
    poll = table.approved()
    questions = list(poll.questions)
    elsewhere = {"reason": "Elders veranderd.", "state": "annulled", "annulled_at": poll.opens_at}
    db.session.execute(update(Poll).values(elsewhere), execution_options={"synchronize_session": False})
    assert poll.reason == ""
    with count_queries() as seen:
        hold(poll)
        assert (poll.reason, poll.state.value) == ("Elders veranderd.", "annulled")
        assert poll.questions == questions
    assert len(seen) == 1, seen
    assert not db.session.dirty


def test_what_is_held_is_not_asked_for_again_unless_nobody_else_may_hold_it(table: Table) -> None:  # noqa: F811
    poll = table.approved()
    note_held(poll)
    with count_queries() as seen:
        hold(poll, shared=True)
    assert seen == []
    with count_queries() as seen:
        hold(poll)
    assert len(seen) == 1, "to change it, one needs it alone"


def test_a_row_that_is_gone_is_not_held(table: Table) -> None:  # noqa: F811
    poll = table.prepared()
    for kind in (PollOption, PollQuestion, Poll):
        db.session.execute(delete(kind), execution_options={"synchronize_session": False})
    with pytest.raises(NotFound):
        hold(poll)


def test_a_row_with_a_value_of_several_columns_is_refreshed_instead() -> None:
    with pytest.raises(TypeError, match="Agenda"):
        hold(Agenda(id=1))
