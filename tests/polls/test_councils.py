"""A poll among council members: per council, beside what the councils decided, and never of a few."""

from collections import Counter
from typing import Any

import lxml.html
import pytest
from sqlalchemy import select

from regiodialoog.accounts.actions import end_role, give_role
from regiodialoog.accounts.models import Person, RoleGrant
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.i18n import DEFAULT, catalog
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.dialogues import queries as dialogues_of
from regiodialoog.polls import actions, councils, queries
from regiodialoog.polls.actions import Offered, Vote
from regiodialoog.polls.models import Electorate, Poll
from tests.accounts.people import become, someone
from tests.polls.conftest import DAY, RULE, B, N, Table, Y, table
from tests.polls.test_pages import ONE, text_of
from tests.support.client import HouseClient

__all__ = ["table"]
OPTIONS = [Offered(title="Water & groen")]


def members(table: Table, *sizes: int) -> list[Person]:
    """So many council members of each municipality, in their order."""
    found = []
    for place, size in zip(table.places, sizes, strict=False):
        for n in range(size):
            person = someone(f"Raadslid {place.slug} {n}", f"raad{n}@{place.slug}.example")
            give_role(person, Role.COUNCIL_MEMBER, ScopeKind.MUNICIPALITY, place.id, by=None, tell=False)
            found.append(person)
    return found


def cast(table: Table, people: list[Person], choices: list[Any], **more: Any) -> Poll:
    given = {"electorate": Electorate.COUNCIL, "moves": False, "options": OPTIONS, "rule": RULE}
    poll = table.approved(**(given | more))
    with clock.at(poll.opens_at):
        for person, choice in zip(people, choices, strict=True):
            votes = {each.id: Vote(choice) for each in poll.questions}
            actions.cast(poll, person_id=person.id, votes=votes)
    return poll


def voted(table: Table, people: list[Person], choices: list[Any], **more: Any) -> Poll:
    poll = cast(table, people, choices, **more)
    with clock.at(poll.closes_at):
        table.recounted(poll)
        actions.establish(poll, by=table.bureau.id)
    return poll


def of(poll: Poll) -> councils.InCouncils:
    found = councils.in_councils(queries.count(poll)[0])
    assert found is not None
    return found


def test_who_was_a_council_member_at_the_opening_votes_and_nobody_else(table: Table) -> None:
    gone, later, *others = members(table, 6)
    poll = table.approved(electorate=Electorate.COUNCIL, moves=False, options=OPTIONS)
    for person, moment in ((gone, poll.opens_at - DAY / 2), (later, poll.opens_at + DAY)):
        grant = db.session.scalars(select(RoleGrant).where(RoleGrant.person_id == person.id)).one()
        with clock.at(moment):
            end_role(grant, by=table.bureau.id, reason="Verhuisd.")
    with clock.at(poll.opens_at + DAY):
        members(table, 0, 1)
        actions.make_roll(poll)
    assert {line.person_id for line in queries.roll(poll.id)} == {later.id, *(person.id for person in others)}


def test_who_counts_again_gets_no_more_than_everybody_will(table: Table, client: HouseClient) -> None:
    poll = cast(table, members(table, 6, 5), [Y] * 6 + [N] * 5)
    with clock.at(poll.closes_at):
        become(client, table.moderator)
        file = client.get(f"{ONE}/1/telbestand.json").get_json()
        assert not any("municipality" in ballot for ballot in file["ballots"])
        assert file == queries.public_file(queries.count(poll)[0], catalog(DEFAULT).ugettext)


def test_a_majority_is_counted_per_council(table: Table) -> None:
    people = members(table, 6, 5)
    seen = of(voted(table, people, [Y, Y, Y, N, N, B, N, N, N, Y, Y]))
    first, second = (place.name for place in table.places)
    assert {row.name: row.numbers for row in seen.rows} == {first: [3, 2, 1], second: [2, 3, 0]}
    assert [(option.name, number) for option, number in seen.overview] == [("Water & groen", 1)]
    assert (seen.of, seen.together) == (2, False)


def test_ticks_of_more_than_half_and_alone_most_dots_are_a_majority() -> None:
    ticks, dots = councils.MAJORITIES["approval"][0], councils.MAJORITIES["dots"][0]
    assert ticks("k1", Counter(k1=3, k2=5), 5)
    assert not ticks("k1", Counter(k1=3, k2=5), 6), "half is no majority"
    assert dots("k1", Counter(k1=7, k2=6), 5)
    assert not dots("k1", Counter(k1=6, k2=6), 5), "a tie is nobody's"
    assert not dots("k1", Counter(), 5)


def test_a_council_of_fewer_than_five_votes_is_not_shown_apart_nor_by_subtraction(
    table: Table, client: HouseClient
) -> None:
    people = members(table, 6, 3)
    poll = voted(table, people, [Y] * 6 + [N] * 3)
    seen = of(poll)
    assert [row.numbers for row in seen.rows] == [[], []]
    assert (seen.of, seen.overview[0][1]) == (0, 0)
    for reader in (None, people[8], table.bureau):
        with clock.at(poll.closes_at):
            if reader is not None:
                become(client, reader)
            assert "Van geen enkele raad stemden genoeg leden" in text_of(client, ONE)


def test_the_page_says_that_councils_decide_and_what_they_decided(table: Table, client: HouseClient) -> None:
    mandate = dialogues.write_mandate(table.theme, "Waar komen fietspaden?")
    dialogues.record_agreement(mandate, table.places[0], agreed_on=clock.today())
    poll = voted(table, members(table, 6, 5), [Y] * 6 + [N] * 5)
    with clock.at(poll.closes_at):
        html = text_of(client, ONE)
    assert "Raden besluiten in de raadsvergadering." in html
    assert "een meerderheid in 1 van 2 raden" in html
    assert "De raadsleden die stemden, willen dit" in html
    assert "Steun binnen deze groep" not in html
    assert f"Raad van {table.places[0].name}" in html
    assert html.count("nog geen antwoord") == 1
    assert "Maak een thema van" not in html


def test_the_bureau_makes_a_theme_of_what_was_chosen(table: Table, client: HouseClient) -> None:
    poll = voted(table, members(table, 6), [Y] * 6)
    dialogues.add_round(table.theme.round.dialogue)
    last = dialogues_of.rounds(table.theme.round.dialogue_id)[-1]
    with clock.at(poll.closes_at):
        become(client, table.bureau)
        tree = lxml.html.document_fromstring(text_of(client, ONE))
        (link,) = [a.get("href", "") for a in tree.iter("a") if "Maak een thema van: Water & groen" in a.text_content()]
        assert f"/rondes/{last.number}/" in link
        assert 'value="Water &amp; groen"' in text_of(client, link)
    for person in (table.moderator, table.members[0]):
        with clock.at(poll.closes_at):
            become(client, person)
            assert "Maak een thema van" not in text_of(client, ONE)
            assert client.get(link).status_code == 403


def test_where_a_rule_knows_no_majority_none_is_told(
    table: Table, client: HouseClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(councils.MAJORITIES, "yes-no")
    poll = voted(table, members(table, 6), [Y] * 6)
    assert councils.in_councils(queries.count(poll)[0]) is None
    with clock.at(poll.closes_at):
        assert "Per raad is er niets te laten zien." in text_of(client, ONE)


def test_who_establishes_the_result_sees_no_small_number_either(table: Table, client: HouseClient) -> None:
    poll = cast(table, members(table, 3), [Y, Y, N])
    with clock.at(poll.closes_at):
        become(client, table.bureau)
        html = text_of(client, f"{ONE}/vaststellen")
    assert "2 voor, 1 tegen" not in html
    assert "Fewer" not in html
