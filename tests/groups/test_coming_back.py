"""Whoever a draw offered a place before does not return to a pool, not by another account with
the same mailbox either."""

from datetime import timedelta

import pytest

from regiodialoog.core import clock
from regiodialoog.core.errors import Conflict
from regiodialoog.groups import actions
from regiodialoog.groups.actions import drawing
from regiodialoog.groups.models import Draw, Registration
from tests.accounts.people import mails_to, someone
from tests.groups.conftest import Table
from tests.groups.test_doubles import pairs, two
from tests.groups.test_drawing import announced, prepared, sealed_draw
from tests.groups.test_offering import first
from tests.groups.test_pages import MANAGE, text_of
from tests.support.client import HouseClient


def declined_and_back(table: Table, **more) -> tuple[Registration, Registration, Draw]:
    """Somebody whom a draw offered a place said no, and signs up anew under another account with the same mailbox."""
    draw = announced(table, 2)
    offer = first(draw)
    before = offer.registration
    actions.decline_offer(offer)
    again = someone(before.person.name, before.person.address)
    place = [each.id for each in table.interests].index(before.interest_id)
    return before, table.sign_up(place, person=again, **more), draw


def test_who_declined_and_comes_back_under_another_account_is_shown_and_no_draw_is_sealed(
    table: Table, bureau: HouseClient
) -> None:
    before, back, _draw = declined_and_back(table)
    assert pairs(table) == [(before.id, back.id)]
    assert "een loting bood al een plek aan" in text_of(bureau, f"{MANAGE}/dubbel")
    prepare = text_of(bureau, f"{table.path}/loting/voorbereiden")
    assert "De loting kan niet worden verzegeld voordat dat is beslist." in prepare
    draw = prepared(table, reason="Er kwam een plek vrij.")
    assert back.id in draw.codes.values()
    assert f"{MANAGE}/dubbel" in text_of(bureau, f"{table.path}/loting/2/verzegelen")
    opens = clock.now() + timedelta(days=1)
    with pytest.raises(Conflict):
        actions.seal_draw(draw, source="Dobbelsteen", opens_at=opens, file_is_public=True)
    row = actions.merge(before, back, reason="Zelfde mailbox.", by=table.bureau.id)
    assert row is back, "who waits goes, and not who is off the list"
    assert "een loting bood u" in mails_to(back.person.address)[-1].body.lower()
    assert pairs(table) == []
    assert back.id not in {each.id for each in drawing.can_be_drawn(table.group, table.seats)}


def test_when_they_are_two_people_the_draw_goes_on(table: Table) -> None:
    before, back, _draw = declined_and_back(table)
    actions.keep_apart(before, back, by=table.bureau.id)
    assert pairs(table) == []
    draw = prepared(table, reason="Er kwam een plek vrij.")
    opens = clock.now() + timedelta(days=1)
    actions.seal_draw(draw, source="Dobbelsteen", opens_at=opens, file_is_public=True)
    assert draw.seal


def test_an_ordinary_pair_in_a_draw_is_told_and_does_not_stop_it(table: Table, bureau: HouseClient) -> None:
    two(table)
    table.sign_up(1)
    assert "Over 1 tweetal in deze loting is niet beslist" in text_of(bureau, f"{table.path}/loting/voorbereiden")
    sealed_draw(table)


def test_who_withdrew_without_an_offer_is_still_in_no_pair(table: Table) -> None:
    one, other = two(table)
    actions.withdraw(one)
    assert pairs(table) == []
    with pytest.raises(Conflict):
        actions.keep_apart(one, other, by=table.bureau.id)
