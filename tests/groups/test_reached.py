"""How far people came, by channel and by municipality: sent, code used, signed up, eligible, seated."""

import re

from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import invitees as invitee_actions
from regiodialoog.groups.actions import letters as letter_actions
from regiodialoog.groups.actions import recruiting
from regiodialoog.groups.models import CameBy, ChannelKind, Condition
from regiodialoog.groups.queries import Totals
from tests.groups.conftest import Table
from tests.groups.inviting import a_list, letter_with, person, taken, with_letters
from tests.groups.test_conditions import ask, met
from tests.groups.test_drawing import picked
from tests.groups.test_offering import first
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient

ROOM = "/beheer/groepen/fietspaden/kanalen"


def sent_to_three(table: Table) -> int:
    """Two letters to the first municipality, one of which brought somebody, and one to the second, whose code was
    used; the number of the channel."""
    row = a_list(table)
    lines = [person(table, 1), person(table, 2), person(table, 3, gemeente=table.places[1].name)]
    rows = taken(table, row, *lines)
    code, *_rest = with_letters(table, row)
    signed_up = table.sign_up(0, 0)
    letter_actions.use(letter_with(code), signed_up)
    recruiting.came(signed_up, how=CameBy.LETTER, channel=row.channel)
    invitee_actions.note_opened(rows[2])
    return row.channel_id


def reached(table: Table) -> queries.Reached:
    return queries.reached(table.theme.id, queries.conditions(table.group))


def test_letters_and_who_came_of_them_are_counted_by_channel_and_by_municipality(table: Table) -> None:
    channel, found = sent_to_three(table), reached(table)
    assert found.by_channel == {channel: Totals(signed_up=1, eligible=1, waiting=1, sent=3, opened=2)}
    first, second = (found.by_municipality[place.id] for place in table.places)
    assert first == Totals(signed_up=1, eligible=1, waiting=1, sent=2, opened=1)
    assert second == Totals(sent=1, opened=1)


def test_a_place_that_was_offered_is_not_had_yet(table: Table) -> None:
    for n in range(4):
        table.sign_up(n % 2, n // 2 % 2)
    draw = picked(table)
    actions.announce_draw(draw)
    assert reached(table).by_channel[None] == Totals(signed_up=4, eligible=4, waiting=4)
    actions.accept_offer(first(draw))
    assert reached(table).by_channel[None] == Totals(signed_up=4, eligible=4, waiting=3, seated=1)


def test_what_is_not_printed_was_not_sent_and_a_receipt_is_no_letter(table: Table) -> None:
    row = a_list(table)
    taken(table, row, person(table, 1))
    assert reached(table).by_channel == {}


def test_eligible_is_who_is_known_to_meet_every_condition_and_did_not_withdraw(table: Table) -> None:
    ask(table)
    poster = recruiting.make_channel(table.theme, kind=ChannelKind.POSTER, name="Poster")
    rows = [table.sign_up(1, 0, met=each) for each in (dict.fromkeys(Condition, True), {}, {Condition.AGE: True})]
    rows += [table.sign_up(1, 0), table.sign_up(1, 0)]
    for row in rows:
        recruiting.came(row, channel=poster)
    actions.tell_conditions(rows[3], met(office=False))
    actions.withdraw(rows[4])
    assert reached(table).by_channel[poster.id] == Totals(signed_up=5, eligible=1, waiting=4)
    ask(table, place=False, office=False)
    assert reached(table).by_channel[poster.id].eligible == 3


def test_the_page_shows_both_tables(table: Table, bureau: HouseClient) -> None:
    channel = sent_to_three(table)
    page = text_of(bureau, ROOM)
    cells = "".join(rf" ?<td[^>]*>{n}</td>" for n in (2, 1, 1, 1, 1, 0, 0))
    assert re.search(rf'<th scope="row">{table.places[0].name}</th>{cells}', page)
    assert "Mag meedoen" in text_of(bureau, f"{ROOM}/{channel}")
