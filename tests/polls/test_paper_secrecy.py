"""No paper leads to whoever handed it in: a few wait for others, and into which box one goes is drawn."""

import json

import pytest
from sqlalchemy import select

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.polls import actions, queries, sealing
from regiodialoog.polls.models import SecretBox
from tests.polls.conftest import B, N, Table, Y
from tests.polls.test_codes import approved
from tests.polls.test_paper import begun, both, take, type_in
from tests.polls.test_secret import locked


def test_fewer_than_five_letters_wait_for_others(table: Table) -> None:
    poll, _codes = approved(table, 8)
    with clock.at(poll.opens_at):
        batch = actions.begin_paper(poll, by=table.bureau.id)
        lines = queries.roll(poll.id)
        actions.strike_off(batch, lines[:4])
        both(batch, table, Y, N, N, B)
        with pytest.raises(Conflict, match="minder dan vijf"):
            take(batch, table)
        assert queries.on_paper(poll.id) == 0
        actions.strike_off(batch, lines[4:5])
        for counting in queries.countings(batch.id):
            actions.say_done(counting, done=False)
            type_in(batch, counting.typist_id, [Y])
        take(batch, table)
    assert (queries.on_paper(poll.id), queries.turnout(poll.id)) == (5, 5)


def test_into_whose_box_a_paper_went_even_both_keys_do_not_tell(table: Table) -> None:
    poll, (inner, outer) = locked(table, rule={"kind": "score", "max": 20})
    key = poll.options[0].key
    typed = [{key: n} for n in range(12)]
    with clock.at(poll.opens_at):
        batch = begun(poll, table, *range(12))
        for typist in (table.bureau, table.moderator):
            type_in(batch, typist.id, typed)
        take(batch, table)
    lines = {line.id: f"{poll.id} {line.line}" for line in queries.roll(poll.id)}
    found = []
    for one in db.session.scalars(select(SecretBox).order_by(SecretBox.roll_id)):
        box = sealing.peel(one.box, outer, about=lines[one.roll_id], layer=1)
        filled = sealing.peel(box, inner, about=lines[one.roll_id], layer=0)
        found += [answer["choice"] for answer in json.loads(sealing.payload_of(filled))]
    assert sorted(found, key=str) == sorted(typed, key=str)
    assert found != typed, "in the order in which they lay on the table"
