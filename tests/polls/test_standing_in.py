"""A deputy is inside the group and has no vote; the seat has one, whoever holds it."""

import pytest

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.errors import Forbidden
from regiodialoog.core.policy import Role
from regiodialoog.groups import actions as groups
from regiodialoog.groups.models import Seat
from regiodialoog.organisations import actions as organisations
from regiodialoog.organisations.models import OrganisationKind
from regiodialoog.polls import actions, policy, queries
from tests.accounts.people import become, held
from tests.polls.conftest import N, Table, Y
from tests.support.client import HouseClient


def deputy_of(table: Table) -> tuple[Seat, Person, Person]:
    """A seat on behalf of an organisation, its holder and the deputy."""
    seat, holder = table.seats[0], table.members[0]
    seat.organisation_id = organisations.create_organisation("Fietsclub", kind=OrganisationKind.COLLECTION).id
    row = groups.ask_deputy(seat, name="Piet Plaats", address="piet@example.nl", by=holder.id)
    deputy = groups.confirm_deputy(row, name="Piet Plaats", language="nl")
    return seat, holder, deputy


def test_a_deputy_has_no_vote_of_their_own(table: Table, client: HouseClient) -> None:
    _seat, holder, deputy = deputy_of(table)
    assert Role.PARTICIPANT in held(deputy)
    poll = table.approved()
    assert queries.expected_size(poll) == len(table.members)
    with clock.at(poll.opens_at):
        table.vote(poll, holder, Y)
        with pytest.raises(Forbidden):
            table.vote(poll, deputy, N)
        assert not policy.may_vote(deputy, poll)
        assert queries.turnout(poll.id) == 1
        assert poll.roll_size == len(table.members)
        become(client, deputy)
        path = f"/themas/fietspaden/stemmingen/{poll.number}/stem"
        assert client.get(path).status_code == 403
        assert client.post(path).status_code == 403


def test_who_took_the_seat_over_before_the_opening_votes_and_who_left_does_not(table: Table) -> None:
    seat, holder, deputy = deputy_of(table)
    poll = table.approved()
    groups.hand_over(seat, by=holder.id, reason="Andere baan.")
    with clock.at(poll.opens_at):
        table.vote(poll, deputy, Y)
        with pytest.raises(Forbidden):
            table.vote(poll, holder, N)
        assert queries.expected_size(poll) == len(table.members)
    line = queries.roll_line(poll, deputy.id)
    assert line.interest_id == seat.interest_id


def test_a_seat_that_changes_hands_while_a_poll_is_open_has_one_vote(table: Table) -> None:
    """Who held it at the opening votes, also after they left; who took it over votes next time."""
    seat, holder, deputy = deputy_of(table)
    poll = table.approved()
    with clock.at(poll.opens_at):
        actions.make_roll(poll)
        groups.hand_over(seat, by=holder.id, reason="Andere baan.")
        with pytest.raises(Forbidden):
            table.vote(poll, deputy, N)
        table.vote(poll, holder, Y)
        assert queries.turnout(poll.id) == 1
        assert queries.expected_size(poll) == len(table.members)


def test_a_seat_that_changed_hands_before_the_first_vote_has_one_too(table: Table) -> None:
    """The roll is written at the first vote, of the moment of the opening."""
    seat, holder, deputy = deputy_of(table)
    poll = table.approved()
    with clock.at(poll.opens_at + (poll.closes_at - poll.opens_at) / 2):
        groups.hand_over(seat, by=holder.id, reason="Andere baan.")
        with pytest.raises(Forbidden):
            table.vote(poll, deputy, N)
        table.vote(poll, holder, Y)
        assert queries.expected_size(poll) == len(table.members)
