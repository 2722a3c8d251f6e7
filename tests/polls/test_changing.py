"""A poll in preparation that is no longer secret lets go of its keys."""

from regiodialoog.polls import actions, queries, sealing
from tests.accounts.people import become, kinds
from tests.polls.conftest import Table, offered
from tests.polls.test_pages import FORM, ONE, text_of
from tests.polls.test_secret import key_on
from tests.support.client import HouseClient


def test_keys_go_when_a_poll_is_no_longer_secret(table: Table) -> None:
    poll = table.prepared(secret=True)
    for person in (table.moderator, table.bureau):
        actions.make_key(poll, public_key=sealing.new_key()[1], by=person.id)
    actions.change_poll(poll, options=offered(table.proposals), by=table.moderator.id, question="Nemen wij dit op?")
    assert len(queries.keys(poll.id)) == 2, "another change leaves them"
    assert "polls.keys_dropped" not in kinds()
    actions.change_poll(poll, options=offered(table.proposals), by=table.moderator.id, secret=False)
    assert not queries.keys(poll.id)
    assert kinds().count("polls.keys_dropped") == 1
    actions.change_poll(poll, options=offered(table.proposals), by=table.moderator.id, secret=True)
    actions.change_poll(poll, options=offered(table.proposals), by=table.moderator.id, secret=False)
    assert kinds().count("polls.keys_dropped") == 1, "there was none to drop"
    actions.approve(poll, by=table.bureau.id)


def test_the_page_says_so_before_and_after(client: HouseClient, table: Table) -> None:
    table.prepared(secret=True)
    become(client, table.moderator)
    form = {**FORM, "proposals": [str(proposal.id) for proposal in table.proposals]}
    assert "vervallen die" not in text_of(client, f"{ONE}/bewerken"), "no key was made yet"
    shown = client.get(f"{ONE}/sleutel")
    assert client.send(shown, {"last": key_on(shown)[-4:]}).status_code == 303
    assert "vervallen die" in text_of(client, f"{ONE}/bewerken")
    kept = client.submit(f"{ONE}/bewerken", {**form, "secret": "y"}, follow=True)
    assert "werken niet meer" not in kept.get_data(as_text=True)
    gone = client.submit(f"{ONE}/bewerken", {**form, "secret": None}, follow=True)
    assert "werken niet meer" in gone.get_data(as_text=True)
    assert not queries.keys(queries.poll("fietspaden", 1).id)
