"""A poll has its number within its theme: what is of poll 1 here opens nothing of poll 1 of another theme."""

import pytest

from regiodialoog.core import clock
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues import actions as dialogue_actions
from regiodialoog.polls import actions, queries
from regiodialoog.polls.actions import Offered
from regiodialoog.polls.models import Electorate, Poll
from tests.accounts.people import become
from tests.polls.conftest import DAY, RULE, Table, Y
from tests.polls.test_codes import approved as approved_by_code
from tests.polls.test_codes import letters
from tests.polls.test_pages import ONE, text_of
from tests.support.client import HouseClient

THERE = "/themas/lantaarns/stemmingen/1"


def elsewhere(table: Table) -> tuple[Poll, list[str]]:
    """The first poll of another theme, with a code for each of six letters."""
    poll = actions.prepare(
        dialogue_actions.create_theme(table.theme.round, "Lantaarns"), "Waar komen lantaarns?", rule=RULE,
        opens_at=clock.now() + DAY, closes_at=clock.now() + 8 * DAY, options=[Offered(title="In het bos")],
        moves=False, electorate=Electorate.CODES, by=table.moderator.id,
    )  # fmt: skip
    codes = letters(poll)
    actions.approve(poll, by=table.bureau.id)
    return poll, codes


def test_a_poll_is_found_in_its_own_theme(client: HouseClient, table: Table) -> None:
    here, (there, _codes) = table.approved(), elsewhere(table)
    assert (here.number, there.number) == (1, 1)
    with clock.at(here.opens_at):
        for poll in (here, there):
            actions.make_roll(poll)
        for find in (queries.poll, queries.poll_to_vote):
            assert [find(slug, 1).id for slug in ("fietspaden", "lantaarns")] == [here.id, there.id]
            with pytest.raises(NotFound):
                find("bankjes", 1)
        become(client, table.members[0])
        assert "Waar komen lantaarns?" not in text_of(client, ONE)
        assert "Waar komen lantaarns?" in text_of(client, THERE)
        review = client.submit(f"{ONE}/stem", {"choice_1": "yes", "choice_2": "yes"})
        assert client.get(f"{THERE}/stem").status_code == 403
        assert client.send(review, form="bevestigen").status_code == 303
    assert (queries.turnout(here.id), queries.turnout(there.id)) == (1, 0)
    assert {one.choice for one in queries.ballots(here.id)} == {Y}


def test_a_code_opens_no_poll_of_another_theme_with_the_same_number(client: HouseClient, table: Table) -> None:
    here, (code, *_others) = approved_by_code(table)
    there, _codes = elsewhere(table)
    with clock.at(here.opens_at):
        assert client.submit("/stemcode", {"code": code}).headers["Location"] == f"{ONE}/stem/met-code"
        shown = client.get(f"{ONE}/stem/met-code")
        for path in ("stem/met-code", "uw-stem/met-code"):
            assert client.get(f"{THERE}/{path}").headers["Location"] == "/stemcode"
        review = client.send(shown, {"choice_1": "yes"})
        for step in ("review", "confirm"):
            sent = client.post(f"{THERE}/stem/met-code", data={"choice_1": "yes", "step": step})
            assert sent.status_code == 409
        assert client.send(review, form="bevestigen").status_code == 303
    assert (queries.turnout(here.id), queries.turnout(there.id)) == (1, 0)
