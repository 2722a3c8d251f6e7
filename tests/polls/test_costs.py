"""How many statements a vote costs: at the peak everybody votes at once."""

from regiodialoog.core import clock
from regiodialoog.polls import actions
from tests.accounts.people import become
from tests.polls.conftest import DAY, Table
from tests.polls.test_secret import locked
from tests.support.client import HouseClient
from tests.support.database import count_queries

STEM = "/themas/fietspaden/stemmingen/1/stem"
BOTH = {"choice_1": "yes", "choice_2": "no"}


def test_a_vote_by_name(client: HouseClient, table: Table) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at + DAY):
        actions.make_roll(poll)
        become(client, table.members[0])
        for choice in ("yes", "no"):
            review = client.submit(STEM, BOTH | {"choice_2": choice})
            with count_queries() as seen:
                assert client.send(review, form="bevestigen").status_code == 303
            # who, the poll, the line of its roll, earlier votes, new ones, event, the form's key
            assert len(seen) == 7 + (choice == "no"), f"one more replaces an earlier vote\n{seen}"


def test_a_vote_in_secret(client: HouseClient, table: Table) -> None:
    poll, _keys = locked(table)
    with clock.at(poll.opens_at + DAY):
        actions.make_roll(poll)
        become(client, table.members[0])
        review = client.submit(STEM, BOTH)
        with count_queries() as seen:
            assert client.send(review, form="bevestigen").status_code == 303
    # the poll, who, the line of its roll, both keys (once for all who vote), the box
    assert len(seen) == 5, seen
